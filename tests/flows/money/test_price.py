"""The report: every number in it against the plain formula, and its edges."""

from decimal import Decimal

import numpy_financial as npf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from flows.figures import BANDS, Figures, band_of_cut
from flows.money.assumptions import Assumptions
from flows.money.pay import yearly_pay
from flows.money.price import money_report
from flows.money.report import LARGEST, FiguresWanted, MoneyReport, Runway
from tests.flows.money.strategies import amounts, assumptions, discounts, growths, horizons


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


@given(amounts(least="0.01"), amounts(), assumptions())
def test_no_year_after_the_last_that_counts_is_told(
    now: Decimal, new: Decimal, assumed: Assumptions
) -> None:
    side = report(pay(now, new), assumed).cash
    years = [needed.year for needed in side.needed]
    assert years == [told.year for told in side.told] == list(assumed.told_years)
    assert years[-1] == assumed.horizon == side.needed_last.year
    for told in side.told:
        assert told.stay == side.stay_cumulative[told.year - 1]
        assert told.move == side.mid.cumulative[told.year - 1]


PAID = amounts(least="0.01")
ALIKE = st.builds(Assumptions, staying=growths("-1"), discount=discounts(), horizon=horizons())


@given(PAID, PAID, ALIKE)
def test_with_equal_growth_a_cut_is_never_made_up_for_and_a_raise_at_once(
    now: Decimal, new: Decimal, assumed: Assumptions
) -> None:
    side = report(pay(now, new), assumed).cash
    assert len(side.scenarios) == 1
    assert side.mid.pace == "alike"
    assert side.mid.break_even.kind == ("never" if new < now else "ahead")
    assert (side.mid.price > 0) == (new < now)
    assert (side.chance.kind == "free") == (new >= now)


@given(PAID, amounts(), horizons())
def test_by_default_the_price_is_the_cut_times_the_years(
    now: Decimal, new: Decimal, horizon: int
) -> None:
    side = report(pay(now, new), Assumptions(horizon=horizon)).cash
    assert side.mid.price == (now - new) * horizon
    assert side.mid.lead == max((new - now) * horizon, Decimal(0))


@given(PAID, PAID, ALIKE)
def test_only_a_cut_asks_for_more_growth_than_the_old_pay_has(
    now: Decimal, new: Decimal, assumed: Assumptions
) -> None:
    assume(assumed.staying > -1)
    for needed in report(pay(now, new), assumed).cash.needed:
        if new < now:
            assert needed.kind == ("too-soon" if needed.year == 1 else "faster")
        elif new > now:
            assert needed.kind in {"slower", "covered"}
        else:
            assert needed.kind == "alike"
            assert needed.extra == needed.less == 0


@given(amounts("1", "1e9"), amounts("1", "1e9"), growths("-0.5", "0.5"), discounts(), horizons())
def test_the_extra_growth_needed_put_on_top_is_enough_and_less_is_not(
    now: Decimal, new: Decimal, staying: Decimal, discount: Decimal, horizon: int
) -> None:
    assume(new < now)
    assumed = Assumptions(staying=staying, discount=discount, horizon=horizon)
    needed = report(pay(now, new), assumed).cash.needed_last
    assume(needed.extra is not None and needed.growth is not None and needed.growth <= 10)
    extra = needed.extra or Decimal(0)
    believed = dict.fromkeys(("extra_low", "extra_mid", "extra_high"), extra)
    enough = report(pay(now, new), assumed.model_copy(update=believed)).cash.mid
    assert enough.break_even.year == horizon
    less = {name: extra - Decimal("1e-6") for name in believed}
    assert report(pay(now, new), assumed.model_copy(update=less)).cash.mid.price > 0


