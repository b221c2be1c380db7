"""`advisor measure` tells kinds of cases apart and prints their numbers."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.measure import KINDS

CASES = Path(__file__).parents[2] / "cases"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["measure", *map(str, arguments)])


def test_files_are_told_apart_by_their_keys() -> None:
    result = run(CASES / "faq.jsonl", CASES / "offtopic.jsonl", "--json")
    numbers = list(json.loads(result.output).values())
    assert numbers[0].keys() >= {"hit_1", "hit_3", "answered_right", "within_one_tap"}
    assert numbers[1].keys() >= {"false_answers", "near_false_answers"}


def test_numbers_are_printed_for_people() -> None:
    output = run(CASES / "faq.jsonl").output
    assert "faq.jsonl" in output
    assert "hit 1" in output


@pytest.mark.parametrize(
    "text",
    ["", "nonsense\n", "[1]\n", '{"who": "knows"}\n', '{"text": "why", "topic": 3}\n'],
)
def test_a_file_that_cannot_be_measured_is_refused_with_a_sentence(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(text)
    result = run(file)
    assert result.exit_code == 2
    assert "cases.jsonl" in result.output


def test_kinds_of_files_cannot_be_confused() -> None:
    for one, other in combinations([kind.keys for kind in KINDS], 2):
        assert not one <= other  # the first that fits is taken


def test_posts_that_also_say_what_is_never_to_be_noted_are_posts(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    post = {"kind": "opener", "text": "6 yoe", "topic": [], "answers": {"years": "6-9"}}
    file.write_text(json.dumps({**post, "never": {"role": "*"}, "comp": None}))
    assert "precision" in run(file).output
