"""Amounts as their market writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting import compact_money, counted, money, number, one_in, percent, upper_first


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("6000000", "INR", "₹60,00,000"),
        ("120000", "SGD", "S$120,000"),
        ("120000", "USD", "$120,000"),
        ("90000.4", "EUR", "€90,000"),
        ("100", "CHF", "CHF\N{NO-BREAK SPACE}100"),
        ("-1234567.8", "INR", "-₹12,34,568"),
        ("15.9374", "USD", "$15.94"),
        ("15.9374", None, "15.94"),
        ("4", None, "4"),
        ("-0.001", "USD", "$0"),
        ("6e60", "USD", "$6.0E60"),
    ],
)
def test_whole_amounts(amount: str, currency: str | None, expected: str) -> None:
    assert money(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("6000000", "INR", "₹60L"),
        ("12345678", "INR", "₹1.2Cr"),
        ("120000", "SGD", "S$120K"),
        ("1200000", "EUR", "€1.2M"),
        ("15.9374", None, "15.9"),
        ("0.25", None, "0.25"),
        ("0", "INR", "₹0"),
        ("-40000", "USD", "-$40K"),
    ],
)
def test_short_amounts(amount: str, currency: str | None, expected: str) -> None:
    assert compact_money(Decimal(amount), currency) == expected


@given(st.decimals(-(10**70), 10**70, places=2), st.sampled_from([None, "INR", "SGD", "KWD"]))
def test_any_amount_is_short_enough_to_read(amount: Decimal, currency: str | None) -> None:
    assert len(money(amount, currency)) <= 40
    assert len(compact_money(amount, currency)) <= 14


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0.287", "28.7%"),
        ("1.057", "105.7%"),
        ("0", "0%"),
        ("0.0004", "0.04%"),
        ("-0.2", "-20%"),
        ("1e-9", "less than 0.001%"),
    ],
)
def test_percentages(share: str, expected: str) -> None:
    assert percent(Decimal(share)) == expected


def test_numbers_and_odds() -> None:
    assert number(Decimal("6.62")) == "6.6"
    assert number(0.35, 2) == "0.35"
    assert one_in(0.01875) == "1 in 53"
    assert "1 in" not in one_in(1e-12)


def test_a_noun_follows_its_number() -> None:
    assert [counted(n, "year") for n in (0, 1, 2)] == ["0 years", "1 year", "2 years"]


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert [upper_first(text) for text in ("", "a B", "ML")] == ["", "A B", "ML"]
