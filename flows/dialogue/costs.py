"""What the advice costs, as it is told: its own costs, and in a word those of the other way."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.rules.verdict import FoundCost


@dataclass(frozen=True)
class CostSentence:
    """What something costs, and what the friend said about it, or nothing."""

    name: str
    says: str
    told: str


CostsOf = Literal["move", "stay"]


@dataclass(frozen=True)
class Costs:
    """The costs of what is advised, and those of the other way, which are only named.

    ``advised`` is which of both it is; ``models`` tells that the friend models today, so that the
    costs of staying are those of going on, and else of coming in. ``of_engineering`` are those of
    a move to engineering alone, where another move is advised.
    """

    advised: CostsOf
    models: bool
    listed: list[CostSentence]
    folded: list[FoundCost]
    of_engineering: list[FoundCost]

    def without(self, first: int) -> "Costs":
        """The costs but for the first of those listed, which are told elsewhere."""
        return replace(self, listed=self.listed[first:])
