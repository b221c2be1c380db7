"""Numbers are found in digits and in words, where they stand; and parts of a whole."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.entities.numbers import HAIR, digits, numbers, parts, value_of
from flows.nlu.normalize import tokens

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _values(text: str) -> list[Decimal]:
    return [number.value for number in numbers(tokens(text)) if not number.named]


@given(st.integers(0, 999_999_999))
def test_digits_survive(number: int) -> None:
    assert _values(f"it is {number} now") == [number]
    assert _values(f"it is {number:,} now") == [number]
    read = tokens(f"it is {number} now")
    assert digits(read) == read


@given(st.integers(1000, 999_999), st.sampled_from([",", ".", " ", "'"]))
def test_thousands_are_parted_in_any_way(number: int, mark: str) -> None:
    assert _values(f"{number:,}".replace(",", mark)) == [number]


@given(st.integers(2, 9), st.integers(1, 9), st.sampled_from([" ", "-"]))
def test_numbers_in_words(ten: int, one: int, mark: str) -> None:
    assert _values(f"{_TENS[ten - 2]}{mark}{_ONES[one - 1]}") == [ten * 10 + one]
    assert _values(f"{_ONES[one - 1]} hundred and {_TENS[ten - 2]}") == [one * 100 + ten * 10]
    assert _values(f"{_ONES[one - 1]} {_TENS[ten - 2]}") == [one * 100 + ten * 10]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two and a half", ["2.5"]),
        ("two point five", ["2.5"]),
        ("fourty", ["40"]),
        ("no one", []),
        ("L6, SDE-2, k8s, the 2nd", []),
        ("12.05.2024", []),
        ("in 2019 120 people", ["2019", "120"]),
        ("18 000 and 5 0000", ["18000", "5", "0"]),
        ("0.500", ["0.5"]),
        ("1,20,000", ["120000"]),
        ("1.234.567,5", ["1234567.5"]),
        ("six at Oracle, five at Adobe", ["6", "5"]),
    ],
)
def test_what_counts(text: str, values: list[str]) -> None:
    assert _values(text) == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a decade and a half", "15 years"),
        ("two decades", "20 years"),
        ("half a dozen", "6"),
        ("a couple of years", "2 years"),
        ("2 years and a half", "2.5 years"),
        ("a quarter of a century", "25 years"),
        ("twenty-five yrs, 45L and 1,20,000", "25 yrs, 45L and 1,20,000"),
    ],
)
def test_words_become_digits(text: str, written: str) -> None:
    assert [token.word for token in digits(tokens(text))] == [t.word for t in tokens(written)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 %", "0.3", "0.3"),
        ("10 to 20 percent", "0.1", "0.199"),
        ("10-15% tops", "0.1", "0.149"),
        ("between 30 and 40 %", "0.3", "0.399"),
        ("5 percent, maybe 10", "0.05", "0.099"),
        ("half of it", "0.5", "0.5"),
        ("just under half", "0.499", "0.499"),
        ("more than a quarter", "0.251", "0.251"),
        ("three quarters", "0.75", "0.75"),
        ("a quarter to a half", "0.25", "0.499"),
        ("one in ten", "0.1", "0.1"),
        ("4 out of 5", "0.8", "0.8"),
        ("3/4", "0.75", "0.75"),
        ("fifty-fifty", "0.5", "0.5"),
        ("20ish percent", "0.2", "0.2"),
    ],
)
def test_parts_of_a_whole(text: str, low: str, high: str) -> None:
    (part,) = parts(tokens(text))
    assert (part.low, part.high) == (Decimal(low), Decimal(high))


FRACTIONS = {"a tenth": "0.1", "one fifth": "0.2", "a quarter": "0.25", "a half": "0.5"}


@pytest.mark.parametrize(
    "said", ["between {} and {}", "{} to {}", "from {} up to {}", "{} or even {}"]
)
@pytest.mark.parametrize(("low", "high"), [*combinations(FRACTIONS, 2)])
def test_two_fractions_are_the_ends_of_one_stretch(said: str, low: str, high: str) -> None:
    values = [Decimal(FRACTIONS[each]) for each in (low, high)]
    (part,) = parts(tokens(said.format(low, high)))
    assert (part.low, part.high) == (values[0], values[1] - HAIR)


@pytest.mark.parametrize(
    "text", ["24/7", "half a million", "my third year", "a quarter of a million", "3 in 10 years"]
)
def test_no_parts(text: str) -> None:
    assert not parts(tokens(text))


@given(st.text(alphabet="0123456789., '/-%", max_size=40))
def test_no_text_of_figures_raises(text: str) -> None:
    read = tokens(text)
    assert all(number.value >= 0 for number in numbers(read))
    assert all(part.low >= -HAIR for part in parts(read))


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=20).filter(lambda t: t[0].isdigit()))
def test_a_value_is_read_or_refused(written: str) -> None:
    if written[-1].isdigit() and ",," not in written and ".." not in written:
        assert value_of(written) is None or value_of(written) >= 0  # type: ignore[operator]
