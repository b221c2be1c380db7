"""A text that is like a command means it; few others are taken for one."""

import pytest

from flows.knowledge import built_in
from flows.nlu.guessing import CERTAIN, CERTAIN_BUTTON, LIKELY_BUTTON, command_like, pressed
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from flows.nlu.normalize import normalize
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
    text = "And data engineering, would that be an alternative for me?"
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
    assert len(taken) <= 2, taken  # "Walk me through how you decided" may ask for both


def _asked(case: dict[str, str]) -> str | None:
    return case["question"] if "option" in case else None


BELOW_TRIAL = ("keep it", "discard it", "change another answer too", "advice")
QUESTIONS = tuple(normalize(question.name) for question in built_in().questions)
IN_SIGHT = (
    BELOW_TRIAL,
    QUESTIONS,
    ("let's start", "ask something first"),
    ("advice", "change an assumption", "show the chart"),
    ("not right",),
    ("pass it on to the owner",),
)


@pytest.mark.parametrize(
    ("text", "buttons", "label"),
    [
        ("cool, I would make that one permanent", BELOW_TRIAL, "keep it"),
        ("nah, put my former answer back where it was", BELOW_TRIAL, "discard it"),
        ("and if a second thing changed on top of it", BELOW_TRIAL, "change another answer too"),
        ("how fast I can learn things", QUESTIONS, "pace of learning"),
        ("cool, I would make that one permanent", QUESTIONS, ""),
        ("cool, I would make that one permanent", (), ""),
        ("keep " * 40, BELOW_TRIAL, ""),
        ("?", BELOW_TRIAL, ""),
    ],
)
def test_a_text_is_like_a_button_in_sight(text: str, buttons: tuple[str, ...], label: str) -> None:
    assert pressed(text, buttons, LIKELY_BUTTON).get("button", "") == label


@pytest.mark.parametrize("buttons", IN_SIGHT, ids=lambda each: each[0])
def test_hardly_an_answer_or_a_question_is_taken_for_a_button(buttons: tuple[str, ...]) -> None:
    texts = [
        case["text"]
        for case in cases("faq", "faq_others", "slots", "slots_own", "slots_others")
        if case.get("option") or case.get("topic")
    ]
    taken = [text for text in texts if pressed(text, buttons, CERTAIN_BUTTON)]
    assert len(taken) <= len(texts) / 400, taken
