"""Somebody writes everything at a terminal of 80 by 24, up to the advice: what the screen shows."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from benchmarks.friends import Read, friends, until_advised
from benchmarks.phone import Phone, Shown
from bot.clock import now
from bot.incoming import TERMINAL
from flows.dialogue.conversation import Conversation
from flows.knowledge import built_in
from storage.store import Store
from tests.bot.terminal.tty import Terminal, terminal
from tests.flows.dialogue.talk import headlines

COLUMNS, LINES = 80, 24
FRIEND = next(friend for friend in friends() if friend.name == "all in own words")


@dataclass
class Seat:
    """A friend at a terminal, and what is on its screen whenever it waits for a line."""

    terminal: Terminal
    store: Store
    phone: Phone = field(default_factory=Phone)
    typed: list[str] = field(default_factory=list)
    screens: list[tuple[str | None, str]] = field(default_factory=list)

    @property
    def conversation(self) -> Conversation:
        friend = self.store.users.find(TERMINAL, "ada")
        return (self.store.conversations.latest(friend.id) if friend else None) or Conversation()

    async def types(self, text: str) -> None:
        self.typed.append(text)
        self.terminal.type(f"{text}\n")
        self.waits()

    async def taps(self, _: Shown, data: str) -> None:
        raise AssertionError(f"nothing can be tapped at a terminal, not {data}")

    def waits(self) -> None:
        self.terminal.wait_for("\n> ")
        rows = re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", self.terminal.shown).split("\n")
        self.screens.append((self.conversation.question, "\n".join(rows[-LINES:])))


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seat, Read]]:
    folder = tmp_path_factory.mktemp("home")
    size = {"COLUMNS": str(COLUMNS), "LINES": str(LINES)}
    database = folder / "advisor.db"
    with terminal(folder, **size, ADVISOR_DATABASE=str(database)) as opened:
        opened.wait_for("> ")
        with Store.open(database, now) as store:
            seat = Seat(opened, store)
            read = asyncio.run(until_advised(seat, FRIEND))
            yield seat, read
        opened.type("/quit\n")
        assert opened.end() == 0


def test_who_writes_everything_is_advised_at_a_terminal(seat: tuple[Seat, Read]) -> None:
    _, read = seat
    assert read.advised
    assert read.lines <= 12


def test_the_open_question_is_on_the_screen_whenever_a_line_is_awaited(
    seat: tuple[Seat, Read],
) -> None:
    asked = [(question, shown) for question, shown in seat[0].screens if question]
    missing = [
        question
        for question, shown in asked
        if built_in().question[question].ask not in " ".join(shown.split())
    ]
    assert len(asked) > 5
    assert missing == []


def test_the_headline_of_the_advice_is_on_the_screen_in_the_end(seat: tuple[Seat, Read]) -> None:
    _, shown = seat[0].screens[-1]
    told = [each for path in built_in().paths for each in headlines(path) if each in shown]
    assert told
    assert shown.endswith("> ")


def test_no_line_is_wider_than_the_screen(seat: tuple[Seat, Read]) -> None:
    for _, shown in seat[0].screens:
        lines = [line.rstrip("\r") for line in shown.split("\n")]
        assert max(len(line) for line in lines if not line.startswith("> ")) <= COLUMNS
