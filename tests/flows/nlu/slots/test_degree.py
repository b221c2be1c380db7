"""A degree is held, and not planned, broken off or given for the honour."""

import pytest

from flows.nlu.slots.degree import replied
from tests.flows.nlu.said import said

DEGREES = {"master's": "masters", "MSc": "masters", "PhD": "phd", "doctorate": "phd"}
HELD = ["I got the {}", "I did the {} in Leeds", "a {} is all I have", "I have a {}"]
NOT_HELD = [
    *("{} planned for 2029", "my {} got cancelled", "the {} never happened", "{} on hold"),
    *("the {} I stopped in its second year", "a {} I never finished", "my {} ends next June"),
    *("my {} in statistics finishes this winter", "this autumn I enter a {}"),
    *("almost did a {}", "I nearly got a {}", "my {} was postponed", "the {} fell through"),
]


@pytest.mark.parametrize("degree", DEGREES)
@pytest.mark.parametrize("form", HELD)
def test_a_degree_that_is_held(form: str, degree: str) -> None:
    found = replied(said(form.format(degree)))
    assert found
    assert found.option == DEGREES[degree]


@pytest.mark.parametrize("degree", DEGREES)
@pytest.mark.parametrize("form", NOT_HELD)
def test_a_degree_that_is_not(form: str, degree: str) -> None:
    found = replied(said(form.format(degree)))
    assert not found or found.option != DEGREES[degree]


@pytest.mark.parametrize("words", ["doctorate", "degree", "PhD"])
def test_an_honour_is_no_degree(words: str) -> None:
    assert replied(said(f"our CEO got an honorary {words}")) is None


@pytest.mark.parametrize("words", ["specialist diploma", "specialist's degree", "MBA"])
def test_a_degree_that_may_be_a_masters_is_asked_back(words: str) -> None:
    found = replied(said(f"I hold a {words} in mathematics"))
    assert found
    assert not found.sure
