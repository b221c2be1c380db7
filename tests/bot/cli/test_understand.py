"""``advisor understand`` prints what was understood, and says clearly what is wrong."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def _run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["understand", *arguments], input=stdin)


def test_facts_and_figures_as_json() -> None:
    shown = json.loads(_run("--json", "I'm an analyst in Pune, 20 LPA now, offer 15 LPA").output)
    assert shown["answers"] == {"role": "analyst", "market": "india", "cut": "25-50"}
    assert shown["comp"] == {"current": 2_000_000, "next": 1_500_000, "currency": "INR"}


def test_a_typed_answer_as_json() -> None:
    assert json.loads(_run("--json", "--question", "years", "seven-ish").output)["option"] == "6-9"
    assert json.loads(_run("--json", "--question", "years", "why?").output)["option"] is None


def test_many_lines_in_order() -> None:
    lines = '{"text": "7 yrs", "question": "years"}\n\n{"text": "hello"}\n'
    shown = [json.loads(line) for line in _run("--lines", "-", stdin=lines).output.splitlines()]
    assert shown[0]["option"] == "6-9"
    assert (shown[1]["answers"], shown[1]["comp"]) == ({}, None)


def test_text_for_people_names_each_answer() -> None:
    shown = _run("PhD, based in Oslo").output
    assert "degree: phd" in shown
    assert "market: europe" in shown


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        ((), "", 2),
        (("text", "--lines", "-"), "", 2),
        (("text", "--question", "shoe-size"), "", 2),
        (("--lines", "-"), "{", 1),
        (("--lines", "-"), "[]", 1),
        (("--lines", "-"), '{"text": 7}', 1),
        (("--lines", "-"), '{"text": "7", "question": "shoe-size"}', 1),
    ],
)
def test_wrong_use_is_one_clear_sentence(arguments: tuple[str, ...], stdin: str, code: int) -> None:
    result = _run(*arguments, stdin=stdin)
    assert result.exit_code == code
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_bad_lines_are_told_in_their_place() -> None:
    lines = '{"text": "7 yrs"}\n{\n\n{"text": "7", "question": "shoe-size"}\n{"text": "PhD"}\n'
    told = [json.loads(line) for line in _run("--lines", "-", stdin=lines).stdout.splitlines()]
    assert ["error" in each for each in told] == [False, True, True, False]
    assert "shoe-size" in told[2]["error"]


def test_question_asked_of_all_lines_is_the_one_they_do_not_name() -> None:
    lines = '{"text": "7 yrs"}\n{"text": "a PhD", "question": "degree"}\n'
    ran = _run("--lines", "-", "--question", "years", stdin=lines)
    assert [json.loads(line)["option"] for line in ran.stdout.splitlines()] == ["6-9", "phd"]
