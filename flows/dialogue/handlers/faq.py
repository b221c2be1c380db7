"""Answers the questions that friends ask, at any time, and passes on those without an answer."""

from collections.abc import Iterable
from dataclasses import replace

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Asked, AskedForTopics, Continued, Enough, Event, PassedOn
from flows.dialogue.policy import put_again, tell
from flows.dialogue.replies import Choice, Choices, ForOwner, Reply, Step
from flows.nlu.interpretation import Interpretation, KeptAnswer

LONGEST_LABEL = 40
NO_ANSWER = Reply("no_answer")
NOT_UNDERSTOOD = Reply("not_understood")
"""For a text that is neither an answer to the open question nor a question that is known."""


def asked(context: DialogueContext, conversation: Conversation, event: Asked) -> Step:
    """Answer a topic chosen by a button; one that was meant teaches the owner a new phrasing."""
    number = context.text_meant(conversation, event.text) if event.suggested else None
    kept = (event.kept,) if event.kept else ()
    if number is None:
        return answer_topic(context, conversation, event.topic, kept)
    phrasing = ForOwner(conversation.unanswered[number], event.topic)
    step = answer_topic(context, conversation.without_text(number), event.topic, kept)
    return Step(step.conversation, step.replies, phrasing)


def answer_topic(
    context: DialogueContext, conversation: Conversation, topic_id: str, kept: Iterable[KeptAnswer]
) -> Step:
    """Answer a topic; the open question comes back once afterwards."""
    topic = context.topics.get(topic_id)
    if (
        topic
        and topic.personal
        and conversation.advised
        and not context.open_question(conversation)
    ):
        return tell(context, conversation)
    if topic:
        claims = [context.knowledge.claim[claim] for claim in topic.claims]
        values = {"topic": topic, "claims": claims}
        reply = Reply("topic", values, _follow_ups(context, conversation, topic_id))
        return put_again(context, conversation, reply)
    for answer in kept:
        if answer.id == topic_id:
            values = {"question": answer.question, "answer": answer.answer}
            return put_again(context, conversation, Reply("kept_answer", values))
    return put_again(context, conversation, Reply("misfired"))


def _follow_ups(context: DialogueContext, conversation: Conversation, topic_id: str) -> Choices:
    topic = context.topics[topic_id]
    rows = [
        (Choice(context.topics[name].title, Asked(topic=name)),)
        for name in topic.follow_ups
        if name in context.topics
    ]
    if topic.about_me and not context.open_question(conversation):
        me: Event = Enough() if conversation.advised else Continued()
        rows.append((Choice("What about me?", me, emphasis="primary"),))
    return tuple(rows)


def guess_topics(
    context: DialogueContext, conversation: Conversation, text: str, interpretation: Interpretation
) -> Step:
    """Ask which of a few topics was meant; a tap answers it."""
    kept = {answer.id: answer for answer in interpretation.kept}
    remembering = conversation.remembering(text)
    rows = []
    for name in interpretation.topics:
        label = _label(context, name, kept)
        if label:
            asked = Asked(topic=name, suggested=True, text=remembering.texts)
            rows.append((Choice(label, asked),))
    rows.append((Choice("None of these: ask the owner", PassedOn(text=remembering.texts)),))
    return put_again(context, remembering, Reply("did_you_mean", {}, tuple(rows)))


def _label(context: DialogueContext, name: str, kept: dict[str, KeptAnswer]) -> str:
    if name in context.topics:
        return context.topics[name].title
    if name in kept:
        question = kept[name].question
        return question if len(question) <= LONGEST_LABEL else question[: LONGEST_LABEL - 1] + "…"
    return ""


def no_answer(
    context: DialogueContext,
    conversation: Conversation,
    text: str,
    reply: Reply = NO_ANSWER,
) -> Step:
    """Say honestly that there is no answer; offer the owner, and the list of topics."""
    remembering = conversation.remembering(text)
    choices = (
        (Choice("Pass it on to the owner", PassedOn(text=remembering.texts)),),
        (Choice("What can I ask?", AskedForTopics()),),
    )
    return put_again(context, remembering, replace(reply, choices=choices))


def passed_on(context: DialogueContext, conversation: Conversation, event: PassedOn) -> Step:
    """Pass the text above the tapped button on to the owner."""
    number = context.text_meant(conversation, event.text)
    assert number is not None, "what is not remembered cannot be passed on"  # noqa: S101
    text = conversation.unanswered[number]
    passed = conversation.without_text(number)
    step = put_again(context, passed, Reply("passed_on", {"text": text}))
    return Step(step.conversation, step.replies, ForOwner(text))


def asked_for_topics(
    context: DialogueContext, conversation: Conversation, _: AskedForTopics
) -> Step:
    """List what can be asked, each with a button."""
    titles = [Choice(topic.title, Asked(topic=topic.id)) for topic in context.topics.values()]
    rows = tuple(tuple(titles[at : at + 2]) for at in range(0, len(titles), 2))
    return put_again(context, conversation, Reply("topics", {}, rows))
