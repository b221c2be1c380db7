"""Pay year by year, its present value, and its running total.

Three conventions hold for everything in this package:

- Year 1 pays the stated pay; growth starts in year 2. So year k pays ``pay * (1 + growth)**(k-1)``.
- Year 1 counts in full; later years are discounted back to it: divided by
  ``(1 + discount)**(k-1)``.
- Within a year, pay arrives evenly.

Growth and discount are fractions per year (0.05 for 5%); pay is per year, before tax, in one
currency. Tax, raises in prices and the risk of losing a job are left out on both sides.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from flows.money.exact import exactly

Years = tuple[Decimal, ...]
"""One amount a year: index 0 is year 1."""


@exactly
def yearly_pay(pay: Decimal, growth: Decimal, years: int) -> Years:
    """What each of the years 1..years pays: ``pay * (1 + growth)**(k-1)`` in year k."""
    factor = 1 + growth
    return tuple(accumulate(range(1, years), lambda amount, _: amount * factor, initial=pay))


@exactly
def present_values(amounts: Iterable[Decimal], discount: Decimal) -> Years:
    """Each year's amount in money of year 1: ``amount / (1 + discount)**(k-1)`` in year k."""
    factor = 1 + discount
    return tuple(amount / factor**k for k, amount in enumerate(amounts))


@exactly
def cumulative_pay(pay: Decimal, growth: Decimal, discount: Decimal, years: int) -> Years:
    """The present value of all pay up to the end of each of the years 1..years.

    With ``discount`` 0 this is the plain running total.
    """
    return tuple(accumulate(present_values(yearly_pay(pay, growth, years), discount)))
