"""Every command closes the database that it opens, also where it fails."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.inbox import inbox
from bot.cli.review import review
from bot.clock import now
from storage.store import Store
from tests.storage.helpers import raw_update

ARGUMENTS: dict[tuple[str, ...], Sequence[Sequence[str]]] = {
    ("chat",): [[]],
    ("telegram",): [[]],
    ("backup",): [["copy.db"]],
    ("restore",): [["advisor.db"], ["none.db"]],
    ("doctor",): [[]],
    ("review", "list"): [[]],
    ("review", "search"): [["why"]],
    ("review", "show"): [["1"], ["99"]],
    ("review", "mark"): [["1"], ["99"]],
    ("review", "note"): [["1", "met"], ["99", "met"]],
    ("review", "wrong"): [["1", "platform"], ["99", "platform"]],
    ("review", "export"): [[]],
    ("review", "stats"): [[]],
    ("review", "dead-letters", "list"): [[]],
    ("review", "dead-letters", "replay"): [["1"], ["99"]],
    ("review", "dead-letters", "drop"): [["1"], ["99"]],
    ("impact",): [[], ["--knowledge", "."]],
    ("advice",): [["1"], ["99"]],
    ("inbox", "list"): [[]],
    ("inbox", "kept"): [[]],
    ("inbox", "phrasings"): [[]],
    ("inbox", "similar"): [["1"], ["99"]],
    ("inbox", "dismiss"): [["1"], ["99"]],
    ("inbox", "merge"): [["1", "2", "--yes"], ["98", "99"]],
    ("inbox", "restore"): [["1"], ["99"]],
    ("inbox", "retire"): [["1"], ["99"]],
    ("inbox", "edit"): [["1", "--answer", "So."], ["99", "--answer", "So."]],
    ("inbox", "accept"): [["1"], ["99"]],
    ("inbox", "decline"): [["1"], ["99"]],
    ("inbox", "answer"): [["99", "So."]],
    ("inbox", "also"): [["1", "And so?"], ["99", "And so?"]],
    ("inbox", "keep"): [["99"]],
}
"""What each command that uses the database may be called with: to succeed, and to fail."""

CALLS = [[*command, *more] for command, calls in ARGUMENTS.items() for more in calls]


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[sqlite3.Connection]]:
    """All connections that are opened while a test runs."""
    connections: list[sqlite3.Connection] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connections.append(connect(*args, **{"check_same_thread": False, **kwargs}))
        return connections[-1]

    monkeypatch.setattr(sqlite3, "connect", watched)
    yield connections
    for connection in connections:
        connection.close()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with something in it for each command."""
    path = tmp_path / "advisor.db"
    monkeypatch.setenv("ADVISOR_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    with Store.open(path, now) as store:
        store.inbox.keep(1, raw_update())
        store.inbox.dead_letter(1, "KeyError")
        ann = store.users.get_or_create("terminal", "ann", "Ann", "ann")
        question = store.owner_questions.add(ann, 1, "why?", [], "at goals")
        store.owner_questions.settle(question.id, "answered", "So.")
        store.owner_questions.add(ann, 1, "why not?", [], "at goals")
        for number in (1, 2):
            store.faq.add(f"why {number}?", "So.")
        store.faq.suggest(ann.id, "how so?", "ceiling")
    return path


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_nothing_is_left_open(
    call: Sequence[str], path: Path, opened: list[sqlite3.Connection]
) -> None:
    assert path.exists()
    CliRunner().invoke(main, call, input="/help\n")
    assert opened
    assert not any(map(is_open, opened))


def test_every_command_with_a_database_is_called() -> None:
    found = {("review", *path) for path in paths(review)} | {
        ("inbox", *path) for path in paths(inbox)
    }
    names = ("chat", "telegram", "backup", "restore", "doctor", "impact", "advice")
    alone = {(name,) for name in names}
    assert found | alone == ARGUMENTS.keys()


def paths(group: click.Group) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from ((name, *path) for path in paths(command))
        else:
            yield (name,)
