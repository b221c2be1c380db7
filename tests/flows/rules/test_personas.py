"""Whole people: what the verdict must and must not say of each."""

from typing import Any

import pytest

from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from tests.personas import PERSONAS, failures

RULES = compile_rules(built_in())


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["name"])
def test_persona_gets_the_verdict_of_the_specification(persona: dict[str, Any]) -> None:
    advice = advise(RULES, persona["answers"]).model_dump(mode="json", by_alias=True)
    assert not list(failures(advice, persona["expect"]))


def test_authors_answers_give_authors_decision() -> None:
    verdict = advise(RULES, built_in().author.answers)
    assert (verdict.pick, verdict.close_call) == ("platform", False)
    assert {path.id for path in verdict.paths if path.status == "out"} == {
        "analytics",
        "hybrid",
        "research-degree",
    }
