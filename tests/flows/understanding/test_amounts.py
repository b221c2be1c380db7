"""The figure that was asked for, out of whatever is typed; and a runway as a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.understanding.reading import facts, option_for, reader

LAKH = 100_000


@pytest.mark.parametrize(
    ("text", "market", "found"),
    [
        ("60 LPA", None, (60 * LAKH, "INR")),
        ("about 60 lakhs I think", None, (60 * LAKH, "INR")),
        ("$120k", "singapore", (120_000, "SGD")),
        ("$120k", "us", (120_000, "USD")),
        ("5,000 a month, euros", None, (60_000, "EUR")),
        ("120000", None, (120_000, None)),
        ("no idea", None, None),
        ("7 years", None, None),
        ("it would be 24 LPA", None, None),  # the other one
    ],
)
def test_cash_of_today(text: str, market: str | None, found: object) -> None:
    assert reader().amount(text, "now", market, None) == found


@pytest.mark.parametrize("text", ["24 LPA", "24", "they offer 24", "around 24 or so", "24 lakh"])
def test_the_new_pay_beside_what_is_known(text: str) -> None:
    found = reader().amount(text, "next", "india", Decimal(60 * LAKH))
    assert found
    assert found[0] == 24 * LAKH


def test_a_correction_of_the_other_figure_is_not_taken_for_the_one_asked_for() -> None:
    assert reader().amount("I earn 50 LPA now", "next", "india", Decimal(60 * LAKH)) is None


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    found = reader().amount(text, "next", "india", Decimal(60 * LAKH))
    assert found is None or found[0] >= 0


@pytest.mark.parametrize(
    ("text", "share"),
    [("30 %", "0.3"), ("a third", "0.33333"), ("at most 15%", "0.15"), ("10 to 20 %", None)],
)
def test_a_runway_typed_at_its_question_is_kept_as_a_number(text: str, share: str | None) -> None:
    typed = option_for("runway", text).share
    assert typed == (Decimal(share) if share else None)


def test_a_runway_in_running_text_is_kept_as_a_number() -> None:
    assert facts("DS in Pune, 7 yrs. max i can take is 30% cut").runway == Decimal("0.3")
    assert facts("DS in Pune, 7 yrs").runway is None
