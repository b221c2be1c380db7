"""When the running total of moving meets that of staying."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.money.break_even import break_even
from flows.money.pay import cumulative_pay
from tests.flows.money.strategies import amounts, discounts, growths, horizons

Path = tuple[Decimal, Decimal]
"""Pay and its growth."""


def totals(pay: Decimal, growth: Decimal, years: int) -> tuple[Decimal, ...]:
    return cumulative_pay(pay, growth, Decimal(0), years)


def test_a_cut_that_doubles_yearly_is_even_part_way_through_a_year() -> None:
    # Staying: 4, 8, 12, 16, 20. Moving: 1, 3, 7, 15, 31. The lead is 1 after year 4, -11 after 5.
    found = break_even(totals(Decimal(4), Decimal(0), 5), totals(Decimal(1), Decimal(1), 5))
    assert found.year == 5
    assert float(found.after or 0) == pytest.approx(4 + 1 / 12)
    assert found.kind == "later"


def test_a_flat_cut_is_never_even() -> None:
    found = break_even(totals(Decimal(4), Decimal(0), 40), totals(Decimal(1), Decimal(0), 40))
    assert found.kind == "never"
    assert found.after is None


def test_a_raise_that_shrinks_is_overtaken() -> None:
    found = break_even(
        totals(Decimal(10), Decimal(0), 10), totals(Decimal(12), Decimal("-0.2"), 10)
    )
    assert found.kind == "overtaken"
    assert found.year == 1
    assert found.falls_behind == 3
    # Totals of staying 20, 30 and of moving 21.6, 29.28: the lead of 1.6 goes in year 3.
    assert float(found.crossing or 0) == pytest.approx(2 + 1.6 / (1.6 + 0.72))


@given(
    st.tuples(amounts(), growths("-1")),
    st.tuples(amounts(), growths("-1")),
    discounts(),
    horizons(),
)
def test_it_names_the_first_year_in_which_moving_has_paid_as_much(
    stay: Path, move: Path, discount: Decimal, years: int
) -> None:
    stays = cumulative_pay(*stay, discount, years)
    moves = cumulative_pay(*move, discount, years)
    found = break_even(stays, moves)
    ahead = [m >= s for s, m in zip(stays, moves, strict=True)]
    assert any(ahead) == (found.year is not None)
    if found.year is not None and found.after is not None:
        assert ahead.index(True) == found.year - 1
        assert found.year - 1 <= found.after <= found.year or found.year == 1


@given(st.tuples(amounts(), growths()), amounts(), growths(), growths(), horizons())
def test_faster_growth_is_never_even_later(
    stay: Path, move: Decimal, a: Decimal, b: Decimal, years: int
) -> None:
    stays = totals(*stay, years)
    slow = break_even(stays, totals(move, min(a, b), years)).after
    fast = break_even(stays, totals(move, max(a, b), years)).after
    assert slow is None or (fast is not None and fast <= slow)


@given(amounts(), amounts(), growths("-1"), growths("-1"), st.integers(2, 40))
def test_after_year_one_the_totals_cross_at_most_once(
    stay: Decimal, move: Decimal, staying: Decimal, moving: Decimal, years: int
) -> None:
    assume(stay != move)
    pairs = zip(totals(stay, staying, years), totals(move, moving, years), strict=True)
    behind = [m < s for s, m in pairs]
    assert sum(x != y for x, y in pairwise(behind)) <= 1
