"""One bot a file: the lock that a bot holds on its database as long as it runs.

The lock is a small SQLite file of its own beside the database. The system lets go of it when the
process dies, however it dies, so that it never has to be cleaned up. The file stays, and tells a
later start that there were conversations, should the database be missing then.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from storage.errors import StorageError, create, explain, named

PATIENCE = 5.0
"""Seconds to wait for another bot to end: a restart overlaps with the end of the one before."""


class InstanceLock:
    """The lock on a database, while it is held."""

    def __init__(self, database: Path, connection: sqlite3.Connection) -> None:
        self._database = database
        self._connection = connection

    @classmethod
    @contextmanager
    def held(cls, database: Path, patience: float = PATIENCE) -> Iterator[Self]:
        """Hold the lock; raises StorageError where another program holds it for too long."""
        path = lock_file(database)
        create(path)
        with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as connection:
            try:
                connection.execute("PRAGMA journal_mode = MEMORY")
                # Kept from the first transaction until the connection is closed.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                    raise StorageError(
                        f"{named(database)} is in use by another bot that runs: stop that one, or "
                        "set ADVISOR_DATABASE to another file for this one"
                    ) from error
                raise explain(error, path) or error from error
            yield cls(database, connection)

    def expect_conversations(self) -> None:
        """Raise StorageError where a bot kept conversations and the file is gone, or emptied."""
        path = self._database
        if self._noted() and not (path.exists() and path.stat().st_size):
            what = "is empty" if path.exists() else "is gone"
            raise StorageError(
                f"{named(path)} {what}, though a bot kept conversations in it: put it back (a copy "
                f"with advisor restore FILE), or delete {lock_file(path)} to start afresh"
            )

    def note_conversations(self) -> None:
        """Note that from now on there are conversations in the database."""
        if not self._noted():  # most starts need not wait for the disk
            self._connection.execute("PRAGMA user_version = 1")

    def _noted(self) -> bool:
        return bool(self._connection.execute("PRAGMA user_version").fetchone()[0])


def lock_file(database: Path) -> Path:
    """Where the lock is: beside the file itself, whatever links lead to it."""
    file = database.resolve()
    return file.with_name(f"{file.name}-lock")
