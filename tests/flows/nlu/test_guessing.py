"""A text that is like a command means it; few others are taken for one."""

import pytest

from flows.nlu.guessing import CERTAIN, command_like
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.nlu.cases import cases


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("what gets stored of my data?", "privacy"),
        ("how many of those questions will be left", "how-long"),
        ("asking that for which reason?", "why"),
        ("my wife earns more than me", ""),
        ("show", ""),
        ("a lot", ""),
        ("", ""),
        ("skip " * 40, ""),
    ],
)
def test_the_words_that_matter_tell_the_command(text: str, command: str) -> None:
    assert command_like(text) == command


def test_a_question_is_a_command_only_where_that_is_certain() -> None:
    text = "would you do it all over again?"
    assert command_like(text)
    assert not command_like(text, CERTAIN)
    assert not built_in_interpreter().interpret(text, TextContext()).command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("tell me about the other options", "paths"),
        ("keep that to myself", "skip"),
        ("stop asking me stupid questions", "advice"),
    ],
)
def test_what_is_certain_is_no_answer_no_topic_and_no_mood(text: str, command: str) -> None:
    context = TextContext(question="engineering")
    reading = built_in_interpreter().interpret(text, context)
    assert (reading.command, reading.facts, reading.option) == (command, (), None)


def test_hardly_an_answer_or_a_question_is_taken_for_a_command() -> None:
    interpret = built_in_interpreter().interpret
    taken = [
        case["text"]
        for case in cases("faq", "faq_others", "slots", "slots_own", "slots_others")
        if not built_in_interpreter().words.read(case["text"]).command
        and interpret(case["text"], TextContext(question=_asked(case))).command
        and (case.get("option") or case.get("topic"))
    ]
    assert len(taken) <= 1, taken


def _asked(case: dict[str, str]) -> str | None:
    return case["question"] if "option" in case else None
