"""The connection to the file: taking turns, transactions, and rows in and out."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Self, cast

from sqlite_utils.db import Table

from flows.knowledge import Knowledge, built_in
from storage.migrations import SCHEMA
from storage.opening import connected, explained, prepare, refuse_others

PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

SCRUB_DUE = 1
"""The mark in the file that erased words may be left in it, until it has been scrubbed."""

log = logging.getLogger(__name__)

Row = dict[str, Any]


class Connection:
    """One open database, for one thread or several: they take turns.

    ``clock`` tells the time for everything that is stored; ``knowledge`` is asked for the questions
    only when a conversation is read or written.
    """

    def __init__(
        self,
        path: Path | None,
        clock: Callable[[], datetime],
        knowledge: Callable[[], Knowledge],
        patience: float,
    ) -> None:
        self.path = path
        self.clock = clock
        self.knowledge = knowledge
        self._turn = RLock()
        self.db = connected(path, patience)

    @classmethod
    def open(
        cls,
        path: Path | None,
        clock: Callable[[], datetime],
        knowledge: Callable[[], Knowledge] = built_in,
        patience: float = PATIENCE,
    ) -> Self:
        """Open the database of this file (None: in memory), creating or updating its schema.

        ``patience`` is how many seconds to wait while another program holds the file. Raises
        StorageError where the file cannot be opened, is locked, not a database, another program's,
        or written by a newer version of this program.
        """
        prepare(path)
        with explained(path):
            opened = cls(path, clock, knowledge, patience)
            try:
                opened._set_up()
            except BaseException:
                opened.close()
                raise
            return opened

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self.db.close()

    def now(self) -> str:
        """Tell the time, as ISO 8601 in UTC."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all that follows together or not at all; one within another joins it."""
        # A deferred transaction could find its first write refused; this one waits its turn.
        with self._together("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read all that follows from one moment, without keeping anybody from writing."""
        with self._together("BEGIN DEFERRED"):
            yield

    @contextmanager
    def _together(self, begin: str) -> Iterator[None]:
        with self._turn, explained(self.path):
            if self.db.conn.in_transaction:
                with self.db.atomic():
                    yield
                return
            self.db.execute(begin)
            with self._ended():
                yield
            self._scrub_if_due()

    @contextmanager
    def _ended(self) -> Iterator[None]:
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Read the rows of a query, the values bound."""
        with self._turn, explained(self.path):
            cursor = self.db.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def write(self, sql: str, *values: object) -> int:
        """Change rows, the values bound, and tell how many were changed."""
        with self.transaction():
            return self.db.execute(sql, values).rowcount

    def add(self, table: str, row: Row) -> int:
        """Add a row and return its id."""
        with self.transaction():
            return cast("int", self.table(table).insert(row).last_pk)

    def table(self, name: str) -> Table:
        """The table of this name."""
        return cast("Table", self.db[name])

    def scrub_after(self) -> None:
        """Ask for nothing of what was erased to be left once this transaction is committed."""
        self.db.execute(f"PRAGMA user_version = {SCRUB_DUE}")

    def _scrub_if_due(self) -> None:
        """Scrub the file and the log beside it, or leave it to the next time where that cannot be.

        It comes after a commit, so a failure must not look like one of what was committed.
        """
        try:
            if self._pragma("user_version") == SCRUB_DUE:
                self._scrub()
        except sqlite3.Error as error:
            log.warning("Scrubbing waits for the next time: %s", type(error).__name__)

    def _scrub(self) -> None:
        patience = self._pragma("busy_timeout")
        self.db.execute("PRAGMA busy_timeout = 0")
        try:
            self.db.vacuum()
            busy = self._pragma("wal_checkpoint(TRUNCATE)")
            if not busy:
                self.db.execute("PRAGMA user_version = 0")
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {patience}")

    def _pragma(self, name: str) -> int:
        value: int = self.db.execute(f"PRAGMA {name}").fetchone()[0]
        return value

    def _set_up(self) -> None:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
            self.db.execute(f"PRAGMA {pragma}")
        refuse_others(self.db, self.path)
        self.db.enable_wal()
        if SCHEMA.pending(self.db):
            with self.transaction():
                SCHEMA.apply(self.db)
        self._scrub_if_due()
