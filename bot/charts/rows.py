"""The verdict as rows to draw, for the picture, for its words, and for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Argument:
    """One argument in a few words, or none, and how much it weighs (above 0, in any unit)."""

    label: str
    weight: float


@dataclass(frozen=True)
class PathRow:
    """A path as it is drawn: its name, what became of it in words, and its arguments.

    ``picked`` sets it off as the choice; ``greyed`` shows it as out of the race.
    """

    label: str
    status: str
    pros: tuple[Argument, ...] = ()
    cons: tuple[Argument, ...] = ()
    picked: bool = False
    greyed: bool = False

    @property
    def weight_for(self) -> float:
        """All that speaks for the path."""
        return sum(argument.weight for argument in self.pros)

    @property
    def weight_against(self) -> float:
        """All that speaks against it."""
        return sum(argument.weight for argument in self.cons)


def heaviest(rows: Sequence[PathRow]) -> float:
    """The most that speaks for or against any path, above 0: what all bars are measured by."""
    return max((max(row.weight_for, row.weight_against) for row in rows), default=0) or 1
