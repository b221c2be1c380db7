"""advisor next tells the question the rules would ask, and refuses what it cannot read."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from bot.cli import main
from bot.cli.advise import analysis_json
from bot.cli.next import next_json
from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from tests.flows.strategies import ANSWERS

RULES = compile_rules(built_in())
AUTHOR = built_in().author.answers


def told(known: dict[str, Any]) -> dict[str, Any]:
    ran = CliRunner().invoke(main, ["next", "--json"], input=json.dumps(known))
    assert ran.exit_code == 0, ran.output
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_first_question_comes_with_why_and_what_its_answers_do() -> None:
    found = told({"answers": {}})
    assert found["next"] in RULES.bits.option
    assert found["why"]
    assert [each["option"] for each in found["options"]] == list(RULES.bits.option[found["next"]])


def test_nothing_is_left_to_ask_when_all_is_answered() -> None:
    found = told({"answers": AUTHOR})
    assert (found["next"], found["asked_at_most"], found["settled"]) == (None, 0, True)


def test_skipped_question_is_not_asked_again() -> None:
    first = told({"answers": {}})["next"]
    assert told({"answers": {}, "skipped": [first]})["next"] != first


def test_figures_answer_the_cut() -> None:
    found = told({"answers": {}, "figures": {"now": 4, "next": 1}})
    assert "cut" not in {*found["deciding"], *found["dropped"]}


@pytest.mark.parametrize(
    "known", [{"answers": {}}, {"answers": AUTHOR}, {"answers": {"joy": "mix"}}]
)
def test_plain_text_says_something(known: dict[str, Any]) -> None:
    ran = CliRunner().invoke(main, ["next"], input=json.dumps(known))
    assert (ran.exit_code, bool(ran.output.strip())) == (0, True)


@pytest.mark.parametrize(
    "known",
    ["", "[", '{"answers": {"shoe": "44"}}', '{"answers": {}, "skipped": ["shoe"]}', "[]"],
)
def test_wrong_input_is_wrong_use_in_one_sentence(known: str) -> None:
    ran = CliRunner().invoke(main, ["next"], input=known)
    assert ran.exit_code == 2
    assert "Traceback" not in ran.output


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_questions_kept_and_dropped_are_all_that_is_open(answers: dict[str, str]) -> None:
    found = next_json(RULES, answers, ())
    kept = [*found["deciding"], *found["cautioning"], *found["wanted"]]
    assert sorted([*kept, *found["dropped"], *answers]) == sorted(RULES.bits.option)
    assert found["asked_at_most"] == len(kept)
    assert found["next"] in {None, *kept}


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_analysis_is_json_and_its_flips_turn_the_pick(answers: dict[str, str]) -> None:
    found = analysis_json(RULES, answers)
    assert json.loads(json.dumps(found)) == found
    pick = advise(RULES, answers).pick
    for flip in found["flips"]:
        assert advise(RULES, {**answers, **flip["changes"]}).pick == flip["pick"] != pick
    assert found["robustness"] is None or 0 <= found["robustness"] <= 1
    assert found["without_least_sure"]["same_pick"] == (found["without_least_sure"]["pick"] == pick)
