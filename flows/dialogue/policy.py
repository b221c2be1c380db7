"""What comes next: a question or the advice; and what comes back after a digression."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.dialogue.advice_reply import advice_reply, advice_update_reply, too_little_reply
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import WELCOME, Conversation
from flows.dialogue.events import Continued
from flows.dialogue.presenter import (
    Noted,
    interview_over_reply,
    noted_reply,
    place_of_ways,
    question_reply,
    way_on_reply,
    ways_on,
)
from flows.dialogue.replies import INTERVIEW, Choice, Reply, Step

ROWS_BESIDE = 4
"""Rows of buttons that leave room for those of the open question below them."""


def put(
    context: DialogueContext, conversation: Conversation, question_id: str, *above: Reply
) -> Step:
    """Put a question, with replies above it in the same message; it becomes the open one."""
    question, leaning = context.knowledge.question[question_id], context.leaning(conversation)
    asked = context.moved(
        "put",
        conversation,
        question,
        question=question_id,
        trail=_trail(conversation, question_id),
        revision=conversation.revision + 1,
        leaning=leaning or conversation.leaning,
    )
    news = leaning if leaning != conversation.leaning else None
    reply = question_reply(context, asked, question, leaning=news)
    if conversation.lasting_state == WELCOME:
        reply = replace(reply, place="interview-new")  # the welcome stays to be read
    return Step(asked, reply.below(above))


def go_on(context: DialogueContext, conversation: Conversation, noted: Noted | None = None) -> Step:
    """Go on to whatever comes next: a question, or the advice.

    ``noted`` is the answer just given. To somebody who was advised before, only what became of that
    advice is told.
    """
    upcoming = context.next_question(conversation)
    if upcoming:
        return put(context, conversation, upcoming, *_line(noted))
    arrived = context.moved("go_on", conversation)
    if arrived.told and arrived.told.pick:
        return _tell_update(context, arrived, noted)
    return tell(context, arrived, noted)


def tell(context: DialogueContext, conversation: Conversation, noted: Noted | None = None) -> Step:
    """Advise now, with what is known so far; the rest of the questions stays available.

    Where that is too little, the question is put that would help most.
    """
    helpful = context.most_helpful(conversation)
    if helpful:
        wanting = conversation.moved(enough=True)
        return put(context, wanting, helpful, *_line(noted), too_little_reply(context, wanting))
    told = _at_rest(context.moved("tell", conversation)).moved(enough=True, advised=True)
    told = told.moved(told=context.told_now(told))
    advice = context.giving(advice_reply(context, told), "advice", told)
    if noted and noted.typed:
        advice = replace(advice, above=_line(noted))
    over = (interview_over_reply(context, told),) if conversation.question else ()
    return Step(told, (*over, advice))


def _tell_update(context: DialogueContext, conversation: Conversation, noted: Noted | None) -> Step:
    """Say in a line what new answers did to the advice that was given."""
    former = conversation
    if conversation.told:
        answers, figures = conversation.told.answers, conversation.told.figures
        former = conversation.moved(answers=answers, figures=figures)
    told = _at_rest(conversation).moved(told=context.told_now(conversation))
    label = noted.label if noted else ""
    update = replace(advice_update_reply(context, told, former, label), place="interview")
    return Step(told, (context.giving(update, "change", told),))


def _at_rest(conversation: Conversation) -> Conversation:
    """The conversation without an open question."""
    return conversation.moved(
        question=None,
        trail=_trail(conversation, None),
        revision=conversation.revision + 1,
    )


def put_again(context: DialogueContext, conversation: Conversation, *replies: Reply) -> Step:
    """After a digression: its replies, and the open question once more, or the ways on.

    All of it is one message. Where the digression asks something itself, or has many buttons of its
    own, the open question is a tap away.
    """
    question = context.open_question(conversation)
    if not question:
        return Step(conversation, _with_way_on(conversation, replies))
    if replies and (replies[-1].asks or len(replies[-1].choices) > ROWS_BESIDE):
        *before, page = replies
        back = (Choice("‹ Back to the question", Continued()),)  # noqa: RUF001 - the sign for back
        page = replace(page, choices=(*page.choices, back), place="interview")
        return Step(conversation, page.below(before))
    again = question_reply(context, conversation, question, still_open=bool(replies))
    return Step(conversation, again.below(replies))


def _with_way_on(conversation: Conversation, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Replies as one message, with the ways on below where they have no buttons of their own.

    A picture has both; to begin with, the ways on stand in the message that invites.
    """
    begun = conversation.lasting_state != WELCOME
    if not replies or (replies[-1].picture and not begun):
        return (*replies, way_on_reply(conversation))
    *before, last = replies
    if last.picture:
        last = replace(last, choices=(*last.choices, *ways_on(conversation)))
        return (*before, last)
    if not last.choices:
        last = replace(last, choices=ways_on(conversation), place=place_of_ways(conversation, last))
    return last.below(before)


def ahead(replies: Iterable[Reply], step: Step) -> Step:
    """A step with replies ahead of its own, in one message with the question that it puts."""
    *others, last = step.replies
    merged = last.below((*replies, *others)) if last.place in INTERVIEW else None
    return replace(step, replies=merged or (*replies, *step.replies))


def _line(noted: Noted | None) -> tuple[Reply, ...]:
    return (noted_reply(noted),) if noted else ()


def _trail(conversation: Conversation, put_now: str | None) -> tuple[str, ...]:
    """The questions put before: the one that was open joins them, each stands in it once."""
    leaving = conversation.question
    trail = [q for q in conversation.trail if q not in (leaving, put_now)]
    if leaving and leaving != put_now:
        trail.append(leaving)
    return tuple(trail)
