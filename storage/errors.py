"""What can go wrong with the database file, told in sentences for people."""

import os
import sqlite3
from pathlib import Path
from types import TracebackType


class StorageError(Exception):
    """The database cannot be used; the message says which file, what is wrong, and what to do."""


class LostDatabaseError(StorageError):
    """The file was taken away under the program: nothing that is written now would be kept."""


def named(path: Path | None) -> str:
    """Name the database at the start of a sentence."""
    return "The database in memory" if path is None else f"The database {path}"


def create(path: Path) -> None:
    """Create a file so that nobody but its owner can read it: friends confide in it.

    Raises StorageError where that cannot be done.
    """
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError(
            f"{named(path)} cannot be created ({error.strerror}): "
            "create its folder and allow writing to it, or set ADVISOR_DATABASE to another file"
        ) from error


def explain(error: sqlite3.Error, path: Path | None) -> StorageError | None:
    """Turn an error of SQLite into one for people; None for a mistake in this program."""
    code = getattr(error, "sqlite_errorname", "")
    for start, (wrong, remedy) in REMEDIES.items():
        if code.startswith(start):
            return StorageError(f"{named(path)} {wrong}: {remedy}")
    return None


class Explained:
    """Turns what SQLite says of a file into a StorageError; mistakes of ours pass as they are.

    One may be entered any number of times, as each statement does: it costs next to nothing.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, sqlite3.Error) and (for_people := explain(error, self._path)):
            raise for_people from error


REMEDIES = {
    "SQLITE_NOTADB": (
        "is not a database",
        "set ADVISOR_DATABASE to another file, or move this one away",
    ),
    "SQLITE_CORRUPT": (
        "is damaged",
        "restore it from a copy, or move it away to start afresh",
    ),
    "SQLITE_BUSY": (
        "is locked by another program",
        "close that program, or try again in a moment",
    ),
    "SQLITE_LOCKED": (
        "is locked by another program",
        "close that program, or try again in a moment",
    ),
    "SQLITE_READONLY": (
        "may only be read",
        "allow writing to the file and its folder, or set ADVISOR_DATABASE to another file",
    ),
    "SQLITE_PERM": (
        "may not be opened",
        "allow reading and writing it, or set ADVISOR_DATABASE to another file",
    ),
    "SQLITE_CANTOPEN": (
        "cannot be opened",
        "make sure that it is a file you may read and write, and so is its folder",
    ),
    "SQLITE_FULL": (
        "cannot grow because the disk is full",
        "free some space and start again; nothing stored so far is lost",
    ),
    "SQLITE_IOERR": (
        "cannot be read or written because of the disk",
        "check the disk and start again",
    ),
}
"""By the start of SQLite's name for an error: what is wrong, and what to do about it."""
