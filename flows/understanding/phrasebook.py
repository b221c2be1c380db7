"""The example answers to every question: what the classifiers learn from."""

import json
from collections import defaultdict
from pathlib import Path

FILE = Path(__file__).with_name("phrasings.jsonl")

NOTHING = ""
"""The label of texts that answer nothing."""


Phrasings = tuple[tuple[str, str], ...]
"""Pairs of a text and the option it stands for (or :data:`NOTHING`)."""


ANY = "any"
"""In place of a question: what is no answer to any of them."""


def phrasings() -> dict[str, Phrasings]:
    """Read the phrasings of every question."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["question"]].append((row["text"], row["option"] or NOTHING))
    anywhere = found.pop(ANY, [])
    return {question: (*rows, *anywhere) for question, rows in found.items()}
