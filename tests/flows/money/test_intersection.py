"""The share of people near the top of several skills, and what people type to ask for it."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import multivariate_normal, norm  # type: ignore[import-untyped] # ships no types

from flows.money.intersection import (
    EXAMPLE,
    ILLUSTRATION,
    Skills,
    Unreadable,
    intersection,
    read_skills,
    share_in_all,
)

SHARES = st.lists(st.floats(0.001, 1), min_size=2, max_size=6)
CORRELATIONS = st.floats(0, 0.99)


def by_scipy(shares: list[float], correlation: float) -> float:
    count = len(shares)
    covariance = np.full((count, count), correlation)
    np.fill_diagonal(covariance, 1)
    borders = norm.ppf(shares)
    # The normal distribution is symmetric: above the borders is below their mirror images.
    return float(
        multivariate_normal.cdf(borders, cov=covariance, maxpts=10**6, abseps=1e-8, releps=1e-8)
    )


@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("shares", [[0.25, 0.3], [0.25, 0.25, 0.3], [0.01, 0.5, 0.9]])
def test_it_agrees_with_scipy(shares: list[float], correlation: float) -> None:
    found = share_in_all(shares, correlation)
    assert found == pytest.approx(by_scipy(shares, correlation), abs=2e-6)


@given(SHARES)
def test_independent_skills_multiply(shares: list[float]) -> None:
    assert share_in_all(shares, 0) == pytest.approx(math.prod(shares), rel=1e-9)


def test_two_even_halves_have_a_closed_form() -> None:
    expected = 0.25 + math.asin(0.6) / (2 * math.pi)
    assert share_in_all([0.5, 0.5], 0.6) == pytest.approx(expected, rel=1e-12)


@settings(deadline=None)
@given(SHARES, CORRELATIONS, CORRELATIONS)
def test_it_grows_with_the_correlation_between_its_bounds(
    shares: list[float], a: float, b: float
) -> None:
    less, more = (share_in_all(shares, r) for r in sorted((a, b)))
    assert math.prod(shares) * (1 - 1e-9) <= less <= more * (1 + 1e-9)
    assert more <= min(shares) * (1 + 1e-9)


@given(SHARES)
def test_in_the_same_order_everywhere_the_smallest_share_decides(shares: list[float]) -> None:
    assert share_in_all(shares, 1) == min(shares)


@settings(deadline=None)
@given(st.permutations([0.1, 0.3, 0.7]), CORRELATIONS)
def test_the_order_of_skills_does_not_matter(shares: list[float], correlation: float) -> None:
    expected = share_in_all([0.1, 0.3, 0.7], correlation)
    assert share_in_all(shares, correlation) == pytest.approx(expected, rel=1e-12)


@settings(deadline=None)
@given(SHARES, CORRELATIONS)
def test_a_skill_everybody_is_top_of_changes_nothing(
    shares: list[float], correlation: float
) -> None:
    expected = share_in_all(shares, correlation)
    assert share_in_all([*shares, 1.0], correlation) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("correlation", [-0.1, 0.995, 1.2, math.nan])
def test_a_correlation_out_of_reach_is_refused(correlation: float) -> None:
    with pytest.raises(ValueError, match="correlation must be"):
        share_in_all([0.5, 0.5], correlation)


def test_an_unstated_correlation_is_assumed_and_said_to_be() -> None:
    skills = Skills(tops=(Decimal(25), Decimal(25), Decimal(30)))
    answer = intersection(skills)
    assert answer.assumed
    assert answer.correlation == ILLUSTRATION
    assert answer.independent == pytest.approx(0.01875)
    stated = intersection(skills.model_copy(update={"correlation": Decimal("0.2")}))
    assert not stated.assumed
    assert stated.independent < stated.correlated < answer.correlated


@pytest.mark.parametrize(
    "bad",
    [
        {"tops": [25]},
        {"tops": [5] * 11},
        {"tops": [0, 5]},
        {"tops": [5, 101]},
        {"tops": [5, 5], "correlation": 2},
        {"tops": [5, 5], "correlation": "0.995"},
    ],
)
def test_impossible_questions_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Skills.model_validate(bad)


@pytest.mark.parametrize(
    ("text", "tops", "correlation"),
    [
        ("/intersection 25 25 30", "25 25 30", None),
        ("/intersection@some_bot 25 25 30", "25 25 30", None),
        ("25% 25 %, 30%", "25 25 30", None),
        ("top 10, top 20 and 5", "10 20 5", None),
        ("25/25/30", "25 25 30", None),
        ("0.5 12.5", "0.5 12.5", None),
        ("25 25 30 r=0.4", "25 25 30", "0.4"),
        ("25 25 correlation: .3", "25 25", "0.3"),
        ("25 25 correlation of 30%", "25 25", "0.3"),
        ("Correlated 1 25 25", "25 25", "1"),
    ],
)
def test_it_reads(text: str, tops: str, correlation: str | None) -> None:
    skills = read_skills(text)
    assert isinstance(skills, Skills)
    assert skills.tops == tuple(map(Decimal, tops.split()))
    assert skills.correlation == (None if correlation is None else Decimal(correlation))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "two"),
        ("/intersection", "two"),
        ("25", "two"),
        ("25 abc", "abc"),
        ("25 1e3", "1e3"),
        ("0 25", "0"),
        ("25 130", "130"),
        ("-5 25", "-5"),
        ("1 2 3 4 5 6 7 8 9 10 11", "11"),
        ("25 25 r=2", "2"),
        ("25 25 r=-0.5", "-0.5"),
        ("25 25 r=0.999", "0.999"),
        ("25 25 r=1.2.3", "1.2.3"),
        ("25 25 r", "r"),
        ("25 25 " + "x" * 5000, "x"),
    ],
)
def test_it_says_what_it_could_not_read_and_shows_how(text: str, names: str) -> None:
    answer = read_skills(text)
    assert isinstance(answer, Unreadable)
    assert names in answer.sentence
    assert answer.sentence.endswith(EXAMPLE)
    assert len(answer.sentence) < 200


@given(st.text() | st.from_regex(r"[\d .,%r=-]{0,40}"))
def test_any_text_is_answered(text: str) -> None:
    answer = read_skills(text)
    if isinstance(answer, Skills):
        found = intersection(answer)
        assert 0 < found.independent <= 1
        assert 0 <= found.correlated <= 1
