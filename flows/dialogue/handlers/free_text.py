"""Takes what a friend types: notes what it tells, or asks back; answers what it asks."""

from dataclasses import replace

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import ADVICE, FOLLOW_UP, WELCOME, Conversation
from flows.dialogue.events import DoubtsConfirmed, TextReceived, TookBack
from flows.dialogue.figuring import with_figures
from flows.dialogue.handlers.faq import answer_questions, met, not_understood
from flows.dialogue.handlers.interview import take
from flows.dialogue.handlers.pricing import price, take_assumption, take_figure
from flows.dialogue.handlers.session import ask_for_english, greet, is_new, welcoming
from flows.dialogue.handlers.taking_back import ask_which, took_back
from flows.dialogue.handlers.what_if import supposed
from flows.dialogue.policy import ahead, go_on, put_again
from flows.dialogue.presenter import ask_back_reply, understood
from flows.dialogue.replies import Reply, Step
from flows.knowledge.models import Option, Question
from flows.nlu.interpretation import Fact, Interpretation, Mood

HURT: tuple[Mood, ...] = ("anger", "fear")
"""Moods that are answered whatever else a text says."""


def text_received(
    context: DialogueContext, conversation: Conversation, event: TextReceived
) -> Step:
    """Take typed text, as its interpretation says.

    What it tells is noted and told back, what is doubtful is asked back, then its questions are
    answered; what comes next, or the question that is still open, ends it once.
    """
    return welcoming(context, conversation, _taken(context, conversation, event))


def doubts_confirmed(
    context: DialogueContext, conversation: Conversation, event: DoubtsConfirmed
) -> Step:
    """Note what was asked back, as if it had been said outright."""
    return _told_and_answered(context, conversation, Interpretation(facts=event.facts), "yes")


def _taken(context: DialogueContext, conversation: Conversation, event: TextReceived) -> Step:
    reading = event.interpretation
    left = (each for each in conversation.circumstances if each not in reading.denies)
    conversation = conversation.moved(circumstances=tuple(left))
    if reading.removes:
        return took_back(context, conversation, TookBack(what=reading.removes))
    if reading.unplaced is not None:
        return ask_which(context, conversation, reading.unplaced)
    requested = conversation.requested_figure and not reading.what_if
    figure = take_figure(context, conversation, reading) if requested else None
    if conversation.assumption and not reading.what_if:
        figure = take_assumption(context, conversation, reading)
    conversation = conversation.moved(requested_figure="", assumption="")
    if first := figure or _said_plainly(context, conversation, reading):
        return first
    if reading.out_of_order:
        return put_again(context, conversation, Reply("out_of_order"))
    if reading.what_if and reading.supposes:
        answered = answer_questions(context, conversation, reading, event.text)
        step = supposed(context, answered.conversation, reading)
        return ahead(answered.replies, step)
    return _told_and_answered(context, conversation, reading, event.text, priced=bool(requested))


def _said_plainly(
    context: DialogueContext, conversation: Conversation, reading: Interpretation
) -> Step | None:
    """Take the name of an option, or a yes to the invitation to begin."""
    question = context.open_question(conversation)
    option = question.option(reading.labels.get(question.id, "")) if question else None
    if question and option:
        return take(context, conversation, question, option, typed=True)
    if conversation.lasting_state == WELCOME and reading.begins:
        return go_on(context, conversation)
    return None


def _told_and_answered(
    context: DialogueContext,
    conversation: Conversation,
    reading: Interpretation,
    text: str,
    *,
    priced: bool = False,
) -> Step:
    """Note what is told, answer what is asked, then go on, or put the open question once more.

    Pay alone leads to the price of the move; with ``priced``, where a figure was asked for, so does
    pay beside facts.
    """
    facts, doubts = _facts_and_doubts(context, conversation, reading)
    if priced and reading.pay and None not in (reading.pay.now, reading.pay.next):
        facts += tuple(doubt for doubt in doubts if doubt.question == "cut")  # the amounts tell it
        doubts = tuple(doubt for doubt in doubts if doubt.question != "cut")
    if answer := _only_answer(context, conversation, reading, facts, doubts):
        question, option = answer
        return take(context, with_figures(conversation, reading), question, option, typed=True)
    noted = _noted(context, conversation, reading, facts)
    told = understood(context, conversation, facts, noted, reading)
    if reading.pay and not (doubts or reading.questions) and (priced or not facts):
        return price(context, conversation, noted, told)
    replies = [told] if told else []
    if doubts:
        replies.append(ask_back_reply(context, doubts, beside=bool(told)))
    answered = answer_questions(context, noted, reading, text)
    replies += answered.replies
    if replies and not told and reading.mood in HURT:
        replies.insert(0, Reply("manners", {"mood": reading.mood}))
    if not replies:
        return _nothing_read(context, conversation, reading, text)
    settled = {fact.question for fact in facts} | _changed(conversation, noted)
    is_open = context.open_question(noted) and noted.question not in settled
    advised = any(reply.template == "advice" for reply in replies)
    begins = bool(doubts) and conversation.lasting_state not in (ADVICE, FOLLOW_UP)
    if is_open or advised or not (settled or begins):
        step = put_again(context, answered.conversation, *replies)
    else:
        step = ahead(replies, go_on(context, answered.conversation))
    return replace(step, conversation=step.conversation.doubting(doubts))


