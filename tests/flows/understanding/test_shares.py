"""A cut is read from what is lost, kept or gained."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.figures import band_of_cut
from tests.flows.understanding.reading import option_for

PERCENT = st.integers(1, 99)


@given(
    percent=PERCENT,
    form=st.sampled_from(
        [
            "{}%",
            "{} percent",
            "a {}% cut",
            "about {} % less",
            "lose {} per cent",
            "{}% down",
            "minus {}%",
        ]
    ),
)
def test_what_is_lost(percent: int, form: str) -> None:
    assert option_for("cut", form.format(percent)).option == band_of_cut(Decimal(percent) / 100)


@given(
    percent=PERCENT,
    form=st.sampled_from(
        [
            "I'd keep {}%",
            "I would be left with {} percent",
            "they'd pay me {}% of what I earn now",
            "I'd get {}% of my current pay",
        ]
    ),
)
def test_what_is_kept(percent: int, form: str) -> None:
    assert option_for("cut", form.format(percent)).option == band_of_cut(1 - Decimal(percent) / 100)


@given(
    percent=PERCENT,
    form=st.sampled_from(
        ["we could live on {}% of it", "I could survive on {} percent", "I need {}% of my salary"]
    ),
)
def test_living_on_a_part_is_a_cut_of_the_rest(percent: int, form: str) -> None:
    assert option_for("runway", form.format(percent)).option == band_of_cut(
        1 - Decimal(percent) / 100
    )


@given(
    percent=PERCENT, form=st.sampled_from(["{}% more", "a raise of {}%", "+{}%", "{} percent hike"])
)
def test_a_raise_is_no_cut(percent: int, form: str) -> None:
    assert option_for("cut", form.format(percent)).option == "none"


@given(
    times=st.integers(2, 20), form=st.sampled_from(["{}x less", "{} times less", "{} times lower"])
)
def test_times_less(times: int, form: str) -> None:
    assert option_for("cut", form.format(times)).option == band_of_cut(1 - 1 / Decimal(times))


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("half", "50-75"),
        ("a third less", "25-50"),
        ("two thirds", "50-75"),
        ("a fifth", "under-25"),
        ("one in ten", "under-25"),
        ("a quarter to a half", "25-50"),
        ("just under half", "25-50"),
        ("60 cents on the dollar", "25-50"),
    ],
)
def test_parts_in_words(text: str, option: str) -> None:
    assert option_for("cut", text).option == option


@given(now=st.integers(20, 90), after=st.integers(20, 90))
def test_two_amounts_give_the_band(now: int, after: int) -> None:
    cut = (Decimal(now) - after) / now
    assert option_for("cut", f"from {now} LPA to {after} LPA").option == band_of_cut(cut)
