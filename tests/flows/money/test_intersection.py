"""The share of people near the top of several skills, against another integrator."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import multivariate_normal, norm  # type: ignore[import-untyped] # ships no types

from flows.money.intersection import ILLUSTRATION, Skills, intersection, share_in_all

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
