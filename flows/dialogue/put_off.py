"""How a path is told that is put off: whether it would come first, and what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.sentences import SourcedSentence
from flows.rules.outcome import Status
from flows.rules.verdict import NotNow, PlanStep

Meanwhile = Literal["stay", "stopgap", "unknown"]
"""What to do until a path is possible: stay, as a stopgap where today's path is out, if known."""

OtherwiseFirst = Literal["first", "first-so-far", "not-first", "unsaid"]
"""Whether a path that is put off would come first: for certain, or by the answers given so far."""

Suffices = Literal["possible", "first"]
"""What is told of a path put off: when it is possible, or when it comes first, which takes more."""

ConditionCase = Literal["said", "pay", "pay-short", "floor", "floor-short"]
"""How a condition is said: as the rule does, or by the sum it takes, or also by what is short."""


@dataclass(frozen=True)
class Condition:
    """What would make a path possible that is put off."""

    step: PlanStep

    @property
    def case(self) -> ConditionCase:
        """How it is said."""
        if self.step.amount is None:
            return "said"
        if self.step.kind != "runway":
            return "pay" if self.step.gap is None else "pay-short"
        return "floor" if self.step.gap is None else "floor-short"


@dataclass(frozen=True)
class PutOffPath:
    """A path put off: why, what would bring it back, and whether it would otherwise come first.

    ``reasons`` are those for it, ``conditions`` what would make it possible, or what would make it
    the advice where ``suffices`` tells that being possible is not enough.
    """

    name: str
    sentence: SourcedSentence
    otherwise: OtherwiseFirst
    reasons: list[SourcedSentence]
    conditions: tuple[Condition, ...]
    suffices: Suffices
    meanwhile: Meanwhile


def otherwise(put_off: NotNow) -> OtherwiseFirst:
    if put_off.first_so_far:
        return "first" if put_off.would_be_first else "first-so-far"
    return "unsaid" if put_off.would_be_first is None else "not-first"


def conditions_told(put_off: NotNow) -> tuple[Condition, ...]:
    """Of a path that would come first, only what brings it there: less would mislead."""
    told = [step for step in put_off.conditions if step.leads or not put_off.first_so_far]
    return tuple(map(Condition, told))


def suffices(put_off: NotNow) -> Suffices:
    leading = all(step.leads for step in put_off.conditions)
    return "possible" if leading or not put_off.first_so_far else "first"


def meanwhile(today: Sequence[Status]) -> Meanwhile:
    """What to do by the status of today's path, or of both that it may be."""
    if not today:
        return "unknown"
    return "stopgap" if all(status == "out" for status in today) else "stay"
