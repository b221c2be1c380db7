"""Running totals and present values, against another library and against the formula."""

from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given

from flows.money.pay import cumulative_pay, present_values, yearly_pay
from tests.flows.money.strategies import amounts, discounts, growths, horizons


def test_year_one_pays_the_stated_pay_and_growth_starts_in_year_two() -> None:
    assert list(yearly_pay(Decimal(100), Decimal("0.1"), 3)) == [100, 110, 121]


@given(amounts(), growths("-1"), discounts(), horizons())
def test_the_total_of_present_values_is_the_npv_of_numpy_financial(
    pay: Decimal, growth: Decimal, discount: Decimal, years: int
) -> None:
    by_year = [float(amount) for amount in yearly_pay(pay, growth, years)]
    expected = npf.npv(float(discount), by_year)
    total = cumulative_pay(pay, growth, discount, years)[-1]
    assert float(total) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(amounts(), growths("-1"), discounts(), horizons())
def test_totals_never_fall_and_have_one_value_a_year(
    pay: Decimal, growth: Decimal, discount: Decimal, years: int
) -> None:
    totals = cumulative_pay(pay, growth, discount, years)
    assert len(totals) == years
    assert list(totals) == sorted(totals)


@given(amounts(), growths("-1"), horizons())
def test_without_discount_present_values_are_the_pay_itself(
    pay: Decimal, growth: Decimal, years: int
) -> None:
    pays = yearly_pay(pay, growth, years)
    assert present_values(pays, Decimal(0)) == pays


def test_a_large_sum_is_right_to_the_cent() -> None:
    totals = cumulative_pay(Decimal("999999999999999.99"), Decimal(0), Decimal(0), 40)
    assert totals[-1] == Decimal("39999999999999999.60")
