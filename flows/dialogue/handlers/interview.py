"""The interview: answers given and changed, skipping, going back, why a question is asked."""

from dataclasses import replace

from flows.dialogue.comparing import effect_of, question_impact_view
from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import ADVICE, FOLLOW_UP, Conversation
from flows.dialogue.events import (
    AskedWhy,
    Changed,
    ChangeDeclined,
    Chose,
    Continued,
    DoubtSettled,
    Edited,
    Reviewed,
    Skipped,
    WentBack,
)
from flows.dialogue.policy import go_on, put, put_again
from flows.dialogue.presenter import Noted, noted_reply, review_reply
from flows.dialogue.replies import Choice, Reply, Step
from flows.knowledge.models import Option, Question

LONGEST_WHY = 160
"""Characters of a reason that leave room in an alert for what the answer can still do."""


def chose(context: DialogueContext, conversation: Conversation, event: Chose) -> Step:
    """Take a tapped option.

    On the open question it is the answer. On an earlier one the same option changes nothing (a
    second tap), and another is offered as a change, with what would follow.
    """
    question = context.question(event.question)
    option = question.option(event.option) if question else None
    if not question or not option:
        return put_again(context, conversation, Reply("misfired"))
    if question == context.open_question(conversation):
        return take(context, conversation, question, option)
    if conversation.answers.get(question.id) == option.id:
        return Step(conversation, (_already(question, option),))
    return Step(conversation, (_offer(context, conversation, question, option),))


def changed(context: DialogueContext, conversation: Conversation, event: Changed) -> Step:
    """Change an earlier answer, as was offered; the open question stays open."""
    question = context.question(event.question)
    option = question.option(event.option) if question else None
    if not question or not option:
        return put_again(context, conversation, Reply("misfired"))
    if conversation.answers.get(question.id) == option.id:
        return Step(conversation, (_already(question, option),))
    return take(context, conversation, question, option)


def change_declined(
    context: DialogueContext, conversation: Conversation, _: ChangeDeclined
) -> Step:
    """Leave an earlier answer as it is, and note nothing of what was doubtful."""
    return put_again(context, conversation.moved(doubts=()), Reply("kept"))


def doubt_settled(
    context: DialogueContext, conversation: Conversation, event: DoubtSettled
) -> Step:
    """Note a doubtful reading that is right, whatever is asked meanwhile; a popup says so.

    Where the question was answered otherwise since, a change is offered as for any old button.
    """
    if not event.question:
        return Step(conversation.moved(doubts=()), (Reply("none_noted", place="toast"),))
    found = context.option(event.question, event.option)
    if not found:
        return put_again(context, conversation, Reply("misfired"))
    question, option = found
    known = conversation.answers.get(question.id)
    if known == option.id:
        return Step(conversation, (_already(question, option),))
    if known is not None and event.revision not in (None, conversation.revision):
        return Step(conversation, (_offer(context, conversation, question, option),))
    noted = conversation.answering(question.id, option.id)
    told = Reply("noted", {"question": question, "label": option.label}, place="toast")
    is_open = question == context.open_question(conversation)
    if not is_open and conversation.lasting_state not in (ADVICE, FOLLOW_UP):
        return Step(noted, (told,))
    step = go_on(context, noted)
    return replace(step, replies=(told, *step.replies))


def skipped(context: DialogueContext, conversation: Conversation, event: Skipped) -> Step:
    """Pass the open question; an answer it has stays, unless it is to be withdrawn."""
    question = context.open_question(conversation)
    assert question, "the machine asks for an open question"  # noqa: S101
    option = question.option(conversation.answers.get(question.id, ""))
    if option and not event.withdraw:
        return take(context, conversation, question, option)
    return go_on(context, conversation.passing(question.id), Noted(question.name, ""))


def went_back(context: DialogueContext, conversation: Conversation, _: WentBack) -> Step:
    """Put the question before the open one; its answer stays until another is given."""
    known = [q for q in conversation.trail if context.question(q)]
    shorter = conversation.moved(trail=tuple(known[:-1]), question=None)
    return put(context, shorter, known[-1])


def edited(context: DialogueContext, conversation: Conversation, event: Edited) -> Step:
    """Put a question anew, from the review of the answers or after the advice.

    A second tap changes nothing; any other button of an old list of answers does what it says.
    """
    if not context.question(event.question):
        return put_again(context, conversation, Reply("misfired"))
    again = event.question == conversation.question
    if again and event.revision not in (None, conversation.revision):
        return Step(conversation, (Reply("stale", place="toast"),))
    return put(context, conversation, event.question)


def asked_why(context: DialogueContext, conversation: Conversation, event: AskedWhy) -> Step:
    """Say why the open question is asked: briefly to a tap, where it has room beside the chat."""
    question = context.open_question(conversation)
    assert question, "the machine asks for an open question"  # noqa: S101
    values = {"question": question, "impact": question_impact_view(context, conversation, question)}
    if event.revision is not None and len(question.why) <= LONGEST_WHY:
        return Step(conversation, (Reply("why_asked", values, place="alert"),))
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


def reviewed(context: DialogueContext, conversation: Conversation, _: Reviewed) -> Step:
    """Show the answers given so far; an open question comes back after them."""
    return put_again(context, conversation, review_reply(context, conversation))


def take(
    context: DialogueContext,
    conversation: Conversation,
    question: Question,
    option: Option,
    *,
    typed: bool = False,
) -> Step:
    """Note an answer and go on, beginning with what was noted."""
    answered = conversation.answering(question.id, option.id)
    noted = Noted(question.name, option.label, typed)
    if question.id != conversation.question and context.open_question(conversation):
        return put_again(context, answered, noted_reply(noted))
    return go_on(context, answered, noted)


def _already(question: Question, option: Option) -> Reply:
    return Reply("already", {"question": question, "label": option.label}, place="toast")


def _offer(
    context: DialogueContext, conversation: Conversation, question: Question, option: Option
) -> Reply:
    now = question.option(conversation.answers.get(question.id, ""))
    changed = conversation.answering(question.id, option.id)
    values = {
        "question": question,
        "now": now.label if now else "",
        "label": option.label,
        **effect_of(context, conversation, changed),
    }
    change = Changed(question=question.id, option=option.id)
    choices = (
        (Choice(f"Change to “{option.label}”", change, emphasis="primary", on_yes=change),),
        (Choice("Leave it", ChangeDeclined()),),
    )
    return Reply("offer_change", values, choices, "interview")
