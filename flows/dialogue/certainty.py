"""How sure the advice is and why, and what else bears on that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import Conversation
from flows.dialogue.sentences import either
from flows.rules import Verdict
from flows.rules.footing import CLEAR_LEAD, MANY_TURNING
from flows.rules.outcome import CLOSE_MARGIN
from flows.rules.relevance import certificate
from flows.rules.robustness import least_sure, robustness, without_least_sure
from flows.rules.turning import turning_to_later
from flows.rules.verdict import ConfidenceLevel

MOST_HUNG_ON, MOST_DECIDING, MOST_OPEN = 2, 2, 4
"""How many questions a remark names; that there are more it only says."""

Lead = Literal["clear", "some", "narrow", "open", "hanging", "pending"]
"""How far the pick leads; ``open`` where that hangs on questions not answered.

``hanging`` and ``pending``: it leads, but many other answers would turn it, or could do so once the
questions not answered are.
"""

Turns = Literal["none", "few", "many"]
"""How many questions there are of which another answer would turn the pick."""

SureOf = Literal["advice", "rest"]
"""What is more or less sure: the advice, or what speaks loudest beside a path that is put off."""

Follows = Literal["from-this", "lowered"]
"""Whether how sure it is follows from lead and answers, or is lowered for another reason."""

RemarkCase = Literal[
    "half",
    "half-same-pick",
    "half-other-pick",
    "half-no-pick",
    "settled",
    "open",
    "open-and-more",
]


@dataclass(frozen=True)
class Certainty:
    """How sure the advice is, and why: the lead, and the questions of which an answer turns it.

    ``more`` counts those that are left unnamed.
    """

    subject: SureOf
    level: ConfidenceLevel
    follows: Follows
    lead: Lead
    turns: Turns
    names: tuple[str, ...]
    more: int

    @property
    def named(self) -> str:
        return ", ".join(quoted(self.names))

    @property
    def either(self) -> str:
        return either(quoted(self.names))


def certainty(context: DialogueContext, conversation: Conversation) -> Certainty | None:
    """How sure the advice is; None where nothing is advised.

    Named are the questions answered of which another answer turns the advice, also by putting it
    off. What may turn it only under later answers lowers the word (see Footing), and is not named.
    """
    verdict = context.verdict(conversation)
    if not verdict.pick:
        return None
    found = verdict.footing
    facts = context.facts(conversation)
    hangs_on = robustness(context.rules, facts).hangs_on
    if not verdict.put_off:
        later = turning_to_later(context.rules, facts)
        hangs_on += tuple(name for name in later if name not in hangs_on)
    changeable = [name for name in hangs_on if not context.knowledge.question[name].given]
    names = _questions(context, changeable)
    return Certainty(
        subject="rest" if verdict.put_off else "advice",
        level=verdict.confidence,
        follows="from-this" if verdict.confidence == found.level else "lowered",
        lead=_lead(verdict, len(names)),
        turns=_turns(len(names)),
        names=names[:MOST_HUNG_ON],
        more=len(names[MOST_HUNG_ON:]),
    )


def _lead(verdict: Verdict, turning: int) -> Lead:
    """How far the pick leads, or the reason where that is not why it is unsure."""
    found = verdict.footing
    if found.lead < CLOSE_MARGIN:
        return "narrow" if verdict.close_call else "open"
    if found.level == "low":
        return "hanging" if turning >= MANY_TURNING else "pending"
    return "clear" if found.lead >= CLEAR_LEAD else "some"


def _turns(questions: int) -> Turns:
    if not questions:
        return "none"
    return "few" if questions <= MOST_HUNG_ON else "many"


@dataclass(frozen=True)
class Remark:
    """One sentence, by its case, with the questions or the path it names."""

    case: RemarkCase
    names: tuple[str, ...] = ()


def deciding(context: DialogueContext, conversation: Conversation) -> str:
    """The questions not answered that would decide between paths that are close, if any would."""
    verdict = context.verdict(conversation)
    missing = [name for name in verdict.decided_by if name not in conversation.answers]
    return either(quoted(_questions(context, missing[:MOST_DECIDING])))


def quoted(names: Sequence[str]) -> tuple[str, ...]:
    """Names of questions as they are told apart from the words around them."""
    return tuple(f"“{name}”" for name in names)


def assurance(context: DialogueContext, conversation: Conversation) -> tuple[Remark, ...]:
    """The remarks on the advice, in the order in which they are told."""
    verdict = context.verdict(conversation)
    remarks = [*_least_sure(context, conversation)]
    if verdict.unsettled_by and certificate(context.rules, context.facts(conversation)):
        remarks.append(Remark("settled"))
    if verdict.unsettled_by:
        names = _questions(context, verdict.unsettled_by)
        case: RemarkCase = "open-and-more" if names[MOST_OPEN:] else "open"
        remarks.append(Remark(case, names[:MOST_OPEN]))
    return tuple(remarks)


def _least_sure(context: DialogueContext, conversation: Conversation) -> Iterator[Remark]:
    """What the claims do that count for half, where they take part in the ranking."""
    verdict = context.verdict(conversation)
    argued = {each.claim for path in verdict.paths for each in path.arguments if each.halved}
    if argued.isdisjoint(least_sure(context.knowledge)):
        return
    if not verdict.pick or verdict.put_off:
        yield Remark("half")
        return
    surer = without_least_sure(context.rules, context.facts(conversation))
    if surer.same_pick:
        yield Remark("half-same-pick")
    elif surer.pick:
        yield Remark("half-other-pick", (context.knowledge.path[surer.pick].name,))
    else:
        yield Remark("half-no-pick")


def _questions(context: DialogueContext, question_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(context.knowledge.question[question].name for question in question_ids)
