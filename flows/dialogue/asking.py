"""Puts questions: the next one, the one before, one to be answered anew."""

from flows.dialogue.advising import advice_reply
from flows.dialogue.comparing import question_impact_view
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import (
    ADVICE,
    FOLLOW_UP,
    REVIEW,
    STOPPED,
    WELCOME,
    Conversation,
)
from flows.dialogue.events import (
    AskedWhy,
    Chose,
    Continued,
    Edited,
    Enough,
    Event,
    Restarted,
    Reviewed,
    Skipped,
    WentBack,
)
from flows.dialogue.replies import Choice, Choices, Reply, Step
from flows.dialogue.reviewing import review_reply
from flows.knowledge.models import Question
from flows.rules import Verdict

SHORT_LABEL = 16
"""Labels up to this many characters go two in a row."""


def put(
    context: DialogueContext, conversation: Conversation, question_id: str, noted: str = ""
) -> Step:
    """Put a question; it becomes the open one."""
    question = context.knowledge.question[question_id]
    asked = conversation.moved(
        place=context.place("put", conversation, question),
        question=question_id,
        trail=_trail(conversation, question_id),
        revision=conversation.revision + 1,
    )
    return Step(asked, (question_reply(context, asked, question, noted),))


def go_on(
    context: DialogueContext,
    conversation: Conversation,
    noted: str = "",
    before: Verdict | None = None,
) -> Step:
    """Go on to whatever comes next: a question, the review of the answers, or the advice.

    ``noted`` is the label of an answer just typed; ``before`` the verdict before it, so that new
    advice can say what moved.
    """
    place = context.place("go_on", conversation)
    upcoming = context.next_question(conversation)
    if upcoming and place not in (REVIEW, ADVICE):
        return put(context, conversation, upcoming, noted)
    arrived = conversation.moved(
        place=place,
        question=None,
        trail=_trail(conversation, None),
        revision=conversation.revision + 1,
    )
    if place == REVIEW:
        return Step(arrived, (review_reply(context, arrived),))
    return Step(arrived, (advice_reply(context, arrived, before),))


def put_again(context: DialogueContext, conversation: Conversation, *replies: Reply) -> Step:
    """After a digression: its replies, and the open question once more, or the ways on."""
    question = context.open_question(conversation)
    if question:
        again = question_reply(context, conversation, question)
    elif replies and replies[-1].choices:
        return Step(conversation, replies)
    else:
        again = Reply("way_on", {"place": conversation.place}, ways_on(conversation))
    return Step(conversation, (*replies, again))


def question_reply(
    context: DialogueContext, conversation: Conversation, question: Question, noted: str = ""
) -> Reply:
    """The message that puts a question, with a button for each option and the ways around it."""
    answered = question.option(conversation.answers.get(question.id, ""))
    values = {
        "question": question,
        "section": next(s.name for s in context.knowledge.sections if s.id == question.section),
        "done": len(conversation.answers) + len(conversation.skipped),
        "left": len(context.agenda(conversation)),
        "answered": answered.label if answered else "",
        "noted": noted,
    }
    return Reply("question", values, _question_choices(conversation, question))


def _question_choices(conversation: Conversation, question: Question) -> Choices:
    options = [
        Choice(option.label, Chose(question=question.id, option=option.id))
        for option in question.options
    ]
    around = [Choice("Skip", Skipped(question=question.id))]
    if question.id in conversation.answers:
        around = [
            Choice("Leave it", Skipped(question=question.id)),
            Choice("Take it back", Skipped(question=question.id, withdraw=True)),
        ]
    if conversation.trail:
        around.append(Choice("Back", WentBack()))
    around.append(Choice("Why do you ask?", AskedWhy()))
    rows = (*_in_rows(options), tuple(around))
    if conversation.answers:
        rows = (*rows, (Choice("Enough, advise me now", Enough()),))
    return rows


def _in_rows(choices: list[Choice]) -> Choices:
    width = 2 if all(len(choice.label) <= SHORT_LABEL for choice in choices) else 1
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))


def ways_on(conversation: Conversation) -> Choices:
    """The buttons that lead on from a place without an open question."""
    after: list[tuple[str, Event]] = [
        ("Show the advice", Enough()),
        ("My answers", Reviewed()),
    ]
    ways: dict[str, list[tuple[str, Event]]] = {
        WELCOME: [("Let's start", Continued())],
        STOPPED: [("Go on", Continued()), ("Start over", Restarted())],
        REVIEW: after,
        ADVICE: after,
        FOLLOW_UP: after,
    }
    way = ways.get(conversation.place, [("Go on", Continued())])
    return (tuple(Choice(label, event) for label, event in way),)


def _trail(conversation: Conversation, put_now: str | None) -> tuple[str, ...]:
    """The questions put before: the one that was open joins them, each stands in it once."""
    leaving = conversation.question
    trail = [q for q in conversation.trail if q not in (leaving, put_now)]
    if leaving and leaving != put_now:
        trail.append(leaving)
    return tuple(trail)


def went_back(context: DialogueContext, conversation: Conversation, _: WentBack) -> Step:
    """Put the question before the open one; its answer stays until another is given."""
    known = [q for q in conversation.trail if context.question(q)]
    if not known:
        return put_again(context, conversation, Reply("nothing_before"))
    shorter = conversation.moved(trail=tuple(known[:-1]), question=None)
    return put(context, shorter, known[-1])


def edited(context: DialogueContext, conversation: Conversation, event: Edited) -> Step:
    """Put a question anew, from the review of the answers or after the advice."""
    if not context.question(event.question):
        return put_again(context, conversation, Reply("misfired"))
    return put(context, conversation, event.question)


def asked_why(context: DialogueContext, conversation: Conversation, _: AskedWhy) -> Step:
    """Say why the open question is asked, and put it again."""
    question = context.open_question(conversation)
    if not question:
        return put_again(context, conversation, Reply("nothing_open"))
    values = {"question": question, "impact": question_impact_view(context, conversation, question)}
    return put_again(context, conversation, Reply("why", values))


def continued(context: DialogueContext, conversation: Conversation, _: Continued) -> Step:
    """Go on with the interview; skipped questions come back when only they are left."""
    resumed = conversation.moved(enough=False)
    if resumed.advised and not context.agenda(resumed):
        resumed = resumed.moved(skipped=())
    question = context.question(conversation.question)
    if question:
        return put(context, resumed, question.id)
    return go_on(context, resumed)
