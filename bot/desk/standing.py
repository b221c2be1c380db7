"""Where a friend's conversation stands, in a line for the owner."""

from flows.dialogue.conversation import Conversation
from flows.dialogue.summary import Summary
from flows.knowledge.models import Knowledge


def standing(knowledge: Knowledge, conversation: Conversation, summary: Summary | None) -> str:
    """Tell place, answers, open question and advice in one line of plain text."""
    answered = f"{len(conversation.answers)} of {len(knowledge.questions)} questions answered"
    parts = [_place(knowledge, conversation), answered]
    question = knowledge.question.get(conversation.question or "")
    if question:
        parts.append(f"open: {question.name}")
    pick = next((path.name for path in knowledge.paths if summary and path.id == summary.pick), "")
    if conversation.advised:
        parts.append(f"advised: {pick}" if pick else "advised, without a pick")
    return ", ".join(parts)


def _place(knowledge: Knowledge, conversation: Conversation) -> str:
    state = conversation.lasting_state
    sections = {section.id: section.name for section in knowledge.sections}
    return f"at {sections.get(state, state)}"
