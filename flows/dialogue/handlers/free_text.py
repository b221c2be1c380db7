"""Takes what a friend types: an answer, several facts at once, a question, or none of these."""

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import WELCOME, Conversation
from flows.dialogue.events import Chose, TextReceived
from flows.dialogue.figuring import with_figures
from flows.dialogue.handlers.faq import NOT_UNDERSTOOD, answer_topic, guess_topics, no_answer
from flows.dialogue.handlers.interview import take
from flows.dialogue.handlers.pricing import price, take_figure
from flows.dialogue.handlers.session import greet, is_new, welcoming
from flows.dialogue.policy import go_on, put_again
from flows.dialogue.presenter import understood
from flows.dialogue.replies import Choice, Reply, Step
from flows.nlu.interpretation import Fact, Interpretation

OPENER = 2
"""From so many facts on, a text is taken as telling about oneself, whatever else it asks."""


def text_received(
    context: DialogueContext, conversation: Conversation, event: TextReceived
) -> Step:
    """Take typed text.

    The name of an option answers the open question. Else its interpretation decides: several facts
    are noted, a question is answered and the open one comes back, a sure answer is noted, an unsure
    one is asked back.
    """
    return welcoming(context, conversation, _taken(context, conversation, event))


def _taken(context: DialogueContext, conversation: Conversation, event: TextReceived) -> Step:
    requested = conversation.requested_figure
    figure = take_figure(context, conversation, event.interpretation) if requested else None
    conversation = conversation.moved(requested_figure="")
    if first := figure or _said_plainly(context, conversation, event.interpretation):
        return first
    facts = _with_answer(context, conversation, event, _known(context, event.interpretation))
    beside = bool(event.interpretation.asking) and any(
        f.question in event.interpretation.apart for f in facts
    )
    if len(facts) >= OPENER or beside:
        return _note_and_answer(context, conversation, event, facts)
    if event.interpretation.asks == "answer":
        return answer_topic(
            context, conversation, event.interpretation.topics[0], event.interpretation.kept
        )
    if answered := _answer(context, conversation, event, facts):
        return answered
    if facts:
        return _note(context, conversation, event.interpretation, facts)
    return _not_an_answer(context, conversation, event)


def _note_and_answer(
    context: DialogueContext,
    conversation: Conversation,
    event: TextReceived,
    facts: tuple[Fact, ...],
) -> Step:
    """Note facts and answer what is asked beside them; then comes the open question, once.

    Where few facts are told, only those that stand apart from the question are meant as told.
    """
    interpretation = event.interpretation
    if interpretation.asking and len(facts) < OPENER:
        facts = tuple(fact for fact in facts if fact.question in interpretation.apart)
    noted = _note(context, conversation, interpretation, facts)
    answered = _answer_asked(context, noted.conversation, event) if interpretation.asking else None
    if not answered:
        return noted
    understood, *rest = noted.replies
    if context.open_question(noted.conversation):
        return Step(answered.conversation, (understood, *answered.replies))
    answers = (reply for reply in answered.replies if reply.template != "way_on")
    return Step(answered.conversation, (understood, *answers, *rest))


def _answer_asked(
    context: DialogueContext, conversation: Conversation, event: TextReceived
) -> Step | None:
    """Answer the question in a text, if it holds one; the open question comes after it."""
    interpretation = event.interpretation
    if interpretation.asks == "answer":
        return answer_topic(context, conversation, interpretation.topics[0], interpretation.kept)
    if interpretation.asks == "did-you-mean":
        return guess_topics(context, conversation, interpretation.asking, interpretation)
    if interpretation.asks == "unknown":
        return no_answer(context, conversation, interpretation.asking)
    return None


