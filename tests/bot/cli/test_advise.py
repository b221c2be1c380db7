"""`advisor advise`: JSON in, the same advice out as text or JSON, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import main
from flows.knowledge import built_in
from tests.examples import examples
from tests.flows.dialogue.talk import headlines
from tests.flows.strategies import ANSWERS
from tests.personas import CASES, PERSONAS, failures

KEYS = {"pick", "runner_up", "close_call", "confidence", "gates", "paths", "claims", "costs"}
KEYS |= {"unsettled_by"}


def run(given: object, *options: str) -> Result:
    typed = given if isinstance(given, str | bytes) else json.dumps(given)
    return CliRunner().invoke(main, ["advise", *options], input=typed)


def advice(given: object) -> dict[str, Any]:
    ran = run(given, "--json")
    assert (ran.exit_code, ran.stderr) == (0, "")
    return dict(json.loads(ran.stdout))


@settings(max_examples=40, deadline=None)
@given(answers=ANSWERS)
def test_advice_holds_what_is_documented(answers: dict[str, str]) -> None:
    told = advice({"answers": answers})
    paths = {path.id for path in built_in().paths}
    assert set(told) >= KEYS
    assert told["confidence"] in ("low", "medium", "high")
    assert {told["pick"], told["runner_up"]} <= paths | {None}
    assert {path["id"] for path in told["paths"]} == paths
    for path in told["paths"]:
        assert path["status"] in ("in", "out", "not-now", "open")
        assert (path["eliminated_by"] is None) == (path["status"] in ("in", "open"))
        for argument in path["arguments"]:
            assert set(argument) >= {"claim", "for", "strength", "answers"}
            assert answers.items() >= argument["answers"].items()


def test_all_personas_hold_line_by_line(tmp_path: Path) -> None:
    asked = tmp_path / "personas.jsonl"
    lines = [json.dumps({"answers": persona["answers"]}) for persona in PERSONAS]
    asked.write_text("\n".join(lines), encoding="utf-8")
    ran = CliRunner().invoke(main, ["advise", "--json", "--lines", str(asked)])
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    wrong = {
        persona["name"]: found
        for persona, each in zip(PERSONAS, told, strict=True)
        if (found := list(failures(each, persona["expect"])))
    }
    assert (ran.exit_code, wrong) == (0, {})


def test_what_else_a_line_holds_does_no_harm() -> None:
    ran = CliRunner().invoke(main, ["advise", "--lines", str(CASES)])
    assert (ran.exit_code, len(ran.stdout.splitlines())) == (0, len(PERSONAS))


@settings(max_examples=15, deadline=None)
@given(answers=ANSWERS)
def test_text_tells_the_pick(answers: dict[str, str]) -> None:
    ran = run({"answers": answers})
    told = advice({"answers": answers})
    path = built_in().path.get(told["pick"] or "")
    assert ran.exit_code == 0
    if path and told["headline"] != "not-now":
        assert any(headline in ran.stdout for headline in headlines(path))
    assert ("Not yet: platform" in ran.stdout) == (told["headline"] == "not-now")
    assert "<b>" not in ran.stdout
    assert "/forget" not in ran.stdout, "who runs a command needs no welcome"


def test_file_and_standard_input_are_read_alike(tmp_path: Path) -> None:
    given = json.dumps({"answers": built_in().author.answers})
    (tmp_path / "me.json").write_text("\ufeff" + given, encoding="utf-8")
    from_file = CliRunner().invoke(main, ["advise", str(tmp_path / "me.json")])
    assert from_file.stdout == run(given).stdout == run(given, "-").stdout != ""


@pytest.mark.parametrize(
    ("now", "next_", "band"),
    [
        (4, 1, "50-75"),
        (4.0, 0.99, "over-75"),
        (100, 75, "25-50"),
        (100, 75.01, "under-25"),
        (100, 100, "none"),
        (100, 250, "none"),
    ],
)
def test_figures_set_the_cut_and_win(now: float, next_: float, band: str) -> None:
    stated = {"joy": "building", "cut": "25-50" if band != "25-50" else "none"}
    figures = {"now": now, "next": next_, "currency": "INR"}
    by_figures = advice({"answers": stated, "figures": figures})
    by_band = advice({"answers": stated | {"cut": band}})
    assert verdict_of(by_figures) == verdict_of(by_band)
    assert by_figures != advice({"answers": stated})


def verdict_of(told: dict[str, Any]) -> list[object]:
    """What becomes of the paths, without the sentences, which repeat the figures."""
    return [told["pick"], [(each["status"], each["points"]) for each in told["paths"]]]


@pytest.mark.parametrize(
    ("figures", "status", "said"),
    [
        ({"now": 60, "next": 15, "runway": 0.5}, "not-now", "more of your pay (75%)"),
        ({"now": 60, "next": 20, "runway": 0.7}, "in", "but it is tight"),
        ({"now": 60, "next": 15, "runway": 0.75}, "in", "but it is tight"),
        ({"now": 60, "next": 24, "runway": 0.74}, "in", None),
        ({"now": 60, "next": 15, "floor": 16}, "not-now", "more of your pay (75%)"),
        ({"now": 60, "next": 16, "floor": 15}, "in", "but it is tight"),
        ({"now": 60, "next": 24}, "in", "I cannot tell"),
        ({"runway": 0.6}, "in", "I cannot tell"),
        ({"runway": 0.75}, "in", None),
        ({"floor": 20}, "in", "I cannot tell"),
    ],
)
def test_cut_and_limit_are_compared_as_numbers_where_they_are_known(
    figures: dict[str, float], status: str, said: str | None
) -> None:
    """All of these lie in the band 50-75, within which bands alone tell nothing."""
    answers = built_in().author.answers | {"cut": "50-75", "runway": "50-75"}
    platform = advice({"answers": answers, "figures": figures})["paths"][0]
    found = [*platform["eliminations"], *platform["notes"]]
    assert platform["status"] == status
    assert [said in each["says"] for each in found] == ([True] if said else [])


@pytest.mark.parametrize("figures", [None, {}, {"now": 5}, {"now": 0, "next": 5}])
def test_figures_that_tell_no_cut_leave_the_answer(figures: dict[str, int] | None) -> None:
    stated = {"joy": "building", "cut": "25-50"}
    assert advice({"answers": stated, "figures": figures}) == advice({"answers": stated})


def test_null_is_a_skipped_question() -> None:
    assert advice({"answers": {"years": None}}) == advice({"answers": {}})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ('{"answers": {"years": }}', "line 1, column 23"),
        ('{"answers":\n {"years" "6-9"}}', "line 2, column 11"),
        (b"\xff\xfe", "UTF-8"),
        ("[" * 100_000, "JSON"),
        ('{"figures": {"now": NaN}}', "NaN"),
        ('{"figures": {"now": 1' + "0" * 5000 + "}}", "JSON"),
        ('{"figures": {"now": 1e-999999, "next": 1e999999}}', "figures"),
        ([], "JSON object"),
        ("3", "JSON object"),
        ({}, "answers"),
        ({"anwsers": {}}, "answers"),
        ({"answers": []}, "answers"),
        ({"answers": {"years": 7}}, "answers.years"),
        ({"answers": {"years": "7"}}, "0-2, 3-5, 6-9, 10+"),
        ({"answers": {"years": ""}}, "0-2, 3-5, 6-9, 10+"),
        ({"answers": {"yers": "6-9"}}, "years, role"),
        ({"answers": {"yers\ud800": "6-9"}}, "years, role"),
        ({"answers": {}, "figures": {"now": -1, "next": 2}}, "figures.now"),
        ({"answers": {}, "figures": {"next": "a lot"}}, "figures.next"),
        ({"answers": {}, "figures": {"currency": "Rs"}}, "figures.currency"),
        ({"answers": {}, "figures": {"salary": 3}}, "figures.salary"),
        ({"answers": {}, "figures": 3}, "figures"),
        ({"answers": {}, "figures": {"runway": 1.3}}, "runway"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_bad_input_is_one_sentence(given: object, named: str, options: list[str]) -> None:
    ran = run(given, *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Error: ")
    assert named in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@examples(25, 60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["answers", "figures", "now", "next", "years"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_answered_or_refused(value: object) -> None:
    ran = run(value, "--json")
    assert ran.exit_code in (0, 2)
    assert (ran.stdout == "") == (ran.exit_code == 2)


@pytest.mark.parametrize("arguments", [["."], ["--lines", "."], ["nowhere.json"], ["a", "b"]])
def test_wrong_files_are_wrong_use(arguments: list[str]) -> None:
    ran = CliRunner().invoke(main, ["advise", *arguments])
    assert (ran.exit_code, ran.stdout) == (2, "")


def test_file_and_lines_together_are_wrong_use() -> None:
    assert run("{}", "-", "--lines", "-").exit_code == 2


def test_bad_lines_are_told_in_their_place() -> None:
    good, bad = '{"answers": {"joy": "building"}}', '{"answers": {"joy": "sleeping"}}'
    ran = run("\n".join([good, bad, "", "{", good]), "--lines", "-")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ["error" in each for each in told] == [False, True, True, True, False]
    assert "sleeping" in told[1]["error"]
    assert (ran.exit_code, len(ran.stderr.splitlines())) == (1, 1)


def test_no_lines_are_no_mistake() -> None:
    ran = run("", "--lines", "-")
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_every_mistake_is_named_at_once() -> None:
    given = {
        "answers": {"role": "x", "foo": "y", "joy": 3},
        "figures": {"now": "much", "currency": "rupees", "later": 1},
    }
    told = run(given).stderr
    assert all(each in told for each in ("'x'", "'foo'", "joy", "now", "currency", "later"))
    assert len(told.splitlines()) == len(given["answers"]) + len(given["figures"])
