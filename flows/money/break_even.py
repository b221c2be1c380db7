"""The year in which a move has paid back what it cost."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.money.exact import exactly
from flows.money.pay import Years
from flows.money.values import Share


class BreakEven(BaseModel):
    """When the running total of moving meets that of staying.

    ``year`` is the first whole year (1 = the first) at whose end moving has paid at least as much,
    or None when that does not happen within the years looked at. ``after`` is the same moment in
    years and parts of a year, 0 when moving is ahead from the start. ``falls_behind`` is the first
    later year at whose end moving has paid less again: it happens to a raise that grows slowly.
    ``crossing`` is the moment at which the two totals cross after the start, in either direction.
    """

    model_config = ConfigDict(frozen=True)

    year: int | None = None
    after: Share | None = None
    falls_behind: int | None = None
    crossing: Share | None = None

    @property
    def kind(self) -> Literal["never", "overtaken", "ahead", "later"]:
        """Never ahead; ahead but not to the end; ahead from the start; ahead from a later year."""
        if self.year is None:
            return "never"
        if self.falls_behind is not None:
            return "overtaken"
        return "ahead" if self.after == 0 else "later"


@exactly
def break_even(stay: Years, move: Years) -> BreakEven:
    """Find the break-even of two running totals of equal length.

    With constant growth on both sides the totals cross at most once after year 1, because the
    yearly difference changes its sign at most once. The part of a year assumes that pay arrives
    evenly within it: ``after = k-1 + d[k-1] / (d[k-1] - d[k])`` with ``d`` the lead of staying and
    k the break-even year.
    """
    lead = [s - m for s, m in zip(stay, move, strict=True)]
    ahead = next((k for k, d in enumerate(lead) if d <= 0), None)
    if ahead is None:
        return BreakEven()
    behind = next((k for k in range(ahead + 1, len(lead)) if lead[k] > 0), None)
    after = _moment(lead, ahead)
    if behind is None:
        return BreakEven(year=ahead + 1, after=after, crossing=after or None)
    return BreakEven(
        year=ahead + 1, after=after, falls_behind=behind + 1, crossing=_moment(lead, behind)
    )


def _moment(lead: list[Decimal], index: int) -> Decimal:
    """Where within the year of this index the lead changes its sign."""
    if index == 0:
        return Decimal(0)
    before, after = lead[index - 1], lead[index]
    return index + before / (before - after)
