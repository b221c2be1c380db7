"""Answers the questions that friends ask, at any time, and passes on those without an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import WELCOME, Conversation
from flows.dialogue.events import (
    Asked,
    AskedForTopics,
    Continued,
    Enough,
    Event,
    PassedOn,
    Reviewed,
)
from flows.dialogue.policy import put_again, tell
from flows.dialogue.replies import Choice, Choices, ForOwner, Reply, Step
from flows.nlu.interpretation import AskedQuestion, Interpretation, KeptAnswer, Mood

LONGEST_LABEL = 40

AT_ONCE = 3
"""How many questions of a text are answered."""

NAMED = 8
"""How many others are named."""

UNREAD_TURNS = 3
"""How many wordings there are for a text that nothing was read from."""

Unread = Literal["advised", "new", "open"]
"""Where a text stands that nothing was read from: at a question, before the first, after all."""

_DOUBTED = ("evidence", "regret-least-sure")
"""Topics for who doubts the advice."""

_LONGEST_KEY = 2
"""Figures of a number that may be meant as the key of a choice."""


def asked(context: DialogueContext, conversation: Conversation, event: Asked) -> Step:
    """Answer a topic chosen by a button; one that was meant teaches the owner a new wording."""
    number = context.text_meant(conversation, event.text) if event.suggested else None
    kept = (event.kept,) if event.kept else ()
    if number is None or event.topic in context.outside:
        return answer_topic(context, conversation, event.topic, kept, number)
    wording = ForOwner(conversation.unanswered[number], event.topic)
    step = answer_topic(context, conversation.without_text(number), event.topic, kept)
    return Step(step.conversation, step.replies, wording)


def answer_topic(
    context: DialogueContext,
    conversation: Conversation,
    topic_id: str,
    kept: Iterable[KeptAnswer],
    text: int | None = None,
) -> Step:
    """Answer a topic; the open question comes back once afterwards."""
    if _is_the_advice(context, conversation, topic_id):
        return tell(context, conversation)
    reply = _topic_reply(context, conversation, topic_id, kept, text)
    return put_again(context, conversation, reply)


def answer_questions(
    context: DialogueContext, conversation: Conversation, reading: Interpretation, text: str
) -> Step:
    """Answer what a text asks, one message a question; what is too many is named.

    ``text`` is what was typed. What comes next is left to the caller.
    """
    asked: dict[str, AskedQuestion] = {}
    for question in reading.questions:  # a topic is answered once
        asked.setdefault(question.topic or question.words, question)
    kept = {answer.id: answer for answer in reading.kept}
    replies: list[Reply] = []
    for question in [*asked.values()][:AT_ONCE]:
        words = question.words or text
        named = len(asked) > 1 or reading.tells  # "that" is what was asked, not what was told
        step = _answer(context, conversation, question, kept, words, named=named)
        conversation, replies = step.conversation, [*replies, *step.replies]
    if left := [*asked.values()][AT_ONCE : AT_ONCE + NAMED]:
        replies.append(_also_asked(context, left, kept))
    return Step(conversation, tuple(replies))


def _also_asked(
    context: DialogueContext, questions: Sequence[AskedQuestion], kept: Mapping[str, KeptAnswer]
) -> Reply:
    """Name the questions that are too many; one whose topic is known has a button."""
    rows = tuple(
        (Choice(label, Asked(topic=each.topic)),)
        for each in questions
        if each.topic and (label := _label(context, each.topic, kept))
    )
    return Reply("also_asked", {"questions": [each.words for each in questions]}, rows)


def _answer(  # noqa: PLR0913 (the question, with what it stands in)
    context: DialogueContext,
    conversation: Conversation,
    question: AskedQuestion,
    kept: Mapping[str, KeptAnswer],
    words: str,
    *,
    named: bool,
) -> Step:
    """Answer one question; ``named`` tells to repeat its words where it is not clear on what."""
    topic = question.topic or ""
    if question.kind == "answer":
        if _is_the_advice(context, conversation, topic):
            return tell(context, conversation)
        reply = _topic_reply(context, conversation, topic, kept.values())
        return Step(conversation, (reply,))
    remembering = conversation.remembering(words)
    number, named_words = remembering.texts, words if named else ""
    if question.kind == "outside" and topic in context.outside:
        reply = _outside_reply(context, topic, number)
    elif question.kind == "did-you-mean":
        reply = _guess(context, question.alternatives, kept, number, named_words)
    else:
        reply = _no_answer(Reply("no_answer", {"words": named_words}), number)
    return Step(remembering, (reply,))


def _is_the_advice(context: DialogueContext, conversation: Conversation, topic_id: str) -> bool:
    """Whether the friend's own advice answers a topic."""
    topic = context.topics.get(topic_id)
    asks_for_it = bool(topic and topic.personal and conversation.advised)
    return asks_for_it and not context.open_question(conversation)


def _topic_reply(
    context: DialogueContext,
    conversation: Conversation,
    topic_id: str,
    kept: Iterable[KeptAnswer],
    text: int | None = None,
) -> Reply:
    topic = context.topics.get(topic_id)
    if topic:
        follow_ups = _follow_ups(context, conversation, topic_id)
        return Reply("topic", {"topic": topic}, follow_ups, lasts=True)
    if topic_id in context.outside:
        return _outside_reply(context, topic_id, text)
    for answer in kept:
        if answer.id == topic_id:
            told = {"question": answer.question, "answer": answer.answer}
            return Reply("kept_answer", told, lasts=True)
    return Reply("misfired")


