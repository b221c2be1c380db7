"""Takes what a friend types: an answer, several facts at once, a question, or none of these."""

from flows.dialogue.answering import take
from flows.dialogue.asking import go_on, put_again
from flows.dialogue.conversation import WELCOME, Conversation
from flows.dialogue.events import AskedForTopics, Chose, PassedOn, Said
from flows.dialogue.figuring import with_figures
from flows.dialogue.heard import Fact, Heard
from flows.dialogue.housekeeping import greet, is_new, welcoming
from flows.dialogue.mind import Mind
from flows.dialogue.noting import understood
from flows.dialogue.pricing import price, take_figure
from flows.dialogue.replies import Choice, Choices, Reply, Step
from flows.dialogue.topics import answer_topic, guess_topics, no_answer
from flows.dialogue.typed import says_no, says_only_yes, says_yes, typed_option

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
    return welcoming(mind, conversation, _taken(mind, conversation, event))


def _taken(mind: Mind, conversation: Conversation, event: Said) -> Step:
    figure = take_figure(mind, conversation, event.heard) if conversation.wanted else None
    conversation = conversation.moved(wanted="")
    if first := figure or _said_plainly(mind, conversation, event.text):
        return first
    facts = _with_answer(mind, conversation, event, _known(mind, event.heard))
    beside = bool(event.heard.asking) and any(f.question in event.heard.apart for f in facts)
    if len(facts) >= OPENER or beside:
        return _note_and_answer(mind, conversation, event, facts)
    if event.heard.asks == "answer":
        return answer_topic(mind, conversation, event.heard.topics[0], event.heard.kept)
    if answered := _answer(mind, conversation, event, facts):
        return answered
    if facts:
        return _note(mind, conversation, event.heard, facts)
    return _not_an_answer(mind, conversation, event)


def _note_and_answer(
    mind: Mind, conversation: Conversation, event: Said, facts: tuple[Fact, ...]
) -> Step:
    """Note facts and answer what is asked beside them; then comes the open question, once.

    Where few facts are told, only those that stand apart from the question are meant as told.
    """
    heard = event.heard
    if heard.asking and len(facts) < OPENER:
        facts = tuple(fact for fact in facts if fact.question in heard.apart)
    noted = _note(mind, conversation, heard, facts)
    answered = _answer_asked(mind, noted.conversation, event) if heard.asking else None
    if not answered:
        return noted
    understood, *rest = noted.replies
    if mind.open_question(noted.conversation):
        return Step(answered.conversation, (understood, *answered.replies))
    answers = (reply for reply in answered.replies if reply.template != "way_on")
    return Step(answered.conversation, (understood, *answers, *rest))


def _answer_asked(mind: Mind, conversation: Conversation, event: Said) -> Step | None:
    """Answer the question in a text, if it holds one; the open question comes after it."""
    heard = event.heard
    if heard.asks == "answer":
        return answer_topic(mind, conversation, heard.topics[0], heard.kept)
    if heard.asks == "did-you-mean":
        return guess_topics(mind, conversation, heard.asking, heard)
    if heard.asks == "unknown":
        return no_answer(mind, conversation, heard.asking)
    return None


def _with_answer(
    mind: Mind, conversation: Conversation, event: Said, facts: tuple[Fact, ...]
) -> tuple[Fact, ...]:
    """The facts of a text and, where it tells some, its sure answer to the open question."""
    question, heard = mind.open_question(conversation), event.heard
    option = question.option(heard.option or "") if question else None
    known = {fact.question for fact in facts}
    if not (facts and question and option and heard.sure) or question.id in known:
        return facts
    return (Fact(question=question.id, option=option.id), *facts)


def _said_plainly(mind: Mind, conversation: Conversation, text: str) -> Step | None:
    question = mind.open_question(conversation)
    if question and (option := typed_option(question, text)):
        return take(mind, conversation, question, option, typed=True)
    if conversation.place == WELCOME and says_yes(text):
        return go_on(mind, conversation)
    return None


def _says_something_else(event: Said) -> bool:
    """Whether a text is no likely answer: pay alone, or a yes or no to nothing that was offered."""
    return bool(event.heard.figures) or says_only_yes(event.text) or says_no(event.text)


def _says_more(text: str, facts: tuple[Fact, ...]) -> bool:
    """Whether a text has words beyond those that its facts rest on."""
    for fact in facts:
        text = text.replace(fact.words, " ") if fact.words else text
    return not facts or len(text.split()) >= OPENER


def _answer(
    mind: Mind, conversation: Conversation, event: Said, facts: tuple[Fact, ...]
) -> Step | None:
    """Take the answer to the open question, or ask back; a fact told beside it is noted."""
    heard = event.heard
    question = mind.open_question(conversation)
    if not question:
        return None
    option = question.option(heard.option or "")
    if option and heard.sure:
        return take(mind, with_figures(conversation, heard), question, option, typed=True)
    if option and not _says_something_else(event) and _says_more(event.text, facts):
        values = {"question": question, "label": option.label}
        chose = Chose(question=question.id, option=option.id)
        yes = Choice(f"Yes: {option.label}", chose, on_yes=chose)
        asked_back = Reply("ask_back", values, ((yes,),))
        if facts:
            return _note(mind, conversation, heard, facts, asked_back)
        return put_again(mind, conversation, asked_back)
    return None


def _not_an_answer(mind: Mind, conversation: Conversation, event: Said) -> Step:
    if event.heard.deaf:
        return put_again(mind, conversation, Reply("deaf"))
    if event.heard.figures:
        return price(mind, conversation, with_figures(conversation, event.heard))
    if event.heard.manners or (is_new(conversation) and event.heard.asks == "nothing"):
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


def _note(
    mind: Mind, conversation: Conversation, heard: Heard, facts: tuple[Fact, ...], *after: Reply
) -> Step:
    """Note facts, say what was understood (and ``after`` it), and ask only what is left."""
    before = mind.verdict(conversation) if conversation.advised else None
    noted = with_figures(conversation, heard)
    for fact in facts:
        noted = noted.answering(fact.question, fact.option)
    reply = understood(mind, conversation, facts, noted)
    settled = noted.question in {fact.question for fact in facts}
    if mind.open_question(noted) and not settled:
        return put_again(mind, noted, reply, *after)
    step = go_on(mind, noted, before=before)
    return Step(step.conversation, (reply, *step.replies))
