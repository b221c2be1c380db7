"""`advisor ask` answers one question or many, and refuses bad input with a sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from flows.nlu.faq.load import built_in_topics


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["ask", *arguments], input=stdin)


def test_a_clear_question_is_answered_in_plain_text() -> None:
    result = run("will my ML skills get rusty if I leave?")
    assert result.exit_code == 0
    assert len(result.output) > 200
    assert "<" not in result.output


def test_what_was_found_is_printed_as_json() -> None:
    found = json.loads(run("will my ML skills get rusty if I leave?", "--json").output)
    assert (found["kind"], found["topic"]) == ("answer", "skill-fade")
    assert found["alternatives"][0] == {"topic": found["topic"], "score": found["score"]}


def test_an_answer_names_what_it_rests_on_and_what_is_near_to_it() -> None:
    output = run("will my ML skills get rusty if I leave?").output
    assert all(claim in output for claim in built_in_topics()["skill-fade"].claims)
    assert [line for line in output.splitlines() if line.startswith("• ")]


def test_a_question_without_an_answer_gets_the_three_nearest_topics() -> None:
    question = "what's the weather in Oslo"
    shown = [line[2:] for line in run(question).output.splitlines() if line.startswith("• ")]
    nearest = json.loads(run(question, "--json").output)["alternatives"]
    assert shown == [built_in_topics()[each["topic"]].question for each in nearest]
    assert len(shown) == 3


def test_many_questions_are_answered_in_order(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "how big is the pay cut?"}\n{"text": "hello"}\n{"text": ""}\n')
    found = [json.loads(line) for line in run("--lines", str(file)).output.splitlines()]
    assert [line["kind"] for line in found] == ["answer", "unknown", "unknown"]


def test_questions_come_from_standard_input_too() -> None:
    assert json.loads(run("--lines", "-", stdin='{"text": "hello"}\n').output)["topic"] is None


@pytest.mark.parametrize("arguments", [(), ("why leave?", "--lines", "-")])
def test_neither_or_both_ways_of_asking_are_wrong_use(arguments: tuple[str, ...]) -> None:
    assert run(*arguments, stdin="").exit_code == 2


@pytest.mark.parametrize("line", ["nonsense", "[1]", '{"question": "why"}', '{"text": 3}'])
def test_a_bad_line_gets_a_sentence_and_the_next_is_answered(line: str) -> None:
    result = run("--lines", "-", stdin=line + '\n{"text": "hello"}\n')
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "error" in told[0]
    assert told[1]["kind"] == "unknown"
