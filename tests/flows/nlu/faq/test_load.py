"""Topic data is read, and everything wrong with it is reported at once."""

from pathlib import Path

from flows.nlu.faq.load import built_in_topics, load_topics
from tests.flows.nlu.problems import problems_of

GOOD = """
[[topic]]
id = "a"
title = "Letter A"
question = "What about A?"
claims = ["C1"]
follow_ups = ["b", "c"]
"""


def test_the_built_in_topics_come_in_the_order_of_their_file() -> None:
    assert list(built_in_topics()) == [topic.id for topic in load_topics()]
    assert len(built_in_topics()) == 33


def test_a_topic_may_lead_into_the_interview_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_topics(path)[0].about_me


def test_every_mistake_is_reported_at_once_with_place_and_value(tmp_path: Path) -> None:
    text = GOOD + GOOD.replace('"C1"', '"seven"') + GOOD.replace("title", "titel") + "[other]\n"
    problems = problems_of(load_topics, text, tmp_path / "topics.toml")
    assert len(problems) == 5
    assert any("'seven'" in problem for problem in problems)
    assert any("titel" in problem for problem in problems)
    assert any("other" in problem and "topic" in problem for problem in problems)
    assert all(problem.startswith("topics.toml: ") for problem in problems)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    assert "topics.toml" in problems_of(load_topics, "[[topic", tmp_path / "topics.toml")[0]
