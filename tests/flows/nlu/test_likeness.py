"""A text that nothing else can be read of may be like a command; few others are taken for one."""

import pytest

from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.likeness import command_like
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


@pytest.mark.parametrize("text", ["would you do it all over again?", "why are mentors important?"])
def test_a_question_that_has_an_answer_is_no_command(text: str) -> None:
    reading = built_in_interpreter().interpret(text, TextContext())
    assert command_like(text)
    assert not reading.command
    assert reading.questions


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
