"""Takes what a friend types: an answer, several facts at once, a question, or none of these."""

from flows.dialogue.answering import take
from flows.dialogue.asking import go_on, put_again
from flows.dialogue.conversation import WELCOME, Conversation
from flows.dialogue.events import AskedForTopics, Chose, Edited, PassedOn, Said
from flows.dialogue.heard import Fact, Heard
from flows.dialogue.housekeeping import greet
from flows.dialogue.mind import Mind
from flows.dialogue.pricing import money_replies
from flows.dialogue.replies import Choice, Choices, Reply, Step
from flows.dialogue.topics import answer_topic, guess_topics, no_answer
from flows.dialogue.typed import says_yes, typed_option

OPENER = 2
"""From so many facts on, a text is taken as telling about oneself, whatever else it asks."""


NOT_UNDERSTOOD: Choices = (
    (
        Choice("Pass it on to the owner", PassedOn()),
        Choice("What can I ask?", AskedForTopics()),
    ),
)
"""Offered where a text is neither an answer nor a question that is known."""


def said(mind: Mind, conversation: Conversation, event: Said) -> Step:
    """Take typed text.

    The name of an option answers the open question. Else what was heard decides: several facts are
    noted, a question is answered and the open one comes back, a sure answer is noted, an unsure one
    is asked back.
    """
    plainly = _said_plainly(mind, conversation, event.text)
    if plainly:
        return plainly
    facts = _known(mind, event.heard)
    if len(facts) >= OPENER:
        return _note(mind, conversation, event.heard, facts)
    if event.heard.asks == "answer":
        return answer_topic(mind, conversation, event.heard.topics[0], event.heard.kept)
    if answered := _answer(mind, conversation, event.heard):
        return answered
    if facts:
        return _note(mind, conversation, event.heard, facts)
    return _not_an_answer(mind, conversation, event)


def _said_plainly(mind: Mind, conversation: Conversation, text: str) -> Step | None:
    question = mind.open_question(conversation)
    if question and (option := typed_option(question, text)):
        return take(mind, conversation, question, option, typed=True)
    if conversation.place == WELCOME and says_yes(text):
        return go_on(mind, conversation)
    return None


def _answer(mind: Mind, conversation: Conversation, heard: Heard) -> Step | None:
    question = mind.open_question(conversation)
    if not question:
        return None
    option = question.option(heard.option or "")
    if option and heard.sure:
        with_figures = _with_figures(conversation, heard)
        return take(mind, with_figures, question, option, typed=True)
    if option:
        values = {"question": question, "label": option.label}
        chose = Chose(question=question.id, option=option.id)
        yes = Choice(f"Yes: {option.label}", chose, on_yes=chose)
        return put_again(mind, conversation, Reply("ask_back", values, ((yes,),)))
    return None


def _not_an_answer(mind: Mind, conversation: Conversation, event: Said) -> Step:
    if event.heard.deaf:
        return put_again(mind, conversation, Reply("deaf"))
    if event.heard.figures:
        priced = _with_figures(conversation, event.heard)
        return put_again(mind, priced, *money_replies(priced))
    if event.heard.manners or (conversation.place == WELCOME and not conversation.revision):
        return greet(mind, conversation, event.heard.manners)
    if event.heard.asks == "did-you-mean":
        return guess_topics(mind, conversation, event.text, event.heard)
    question = mind.open_question(conversation)
    if question and event.heard.asks == "nothing":
        puzzled = conversation.moved(puzzle=event.text)
        return put_again(mind, puzzled, Reply("not_understood", {}, NOT_UNDERSTOOD))
    return no_answer(mind, conversation, event.text)


def _known(mind: Mind, heard: Heard) -> tuple[Fact, ...]:
    """The facts heard whose question and option this version has, one for each question."""
    facts = {
        fact.question: fact
        for fact in heard.facts
        if (question := mind.question(fact.question)) and question.option(fact.option)
    }
    return tuple(facts.values())


def _note(mind: Mind, conversation: Conversation, heard: Heard, facts: tuple[Fact, ...]) -> Step:
    """Note several facts, say what was understood, and ask only what is left."""
    before = mind.verdict(conversation) if conversation.advised else None
    noted = _with_figures(conversation, heard)
    for fact in facts:
        noted = noted.answering(fact.question, fact.option)
    reply = Reply("understood", _understood(mind, conversation, facts), _corrections(mind, facts))
    first = conversation.place == WELCOME and not conversation.revision
    hello = greet(mind, noted, "").replies if first else ()
    settled = noted.question in {fact.question for fact in facts}
    if mind.open_question(noted) and not settled:
        step = put_again(mind, noted, reply)
    else:
        step = go_on(mind, noted, before=before)
        step = Step(step.conversation, (reply, *step.replies))
    return Step(step.conversation, (*hello, *step.replies))


def _understood(
    mind: Mind, conversation: Conversation, facts: tuple[Fact, ...]
) -> dict[str, list[dict[str, str]]]:
    lines = []
    for fact in facts:
        question = mind.knowledge.question[fact.question]
        option, was = (
            question.option(each)
            for each in (fact.option, conversation.answers.get(fact.question, ""))
        )
        changed = was.label if was and option and was.id != option.id else ""
        label = option.label if option else ""
        lines.append({"name": question.name, "label": label, "was": changed, "words": fact.words})
    return {"lines": lines}


def _corrections(mind: Mind, facts: tuple[Fact, ...]) -> Choices:
    edits = [
        Choice(f"✎ {mind.knowledge.question[fact.question].name}", Edited(question=fact.question))
        for fact in facts
    ]
    return tuple(tuple(edits[at : at + 2]) for at in range(0, len(edits), 2))


def _with_figures(conversation: Conversation, heard: Heard) -> Conversation:
    """The conversation with the figures stated; those known before stay where nothing new is."""
    if not heard.figures:
        return conversation
    known = conversation.figures.model_dump() if conversation.figures else {}
    stated = heard.figures.model_dump(exclude_none=True)
    if "currency" in stated and stated["currency"] != known.get("currency"):
        known = {}
    return conversation.moved(figures=type(heard.figures)(**{**known, **stated}))
