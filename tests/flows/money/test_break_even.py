"""When moving pays back, the growth and the chance that must be believed for it to be fair."""

from decimal import Decimal
from itertools import pairwise

import numpy_financial as npf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.money.break_even import Chance, break_even, fair_chance, growth_needed
from flows.money.pay import Years, cumulative_pay, yearly_pay
from tests.flows.money.strategies import CENT, amounts, discounts, growths, horizons

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


YEARS = 10


def chance(
    price: Decimal | int, move: Years, better: Decimal | int = 12, from_year: int = 6
) -> Chance:
    return fair_chance(
        Decimal(price),
        move,
        better=yearly_pay(Decimal(better), Decimal(0), len(move)),
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
    better = yearly_pay(stay * 5, Decimal(0), 40)
    found = fair_chance(price, pays, better=better, from_year=from_year, discount=discount)
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
