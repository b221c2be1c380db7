"""Killed at any statement, the program has done all of an update or nothing of it."""

import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.advisor import APOLOGY
from bot.incoming import Incoming
from flows.dialogue.events import (
    AskedForData,
    Began,
    Chose,
    Continued,
    Enough,
    Event,
    Forgotten,
    Restarted,
)
from tests.bot.acquaintance import Acquaintance
from tests.storage.helpers import contents, traced

ROLE = Chose(question="role", option="analyst")
UPDATE = 77
NOON = datetime(2030, 1, 2, 12, tzinfo=UTC)
"""The clock stands still, so that what is done once more can be compared."""


def prepared(path: Path) -> Path:
    """A file with a conversation in the middle, and its writer gone."""
    ann = Acquaintance(path)
    for event in (Began(), Continued(), ROLE):
        ann.does(event)
    ann.store.close()
    return path


def handle(path: Path, event: Event, tracer: Callable[[], None] = lambda: None) -> None:
    """Handle one update on a file, telling a tracer of each statement before it is run."""
    ann = Acquaintance(path, clock=lambda: NOON)
    with traced(ann.store, lambda _: tracer()):
        ann.does(event, UPDATE)
    ann.store.close()


def statements(path: Path, event: Event) -> int:
    seen: list[None] = []
    handle(path, event, lambda: seen.append(None))
    return len(seen)


def killed_before(statement: int, path: Path, event: Event) -> bool:
    """Handle the update in a process that is killed on the way; False when it got through."""
    child = os.fork()
    if child == 0:
        left = iter(range(statement))

        def count_down() -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            handle(path, event, count_down)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def told(path: Path) -> dict[str, list[str]]:
    """All rows that are not about updates themselves."""
    return {table: rows for table, rows in contents(path).items() if table != "updates"}


EVENTS: list[Event] = [
    ROLE,
    Enough(),
    Restarted(confirmed=True),
    AskedForData(),
    Forgotten(confirmed=True),
]


# The short form kills at twenty statements of each event, spread over all of them.
@pytest.mark.parametrize("most", [20, pytest.param(10_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_a_kill_at_any_statement_leaves_all_or_nothing(
    event: Event, most: int, tmp_path: Path
) -> None:
    start = prepared(tmp_path / "start.db")
    whole = Path(shutil.copy(start, tmp_path / "whole.db"))
    count = statements(whole, event)
    nothing, everything = told(start), told(whole)
    assert nothing != everything
    seen = []
    for statement in range(count - 1, -1, -max(1, count // most)):
        path = Path(shutil.copy(start, tmp_path / f"{statement}.db"))
        assert killed_before(statement, path, event)
        left = told(path)
        seen.append(left == everything)
        assert left in (nothing, everything), statement
        handle(path, event)
        assert told(path) == everything, statement
    assert not all(seen)
    assert seen == sorted(seen, reverse=True)


class Stumble:
    """Raises an error once, at one statement of those it is told of."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left == -1:
            raise ValueError("a mistake")


def test_a_mistake_at_any_statement_costs_that_update_alone(tmp_path: Path) -> None:
    start = prepared(tmp_path / "start.db")
    apologies = 0
    count = statements(Path(shutil.copy(start, tmp_path / "whole.db")), ROLE)
    for statement in range(count):
        ann = Acquaintance(Path(shutil.copy(start, tmp_path / f"{statement}.db")))
        before = ann.store.conversations.history(ann.friend.id)
        stumble = Stumble(statement)
        with traced(ann.store, stumble):
            replies = ann.advisor.handle(Incoming("telegram", "42", "Ann", ROLE, update_id=UPDATE))
        sorry = [reply.message for reply in replies] == [APOLOGY]
        assert ann.store.conversations.history(ann.friend.id) == (
            before if sorry else [*before, ROLE]
        )
        apologies += sorry
        assert ann.store.inbox.is_done(UPDATE)
        assert APOLOGY not in [reply.message for reply in ann.does(ROLE, UPDATE + 1)]
        ann.store.close()
    assert count // 2 < apologies < count