@given(PAID, amounts(), assumptions(), st.sampled_from([Decimal(n) for n in (2, 7, 1000)]))
def test_pay_in_other_units_tells_the_same(
    now: Decimal, new: Decimal, assumed: Assumptions, times: Decimal
) -> None:
    one = report(pay(now, new), assumed).cash
    other = report(pay(now * times, new * times), assumed).cash
    assert one.mid.break_even.year == other.mid.break_even.year
    assert one.mid.break_even.falls_behind == other.mid.break_even.falls_behind
    assert (one.change, one.chance.kind) == (other.change, other.chance.kind)
    assert [needed.kind for needed in one.needed] == [needed.kind for needed in other.needed]
    scale = float(one.stay_total + one.mid.total)
    assert float(other.mid.price / times) == pytest.approx(float(one.mid.price), abs=scale * 1e-9)


def test_the_better_job_grows_as_the_old_pay_does() -> None:
    flat = report(pay(4, 1)).cash
    assert flat.better_pay == 12
    grown = report(pay(4, 1), Assumptions(staying=Decimal(1), job_year=3)).cash
    assert grown.better_pay == 4 * 2 * 2 * 3


@given(PAID, PAID, growths("0", "0.2"))
def test_growth_on_both_sides_that_is_discounted_changes_nothing(
    now: Decimal, new: Decimal, growth: Decimal
) -> None:
    flat = report(pay(now, new)).cash
    grown = report(pay(now, new), Assumptions(staying=growth, discount=growth)).cash
    assert float(grown.mid.price) == pytest.approx(float(flat.mid.price), rel=1e-9)
    assert grown.chance.kind == flat.chance.kind
    if flat.chance.least is not None and grown.chance.least is not None:
        assert float(grown.chance.least) == pytest.approx(float(flat.chance.least), rel=1e-9)


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


def limited(new: Decimal | int, **limit: Decimal | str) -> Runway | None:
    """A new pay beside 100 today and a limit, a share or floor in figures or a band."""
    band = limit.pop("band", None)
    figures = Figures.model_validate({"now": 100, "next": new, **limit})
    found = money_report(figures, runway=None if band is None else str(band))
    assert isinstance(found, MoneyReport)
    return found.runway


NEARLY = Decimal("1e-9")
LIMITS = {
    "none": [Decimal(0)],
    "under-25": [NEARLY, Decimal("0.1"), Decimal("0.25") - NEARLY],
    "25-50": [Decimal("0.25"), Decimal("0.4"), Decimal("0.5") - NEARLY],
    "50-75": [Decimal("0.5"), Decimal("0.6"), Decimal("0.75")],
    "over-75": [Decimal("0.75") + NEARLY, Decimal("0.8"), Decimal(1)],
}
"""Limits that each band may stand for: from about its lower to about its upper end."""


def test_each_limit_is_of_its_band() -> None:
    assert LIMITS.keys() == BANDS.keys()
    for band, limits in LIMITS.items():
        assert {band_of_cut(limit) for limit in limits} == {band}


@example(cut=Decimal("0.5"), band="50-75")
@given(cut=st.decimals("0.0001", 1, places=4), band=st.sampled_from(sorted(BANDS)))
def test_of_a_band_only_what_holds_for_every_limit_in_it_is_said(cut: Decimal, band: str) -> None:
    limit = limited(100 * (1 - cut), band=band)
    assert limit
    if all(cut <= each for each in LIMITS[band]):
        expected = "enough"
    else:
        expected = "short" if all(cut > each for each in LIMITS[band]) else "unknown"
    assert limit.verdict == expected
    assert not limit.tight or band == "none"
    if band != "none" and band_of_cut(cut) == band:
        # Within the band nothing is known, but that its least cut can be lived with.
        assert limit.fit == ("just-most" if expected == "enough" else "unknown")


@given(cut=st.decimals("0.0001", 1, places=4), share=st.decimals(0, 1, places=4))
def test_a_limit_in_figures_is_compared_as_a_number(cut: Decimal, share: Decimal) -> None:
    new = 100 * (1 - cut)
    limit = limited(new, runway=share)
    assert limit
    assert limit.verdict == ("enough" if cut <= share else "short")
    assert limit.tight == (0 <= share - cut < Decimal("0.1"))
    assert limited(new, runway=share, band="none") == limit
    assert limited(new, floor=100 * (1 - share)) == limit


