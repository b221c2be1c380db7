"""The cases in files, for tests that go through all of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[2] / "cases"

TYPED = ("slots", "slots_own", "slots_others")
OPENERS = ("openers", "openers_own", "openers_others")
POSTS = ("voices", "posts_own", "posts_more", "posts_others")
LATER_POSTS = ("posts_latest", "posts_apart", "posts_unseen")
"""Posts by five later writers; nobody who changed what is read has read those of the second file,
but for their amounts, nor any of the third."""


@cache
def cases(*names: str) -> tuple[dict[str, Any], ...]:
    """The cases of these files, in order."""
    lines = [
        line
        for name in names
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return tuple(json.loads(line) for line in lines)


def accepted(case: dict[str, Any], question: str) -> set[str]:
    """The options that are right for a question, or count neither way."""
    fine = case.get("answers_also_fine", {}).get(question, ())
    return {*fine, case["answers"].get(question)} - {None}
