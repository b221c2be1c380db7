"""The review of the answers: all of them by section, each with a button to change it."""

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Continued, Edited, Enough
from flows.dialogue.replies import Choice, Reply


def review_reply(context: DialogueContext, conversation: Conversation) -> Reply:
    """The message that lists every question with its answer and a button to change it."""
    sections = [
        {"name": section.name, "answers": _answers(context, conversation, section.id)}
        for section in context.knowledge.sections
    ]
    edits = [
        Choice(f"✎ {question.name}", Edited(question=question.id))
        for question in context.knowledge.questions
        if question.id in conversation.answers or question.id in conversation.skipped
    ]
    rows = [tuple(edits[at : at + 2]) for at in range(0, len(edits), 2)]
    ways = [Choice("Give me the advice", Enough(), emphasis="primary")]
    if context.agenda(conversation.moved(enough=False)):
        ways.append(Choice("Go on with the questions", Continued()))
    values = {
        "sections": sections,
        "complete": not context.agenda(conversation),
        "settled": context.settled(conversation),
        "answered": len(conversation.answers),
    }
    return Reply("review", values, (*rows, *((way,) for way in ways)))


def _answers(
    context: DialogueContext, conversation: Conversation, section: str
) -> list[dict[str, str]]:
    answers = []
    for question in context.knowledge.questions:
        if question.section == section:
            option = question.option(conversation.answers.get(question.id, ""))
            skipped = "skipped" if question.id in conversation.skipped else ""
            answers.append({"name": question.name, "label": option.label if option else skipped})
    return answers
