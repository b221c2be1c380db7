"""Whole people: what the verdict must and must not say of each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.knowledge import built_in
from flows.rules import Verdict, advise, compile_rules

CASES = Path(__file__).parents[2] / "cases" / "personas.jsonl"
PERSONAS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
RULES = compile_rules(built_in())


def failures(verdict: Verdict, expect: dict[str, Any]) -> Iterator[str]:
    out = {path.id for path in verdict.paths if path.status == "out"}
    not_now = {path.id for path in verdict.paths if path.status == "not-now"}
    if expect["first"] and verdict.pick not in expect["first"]:
        yield f"picked {verdict.pick}, expected one of {expect['first']}"
    if verdict.pick in expect["not_first"]:
        yield f"picked {verdict.pick}"
    if kept := set(expect["out"]) - out:
        yield f"not out: {kept}"
    if lost := set(expect["stays_in"]) & out:
        yield f"out: {lost}"
    if uncited := set(expect["claims"]) - set(verdict.claims):
        yield f"not cited: {uncited}"
    if verdict.close_call and not expect["close_call_ok"]:
        yield "called a close call"
    if expect["platform_not_now"] not in (None, "platform" in not_now):
        yield f"not-now: {not_now}"
    if expect["gate_ten_times"] != ("ten-times" in verdict.gates):
        yield f"gates: {verdict.gates}"


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["name"])
def test_persona_gets_the_verdict_of_the_specification(persona: dict[str, Any]) -> None:
    verdict = advise(RULES, persona["answers"])
    assert not list(failures(verdict, persona["expect"]))


def test_authors_answers_give_authors_decision() -> None:
    verdict = advise(RULES, built_in().author.answers)
    assert (verdict.pick, verdict.close_call) == ("platform", False)
    assert {path.id for path in verdict.paths if path.status == "out"} == {
        "analytics",
        "hybrid",
        "research-degree",
    }
