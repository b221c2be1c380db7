"""A rule with its conditions as masks: whether it fires, and what an elimination comes to."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from flows.knowledge.models import Argument, Condition, Elimination, Rule
from flows.rules.bits import Mask

R = TypeVar("R", bound=Rule)


@dataclass(frozen=True)
class CompiledRule(Generic[R]):
    rule: R
    when: Mask
    unless: tuple[Mask, ...]

    def fires(self, state: int) -> bool:
        """Whether the rule holds and nothing answered defeats it."""
        return self.when.holds(state) and not any(mask.holds(state) for mask in self.unless)


@dataclass(frozen=True)
class PathArgument(CompiledRule[Argument]):
    """An argument as it bears on one path; `points` are signed: negative speaks against."""

    path: int
    halves: int
    points: int
    condition: Condition


EliminationState = Literal["silent", "fires", "hangs", "defeated"]


@dataclass(frozen=True)
class CompiledElimination(CompiledRule[Elimination]):
    """An elimination of one path, judged in three values."""

    path: int

    def fires(self, state: int) -> bool:
        """Whether the path goes out by this rule, whatever is still unanswered."""
        return self.judge(state) == "fires"

    def judge(self, state: int) -> EliminationState:
        """Tell what the answers do to this elimination.

        ``fires``: it holds and every defeater is refuted. ``defeated``: it holds, and so does a
        defeater. ``hangs``: an answer still missing decides. ``silent``: nothing to say.
        """
        if any(mask.holds(state) for mask in self.unless):
            return "defeated" if self.when.holds(state) else "silent"
        if self.when.refuted(state):
            return "silent"
        refuted = all(mask.refuted(state) for mask in self.unless)
        return "fires" if refuted and self.when.holds(state) else "hangs"
