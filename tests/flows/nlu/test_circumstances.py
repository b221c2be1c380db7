"""Circumstances are read from their file, and every mistake in it is told at once."""

from pathlib import Path

import pytest

from flows.nlu.circumstances import (
    built_in_circumstances,
    heard,
    load_circumstances,
    problems_of_circumstances,
)
from tests.flows.nlu.problems import problems_of
from tests.flows.nlu.said import said

GOOD = '[[circumstance]]\nid = "visa"\ntold = "a visa"\ncues = ["h1b"]\n'


def test_what_friends_tell_of_their_lives_is_there() -> None:
    assert set(built_in_circumstances()) == {
        *("age", "family", "loan", "laid-off", "visa", "burnout", "offer-in-hand"),
        *("internal-transfer", "stock", "already-moved", "leaving-academia", "wants-into-ml"),
    }


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('"h1b"', "") + GOOD.replace("told", "tolt") + "[other]\n"
    problems = problems_of(load_circumstances, text, tmp_path / "circumstances.toml")
    assert len(problems) == 4
    assert any("tolt" in problem for problem in problems)
    assert any("other" in problem for problem in problems)


def test_an_id_stands_once(tmp_path: Path) -> None:
    (problem,) = problems_of(load_circumstances, GOOD + GOOD, tmp_path / "circumstances.toml")
    assert "visa" in problem


def test_a_topic_that_there_is_not_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "circumstances.toml"
    path.write_text(GOOD + 'topic = "visas"\n', encoding="utf-8")
    (problem,) = problems_of_circumstances(load_circumstances(path), topics=["into-ml"])
    assert "visas" in str(problem)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I was laid off last month and I have a home loan.", {"laid-off", "loan"}),
        ("I'm on an H1B, so I can't just quit", {"visa"}),
        ("I want to get into ML", {"wants-into-ml"}),
        ("my wife is pregnant and was laid off", {"family"}),
        ("my manager has an offer in hand", set()),
        ("Am I too old for this?", set()),
        ("Am I too old at 51?", {"age"}),
        ("is 51 too old?", set()),
        ("I am thirty-four and tired", {"age"}),
        ("I now have an SDE1 offer at 12 LPA", {"offer-in-hand"}),
        ("a German startup wants me as ML engineer", {"offer-in-hand"}),
        ("Singapore, EP holder", {"visa"}),
        ("career break of six years (twins)", {"family"}),
        ("4200 a month plus 1.5% options", {"stock"}),
        ("what if I get laid off?", set()),
        ("My colleague was laid off", set()),
        ("I was not laid off", set()),
        ("7 years, data scientist", set()),
        ("", set()),
    ],
)
def test_what_is_told_of_the_friend_is_heard(text: str, told: set[str]) -> None:
    assert set(heard(said(text))) == told
