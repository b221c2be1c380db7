"""Opening a database file, with a clear sentence for every file that cannot be used."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.errors import StorageError, explain, named
from storage.migrations import SCHEMA


def connected(path: Path | None, patience: float) -> Database:
    """Connect to a file (None: in memory), waiting so many seconds for locks of others."""
    connection = sqlite3.connect(
        ":memory:" if path is None else path,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    return Database(connection)


def prepare(path: Path | None) -> None:
    """Create the file so that nobody but its owner can read it: friends confide in it."""
    try:
        if path and not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError(
            f"{named(path)} cannot be created ({error.strerror}): "
            "create its folder and allow writing to it, or set ADVISOR_DATABASE to another file"
        ) from error


def refuse_others(db: Database, path: Path | None) -> None:
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


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn what SQLite says of the file into a StorageError; mistakes of ours pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        if for_people := explain(error, path):
            raise for_people from error
        raise
