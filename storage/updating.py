"""Brings the file of an older version, or a new one, up to date: step by step, by sqlite-utils.

Imported only where there is such a file: most starts find one that is up to date, and need neither
the steps nor the library.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.errors import StorageError, named
from storage.migrations import SCHEMA


class Updated(Database):
    """A connection as the steps use it.

    Scripts within a transaction are cut where a statement may end, and so in no time. The library
    looks whether the statement is complete after each character, which took most of the time that a
    new file takes.

    What is to happen together joins a transaction that there is, without a savepoint: for one,
    SQLite holds every page in memory that changes, and updating a large file changes all of them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        # Without plugins, for which it would look through all installed packages.
        super().__init__(connection, execute_plugins=False)

    @contextmanager
    def atomic(self) -> Iterator[Database]:
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


def update(
    connection: sqlite3.Connection, path: Path | None, announce: Callable[[str], object]
) -> None:
    """Take the steps of the schema that are due; of a large file they take their time."""
    db = Updated(connection)
    if not SCHEMA.pending(db):  # another process has taken them just now
        return
    if "conversations" in db.table_names():
        stored = db.table("conversations").count
        announce(
            f"{named(path)} is brought up to date with this version, once; "
            f"conversations in it: {stored:,}."
        )
    SCHEMA.apply(db)


def is_due(connection: sqlite3.Connection) -> bool:
    """Whether there are steps that the file has not taken."""
    return bool(SCHEMA.pending(Updated(connection)))


def refuse_others(connection: sqlite3.Connection, path: Path | None) -> None:
    """Raise StorageError for the file of a newer version, or of another program."""
    db = Updated(connection)
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
