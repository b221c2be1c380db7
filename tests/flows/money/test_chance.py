"""The chance of the better job that makes the price fair."""

from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.money.chance import Chance, fair_chance
from flows.money.pay import Years, cumulative_pay, yearly_pay
from tests.flows.money.strategies import amounts, discounts, growths, horizons

YEARS = 10


def chance(
    price: Decimal | int, move: Years, better: Decimal | int = 12, from_year: int = 6
) -> Chance:
    return fair_chance(
        Decimal(price),
        move,
        better_pay=Decimal(better),
        from_year=from_year,
        discount=Decimal(0),
    )


FLAT = yearly_pay(Decimal(1), Decimal(0), YEARS)


def test_the_worked_case() -> None:
    # 4 -> 1, flat: 30 given up in 10 years; 3 times 4 instead of 1 in years 6-10 brings 55.
    assert chance(30, FLAT).least == pytest.approx(Decimal(30) / 55)


@given(amounts("1", "1e9"), amounts("0", "1e9"), growths("-0.5", "0.5"), discounts(), horizons())
def test_with_that_chance_expected_pay_is_equal(
    stay: Decimal, move: Decimal, growth: Decimal, discount: Decimal, from_year: int
) -> None:
    price = (
        cumulative_pay(stay, Decimal(0), discount, 40)[-1]
        - cumulative_pay(move, growth, discount, 40)[-1]
    )
    pays = yearly_pay(move, growth, 40)
    found = fair_chance(price, pays, better_pay=stay * 5, from_year=from_year, discount=discount)
    assume(found.kind == "fair" and found.least is not None)
    least = float(found.least or 0)
    expected = [
        (1 - least) * float(pay) + least * float(stay * 5 if year >= from_year else pay)
        for year, pay in enumerate(pays, 1)
    ]
    staying = npf.npv(float(discount), [float(stay)] * 40)
    assert npf.npv(float(discount), expected) == pytest.approx(staying, rel=1e-9)


@given(st.integers(1, 100), st.integers(1, 100), st.integers(1, YEARS))
def test_a_better_job_needs_less_chance(a: int, b: int, from_year: int) -> None:
    worse, better = (chance(5, FLAT, pay, from_year) for pay in sorted((a, b)))
    if worse.least is not None:
        assert better.least is not None
        assert better.least <= worse.least


@given(st.integers(1, YEARS - 1))
def test_a_later_job_needs_more_chance(from_year: int) -> None:
    sooner, later = (chance(5, FLAT, 40, year).least for year in (from_year, from_year + 1))
    assert sooner is not None
    assert later is not None
    assert sooner < later


def test_the_edges_are_told_apart() -> None:
    assert chance(0, FLAT).kind == "free"
    assert chance(-3, FLAT).least == 0
    assert chance(1000, FLAT).kind == "not-enough"
    assert chance(5, FLAT, better=0).kind == "not-enough"
    assert chance(5, FLAT, from_year=11).kind == "too-late"


def test_a_certain_job_can_be_just_enough() -> None:
    assert chance(55, FLAT).least == 1
