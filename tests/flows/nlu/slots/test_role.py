"""Whose a title is where several people have it."""

import pytest

from flows.nlu.slots.role import stated
from tests.flows.nlu.said import said

TITLES = {
    "data scientists": "data-scientist",
    "data engineers": "data-engineer",
    "backend developers": "software-engineer",
    "ML engineers": "ml-engineer",
    "BI analysts": "analyst",
}
MINE = [
    "I'm one of the {}",
    "I am one of three {} here",
    "The managers sit upstairs, I'm one of the {}",
    "one of the {} at a bank",
    "I work as one of our senior {}",
]
OTHERS = [
    "one of the {} left",
    "I sit beside one of the {}",
    "one of our {} has a dog",
    "the {} left",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", MINE)
def test_one_of_several_is_what_the_friend_is(form: str, title: str) -> None:
    found = stated(said(form.format(title)))
    assert found
    assert found.option == TITLES[title]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", OTHERS)
def test_one_of_several_may_be_another(form: str, title: str) -> None:
    assert stated(said(form.format(title))) is None