@given(amounts(least="0.01"), amounts(least="0.01"), amounts(least="0.01"))
def test_a_pay_at_the_floor_is_enough_though_the_share_has_no_end(
    now: Decimal, new: Decimal, floor: Decimal
) -> None:
    assume(new < now)
    figures = Figures(now=now, next=new, floor=floor)
    share = figures.runway_to_floor
    found = report(figures.model_copy(update={"runway": share})).runway
    assert found
    assert (found.verdict == "enough") == (new >= floor)


@given(amounts(), amounts(), st.sampled_from(sorted(BANDS)))
def test_without_a_cut_nothing_is_set_against_a_limit(
    now: Decimal, new: Decimal, band: str
) -> None:
    found = money_report(pay(now, new), runway=band)
    if isinstance(found, MoneyReport):
        assert (found.runway is None) == (found.cash.change in {"no-pay", "same", "raise"})


@given(amounts(least="0.01"), amounts(), amounts(least="0.01"))
def test_a_need_above_todays_pay_is_missed_by_any_pay_below_it(
    now: Decimal, new: Decimal, floor: Decimal
) -> None:
    found = money_report(Figures(now=now, next=new, floor=floor))
    assume(isinstance(found, MoneyReport) and floor > now)
    assert isinstance(found, MoneyReport)
    assert (found.runway is None) == (new >= floor)
    if found.runway:
        assert (found.runway.extent, found.runway.verdict) == ("raise", "short")
        assert found.runway.least == floor


@pytest.mark.parametrize(
    ("new", "limit", "extent", "fit", "shortfall", "surplus"),
    [
        (40, {"runway": "0.5"}, "exact", "short", 10, 0),
        (50, {"runway": "0.5"}, "exact", "just-tight", 0, 0),
        (59, {"runway": "0.5"}, "exact", "tight", 0, 9),
        (60, {"runway": "0.5"}, "exact", "above", 0, 10),
        (60, {"runway": "0"}, "no-cut", "short", 40, 0),
        (60, {"runway": "1"}, "any-cut", "above", 0, 60),
        (60, {"floor": "70"}, "exact", "short", 10, 0),
        (60, {"floor": "100"}, "no-cut", "short", 40, 0),
        (60, {"floor": "170"}, "raise", "short", 110, 0),
        (100, {"floor": "170"}, "raise", "short", 70, 0),
        (169, {"floor": "170"}, "raise", "short", 1, 0),
        (60, {"band": "none"}, "no-cut", "short", 40, 0),
        (75, {"band": "under-25"}, "up-to", "just-short", 0, 0),
        (76, {"band": "under-25"}, "up-to", "unknown", 0, 0),
        (20, {"band": "25-50"}, "between", "short-of-least", 30, 0),
        (50, {"band": "25-50"}, "between", "just-short", 0, 0),
        (70, {"band": "25-50"}, "between", "unknown", 0, 0),
        (75, {"band": "25-50"}, "between", "just-most", 0, 0),
        (80, {"band": "25-50"}, "between", "above-most", 0, 5),
        (25, {"band": "50-75"}, "between", "unknown", 0, 0),
        (24, {"band": "over-75"}, "from", "unknown", 0, 0),
        (25, {"band": "over-75"}, "from", "just-most", 0, 0),
    ],
)
def test_the_new_pay_is_set_against_what_is_needed(
    new: int, limit: dict[str, str], extent: str, fit: str, shortfall: int, surplus: int
) -> None:
    found = limited(new, **limit)
    assert found
    assert (found.extent, found.fit) == (extent, fit)
    assert [found.shortfall, found.surplus] == [shortfall, surplus]
