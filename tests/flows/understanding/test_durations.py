"""Years in figures and words fall into the right band, and into none when they span two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.bands import years_band
from flows.understanding.durations import stated_years
from tests.flows.understanding.reading import option_for

WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


@given(
    years=st.integers(1, 40),
    form=st.sampled_from(
        [
            "{}",
            "{} yrs",
            "{}y",
            "{} yoe",
            "about {} years",
            "{}-ish",
            "{} years of experience",
            "~{}",
        ]
    ),
)
def test_years_in_figures(years: int, form: str) -> None:
    assert option_for("years", form.format(years)).option == years_band(Decimal(years))


@pytest.mark.parametrize("years", range(1, 21))
@pytest.mark.parametrize("form", ["{}", "{} years", "roughly {} years", "{}-ish"])
def test_years_in_words(years: int, form: str) -> None:
    assert option_for("years", form.format(WORDS[years])).option == years_band(Decimal(years))


@given(
    years=st.integers(2, 15),
    form=st.sampled_from(["almost {}", "just under {} years", "going on {}", "not yet {}"]),
)
def test_nearly_is_less(years: int, form: str) -> None:
    below = Decimal(years) - Decimal("0.001")
    assert option_for("years", form.format(years)).option == years_band(below)


@given(years=st.integers(0, 12), months=st.integers(1, 11))
def test_years_and_months_round_down(years: int, months: int) -> None:
    assert option_for("years", f"{years} years {months} months").option == years_band(
        Decimal(years)
    )


@given(months=st.integers(1, 200))
def test_months_are_parts_of_years(months: int) -> None:
    assert option_for("years", f"{months} months").option == years_band(Decimal(months) / 12)


@given(low=st.integers(1, 12), high=st.integers(1, 12))
def test_a_stretch_over_two_bands_is_asked_back(low: int, high: int) -> None:
    if low >= high:
        return
    answer = option_for("years", f"{low}-{high} years")
    if years_band(Decimal(low)) == years_band(Decimal(high) - Decimal("0.001")):
        assert answer.option == years_band(Decimal(low))
    else:
        assert (answer.option, answer.verdict) == (None, "ask-back")


@given(
    first=st.integers(1, 20),
    second=st.integers(1, 20),
    form=st.sampled_from(["{}. no wait, {}", "{}, sorry, {}", "{} years, actually {} years"]),
)
def test_a_correction_counts(first: int, second: int, form: str) -> None:
    assert option_for("years", form.format(first, second)).option == years_band(Decimal(second))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("a decade and a half", "15"),
        ("half a decade", "5"),
        ("two decades", "20"),
        ("a year and a half", "1.5"),
        ("half a dozen years", "6"),
        ("three and a half", "3.5"),
    ],
)
def test_ways_to_say_years(text: str, years: str) -> None:
    stated = stated_years(text, bare=True)
    assert stated is not None
    assert stated.low == stated.high == Decimal(years)


@pytest.mark.parametrize("text", ["since 2017", "I'm 34", "34 years old", "$120k a year"])
def test_other_numbers_are_no_years(text: str) -> None:
    assert stated_years(text, bare=False) is None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("4 at infosys then 4 here", "6-9"),
        ("4 years at Infosys, earning 30 now", "3-5"),
        ("2 years in ML, and 27 now", "0-2"),
        ("2 years in data, grade 9 there", "0-2"),
        ("3 years in DS, in a team of 12", "3-5"),
    ],
)
def test_only_years_are_added_up(text: str, option: str) -> None:
    assert option_for("years", text).option == option
