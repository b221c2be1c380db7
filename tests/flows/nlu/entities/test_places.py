"""Every name of several words is found, though a name is given up where no other goes on so."""

import pytest

from flows.nlu.entities.places import FILE, Place, places
from flows.nlu.normalize import tokens
from flows.nlu.phrases import load_lists

NO_PLACE = "XX"
"""The heading of companies that are called after places."""
LONGEST = 3
"""Tokens of a name that is looked for."""
LISTED = [
    name
    for heading, names in load_lists("places.txt").items()
    if (heading.isupper() and heading != NO_PLACE) or heading.startswith("exact ")
    for name in names
    if 1 < len(tokens(name)) <= LONGEST
]
IN_FILE = [line.split("\t")[0] for line in FILE.read_text(encoding="utf-8").splitlines()]
EACH = 50
"""One name of so many is looked for, of those that have two words or three."""


def _found(text: str) -> list[Place]:
    return list(places(text, tokens(text)))


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("form", ["in {}", "in {}'s best street.", "in {}."])
def test_a_listed_name_of_several_words_is_one_place(name: str, form: str) -> None:
    text = form.format(name if name[0].isupper() else name.title())
    assert any(found.end - found.first > 1 for found in _found(text)), text


def test_names_of_the_file_of_several_words_are_one_place() -> None:
    plain = [name for name in IN_FILE if name.replace(" ", "").isalpha()]
    several = [name for name in plain if 1 < len(name.split()) <= LONGEST][::EACH]
    missed = [
        name
        for name in several
        for written in (name.title(), name.title().replace(" ", "-", name.count(" ") == 1))
        if not any(found.first == 1 for found in _found(f"in {written}"))
    ]
    assert not missed
