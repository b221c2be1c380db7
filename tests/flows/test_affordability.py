"""The cut and the limit are compared as a second reading and the price in figures compare them."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from flows.affordability import Comparison, compare, cut_of, runway_of, with_bands, with_limit
from flows.figures import BANDS, Figures
from flows.money.price import money_report
from flows.money.report import MoneyReport
from tests.flows.rules.reading import possible, runway_in_figures, wholly_above
from tests.flows.rules.reading import with_bands as read_bands
from tests.flows.strategies import FIGURES

BAND = st.sampled_from(sorted(BANDS))
SHARE = st.decimals(min_value=0, max_value=1, places=3)


def compared(answers: dict[str, str], figures: Figures | None) -> Comparison | None:
    cut, runway = cut_of(answers, figures), runway_of(answers, figures)
    return None if cut is None or runway is None else compare(cut, runway)


@given(BAND, BAND, FIGURES | st.none())
def test_cut_and_limit_compare_as_in_the_second_reading(
    cut: str, runway: str, figures: Figures | None
) -> None:
    answers = with_bands({"cut": cut, "runway": runway}, figures)
    assert answers == read_bands({"cut": cut, "runway": runway}, figures)
    share = None
    if figures and figures.now and figures.next is not None:
        now = Fraction(figures.now)
        share = max(Fraction(0), (now - Fraction(figures.next)) / now)
    (cuts,) = possible(share, "cut", answers)
    (runways,) = possible(runway_in_figures(figures), "runway", answers)
    found = compared(answers, figures)
    assert (found == "beyond") == wholly_above(cuts, runways)
    assert (found in ("within", "tight")) == (cuts.high <= runways.low)


@given(st.integers(1, 10**8), st.integers(0, 10**8), SHARE | BAND)
def test_the_price_in_figures_compares_alike(now: int, new: int, limit: Decimal | str) -> None:
    assume(new < now)
    figures = Figures(now=Decimal(now), next=Decimal(new), currency="EUR")
    answers = {"runway": limit} if isinstance(limit, str) else {}
    if isinstance(limit, Decimal):
        figures = figures.model_copy(update={"runway": limit})
    report = money_report(figures, runway=answers.get("runway"))
    assert isinstance(report, MoneyReport)
    assert report.runway
    found = compared(with_bands(answers, figures), figures)
    verdict = {"within": "enough", "tight": "enough", "beyond": "short", "unknown": "unknown"}
    assert report.runway.verdict == verdict[found or "unknown"]
    assert report.runway.tight == (found == "tight")


@given(BAND, BAND)
def test_bands_alone_never_call_a_cut_tight_and_leave_one_band_open(cut: str, runway: str) -> None:
    found = compared({"cut": cut, "runway": runway}, None)
    assert found != "tight"
    assert (found == "unknown") == (cut == runway != "none")
    assert "limit" not in with_limit({"cut": cut, "runway": runway}, None)


@given(BAND, BAND, FIGURES)
def test_figures_that_contradict_the_answers_are_left_alone(
    cut: str, runway: str, figures: Figures
) -> None:
    """An answer given after the figures stands; so does a trial of another answer."""
    answers = {"cut": cut, "runway": runway}
    contradicted = Figures(
        now=figures.now if with_bands(answers, figures)["cut"] == cut else None,
        next=figures.next,
        currency=figures.currency,
    )
    if with_bands(answers, figures)["runway"] == runway:
        return
    assert with_limit(answers, figures) == with_limit(answers, contradicted)