def _outside_reply(context: DialogueContext, topic_id: str, text: int | None) -> Reply:
    """Say that the author says nothing about it, and what he says nearby."""
    topic = context.outside[topic_id]
    rows = _to_topics(context, topic.topics)
    if text is not None:
        rows.append((Choice("Pass it on to the owner", PassedOn(text=text)),))
    return Reply("outside", {"topic": topic}, tuple(rows), lasts=True)


def _to_topics(context: DialogueContext, names: Iterable[str]) -> list[tuple[Choice, ...]]:
    """A button for each of these topics that there is."""
    topics = (context.topics[name] for name in names if name in context.topics)
    return [(Choice(topic.title, Asked(topic=topic.id)),) for topic in topics]


def met(context: DialogueContext, conversation: Conversation, mood: Mood) -> Step:
    """Meet a mood; who doubts the advice may read what it rests on and what is least sure."""
    begun = conversation.lasting_state != WELCOME and not context.open_question(conversation)
    doubted = _DOUBTED if begun and mood == "doubt" else ()
    rows = tuple(_to_topics(context, doubted))
    return put_again(context, conversation, Reply("manners", {"mood": mood}, rows))


def _follow_ups(context: DialogueContext, conversation: Conversation, topic_id: str) -> Choices:
    if context.open_question(conversation):
        return ()  # its buttons are the ones to tap
    topic = context.topics[topic_id]
    rows = _to_topics(context, topic.follow_ups)
    if topic.about_me:
        me: Event = Enough() if conversation.advised else Continued()
        rows.append((Choice("What about me?", me, emphasis="primary"),))
    return tuple(rows)


def _guess(
    context: DialogueContext,
    topics: Iterable[str],
    kept: Mapping[str, KeptAnswer],
    number: int,
    words: str,
) -> Reply:
    """Ask which of a few topics was meant; a tap answers it."""
    labels = ((name, _label(context, name, kept)) for name in topics)
    rows = [
        (Choice(label, Asked(topic=name, suggested=True, text=number)),)
        for name, label in labels
        if label
    ]
    rows.append((Choice("None of these: ask the owner", PassedOn(text=number)),))
    return Reply("did_you_mean", {"words": words}, tuple(rows), asks=True)


def _label(context: DialogueContext, name: str, kept: Mapping[str, KeptAnswer]) -> str:
    if name in context.topics:
        return context.topics[name].title
    if name in context.outside:
        return context.outside[name].title
    if name in kept:
        question = kept[name].question
        return question if len(question) <= LONGEST_LABEL else question[: LONGEST_LABEL - 1] + "…"
    return ""


def not_understood(context: DialogueContext, conversation: Conversation, text: str) -> Step:
    """Say that nothing could be made of a text that asks nothing, in other words each time."""
    is_open = context.open_question(conversation) is not None
    key = text.strip().strip("().")
    if (len(key) == 1 and key.isalnum()) or (len(key) <= _LONGEST_KEY and key.isdecimal()):
        told = Reply("no_such_key", {"key": key, "open": is_open})
        return put_again(context, conversation, told)
    is_new = conversation.lasting_state == WELCOME
    where: Unread = "open" if is_open else "new" if is_new else "advised"
    turn = conversation.texts % UNREAD_TURNS
    values = {"where": where, "open": is_open, "turn": turn}
    remembering = conversation.remembering(text)
    if is_new:  # what leads into the interview stands below it
        return put_again(context, remembering, Reply("not_understood", values))
    answers = () if is_open else (Choice("My answers", Reviewed()),)
    reply = _no_answer(Reply("not_understood", values), remembering.texts, answers)
    return put_again(context, remembering, reply)


def _no_answer(reply: Reply, number: int, others: tuple[Choice, ...] = ()) -> Reply:
    """Offer the owner, and the list of topics; where that is asked, a typed yes takes it up."""
    pass_on = PassedOn(text=number)
    asked = pass_on if reply.template == "no_answer" else None
    choices = (
        (Choice("Pass it on to the owner", pass_on, on_yes=asked),),
        (Choice("What can I ask?", AskedForTopics()), *others),
    )
    return replace(reply, choices=choices)


def passed_on(context: DialogueContext, conversation: Conversation, event: PassedOn) -> Step:
    """Pass the text above the tapped button on to the owner, up to a number of them a day."""
    if event.limit is not None:
        return Step(
            conversation, (Reply("enough_passed_on", {"limit": event.limit}, place="alert"),)
        )
    number = context.text_meant(conversation, event.text)
    assert number is not None, "what is not remembered cannot be passed on"  # noqa: S101
    text = conversation.unanswered[number]
    passed = conversation.without_text(number)
    step = put_again(context, passed, Reply("passed_on", {"text": text}, lasts=True))
    return Step(step.conversation, step.replies, ForOwner(text))


def asked_for_topics(
    context: DialogueContext, conversation: Conversation, _: AskedForTopics
) -> Step:
    """List what can be asked, each with a button."""
    titles = [Choice(topic.title, Asked(topic=topic.id)) for topic in context.topics.values()]
    rows = tuple(tuple(titles[at : at + 2]) for at in range(0, len(titles), 2))
    return put_again(context, conversation, Reply("topics", {}, rows))
