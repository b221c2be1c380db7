"""The growth that must be believed, and its agreement with the break-even."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.money.break_even import break_even
from flows.money.growth import growth_needed
from flows.money.pay import cumulative_pay
from tests.flows.money.strategies import CENT, amounts, discounts, growths, horizons

LATER = st.integers(2, 40)
PAID = amounts(least="0.01")


def needed(
    stay: Decimal,
    move: Decimal,
    year: int,
    staying: Decimal = Decimal(0),
    discount: Decimal = Decimal(0),
) -> Decimal | None:
    return growth_needed(stay, move, staying_growth=staying, discount=discount, year=year)


@pytest.mark.parametrize(
    ("times", "year", "percent"), [(4, 10, 28.7), (4, 4, 105.7), (3, 10, 22.9), (3, 4, 80.9)]
)
def test_known_cases_against_a_flat_path(times: int, year: int, percent: float) -> None:
    growth = needed(Decimal(times), Decimal(1), year)
    assert growth is not None
    assert round(float(growth) * 100, 1) == percent


@given(amounts(), PAID, growths("-1"), discounts(), LATER)
def test_put_back_it_meets_the_sum_to_a_cent(
    stay: Decimal, move: Decimal, staying: Decimal, discount: Decimal, year: int
) -> None:
    growth = needed(stay, move, year, staying, discount)
    assert growth is not None
    short = (
        cumulative_pay(stay, staying, discount, year)[-1]
        - cumulative_pay(move, growth, discount, year)[-1]
    )
    assert short <= 0
    assert growth == -1 or -short < CENT


@given(PAID, PAID, growths("-0.5", "0.5"), discounts(), LATER)
def test_put_back_the_break_even_is_that_year(
    stay: Decimal, move: Decimal, staying: Decimal, discount: Decimal, year: int
) -> None:
    assume(stay > move)
    growth = needed(stay, move, year, staying, discount)
    assert growth is not None
    found = break_even(
        cumulative_pay(stay, staying, discount, year),
        cumulative_pay(move, growth, discount, year),
    )
    assert found.year == year
    assert found.after is not None
    assert float(found.after) == pytest.approx(year, abs=1e-6)


@given(PAID, PAID, PAID, LATER)
def test_it_rises_with_the_pay_given_up(a: Decimal, b: Decimal, move: Decimal, year: int) -> None:
    less, more = needed(min(a, b), move, year), needed(max(a, b), move, year)
    assert less is not None
    assert more is not None
    assert less <= more


@given(PAID, PAID, PAID, LATER)
def test_it_falls_with_the_new_pay(stay: Decimal, a: Decimal, b: Decimal, year: int) -> None:
    less, more = needed(stay, max(a, b), year), needed(stay, min(a, b), year)
    assert less is not None
    assert more is not None
    assert less <= more


@given(PAID, PAID, discounts(), st.integers(2, 39))
def test_a_cut_needs_less_growth_when_it_has_longer(
    stay: Decimal, move: Decimal, discount: Decimal, year: int
) -> None:
    assume(stay > move)
    sooner, later = (needed(stay, move, y, discount=discount) for y in (year, year + 1))
    assert sooner is not None
    assert later is not None
    assert later <= sooner


@given(amounts(least="0.01"), LATER)
def test_no_growth_of_nothing_is_enough(stay: Decimal, year: int) -> None:
    assert needed(stay, Decimal(0), year) is None


@given(PAID, PAID)
def test_in_year_one_only_the_first_pay_counts(stay: Decimal, move: Decimal) -> None:
    assert needed(stay, move, 1) == (Decimal(-1) if move >= stay else None)


@given(PAID, horizons())
def test_equal_pay_needs_the_growth_of_staying(pay: Decimal, year: int) -> None:
    assume(year > 1)
    growth = needed(pay, pay, year, staying=Decimal("0.05"))
    assert growth is not None
    assert growth == pytest.approx(Decimal("0.05"), abs=Decimal("1e-30"))
