"""Concepts in an answer: words of one meaning seen as one feature by the classifiers."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("concepts.toml")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    concepts = tomllib.loads(_FILE.read_text(encoding="utf-8"))["concepts"]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))
        for name, words in concepts.items()
    )


def concepts(text: str) -> list[str]:
    """Return the names of the concepts that the text touches; a denied one begins with ``not-``."""
    found = []
    for name, pattern in _patterns():
        match = pattern.search(text)
        if match:
            denied = _DENIED.search(text[max(0, match.start() - 24) : match.start()])
            found.append(f"not-{name}" if denied else name)
    return found


_DENIED = re.compile(
    r"(?:\b(?:not?|never|isn'?t|without|nor|hardly|don'?t|doesn'?t|cannot|can'?t)|n't)(?: \w+)?\s$",
    re.IGNORECASE,
)
