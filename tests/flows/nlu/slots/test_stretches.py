"""Texts that can tell of years are told from those that need not be read for any."""

import pytest

from flows.nlu.phrases import load_lists, spelt_out
from flows.nlu.slots.stretches import UNCOUNTED, tells_time
from tests.flows.nlu.said import said

LISTS = load_lists("durations.txt")


@pytest.mark.parametrize("name", UNCOUNTED)
def test_each_phrase_that_stands_for_a_number_is_read_for_years(name: str) -> None:
    for phrase in (spelt for listed in LISTS[name] for spelt in spelt_out(listed, LISTS)):
        text = f"well, {phrase.replace('*', '').replace('_', 'such')} it is"
        assert tells_time(said(text)), text


@pytest.mark.parametrize(
    "text", ["seven", "since 2019", "a decade of it", "half a century", "a couple as analyst"]
)
def test_each_kind_of_number_is_read_for_years(text: str) -> None:
    assert tells_time(said(text))


@pytest.mark.parametrize("text", ["", "why leave ML?", "I like to read papers, over a coffee"])
def test_a_text_without_any_is_not(text: str) -> None:
    assert not tells_time(said(text))
