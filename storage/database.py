"""The database file: opening it, taking turns, transactions, and rows in and out."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock, get_ident
from time import monotonic
from typing import Any, Self, cast

import sqlite_utils
from sqlite_utils.db import Table

from storage.errors import Explained, LostDatabaseError, StorageError, create, named
from storage.migrations import SCHEMA
from storage.scrubber import STEP, Scrubber, due

PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

CHECKPOINTS = 60.0
"""Seconds between two checkpoints at most, where there is somebody to ask for them."""

Row = dict[str, Any]

Announce = Callable[[str], object]
"""What tells people a sentence before something that takes its time."""

Identity = tuple[int, int] | None
"""What tells a file from another one under the same name: device and inode; None for no file."""


def to_nobody(_: str) -> None:
    """Announce nothing."""


class _Sqlite(sqlite_utils.Database):
    """Scripts within a transaction are cut where a statement may end, and so in no time.

    The library looks whether the statement is complete after each character, which took most of
    the time that a new file takes.

    What is to happen together joins a transaction that there is, without a savepoint: for one,
    SQLite holds every page in memory that changes, and updating a large file changes all of them.
    Whoever has to take back only a part uses ``Database.part``.
    """

    @contextmanager
    def atomic(self) -> Iterator[sqlite_utils.Database]:
        """Do what follows together, in the transaction if there is one."""
        if self.conn.in_transaction:
            yield self
        else:
            with super().atomic():
                yield self

    def executescript(self, sql: str) -> sqlite3.Cursor:
        """Execute statements one after the other, in the transaction if there is one."""
        if not self.conn.in_transaction:
            return super().executescript(sql)
        cursor = self.conn.cursor()
        for statement in statements(sql):
            cursor.execute(statement)
        return cursor


def statements(script: str) -> Iterator[str]:
    """The statements of a script, each with its semicolon; the last may lack it."""
    text = ""
    for piece in script.split(";")[:-1]:
        text += f"{piece};"
        if sqlite3.complete_statement(text):
            yield text.strip()
            text = ""
    if rest := (text + script.rpartition(";")[2]).strip():
        yield rest


class Database:
    """One open database file, for one thread or several: they take turns.

    Whoever reads does not wait for those who write, nor for the disk: outside of transactions a
    file is read over a connection of its own, which sees whatever was committed before.

    ``path`` is None for a database in memory. All methods raise StorageError where the file is
    locked, damaged, read-only, or the disk is full.
    """

    def __init__(self, path: Path | None, clock: Callable[[], datetime], patience: float) -> None:
        self.path = path
        self._clock = clock
        self._patience = patience
        self._explained = Explained(path)
        self._turn = self._turn_to_read = RLock()
        self._in_transaction: int | None = None
        """The thread that is within one."""
        self.sqlite = self._reader = self._connect()
        self._scrubber: Scrubber | None = Scrubber(path) if path else None
        self._checkpointed = monotonic() - CHECKPOINTS
        self._log: Path | None = None
        self._files: tuple[Identity, ...] = ()
        self._aside: dict[int, sqlite_utils.Database] = {}  # by the thread that reads so
        self._then: list[Callable[[], object]] = []

    @classmethod
    def open(
        cls,
        path: Path | None,
        clock: Callable[[], datetime],
        patience: float = PATIENCE,
        announce: Announce = to_nobody,
    ) -> Self:
        """Open a file, creating or updating its schema.

        ``patience`` is how many seconds to wait while another program holds the file. ``announce``
        is called with a sentence for people before the file of an older version is updated. Raises
        StorageError where the file cannot be opened, is locked, not a database, another program's,
        or written by a newer version of this program.
        """
        if path:
            create(path)
        with Explained(path):
            opened = cls(path, clock, patience)
            try:
                opened._set_up(announce)
            except BaseException:
                opened.close()
                raise
            return opened

    def _connect(self) -> sqlite_utils.Database:
        connection = sqlite3.connect(
            ":memory:" if self.path is None else self.path,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        # Without plugins, for which it would look through all installed packages.
        return _Sqlite(connection, execute_plugins=False)

    def _connect_to_read(self) -> sqlite_utils.Database:
        connection = self._connect()
        for pragma in ("query_only = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def close(self) -> None:
        """Close the file, once whoever has the turn is done; a second time does nothing."""
        with self._turn_to_read, self._turn:
            self._reader.close()
            self.sqlite.close()
            if self._scrubber:
                self._scrubber.close()
                self._scrubber = None

    def now(self) -> str:
        """The present moment, as it is stored: ISO 8601 in UTC, to the millisecond."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def second(self) -> int:
        """The present second, counted from 1970; at least 1."""
        return max(1, int(self._clock().timestamp()))

    def ago(self, period: timedelta) -> str:
        """The moment that long before now, as it is stored."""
        return (self._clock().astimezone(UTC) - period).isoformat(timespec="milliseconds")

    def check(self) -> None:
        """Raise LostDatabaseError where the file was deleted or replaced since it was opened.

        SQLite would not notice, and go on writing to a file that nobody can open any more.
        """
        if self.path and self._identities() != self._files:
            raise LostDatabaseError(
                f"{named(self.path)} was deleted or replaced while it was in use: put the right "
                "file there (a copy with advisor restore FILE), and start again"
            )

    def _identities(self) -> tuple[Identity, ...]:
        return (_identity(self.path), _identity(self._log)) if self.path and self._log else ()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all that follows together or not at all; one within another joins it.

        What fails within another has to reach its end, unless it is a ``part`` of it.
        """
        with self._turn, self._explained:
            if self.sqlite.conn.in_transaction:
                yield
                return
            self.check()
            # A deferred transaction could find its first write refused; this one waits its turn.
            self.sqlite.execute("BEGIN IMMEDIATE")
            self._in_transaction = get_ident()
            try:
                with self._ended(self.sqlite):
                    yield
            except BaseException:
                self._then.clear()
                raise
            finally:
                self._in_transaction = None
            done, self._then = self._then, []
            for do in done:
                do()

    def once_committed(self, do: Callable[[], object]) -> None:
        """Do something when all of this transaction is stored, and not if it is rolled back."""
        with self._turn:
            if self.sqlite.conn.in_transaction:
                self._then.append(do)
            else:
                do()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read all that follows from one moment, without keeping anybody from writing."""
        turn, sqlite = self._to_read()
        with turn, self._explained:
            if sqlite.conn.in_transaction:
                yield
                return
            self.check()
            sqlite.execute("BEGIN DEFERRED")
            with self._ended(sqlite):
                yield

    @contextmanager
    def reading_aside(self) -> Iterator[None]:
        """The same for what takes long: nobody else who reads waits for it."""
        if not self.path or self._in_transaction == get_ident():
            with self.reading():
                yield
            return
        with self._explained, closing(self._connect_to_read()) as aside:
            self._aside[get_ident()] = aside
            try:
                with self.reading():
                    yield
            finally:
                del self._aside[get_ident()]

    @contextmanager
    def _ended(self, sqlite: sqlite_utils.Database) -> Iterator[None]:
        try:
            yield
            sqlite.execute("COMMIT")
        except BaseException:
            sqlite.rollback()
            raise

    def _to_read(self) -> tuple[AbstractContextManager[object], sqlite_utils.Database]:
        """Whom to wait for, and the connection: in a transaction that sees what it did so far."""
        thread = get_ident()
        if self._in_transaction == thread:
            return self._turn, self.sqlite
        if aside := self._aside.get(thread):
            return nullcontext(), aside
        return self._turn_to_read, self._reader

    @contextmanager
    def part(self) -> Iterator[None]:
        """The same, but what fails within another takes back what it did, and no more.

        Unlike that of sqlite_utils it has one name, so SQLite need not read each statement anew.
        """
        joins = self._in_transaction == get_ident()
        with self.transaction():
            if not joins:
                yield
                return
            planned = len(self._then)
            self.sqlite.execute("SAVEPOINT part")
            try:
                yield
            except BaseException:
                del self._then[planned:]
                if self.sqlite.conn.in_transaction:  # some errors have ended it as a whole
                    self.sqlite.execute("ROLLBACK TO part")
                    self.sqlite.execute("RELEASE part")
                raise
            self.sqlite.execute("RELEASE part")

    def rows(self, sql: str, *values: object, **named: object) -> list[Row]:
        """The rows of a query, the values bound: by position, or all of them by name."""
        turn, sqlite = self._to_read()
        with turn, self._explained:
            cursor = sqlite.execute(sql, named or values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def write(self, sql: str, *values: object) -> int:
        """Change rows, the values bound; returns how many were changed."""
        return self._executed(sql, values).rowcount

    def add(self, table: str, row: Row) -> int:
        """Add a row and return its id."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (names from our code)
        return cast("int", self._executed(sql, [*row.values()]).lastrowid)

    def _executed(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        """A single statement is a transaction by itself, or joins one: it happens or does not."""
        with self._turn, self._explained:
            if not self.sqlite.conn.in_transaction:
                self.check()
            return self.sqlite.execute(sql, values)

    def table(self, name: str) -> Table:
        """A table as sqlite-utils has it."""
        return cast("Table", self.sqlite[name])

    def scrub_after(self) -> None:
        """Note that something is erased in this transaction, so that the file is to be scrubbed."""
        self.sqlite.execute(f"PRAGMA user_version = {due(self._pragma('user_version'))}")

    def checkpoint(self) -> None:
        """Move what is in the log into the file, if that was not done for a minute.

        SQLite does it only where the log is long, so that a log lost by a fault of the disk or a
        careless copy could hold all that was said for days. Nobody waits for it.
        """
        if not self.path or monotonic() - self._checkpointed < CHECKPOINTS:
            return
        with self._turn, self._explained:
            self.check()
            self.sqlite.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._checkpointed = monotonic()

    def scrub(self, pages: int = STEP) -> bool:
        """Scrub a bounded number of pages of what was erased from the file; see ``Scrubber``.

        Returns whether more can be done right away. To be called outside of transactions.
        """
        with self._turn, self._explained:
            if not self._scrubber or not self._pragma("user_version") % 2:
                return False
            self.check()
            return self._scrubber.step(pages)

    def _pragma(self, name: str) -> int:
        value: int = self.sqlite.execute(f"PRAGMA {name}").fetchone()[0]
        return value

    def _set_up(self, announce: Announce) -> None:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
            self.sqlite.execute(f"PRAGMA {pragma}")
        refuse_others(self.sqlite, self.path)
        self.sqlite.enable_wal()
        self._pragma("user_version")  # now its log is there
        if self.path:
            file = self.path.resolve()  # where SQLite, too, has the log
            self._log = file.with_name(f"{file.name}-wal")
        self._files = self._identities()
        if SCHEMA.pending(self.sqlite):
            with self.transaction():
                self._update(announce)
        if self.path:
            self._turn_to_read, self._reader = RLock(), self._connect_to_read()
        self.scrub()

    def _update(self, announce: Announce) -> None:
        """Take the steps of the schema that are due; of a large file they take their time."""
        if "conversations" in self.sqlite.table_names():
            stored = self.sqlite.table("conversations").count
            announce(
                f"{named(self.path)} is brought up to date with this version, once; "
                f"conversations in it: {stored:,}."
            )
        SCHEMA.apply(self.sqlite)


def _identity(path: Path) -> Identity:
    try:
        found = os.stat(path)  # in half the time, before each transaction
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def refuse_others(db: sqlite_utils.Database, path: Path | None) -> None:
    """Raise StorageError for the file of a newer version, or of another program."""
    # The tables first, since another process may be creating them just now.
    tables = {*db.table_names()} - {SCHEMA.migrations_table}
    known = {step.name for step in SCHEMA._migrations}  # there is no public list
    applied = {step.name for step in SCHEMA.applied(db)}
    if applied - known:
        raise StorageError(
            f"{named(path)} was written by a newer version of this program: "
            "install that version, or set ADVISOR_DATABASE to another file"
        )
    if tables and not applied:
        raise StorageError(
            f"{named(path)} belongs to another program: set ADVISOR_DATABASE to another file"
        )
