"""Says what was understood, one line each, with a button to correct it."""

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Edited
from flows.dialogue.replies import Choice, Choices, Reply
from flows.nlu.interpretation import Fact


def understood(
    context: DialogueContext, before: Conversation, facts: tuple[Fact, ...], after: Conversation
) -> Reply:
    """Name the facts that are noted, and what was known ``before`` where that was different.

    Pay that was stated is repeated in figures, so that a misreading is seen.
    """
    lines = [_line(context, before, fact) for fact in facts]
    new = after.figures != before.figures
    values = {"lines": lines, "figures": after.figures if new else None}
    return Reply("understood", values, _corrections(context, facts))


def _line(context: DialogueContext, before: Conversation, fact: Fact) -> dict[str, str]:
    question = context.knowledge.question[fact.question]
    option, was = (
        question.option(each) for each in (fact.option, before.answers.get(fact.question, ""))
    )
    changed = was.label if was and option and was.id != option.id else ""
    label = option.label if option else ""
    return {"name": question.name, "label": label, "was": changed, "words": fact.words}


def _corrections(context: DialogueContext, facts: tuple[Fact, ...]) -> Choices:
    edits = [
        Choice(
            f"✎ {context.knowledge.question[fact.question].name}", Edited(question=fact.question)
        )
        for fact in facts
    ]
    return tuple(tuple(edits[at : at + 2]) for at in range(0, len(edits), 2))
