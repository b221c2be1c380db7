"""Floors under the measured quality, on cases that no phrasing was taken from.

The cases of others were written by people who knew the questions and nothing of the program.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.nlu.examples import answers
from flows.understanding.measure import measure_openers, measure_slots
from tests.flows.understanding.reading import reader

CASES = Path(__file__).parents[2] / "cases"
SLOTS = ("slots.jsonl", "slots_own.jsonl", "slots_others.jsonl")


def _cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", SLOTS)
def test_typed_answers_are_understood(name: str) -> None:
    measured = measure_slots(reader(), _cases(name))
    assert measured["accuracy"] >= 0.95
    assert measured["null accuracy"] >= 0.9
    assert measured["wrong stored"] <= 0.03


@pytest.mark.parametrize("name", ["openers.jsonl", "openers_own.jsonl", "openers_others.jsonl"])
def test_openers_are_understood(name: str) -> None:
    measured = measure_openers(reader(), _cases(name))
    assert measured["precision"] >= 0.97
    assert measured["recall"] >= 0.9
    assert measured["exact figures"] >= 0.95


# Idioms of a few words are everybody's; a longer text in both places would be a copy.
def test_no_case_is_a_phrasing() -> None:
    known = {
        (q, text.casefold())
        for q, lists in answers().items()
        for texts in lists.values()
        for text in texts
        if len(text.split()) > 4
    }
    for name in SLOTS:
        assert not [c for c in _cases(name) if (c["question"], c["text"].casefold()) in known]


def test_a_score_counts_what_it_names() -> None:
    cases: list[dict[str, Any]] = [
        {"question": "years", "text": "7", "option": "6-9"},
        {"question": "years", "text": "7", "option": "3-5"},
        {"question": "years", "text": "why?", "option": None},
        {"question": "years", "text": "why?", "option": "3-5"},
    ]
    measured = measure_slots(reader(), cases)
    assert (measured["accuracy"], measured["wrong stored"], measured["null accuracy"]) == (
        0.5,
        0.25,
        1.0,
    )
