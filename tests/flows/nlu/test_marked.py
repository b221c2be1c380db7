"""Marked messages, from which networks are learned, are clean, and none is a case."""

import re
from pathlib import Path

import pytest

from flows.nlu.examples import MARKS, UNKNOWN, marked, unmarked
from flows.nlu.normalize import clean
from flows.nlu.phrases import load_lists
from flows.nlu.slots.amount_roles import ROLES
from flows.nlu.slots.mentions import CLASSES, HEADINGS
from tests.flows.nlu.cases import cases

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


def test_what_is_marked_with_both_is_marked_with_nothing_else() -> None:
    assert {kind: {*MARKS[kind]} for kind in MARKS} == {k: m - {""} for k, m in FILES.items()}
    both = load_lists("marked/both.txt")
    assert both.keys() == {""}
    marks = {mark for line in both[""] for *_, mark in unmarked(line).marks}
    assert marks == set().union(*MARKS.values())


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
