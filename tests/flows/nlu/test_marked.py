"""Marked messages, from which networks are learned, are clean, and none is a case."""

import re
from pathlib import Path

import pytest

from flows.nlu.examples import marked
from flows.nlu.normalize import clean
from flows.nlu.slots.amount_roles import ROLES
from flows.nlu.slots.mentions import CLASSES, HEADINGS
from tests.flows.nlu.cases import cases
from tools.networks import UNKNOWN

FILES = {"amounts": {*ROLES}, "facts": {*CLASSES, UNKNOWN}}
FEW = 4
"""Words up to which a text may be anybody's."""


@pytest.mark.parametrize("name", FILES)
def test_they_are_clean_and_marked_with_what_is_known(name: str) -> None:
    messages = marked(name)
    texts = [message.text for message in messages]
    assert [text for text in texts if clean(text) != text or set("{|}") & set(text)] == []
    assert {mark for message in messages for *_, mark in message.marks} == FILES[name] - {""}
    assert {message.heading for message in messages} <= {"", *HEADINGS}
    assert len({(m.heading, m.text.casefold()) for m in messages}) == len(texts)


@pytest.mark.parametrize("name", FILES)
def test_no_case_is_a_marked_message(name: str) -> None:
    """Cases measure; idioms of a few words are everybody's."""
    files = sorted((Path(__file__).parents[2] / "cases").glob("*.jsonl"))
    every = [case["text"] for case in cases(*(file.stem for file in files)) if "text" in case]
    texts = {each for each in map(_letters, every) if len(each.split()) > FEW}
    assert texts
    assert [m.text for m in marked(name) if _letters(m.text) in texts] == []


def _letters(text: str) -> str:
    return " ".join(re.findall("[a-z]+", clean(text).casefold()))