def _facts_and_doubts(
    context: DialogueContext, conversation: Conversation, reading: Interpretation
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """What is noted and what is asked back, the answer to the open question included.

    What was asked back before, and is said again where it is asked for, is certain.
    """
    facts, doubts = context.known(reading.facts), context.known(reading.ask_back)
    question = context.open_question(conversation)
    option = question.option(reading.option or "") if question else None
    if question and option and question.id not in {each.question for each in (*facts, *doubts)}:
        answer = Fact(question=question.id, option=option.id)
        facts, doubts = ((answer, *facts), doubts) if reading.sure else (facts, (answer, *doubts))
    again = [each for each in doubts if question and _is_said_again(question, conversation, each)]
    facts, doubts = (*facts, *again), tuple(each for each in doubts if each not in again)
    certain = conversation.answers | {fact.question: "" for fact in facts}
    return facts, tuple(
        doubt for doubt in doubts if certain.get(doubt.question) not in ("", doubt.option)
    )


def _is_said_again(question: Question, conversation: Conversation, fact: Fact) -> bool:
    """Whether a fact answers a question, and was asked back before; not where it weighs a lot."""
    before, option = conversation.doubt(question.id), question.option(fact.option)
    same = before is not None and (before.question, before.option) == (fact.question, fact.option)
    return same and option is not None and not option.weighty


def _only_answer(
    context: DialogueContext,
    conversation: Conversation,
    reading: Interpretation,
    facts: tuple[Fact, ...],
    doubts: tuple[Fact, ...],
) -> tuple[Question, Option] | None:
    """The answer to the open question, where a text says nothing beside it."""
    question = context.open_question(conversation)
    beside = doubts or reading.pay or reading.circumstances or reading.questions or reading.unread
    if beside or reading.mood in HURT or reading.floor is not None or not question:
        return None
    if [fact.question for fact in facts] != [question.id]:
        return None
    return context.option(question.id, facts[0].option)


def _noted(
    context: DialogueContext,
    conversation: Conversation,
    reading: Interpretation,
    facts: tuple[Fact, ...],
) -> Conversation:
    """The conversation with all that a text tells."""
    noted = with_figures(conversation, reading)
    for fact in facts:
        noted = noted.answering(fact.question, fact.option)
    heard = (each for each in reading.circumstances if each in context.circumstances)
    return noted.moved(circumstances=tuple(dict.fromkeys((*noted.circumstances, *heard))))


def _changed(before: Conversation, after: Conversation) -> set[str]:
    """The questions whose answers are others, those that follow from figures included."""
    return {name for name, option in after.answers.items() if before.answers.get(name) != option}


def _nothing_read(
    context: DialogueContext, conversation: Conversation, reading: Interpretation, text: str
) -> Step:
    if reading.circumstances:  # told once more: it is heard
        others = (each for each in conversation.circumstances if each not in reading.circumstances)
        before = conversation.moved(circumstances=tuple(others))
        told = understood(context, before, (), conversation)
        return put_again(context, conversation, *((told,) if told else ()))
    mood, manners = reading.mood, reading.manners
    if reading.foreign and not (mood or manners == "thanks"):
        return ask_for_english(context, conversation)
    if mood and mood != "thanks":
        return met(context, conversation, mood)
    if mood or manners or is_new(conversation):
        return greet(context, conversation, "thanks" if mood else manners)
    agrees = reading.reply == "yes"
    says_nothing = reading.reply or not any(character.isalnum() for character in text)
    if agrees or (says_nothing and not context.open_question(conversation)):
        doubts = conversation.doubts if agrees else ()  # to what, if not to these?
        told = ask_back_reply(context, doubts, beside=False) if doubts else Reply("nothing_asked")
        return put_again(context, conversation, told)
    return not_understood(context, conversation, text)
