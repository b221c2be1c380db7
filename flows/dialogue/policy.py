"""What comes next: a question, the review of the answers, the advice; and after a digression."""

from flows.dialogue.advice_reply import advice_reply, advice_update_reply
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import ADVICE, REVIEW, Conversation
from flows.dialogue.presenter import question_reply, review_reply, way_on_reply
from flows.dialogue.replies import Reply, Step


def put(
    context: DialogueContext, conversation: Conversation, question_id: str, noted: str = ""
) -> Step:
    """Put a question; it becomes the open one."""
    question = context.knowledge.question[question_id]
    asked = context.moved(
        "put",
        conversation,
        question,
        question=question_id,
        trail=_trail(conversation, question_id),
        revision=conversation.revision + 1,
    )
    return Step(asked, (question_reply(context, asked, question, noted),))


def go_on(
    context: DialogueContext,
    conversation: Conversation,
    noted: str = "",
) -> Step:
    """Go on to whatever comes next: a question, the review of the answers, or the advice.

    ``noted`` is the label of an answer just typed. To somebody who was advised before, only what
    became of that advice is told.
    """
    arrived = context.moved("go_on", conversation)
    upcoming = context.next_question(conversation)
    if upcoming and arrived.state not in (REVIEW, ADVICE):
        return put(context, conversation, upcoming, noted)
    arrived = arrived.moved(
        question=None,
        trail=_trail(conversation, None),
        revision=conversation.revision + 1,
    )
    if arrived.state == REVIEW:
        return Step(arrived, (review_reply(context, arrived),))
    told = arrived.moved(told=context.told_now(arrived))
    if arrived.advised and arrived.told:
        former = arrived.moved(answers=arrived.told.answers, figures=arrived.told.figures)
        update = advice_update_reply(context, told, former, noted)
        return Step(told, (context.giving(update, "change", told),))
    return Step(told, (context.giving(advice_reply(context, told), "advice", told),))


def tell(context: DialogueContext, conversation: Conversation) -> Step:
    """Advise now, with what is known so far; the rest of the questions stays available."""
    trail = (*conversation.trail, *((conversation.question,) if conversation.question else ()))
    told = context.moved(
        "tell",
        conversation,
        question=None,
        trail=tuple(dict.fromkeys(trail)),
        enough=True,
        advised=True,
        revision=conversation.revision + 1,
    )
    told = told.moved(told=context.told_now(told))
    return Step(told, (context.giving(advice_reply(context, told), "advice", told),))


def put_again(context: DialogueContext, conversation: Conversation, *replies: Reply) -> Step:
    """After a digression: its replies, and the open question once more, or the ways on."""
    question = context.open_question(conversation)
    if question:
        again = question_reply(context, conversation, question)
    elif replies and replies[-1].choices:
        return Step(conversation, replies)
    else:
        again = way_on_reply(conversation)
    return Step(conversation, (*replies, again))


def _trail(conversation: Conversation, put_now: str | None) -> tuple[str, ...]:
    """The questions put before: the one that was open joins them, each stands in it once."""
    leaving = conversation.question
    trail = [q for q in conversation.trail if q not in (leaving, put_now)]
    if leaving and leaving != put_now:
        trail.append(leaving)
    return tuple(trail)
