"""The example answers to every question: what the classifiers learn from."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("phrasings.jsonl")

NOTHING = ""
"""The label of texts that answer nothing."""


@cache
def phrasings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by question, pairs of a text and the option it stands for (or :data:`NOTHING`)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["question"]].append((row["text"], row["option"] or NOTHING))
    return {question: tuple(rows) for question, rows in found.items()}


def questions() -> tuple[str, ...]:
    """Return the ids of all questions that can be answered in free text."""
    return tuple(phrasings())


def options(question: str) -> frozenset[str]:
    """Return the option ids of a question; raises KeyError for an unknown question."""
    return frozenset(option for _, option in phrasings()[question]) - {NOTHING}
