"""Amounts as their market writes them."""

import re
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.formatting import (
    UNFOLDED,
    compact_money,
    counted,
    folded,
    money,
    number,
    one_in,
    percent,
    rounded_money,
    spoken_money,
    upper_first,
)


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


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("2937666", "INR", "₹29 lakh"),
        ("36000000", "INR", "₹3.6 crore"),
        ("9996000", "INR", "₹1 crore"),
        ("3e12", "INR", "₹3 lakh crore"),
        ("45678", "INR", "₹46,000"),
        ("118000", "USD", "$118k"),
        ("1234567", "EUR", "€1.2 million"),
        ("2e9", "SGD", "S$2 billion"),
        ("4567", "USD", "$4,600"),
        ("456", "CHF", "CHF\N{NO-BREAK SPACE}456"),
        ("4.5", "USD", "$4.50"),
        ("0.03", "JPY", "¥0.03"),
        ("0.001", "USD", "$0.001"),
        ("24.06", None, "24"),
        ("1.04", None, "1"),
        ("0", "INR", "₹0"),
        ("-2937666", "INR", "-₹29 lakh"),
        ("6.1e60", "USD", "$6.1E60"),
    ],
)
def test_amounts_as_they_are_said(amount: str, currency: str | None, expected: str) -> None:
    assert rounded_money(Decimal(amount), currency) == expected


def test_what_is_compared_is_told_as_finely_as_it_takes() -> None:
    pays = [Decimal(2937666), Decimal(2940000), Decimal(2937667)]
    assert [rounded_money(pay, "INR", pays[:2]) for pay in pays[:2]] == [
        "₹29.38 lakh",
        "₹29.4 lakh",
    ]
    assert [rounded_money(pay, "INR", pays) for pay in pays[1:]] == ["₹29,40,000", "₹29,37,667"]
    assert rounded_money(Decimal("100.10"), "USD", [Decimal("100.2")]) == "$100.10"
    assert rounded_money(Decimal(2450000), "INR", finer=1) == "₹24.5 lakh"


CURRENCIES = st.sampled_from([None, "INR", "SGD", "USD", "EUR", "JPY", "KWD", "CHF"])
UNITS = {
    "lakh crore": 10**12, "crore": 10**7, "lakh": 10**5,
    "trillion": 10**12, "billion": 10**9, "million": 10**6,
}  # fmt: skip


def value_of(told: str) -> Decimal:
    """What a told amount says, as a reader takes it."""
    found = re.search(r"([\d.,]+)(E-?\d+)?(k)? ?(lakh crore|[a-z]+)?$", told)
    assert found, told
    digits, power, thousand, unit = found.groups()
    value = Decimal(digits.replace(",", "") + (power or ""))
    return value * (1000 if thousand else 1) * UNITS.get(unit or "", 1)


SUMS = st.lists(st.decimals(0, 10**18, places=2), min_size=1, max_size=4)


@given(SUMS, CURRENCIES, st.integers(0, 2))
def test_rounding_makes_no_sum_nothing_and_keeps_their_order(
    sums: list[Decimal], currency: str | None, finer: int
) -> None:
    told = [value_of(rounded_money(each, currency, sums, finer)) for each in sums]
    for one, said in zip(sums, told, strict=True):
        assert (said == 0) == (one == 0)
        assert abs(said - one) <= one * Decimal("0.05")
    for a, b in combinations(range(len(sums)), 2):
        assert (told[a] > told[b]) == (sums[a] > sums[b])
        assert (told[a] < told[b]) == (sums[a] < sums[b])


@given(
    st.decimals(0, 10**12, places=2) | st.integers(0, 10**6).map(lambda n: Decimal(n) * 500),
    CURRENCIES,
)
def test_what_takes_an_exact_amount_is_told_without_rounding(
    amount: Decimal, currency: str | None
) -> None:
    said = value_of(spoken_money(amount, currency))
    assert said == amount or (amount >= 1000 and said == round(amount))
    assert len(spoken_money(amount, currency)) <= len(money(amount, currency)) + len(" lakh")


def test_an_exact_amount_is_told_as_people_say_it_where_that_is_exact() -> None:
    amounts = [Decimal(3000000), Decimal(2950000), Decimal(2937666)]
    told = [spoken_money(each, "INR") for each in amounts]
    assert told == ["₹30 lakh", "₹29.5 lakh", "₹29,37,666"]


@given(st.decimals("1e-60", "1e70"), CURRENCIES)
def test_whatever_is_said_is_short(amount: Decimal, currency: str | None) -> None:
    assert len(rounded_money(amount, currency)) <= 16
    assert value_of(rounded_money(amount, currency)) == pytest.approx(amount, rel=Decimal("0.051"))


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
        ("-1e-9", "more than -0.001%"),
        ("0.9996", "99.96%"),
        ("0.999999", "99.999%"),
        ("-0.99999", "-99.999%"),
        ("1", "100%"),
        ("1.00001", "100%"),
    ],
)
def test_percentages(share: str, expected: str) -> None:
    assert percent(Decimal(share)) == expected


@given(st.decimals(0, 1))
def test_only_nothing_is_told_as_nothing_and_only_all_as_all(share: Decimal) -> None:
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share == 1)


def test_what_was_stated_can_be_told_with_more_decimals() -> None:
    assert percent(Decimal("0.02755"), 4) == "2.755%"


def test_numbers_and_odds() -> None:
    assert number(Decimal("6.62")) == "6.6"
    assert number(0.35, 2) == "0.35"
    assert one_in(0.01875) == "1 in 53"
    assert "1 in" not in one_in(1e-12)


def test_a_noun_follows_its_number() -> None:
    assert [counted(n, "year") for n in (0, 1, 2)] == ["0 years", "1 year", "2 years"]
    assert counted(Decimal("1.04"), "year") == "1 year"
    assert counted(Decimal("9.61"), "year") == "9.6 years"


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert [upper_first(text) for text in ("", "a B", "ML")] == ["", "A B", "ML"]


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(["A short one.", "Is it? ", "<b>Bold words.</b> Then more.", "x" * 30]),
        min_size=1,
        max_size=30,
    ).map(" ".join),
    min_size=1,
    max_size=6,
).map("\n\n".join)


@given(PARAGRAPHS)
def test_what_is_folded_is_all_there_and_whole(html: str) -> None:
    shown, _, rest = folded(Markup(html)).partition("<blockquote expandable>")  # noqa: S704 (our own)
    assert (shown + rest.removesuffix("</blockquote>")).split() == html.split()
    assert shown.count("<b>") == shown.count("</b>")
    if rest:
        assert len(shown.split()) <= UNFOLDED or "\n\n" not in shown.strip()


@pytest.mark.parametrize("announcing", ["Two cautions.", "It is told so:"])
def test_what_announces_the_rest_is_folded_with_it(announcing: str) -> None:
    text = "<b>Why?</b>\n\nIt is so. It is not otherwise.\n\n" + f"{announcing} " + "word " * 60
    shown, _, rest = folded(Markup(text)).partition("<blockquote expandable>")  # noqa: S704 (our own)
    assert shown.endswith("otherwise.\n")
    assert rest.startswith(announcing)


@given(st.text(max_size=2000))
def test_words_of_people_are_escaped_where_they_are_folded(text: str) -> None:
    inner = folded(text).replace("<blockquote expandable>", "").replace("</blockquote>", "")
    assert "<" not in inner