def _with_answer(
    context: DialogueContext,
    conversation: Conversation,
    event: TextReceived,
    facts: tuple[Fact, ...],
) -> tuple[Fact, ...]:
    """The facts of a text and, where it tells some, its sure answer to the open question."""
    question, interpretation = context.open_question(conversation), event.interpretation
    option = question.option(interpretation.option or "") if question else None
    known = {fact.question for fact in facts}
    if not (facts and question and option and interpretation.sure) or question.id in known:
        return facts
    return (Fact(question=question.id, option=option.id), *facts)


def _said_plainly(
    context: DialogueContext, conversation: Conversation, interpretation: Interpretation
) -> Step | None:
    """Take the name of an option, or a yes to the invitation to begin."""
    question = context.open_question(conversation)
    option = question.option(interpretation.labels.get(question.id, "")) if question else None
    if question and option:
        return take(context, conversation, question, option, typed=True)
    if conversation.lasting_state == WELCOME and interpretation.begins:
        return go_on(context, conversation)
    return None


def _may_be_answer(interpretation: Interpretation) -> bool:
    """Whether a guess at an answer is worth asking back.

    Pay alone is none, nor a yes or no to nothing that was offered, nor a text that is all told.
    """
    return interpretation.says_more and not (interpretation.figures or interpretation.reply)


def _answer(
    context: DialogueContext,
    conversation: Conversation,
    event: TextReceived,
    facts: tuple[Fact, ...],
) -> Step | None:
    """Take the answer to the open question, or ask back; a fact told beside it is noted."""
    interpretation = event.interpretation
    question = context.open_question(conversation)
    if not question:
        return None
    option = question.option(interpretation.option or "")
    if option and interpretation.sure:
        return take(
            context, with_figures(conversation, interpretation), question, option, typed=True
        )
    if option and _may_be_answer(interpretation):
        values = {"question": question, "label": option.label}
        chose = Chose(question=question.id, option=option.id)
        yes = Choice(f"Yes: {option.label}", chose, on_yes=chose)
        asked_back = Reply("ask_back", values, ((yes,),))
        if facts:
            return _note(context, conversation, interpretation, facts, asked_back)
        return put_again(context, conversation, asked_back)
    return None


def _not_an_answer(
    context: DialogueContext, conversation: Conversation, event: TextReceived
) -> Step:
    if event.interpretation.deaf:
        return put_again(context, conversation, Reply("deaf"))
    if event.interpretation.figures:
        return price(context, conversation, with_figures(conversation, event.interpretation))
    if event.interpretation.manners or (
        is_new(conversation) and event.interpretation.asks == "nothing"
    ):
        return greet(context, conversation, event.interpretation.manners)
    if event.interpretation.asks == "did-you-mean":
        return guess_topics(context, conversation, event.text, event.interpretation)
    question = context.open_question(conversation)
    if question and event.interpretation.asks == "nothing":
        return no_answer(context, conversation, event.text, NOT_UNDERSTOOD)
    return no_answer(context, conversation, event.text)


def _known(context: DialogueContext, interpretation: Interpretation) -> tuple[Fact, ...]:
    """The facts whose question and option this version has, one for each question."""
    facts = {
        fact.question: fact
        for fact in interpretation.facts
        if (question := context.question(fact.question)) and question.option(fact.option)
    }
    return tuple(facts.values())


def _note(
    context: DialogueContext,
    conversation: Conversation,
    interpretation: Interpretation,
    facts: tuple[Fact, ...],
    *after: Reply,
) -> Step:
    """Note facts, say what was understood (and ``after`` it), and ask only what is left."""
    before = context.verdict(conversation) if conversation.advised else None
    noted = with_figures(conversation, interpretation)
    for fact in facts:
        noted = noted.answering(fact.question, fact.option)
    reply = understood(context, conversation, facts, noted)
    settled = noted.question in {fact.question for fact in facts}
    if context.open_question(noted) and not settled:
        return put_again(context, noted, reply, *after)
    step = go_on(context, noted, before=before)
    return Step(step.conversation, (reply, *step.replies))
