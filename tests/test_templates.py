"""Every message renders within Telegram's limits, for every person and any answers."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message_checks.extreme_events import HUGE, events
from bot.message_checks.extreme_replies import before_trial
from bot.rendering import TEMPLATES, Renderer
from flows.dialogue.conversation import Conversation, Told
from flows.dialogue.events import Began, TextReceived
from flows.nlu.faq.load import built_in_topics
from storage.records import Message
from tests.botapi.markup import parse, utf16
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE
from tests.flows.strategies import ANSWERS

RENDERER = Renderer()
PERSONAS = [
    json.loads(line)["answers"]
    for line in (Path(__file__).parent / "cases" / "personas.jsonl").read_text("utf-8").splitlines()
]
EACH = 3
"""Every so-manieth of them is tried in the short form: each is sent some 1,600 messages."""
HOSTILE_NAMES = [
    "<b>&\"'</i>",
    "🙂" * 128,
    "x" * 256,
    "\u202eevil\u202c",
    "{{ 7 * 7 }}",
    "\u0000\u200b",
]

EVENTS = events(KNOWLEDGE, built_in_topics())
LAST = KNOWLEDGE.questions[-1]
"""The question that is open where one is, and that is answered unsurely in the events."""


@cache
def breaches(message: Message) -> tuple[str, ...]:
    """What Telegram would refuse about a message; most of them say the same to many people."""
    return tuple(_breaches(message))


def _breaches(message: Message) -> Iterator[str]:
    if message.is_note:
        if not 0 < utf16(message.text) <= 200:
            yield f"toast of {utf16(message.text)} characters"
        return
    text, entities = parse(message.text)
    if not 0 < utf16(text) <= 4096:
        yield f"text of {utf16(text)} characters"
    if len(entities) > 100:
        yield f"{len(entities)} entities"
    if len([button for row in message.buttons for button in row]) > 100:
        yield "more than 100 buttons"
    for row in message.buttons:
        if not 0 < len(row) <= 8:
            yield f"{len(row)} buttons in a row"
        if any(not button.label or len(button.label) > 64 for button in row):
            yield f"a label in {row}"


def everything_said(answers: dict[str, str], places: tuple[str, ...]) -> Iterator[Message]:
    """All messages a friend with these answers can be sent, whatever they do next."""
    for place in places:
        open_question = LAST.id if place == LAST.section else None
        start = Conversation(
            answers=answers,
            state=place,
            question=open_question,
            trail=("years",) if open_question else (),
            advised=place == "advice",
            enough=place == "advice",
            trial={LAST.id: LAST.options[0].id} if place == "advice" else {},
            unanswered={1: "<&>" * 1365},
            texts=1,
            figures=HUGE if place == "advice" else None,
        )
        if place == "figures":
            start = start.moved(suspended="welcome", requested_figure="now")
        for event in EVENTS:
            for reply in DIALOGUE.step(start, event).replies:
                yield from RENDERER.render_all(reply)


@pytest.mark.parametrize(
    "answers",
    [*PERSONAS[::EACH], *(pytest.param(each, marks=pytest.mark.long) for each in PERSONAS)],
)
def test_every_message_of_every_person_is_within_limits(answers: dict[str, str]) -> None:
    for message in everything_said(
        answers, ("welcome", LAST.section, "advice", "figures", "stopped")
    ):
        assert not breaches(message), message.text


@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.long)])
def test_advice_on_any_answers_is_within_limits(times: int) -> None:
    @settings(max_examples=times)  # each example renders some two hundred messages
    @given(ANSWERS)
    def within_limits(answers: dict[str, str]) -> None:
        for message in everything_said(answers, ("advice",)):
            assert not breaches(message), message.text

    within_limits()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("place", ["welcome", LAST.section, "advice"])
def test_hostile_names_are_only_shown(name: str, place: str) -> None:
    start = Conversation(state=place, question=LAST.id if place == LAST.section else None)
    for reply in DIALOGUE.step(start, Began(name=name)).replies:
        message = RENDERER.render(reply)
        assert not breaches(message)
        assert "49" not in message.text


@given(st.text(max_size=4096))
def test_typed_text_never_breaks_a_reply(text: str) -> None:
    for place in ("welcome", LAST.section, "advice"):
        start = Conversation(state=place, question=LAST.id if place == LAST.section else None)
        for reply in DIALOGUE.step(start, TextReceived(text=text)).replies:
            assert not breaches(RENDERER.render(reply))


def named_in_the_code() -> set[str]:
    """The templates that the dialogue names: first arguments of Reply(…)."""
    names = set()
    for file in (TEMPLATES.parent / "flows").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reply":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    names.add(str(first.value))
    return names


def test_every_template_is_used_and_every_name_has_one() -> None:
    files = [*TEMPLATES.glob("*.j2"), *TEMPLATES.glob("money/*.j2")]
    there = {
        str(file.relative_to(TEMPLATES)).split(".")[0]
        for file in files
        if not file.name.startswith("_")
    }
    assert named_in_the_code() == there


def test_every_topic_has_its_answer_and_every_answer_its_topic() -> None:
    there = {file.name.split(".")[0] for file in TEMPLATES.glob("topics/*.j2")}
    assert there == set(built_in_topics())


def test_every_shared_piece_is_imported() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.j2"))
    imported = set(re.findall(r'"(?:\w+/)?(_[\w.]+)"', sources))
    assert imported == {file.name for file in TEMPLATES.rglob("_*.j2")}


def test_every_reply_can_be_provoked() -> None:
    advised = Told(pick="hybrid", answers={})
    told = {
        part.template
        for event in EVENTS
        for reply in DIALOGUE.step(Conversation(advised=True, told=advised), event).replies
        for part in reply.parts
    }
    for place in ("welcome", LAST.section, "advice", "figures", "stopped"):
        for answers, text in (({}, ""), ({"years": "10+", "joy": "mix"}, "x" * 4096)):
            question = LAST.id if place == LAST.section else None
            start = Conversation(
                state=place,
                question=question,
                answers=answers,
                revision=3,
                trial={LAST.id: LAST.options[0].id},
                unanswered={1: text} if text else {},
                texts=1,
                figures=HUGE if text else None,
            )
            if place == "figures":
                start = start.moved(suspended="welcome", requested_figure="now")
            if place == "stopped":
                start = start.moved(trial={}, before_trial=before_trial(answers))
            for event in EVENTS:
                replies = DIALOGUE.step(start, event).replies
                told |= {part.template for reply in replies for part in reply.parts}
    assert told == named_in_the_code()
