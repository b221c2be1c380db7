"""The report: every number in it against the plain formula, and its edges."""

from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.figures import BANDS, Figures, band_of_cut
from flows.money.assumptions import CHECKPOINTS, Assumptions
from flows.money.pay import yearly_pay
from flows.money.price import money_report
from flows.money.report import LARGEST, FiguresWanted, MoneyReport
from tests.flows.money.strategies import amounts, assumptions


def report(figures: Figures, assumed: Assumptions | None = None) -> MoneyReport:
    answer = money_report(figures, assumed)
    assert isinstance(answer, MoneyReport)
    return answer


def pay(now: int | Decimal, new: int | Decimal) -> Figures:
    return Figures(now=Decimal(now), next=Decimal(new))


@given(amounts(least="0.01"), amounts(), assumptions())
def test_the_price_is_the_npv_of_what_is_given_up(
    now: Decimal, new: Decimal, assumed: Assumptions
) -> None:
    side = report(pay(now, new), assumed).cash
    stays = yearly_pay(now, assumed.staying, assumed.horizon)
    for scenario in side.scenarios:
        moves = yearly_pay(new, scenario.growth, assumed.horizon)
        given_up = [float(s - m) for s, m in zip(stays, moves, strict=True)]
        scale = max(map(abs, given_up)) * assumed.horizon
        expected = npf.npv(float(assumed.discount), given_up)
        assert float(scenario.price) == pytest.approx(expected, rel=1e-9, abs=scale * 1e-9)


@given(amounts(least="0.01"), amounts(), assumptions())
def test_more_growth_costs_less(now: Decimal, new: Decimal, assumed: Assumptions) -> None:
    side = report(pay(now, new), assumed).cash
    assert side.low.price >= side.mid.price >= side.high.price


@given(amounts(least="0.01"), amounts(), assumptions())
def test_every_report_survives_json(now: Decimal, new: Decimal, assumed: Assumptions) -> None:
    figures = Figures(now=now, next=new, offer_total=now, runway=Decimal("0.3"))
    data = report(figures, assumed).model_dump(mode="json")
    assert data["cash"]["stay"] == float(now)
    assert len(data["cash"]["mid"]["cumulative"]) == assumed.horizon


def test_growth_is_told_for_each_checkpoint_even_past_the_horizon() -> None:
    side = report(pay(4, 1), Assumptions(horizon=1)).cash
    assert tuple(needed.year for needed in side.needed) == CHECKPOINTS
    assert len(side.stay_cumulative) == 1


def test_a_raise_costs_nothing() -> None:
    side = report(pay(100, 120)).cash
    assert side.change == "raise"
    assert side.mid.price < 0
    assert side.chance.kind == "free"
    assert side.mid.break_even.kind == "ahead"


def test_no_pay_today_has_no_cut_and_is_never_behind() -> None:
    side = report(pay(0, 100)).cash
    assert side.change == "no-pay"
    assert side.mid.break_even.kind == "ahead"


def test_no_new_pay_never_breaks_even() -> None:
    side = report(pay(100, 0)).cash
    assert side.times is None
    assert {needed.kind for needed in side.needed} == {"impossible"}


def test_pay_that_may_shrink_is_told_apart() -> None:
    kinds = {needed.kind for needed in report(pay(100, 120)).cash.needed}
    assert kinds == {"may-fall"}


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (Figures(), "no-figures"),
        (Figures(next=Decimal(1)), "no-now"),
        (Figures(now=Decimal(1)), "no-next"),
        (pay(0, 0), "nothing"),
        (pay(LARGEST * 2, 1), "too-large"),
        (Figures(now=Decimal(2), next=Decimal(1), offer_total=LARGEST * 2), "too-large"),
    ],
)
def test_without_usable_figures_it_says_what_is_wanted(figures: Figures, reason: str) -> None:
    assert money_report(figures) == FiguresWanted(reason=reason)  # type: ignore[arg-type]


def test_total_compensation_takes_the_cash_of_the_new_path_for_lack_of_better() -> None:
    figures = Figures(now=Decimal(4), next=Decimal(1), offer_total=Decimal(5))
    total = report(figures).total
    assert total is not None
    assert [total.stay, total.move] == [5, 1]
    better = report(figures, Assumptions(next_total=Decimal(2))).total
    assert better is not None
    assert better.move == 2


@given(st.decimals(0, 1, places=2))
def test_runway_and_cut_agree(share: Decimal) -> None:
    figures = Figures(now=Decimal(100), next=Decimal(40), runway=share)
    runway = report(figures).runway
    assert runway is not None
    assert figures.cut is not None
    assert runway.within == (figures.cut <= share)


@given(cut=st.decimals(0, 1, places=4), band=st.sampled_from(sorted(BANDS)))
def test_a_band_of_the_runway_agrees_with_the_band_of_the_cut(cut: Decimal, band: str) -> None:
    figures = Figures(now=Decimal(100), next=100 * (1 - cut))
    found = money_report(figures, runway=band)
    if isinstance(found, MoneyReport) and found.runway and cut not in BANDS[band]:
        order = list(BANDS)
        assert found.runway.within == (order.index(band_of_cut(cut)) <= order.index(band))
        assert found.runway.tight == (BANDS[band][0] < cut < BANDS[band][1])


@pytest.mark.parametrize(
    ("now", "new", "change", "gain"),
    [
        (100, 40, "cut", 0),
        (100, 0, "cut-to-nothing", 0),
        (100, 100, "same", 0),
        (100, 150, "raise", Decimal("0.5")),
        (0, 40, "no-pay", 0),
    ],
)
def test_what_the_move_does_to_pay(now: int, new: int, change: str, gain: Decimal | int) -> None:
    found = report(pay(now, new)).cash
    assert (found.change, found.gain) == (change, gain)


@pytest.mark.parametrize(
    ("new", "share", "fit", "shortfall", "surplus"),
    [
        (40, "0.5", "short", 10, 0),
        (50, "0.5", "just", 0, 0),
        (60, "0.5", "above", 0, 10),
        (20, "25-50", "short-of-least", 30, 0),
        (50, "25-50", "tight", 0, 0),
        (70, "25-50", "tight", 0, 0),
        (75, "25-50", "above-most", 0, 0),
        (80, "25-50", "above-most", 0, 5),
    ],
)
def test_the_new_pay_is_set_against_what_is_needed(
    new: int, share: str, fit: str, shortfall: int, surplus: int
) -> None:
    known = pay(100, new).model_copy(update={"runway": Decimal(share)}) if "." in share else None
    found = money_report(known or pay(100, new), runway=None if known else share)
    assert isinstance(found, MoneyReport)
    assert found.runway
    limit = found.runway
    assert limit.extent == ("exact" if known else "band")
    assert limit.fit == fit
    assert [limit.shortfall, limit.surplus] == [shortfall, surplus]


@given(amounts(), amounts(), st.sampled_from(sorted(BANDS)))
def test_only_a_short_or_a_higher_pay_is_told_with_an_amount(
    now: Decimal, new: Decimal, band: str
) -> None:
    found = money_report(pay(now, new), runway=band)
    if isinstance(found, MoneyReport) and (limit := found.runway):
        assert (limit.shortfall > 0) == limit.fit.startswith("short")
        assert limit.surplus == 0 or limit.fit.startswith("above")
