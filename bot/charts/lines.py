"""The report's numbers as lines to draw, for the picture and for the terminal."""

from dataclasses import dataclass
from decimal import Decimal

from flows.money.report import PayComparison, Scenario


@dataclass(frozen=True)
class Lines:
    """What is drawn: running totals at the end of years 0, 1, 2 … and where they cross."""

    years: tuple[int, ...]
    stay: tuple[float, ...]
    low: tuple[float, ...]
    mid: tuple[float, ...]
    high: tuple[float, ...]
    crossing: tuple[float, float] | None


def lines_of(side: PayComparison) -> Lines:
    """The numbers of the report as the chart draws them, starting from nothing at year 0."""
    stay = _from_zero(side.stay_cumulative)
    return Lines(
        years=tuple(range(len(stay))),
        stay=stay,
        low=_from_zero(side.low.cumulative),
        mid=_from_zero(side.mid.cumulative),
        high=_from_zero(side.high.cumulative),
        crossing=_crossing(side.mid, stay),
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
