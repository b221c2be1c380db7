"""Shared by the tests of storage: a clock to turn, a summary to store, what statements are run."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlite_utils import Database

from flows.dialogue.events import (
    Began,
    Chose,
    DetailsRequested,
    Event,
    Restarted,
    TextReceived,
    WentBack,
)
from flows.dialogue.summary import Summary
from storage.records import Attachment, Button, Friend, Message
from storage.store import Store

EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Began, payload=st.text(max_size=64), conversation=st.integers(1, 9)),
    st.builds(Chose, question=st.text(max_size=64), option=st.text(max_size=64)),
    st.builds(TextReceived, text=st.text(max_size=99)),
    st.builds(
        DetailsRequested, at=st.just("path"), path=st.text(max_size=9), page=st.integers(0, 99)
    ),
    st.builds(Restarted, confirmed=st.booleans(), revision=st.integers(0, 99)),
    st.just(WentBack()),
)
"""Events of all shapes of payload."""

ODD_TEXTS = st.text(max_size=60) | st.sampled_from(
    ["<b>&\"'", "\0nul\0", "\ud83d", "e\u0301\u200d\u202e", "'; DROP TABLE friends; --", "🧑‍🚀" * 9]
)
"""Any text, and some that break careless programs."""

MESSAGES = st.builds(
    Message,
    text=ODD_TEXTS,
    buttons=st.lists(
        st.lists(st.builds(Button, label=ODD_TEXTS, event=EVENTS), max_size=2).map(tuple),
        max_size=2,
    ).map(tuple),
    place=st.sampled_from(["new", "tapped", "toast"]),
    attachment=st.none()
    | st.builds(
        Attachment,
        kind=st.sampled_from(["photo", "document"]),
        filename=ODD_TEXTS,
        content=st.binary(max_size=9),
    ),
)


def raw_update(text: str = "hello", address: int = 42, chat: str = "private") -> str:
    """An update as Telegram sends it: somebody writes in a chat of this type."""
    message = {"chat": {"id": address, "type": chat}, "from": {"id": address}, "text": text}
    return json.dumps({"update_id": 1, "message": message})


class Clock:
    """A clock that goes on by one minute whenever it is read."""

    def __init__(self) -> None:
        self.time = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def note(text: str = "They answered.", **fields: object) -> Summary:
    """A summary with values of a test's choosing."""
    usual = {
        "outcome": "advised",
        "market": "india",
        "role": "ml-lead",
        "pick": "platform",
        "runner_up": "data-engineering",
        "confidence": "high",
        "answered": 19,
        "asked": 19,
        "answers": {},
    }
    return Summary.model_validate(usual | {"text": text} | fields)


def contents(path: Path) -> dict[str, list[str]]:
    """Every row of every table, as another program sees the file."""
    with Database(path) as reader:
        names = [name for name in reader.table_names() if not name.startswith("sqlite_")]
        return {name: sorted(map(repr, reader.table(name).rows)) for name in names}


class _Traced:
    """A connection that tells of each statement before it is run."""

    def __init__(self, connection: sqlite3.Connection, told: Callable[[str], object]) -> None:
        self._connection, self._told = connection, told

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._told(sql)
        return self._connection.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@contextmanager
def traced(store: Store, told: Callable[[str], object]) -> Iterator[None]:
    """Tell of each statement that is run over the connection that writes, with its marks."""
    database, connection = store.database, store.database.sqlite
    names = [name for name, value in vars(database).items() if value is connection]
    try:
        for name in names:  # in memory it is the one that reads, too
            setattr(database, name, _Traced(connection, told))
        yield
    finally:
        for name in names:
            setattr(database, name, connection)


def reopened(store: Store) -> Store:
    """The same file, opened once more."""
    return Store.open(store.database.path, Clock())


class Meeting:
    """One store in memory for all examples of a property, and a new friend for each of them."""

    def __init__(self) -> None:
        self.store = Store.open(None, Clock())
        self._addresses = count()

    def somebody(self, name: str = "Ann", username: str = "") -> Friend:
        """A friend whom nobody has met before."""
        return self.store.users.get_or_create(
            "telegram", str(next(self._addresses)), name, username
        )
