"""Whole people, and what is wrong with the advice that one of them is given."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "personas.jsonl"
PERSONAS: list[dict[str, Any]] = [
    json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()
]


def failures(advice: dict[str, Any], expect: dict[str, Any]) -> Iterator[str]:
    """Tell how advice, as `advisor advise --json` prints it, differs from what is expected."""
    out = _with_status(advice, "out")
    not_now = _with_status(advice, "not-now")
    if expect["first"] and advice["pick"] not in expect["first"]:
        yield f"picked {advice['pick']}, expected one of {expect['first']}"
    if advice["pick"] in expect["not_first"]:
        yield f"picked {advice['pick']}"
    if kept := set(expect["out"]) - out:
        yield f"not out: {kept}"
    if lost := set(expect["stays_in"]) & out:
        yield f"out: {lost}"
    if uncited := set(expect["claims"]) - set(advice["claims"]):
        yield f"not cited: {uncited}"
    if advice["close_call"] and not expect["close_call_ok"]:
        yield "called a close call"
    if expect["platform_not_now"] not in (None, "platform" in not_now):
        yield f"not-now: {not_now}"
    if expect["gate_ten_times"] != ("ten-times" in advice["gates"]):
        yield f"gates: {advice['gates']}"


def _with_status(advice: dict[str, Any], status: str) -> set[str]:
    return {path["id"] for path in advice["paths"] if path["status"] == status}
