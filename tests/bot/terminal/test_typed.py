"""What a typed line means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.terminal.typed import event_of, leaves
from flows.dialogue.events import (
    AskedHelp,
    Began,
    Chose,
    Event,
    Skipped,
    TextReceived,
    WentBack,
)
from storage.records import Button

CHOICES = [
    *(Button(name, Chose(question="joy", option=name)) for name in ("building", "mix")),
    *(Button(f"Skip {number}", Skipped()) for number in range(9)),
]


@pytest.mark.parametrize("number", range(1, 12))
def test_number_is_the_choice(number: int) -> None:
    assert event_of(f" {number} \n", CHOICES) == CHOICES[number - 1].event


@pytest.mark.parametrize("line", ["0", "12", "-1", "1.", "²", "1 2", "building", "<b>", "99999"])
def test_anything_else_is_said(line: str) -> None:
    assert event_of(line, CHOICES) == TextReceived(text=line)


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("/back", WentBack()),
        ("/BACK", WentBack()),
        ("/start friend-7", Began(payload="friend-7")),
        ("/start not a payload", Began()),
        ("/nonsense", AskedHelp()),
        ("/", AskedHelp()),
    ],
)
def test_commands_mean_the_same_as_elsewhere(line: str, event: Event) -> None:
    assert event_of(line, CHOICES) == event


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_understood(name: str) -> None:
    assert event_of(f"/{name}", ()) == COMMANDS[name].event("")


@pytest.mark.parametrize("line", ["", " ", "\n", "\t\n"])
def test_empty_line_is_nothing(line: str) -> None:
    assert event_of(line, CHOICES) is None


@pytest.mark.parametrize(
    ("line", "whether"), [("/quit", True), ("exit\n", True), ("/cancel", False), ("I quit", False)]
)
def test_leaving_is_no_event(line: str, whether: bool) -> None:
    assert leaves(line) is whether


@given(st.text(max_size=6000))
def test_any_line_is_an_event_or_nothing(line: str) -> None:
    assert (event_of(line, CHOICES) is None) == (not line.strip())
