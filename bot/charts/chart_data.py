"""What is drawn, as numbers and rows, for the picture, for its words, and for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.money.report import PayComparison, Scenario


@dataclass(frozen=True)
class PayLines:
    """What is drawn: running totals at the end of years 0, 1, 2 … and where they cross."""

    years: tuple[int, ...]
    stay: tuple[float, ...]
    low: tuple[float, ...]
    mid: tuple[float, ...]
    high: tuple[float, ...]
    crossing: tuple[float, float] | None


def pay_lines(pay: PayComparison) -> PayLines:
    """The numbers of the report as the chart draws them, starting from nothing at year 0."""
    stay = _from_zero(pay.stay_cumulative)
    return PayLines(
        years=tuple(range(len(stay))),
        stay=stay,
        low=_from_zero(pay.low.cumulative),
        mid=_from_zero(pay.mid.cumulative),
        high=_from_zero(pay.high.cumulative),
        crossing=_crossing(pay.mid, stay),
    )


def _from_zero(totals: tuple[Decimal, ...]) -> tuple[float, ...]:
    return (0.0, *map(float, totals))


def _crossing(scenario: Scenario, stay: tuple[float, ...]) -> tuple[float, float] | None:
    moment = scenario.break_even.crossing
    if moment is None:
        return None
    year = min(int(moment), len(stay) - 2)
    part = float(moment) - year
    return float(moment), stay[year] + part * (stay[year + 1] - stay[year])


@dataclass(frozen=True)
class WeighedArgument:
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
    pros: tuple[WeighedArgument, ...] = ()
    cons: tuple[WeighedArgument, ...] = ()
    picked: bool = False
    greyed: bool = False

    @property
    def weight_for(self) -> float:
        return sum(argument.weight for argument in self.pros)

    @property
    def weight_against(self) -> float:
        return sum(argument.weight for argument in self.cons)


def heaviest(rows: Sequence[PathRow]) -> float:
    """The most that speaks for or against any path, above 0: what all bars are measured by."""
    return max((max(row.weight_for, row.weight_against) for row in rows), default=0) or 1


@dataclass(frozen=True)
class BarRow:
    """A bar with its name and number; ``shares`` of its whole width, side by side."""

    label: str
    count: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class BarBlock:
    """Bars that belong together, under a title."""

    title: str
    rows: tuple[BarRow, ...]
