"""When a move pays back, how fast pay must grow for that, and how likely a better job must be."""

from decimal import ROUND_CEILING, Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.money.exact import Share, exactly
from flows.money.pay import Years, cumulative_pay, present_values

BreakEvenKind = Literal["never", "overtaken", "ahead", "later"]


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
    def kind(self) -> BreakEvenKind:
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


_PLACES = Decimal(1).scaleb(-40)
_STEPS = 200


@exactly
def growth_needed(
    stay: Decimal, move: Decimal, *, staying_growth: Decimal, discount: Decimal, year: int
) -> Decimal | None:
    """The least yearly growth, from -1 up, with which moving has paid as much by the end of a year.

    It solves ``sum(move * (1+g)**k / (1+d)**k) = sum(stay * (1+s)**k / (1+d)**k)`` for g, both
    sums over k = 0..year-1, s being the growth of staying and d the discount. Put back, the two
    sums agree to far less than a cent, and never on the short side.

    -1 (pay may fall to nothing after year 1) when the first year alone brings it in; None when no
    growth does: the new path pays nothing, or the year is the first and grows not yet.
    """
    target = cumulative_pay(stay, staying_growth, discount, year)[-1]
    if move >= target:
        return Decimal(-1)
    if move == 0 or year == 1:
        return None
    weights = present_values([Decimal(1)] * year, discount)
    factor = _root(weights, target / move)
    # Rounded up, so that break-even in the named year survives the rounding.
    return (factor - 1).quantize(_PLACES, rounding=ROUND_CEILING)


def _root(weights: tuple[Decimal, ...], total: Decimal) -> Decimal:
    """The positive x with ``sum(weights[k] * x**k) = total``, for a total above weights[0].

    The sum rises and is convex for x > 0, so Newton's method comes down to the root from any
    start above it; where the highest power alone makes the total is such a start.
    """
    degree = len(weights) - 1
    x = (total / weights[-1]) ** (Decimal(1) / degree)
    for _ in range(_STEPS):
        value, slope = Decimal(0), Decimal(0)
        for weight in reversed(weights):
            slope = slope * x + value
            value = value * x + weight
        step = (value - total) / slope
        x -= step
        if abs(step) <= x.scaleb(-60):
            return x
    raise ArithmeticError(f"no growth found for a total of {total} in {degree + 1} years")


class Chance(BaseModel):
    """The chance of the better job at which the expected pay of moving equals that of staying.

    ``kind`` is ``free`` (the move costs nothing, no chance is needed: ``least`` is 0), ``fair``
    (``least`` is the smallest fair chance), ``not-enough`` (even a certain better job would not
    make up for the price) or ``too-late`` (it would begin after the horizon, and is not counted).
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["free", "fair", "not-enough", "too-late"]
    least: Share | None = None


@exactly
def fair_chance(
    price: Decimal, move: Years, *, better: Years, from_year: int, discount: Decimal
) -> Chance:
    """Set the price of the option against what the better job would add.

    The better job pays ``better`` from ``from_year`` to the horizon, in place of the new path's
    pay; otherwise pay goes on as in ``move`` (both yearly, of equal length, not summed). So
    ``least = price / sum((better[k] - move[k]) / (1+discount)**(k-1))`` over k = from_year..end.
    Nothing beyond the horizon counts, nor does anything about the job other than its pay: both
    make the true chance needed smaller.
    """
    if price <= 0:
        return Chance(kind="free", least=Decimal(0))
    if from_year > len(move):
        return Chance(kind="too-late")
    more = [job - pay for job, pay in zip(better, move, strict=True)]
    gains = [Decimal(0)] * (from_year - 1) + more[from_year - 1 :]
    gain = sum(present_values(gains, discount), Decimal(0))
    if gain < price:
        return Chance(kind="not-enough")
    return Chance(kind="fair", least=price / gain)
