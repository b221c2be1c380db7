"""How sure the advice is, as remarks: what it hangs on, what would decide it, what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.rules.robustness import least_sure, robustness, without_least_sure

MOST_HUNG_ON, MOST_DECIDING, MOST_OPEN = 3, 3, 4
"""How many questions a remark names; that there are more it only says."""

RemarkCase = Literal[
    "survives-any",
    "hangs-on-one",
    "hangs-on-some",
    "hangs-on-many",
    "half",
    "half-same-pick",
    "half-other-pick",
    "half-no-pick",
    "settled",
    "decided-by",
    "open",
    "open-and-more",
]


@dataclass(frozen=True)
class Remark:
    """One sentence, by its case, with the questions or the path it names.

    ``more`` counts the questions that are left unnamed.
    """

    case: RemarkCase
    names: tuple[str, ...] = ()
    more: int = 0


def assurance(context: DialogueContext, conversation: Conversation) -> tuple[Remark, ...]:
    """The remarks on the advice, in the order in which they are told."""
    verdict = context.verdict(conversation)
    deciding = verdict.decided_by if verdict.close_call else ()
    remarks = []
    if verdict.pick and not deciding:
        remarks.append(_robustness(context, conversation))
    remarks += _least_sure(context, conversation)
    if verdict.unsettled_by and context.settled(conversation):
        remarks.append(Remark("settled"))
    if deciding:
        names = _questions(context, deciding)
        remarks.append(Remark("decided-by", names[:MOST_DECIDING]))
    if verdict.unsettled_by:
        names = _questions(context, verdict.unsettled_by)
        case: RemarkCase = "open-and-more" if names[MOST_OPEN:] else "open"
        remarks.append(Remark(case, names[:MOST_OPEN]))
    return tuple(remarks)


def _robustness(context: DialogueContext, conversation: Conversation) -> Remark:
    found = robustness(context.rules, conversation.answers)
    names = _questions(context, found.hangs_on)
    if more := len(names[MOST_HUNG_ON:]):
        return Remark("hangs-on-many", names[:MOST_HUNG_ON], more)
    return Remark(found.level, names)


def _least_sure(context: DialogueContext, conversation: Conversation) -> Iterator[Remark]:
    """What the claims do that count for half, where they take part in the ranking."""
    verdict = context.verdict(conversation)
    argued = {each.claim for path in verdict.paths for each in path.arguments}
    if argued.isdisjoint(least_sure(context.knowledge)):
        return
    if not verdict.pick:
        yield Remark("half")
        return
    surer = without_least_sure(context.rules, conversation.answers)
    if surer.same_pick:
        yield Remark("half-same-pick")
    elif surer.pick:
        yield Remark("half-other-pick", (context.knowledge.path[surer.pick].name,))
    else:
        yield Remark("half-no-pick")


def _questions(context: DialogueContext, question_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(context.knowledge.question[question].name for question in question_ids)
