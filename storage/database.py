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

from storage.errors import Explained, LostDatabaseError, create, named
from storage.scrubber import STEP, Scrubber, due

PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

CHECKPOINTS = 60.0
"""Seconds between two checkpoints at most, where there is somebody to ask for them."""

PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)

STEPS, NEWEST = "_sqlite_migrations", "030-arrivals"
"""The table with the steps of the schema that a file has taken, and the last one that there is."""

Row = dict[str, Any]

Announce = Callable[[str], object]
"""What tells people a sentence before something that takes its time."""

Identity = tuple[int, int] | None
"""What tells a file from another one under the same name: device and inode; None for no file."""


def to_nobody(_: str) -> None:
    """Announce nothing."""


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
        self._aside: dict[int, sqlite3.Connection] = {}  # by the thread that reads so
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

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            ":memory:" if self.path is None else self.path,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )

    def _connect_to_read(self, patience: float | None = None) -> sqlite3.Connection:
        connection = self._connect()
        if patience is not None:
            connection.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
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
            if self.sqlite.in_transaction:
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
            if self.sqlite.in_transaction:
                self._then.append(do)
            else:
                do()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read all that follows from one moment, without keeping anybody from writing."""
        turn, sqlite = self._to_read()
        with turn, self._explained:
            if sqlite.in_transaction:
                yield
                return
            self.check()
            sqlite.execute("BEGIN DEFERRED")
            with self._ended(sqlite):
                yield

    @contextmanager
    def apart(self, patience: float | None = None) -> Iterator[None]:
        """Have this thread read over a connection of its own: nobody who reads waits for another.

        ``patience`` is how many seconds it waits while another program holds the file, if not as
        long as everybody else.
        """
        thread = get_ident()
        if not self.path or thread in {self._in_transaction, *self._aside}:
            yield
            return
        with self._explained, closing(self._connect_to_read(patience)) as aside:
            self._aside[thread] = aside
            try:
                yield
            finally:
                del self._aside[thread]

    @contextmanager
    def _ended(self, sqlite: sqlite3.Connection) -> Iterator[None]:
        try:
            yield
            sqlite.execute("COMMIT")
        except BaseException:
            sqlite.rollback()
            raise

    def _to_read(self) -> tuple[AbstractContextManager[object], sqlite3.Connection]:
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

        The savepoint has always the same name, so SQLite need not read each statement anew.
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
                if self.sqlite.in_transaction:  # some errors have ended it as a whole
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

    def count(self, table: str, where: str = "true") -> int:
        """How many rows of a table there are, or those of which something holds."""
        number: int = self.rows(f"SELECT count(*) AS many FROM {table} WHERE {where}")[0]["many"]  # noqa: S608 (our code)
        return number

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
            if not self.sqlite.in_transaction:
                self.check()
            return self.sqlite.execute(sql, values)

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
        for pragma in PRAGMAS:
            self.sqlite.execute(f"PRAGMA {pragma}")
        behind = _last_step(self.sqlite) != NEWEST
        if behind:
            # Imported here, since most starts need neither the steps nor the library for them.
            from storage.updating import refuse_others, update  # noqa: PLC0415

            refuse_others(self.sqlite, self.path)
        self.sqlite.execute("PRAGMA journal_mode = WAL")
        self._pragma("user_version")  # now its log is there
        if self.path:
            file = self.path.resolve()  # where SQLite, too, has the log
            self._log = file.with_name(f"{file.name}-wal")
        self._files = self._identities()
        if behind:
            with self.transaction():
                update(self.sqlite, self.path, announce)
        if self.path:
            self._turn_to_read, self._reader = RLock(), self._connect_to_read()
        self.scrub()


def _last_step(connection: sqlite3.Connection) -> str:
    """The step of the schema that a file has taken last; "" for none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (STEPS,)).fetchall():
        return ""
    sql = f"SELECT name FROM {STEPS} ORDER BY rowid DESC LIMIT 1"  # noqa: S608 (a constant)
    return next((name for (name,) in connection.execute(sql)), "")


def _identity(path: Path) -> Identity:
    try:
        found = os.stat(path)  # in half the time, before each transaction
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
