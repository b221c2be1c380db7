"""The inverse question: how fast must pay on the new path grow to break even by a given year?"""

from decimal import ROUND_CEILING, Decimal

from flows.money.exact import exactly
from flows.money.pay import cumulative_pay, present_values

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
