"""The same amount reads the same in every usual way of writing it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.entities.money import Money, amounts
from flows.nlu.entities.yearly import currency_of
from flows.nlu.normalize import clean, tokens


def _amounts(text: str, country: str | None = None) -> list[Money]:
    return amounts(tokens(clean(text)), country)


def _one(text: str, country: str | None = None) -> tuple[Any, ...]:
    (money,) = _amounts(text, country)
    return money.whole, money.currency, money.times


LAKHS = ["{} LPA", "{}lpa", "{} lakhs a year", "Rs {}L p.a.", "INR {} lakh per annum", "{} lac/yr"]


@given(number=st.integers(2, 95), form=st.sampled_from(LAKHS))
def test_lakhs(number: int, form: str) -> None:
    whole, currency, times = _one(form.format(number))
    assert (whole, times) == (number * 100_000, 1)
    assert currency in (None, "INR")


THOUSANDS = [
    ("US${}k", "USD"),
    ("S${},000", "SGD"),
    ("S${}k", "SGD"),
    ("SGD {}k", "SGD"),
    ("sgd{}k", "SGD"),
    ("€{}k", "EUR"),
    ("{}k€", "EUR"),
    ("{}.000 €", "EUR"),
    ("€ {}.000", "EUR"),
    ("{} 000 €", "EUR"),
    ("{}k euros", "EUR"),
    ("{} thousand euro", "EUR"),
    ("£{},000", "GBP"),
    ("{} grand sterling", "GBP"),
    ("CHF {}'000", "CHF"),
    ("Fr.{}'000", "CHF"),
    ("R{}k", "ZAR"),
    ("R{},000", "ZAR"),
    ("{}k rand", "ZAR"),
    ("RM{}k", "MYR"),
    ("R$ {}.000", "BRL"),
    ("Rs.{},000", "INR"),
    ("₹{},000", "INR"),
    ("¥{}k", "JPY"),
    ("{} thousand yen", "JPY"),
    ("{}k Nigerian nairas", "NGN"),
    ("{}k naira", "NGN"),
    ("PHP {},000", "PHP"),
    ("php {}k", "PHP"),
    ("{}k TL", "TRY"),
    ("NTD {}k", "TWD"),
    ("{} mil reais", "BRL"),
    ("{}k zł", "PLN"),
    ("KES {}k", "KES"),
    ("Tk {},000", "BDT"),
]


@given(number=st.integers(10, 990), form=st.sampled_from(THOUSANDS))
def test_thousands_with_their_currency(number: int, form: tuple[str, str]) -> None:
    assert _one(form[0].format(number)) == (number * 1000, form[1], None)


PERIODS = {
    12: [
        "a month",
        "/month",
        "/mth",
        "/mo",
        "per month",
        "monthly",
        "pm",
        "PCM",
        "p.m.",
        "por mês",
    ],
    1: ["a year", "p.a", "p.a.", "pa", "per annum", "/yr", "annually", "al año"],
    52: ["a week", "/wk", "weekly"],
    260: ["a day", "per day", "daily"],
    2080: ["an hour", "/hr", "/h", "per hour", "hourly"],
}


@given(
    number=st.integers(10, 99),
    period=st.sampled_from([(times, said) for times, forms in PERIODS.items() for said in forms]),
    between=st.sampled_from(["", "gross ", "in hand ", "net ", "("]),
)
def test_periods(number: int, period: tuple[int, str], between: str) -> None:
    times, said = period
    assert _one(f"{number}k {between}{said}") == (number * 1000, None, times)


@pytest.mark.parametrize(
    ("text", "whole", "currency", "times"),
    [
        ("1 lakh 20 thousand a month", 120_000, None, 12),
        ("one lakh and twenty thousand", 120_000, None, None),
        ("1 crore 20 lakhs", 12_000_000, None, None),
        ("1 million two hundred thousand", 1_200_000, None, None),
        ("half a million dollars", 500_000, None, None),
        ("a quarter of a million", 250_000, None, None),
        ("a lakh", 100_000, None, None),
        ("one twenty k", 120_000, None, None),
        ("ninety k", 90_000, None, None),
        ("two and a half lakh", 250_000, None, None),
        ("1,20,000 per month", 120_000, None, 12),
        ("2.5L", 250_000, None, None),
        ("52 LPM", 5_200_000, None, 12),
        ("₦1.5m a month", 1_500_000, "NGN", 12),
        ("11k CAD a month", 11_000, "CAD", 12),
        ("monthly salary 8,000 eur", 8000, "EUR", 12),
        ("COP 25 million a month", 25_000_000, "COP", 12),
        ("98 million won a year", 98_000_000, "KRW", 1),
        ("1800万円", 18_000_000, None, None),
        ("1,800万円", 18_000_000, None, None),
        ("40万", 400_000, None, None),
        ("N850k monthly", 850_000, "NGN", 12),
        ("2.100 € net x14", 2100, "EUR", 14),
        ("Rp 75jt/bulan", 75_000_000, "IDR", 12),
        ("45.000 kr i måneden", 45_000, None, 12),
        ("28k PLN/mies.", 28_000, "PLN", 12),
        ("day rate is £450", 450, "GBP", 260),
        ("hourly rate: 70 USD", 70, "USD", 2080),
        ("22 juta per bulan", 22_000_000, "IDR", 12),
        ("45 triệu a month", 45_000_000, "VND", 12),
        ("1.3 mil CZK", 1_300_000, "CZK", None),
        ("16.5L.P.A", 1_650_000, None, 1),
        ("a hundred and ten grand", 110_000, None, None),
        ("one-forty k", 140_000, None, None),
    ],
)
def test_how_amounts_are_said(text: str, whole: int, currency: str | None, times: int) -> None:
    assert _one(text) == (whole, currency, times)


@pytest.mark.parametrize(
    ("sign", "country", "currency"),
    [
        ("$", "SG", "SGD"),
        ("$", "AU", "AUD"),
        ("$", "US", "USD"),
        ("$", "DE", "USD"),
        ("$", None, None),
        ("kr ", "SE", "SEK"),
        ("kr ", "NO", "NOK"),
        ("kr ", None, None),
        ("Rs ", "PK", "PKR"),
        ("Rs ", None, "INR"),
        ("¥", "CN", "CNY"),
        ("¥", None, "JPY"),
    ],
)
def test_a_shared_sign_is_that_of_the_place(
    sign: str, country: str | None, currency: str | None
) -> None:
    assert _one(f"{sign}120k", country) == (120_000, currency, None)


@pytest.mark.parametrize(
    "text",
    [
        "2k stars",
        "11k github stars",
        "PHP 5 years",
        "top 5% of 300 people",
        "GPT-4",
        "SDE-2",
        "k8s",
        "500k users",
        "10k+ staff",
        "a grand word",
        "20%",
        "10 papers",
        "4 anos",
        "3 of us",
        "after 3y 9m",
        "6pm",
        "1,20,000 users",
    ],
)
def test_what_counts_something_else_is_no_money(text: str) -> None:
    assert not [money for money in _amounts(text) if not money.bare or text[0].isdigit()]


@pytest.mark.parametrize(("text", "grouped"), [("18,50,000", True), ("1,850,000", False)])
def test_figures_grouped_as_lakhs_are_rupees(text: str, *, grouped: bool) -> None:
    (money,) = _amounts(text)
    assert money.whole == 1_850_000
    assert money.in_lakhs == grouped
    assert currency_of([money], (), None) == ("INR" if grouped else None)


def test_a_part_of_a_bare_number_is_named_behind_it() -> None:
    assert [money.number for money in _amounts("250 of which 170")] == [250, 170]


@pytest.mark.parametrize(
    ("text", "currency", "may"),
    [
        ("$60k", "INR", False),
        ("$60k", "SGD", True),
        ("$60k", None, True),
        ("60k kr", "NOK", True),
        ("60k", "INR", True),
        ("€60k", "INR", False),
    ],
)
def test_a_sign_that_countries_share_is_in_no_other_currency(
    text: str, currency: str | None, may: bool
) -> None:
    (money,) = _amounts(text)
    assert money.may_be_in(currency) == may


@pytest.mark.parametrize("text", ["40-50 LPA", "80-90k", "€80-90k", "80 to 90k", "24 or 26 LPA"])
def test_a_stretch_is_no_figure(text: str) -> None:
    (money,) = _amounts(text)
    assert money.stretch


@pytest.mark.parametrize("text", ["from 80k-60k", "70k to 55k GBP", "35 LPA -> 22 LPA", "90k-60k"])
def test_a_move_is_two_figures(text: str) -> None:
    assert [money.stretch for money in _amounts(text)] == [False, False]


def test_a_currency_away_from_the_amounts() -> None:
    assert currency_of([], tokens("5,000 a month, euros"), None) == "EUR"
    for words in ("I won a prize and try php", "sit and see", "all of real value"):
        assert currency_of([], tokens(words), None) is None


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert all(money.number >= 0 for money in _amounts(text))
