"""Copies of the database: taken while a bot writes, and checked before they are put back."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.damage import connected, problems_of
from storage.errors import Explained, StorageError, named
from storage.instance_lock import InstanceLock
from storage.updating import is_due, refuse_others

BEFORE_RESTORE = "before-restore"

PARTIAL = ".partial"
"""How the name of a copy ends that is still being written, or never was to its end."""


def back_up(database: Path, target: Path) -> None:
    """Write a consistent copy of a database to a new file, readable by its owner alone.

    Whoever writes meanwhile is not kept from it. What was erased is not in the copy. Raises
    StorageError where there is no such database, it is damaged, or the target is there already.
    """
    if not database.exists():
        raise StorageError(f"{named(database)} does not exist: there is nothing to copy")
    if target.exists():
        raise StorageError(f"{target} exists already, and is left alone: name a new file")
    with Explained(database), closing(connected(database, "rw")) as source:
        refuse_others(source, database)
        with _new_file_for(target) as partial:
            source.execute("VACUUM INTO ?", (str(partial),))
            problems = problems_of(partial)
            if problems:
                raise StorageError(f"{named(database)} is damaged ({problems[0]}): see doctor")
            _put(partial, target)


def restore(copy: Path, database: Path, stamp: str) -> Path | None:
    """Put a copy in the place of the database; returns where the present one is kept, if any.

    ``stamp`` tells when, in the name of that. Raises StorageError where the copy is not sound, not
    of this program or of a newer version, and where anybody uses the database.
    """
    with InstanceLock.held(database, patience=0):
        _refuse_unsound(copy)
        file = database.resolve()  # a link to it stays, and its log is beside the file
        with _new_file_for(file) as partial, Explained(copy):
            # VACUUM INTO fails at generated columns over a connection that only reads.
            with (
                closing(connected(copy, "ro")) as source,
                closing(connected(partial, "rw")) as target,
            ):
                source.backup(target)
            aside = _set_aside(file, stamp) if file.exists() else None
            os.replace(partial, file)
            return aside


def is_outdated(path: Path) -> bool:
    """Whether the next program that opens the file for its work updates its schema first.

    Raises StorageError for another program's file, or that of a newer version.
    """
    with Explained(path), closing(connected(path, "ro")) as connection:
        refuse_others(connection, path)
        return is_due(connection)


def _refuse_unsound(copy: Path) -> None:
    if not copy.is_file():
        raise StorageError(f"{copy} does not exist: name a file that advisor backup has written")
    if copy.suffix == PARTIAL:
        raise StorageError(f"{copy} was never finished: take another copy")
    problems = problems_of(copy)
    if problems:
        raise StorageError(f"{copy} is not a sound copy ({problems[0]}): take another one")
    with Explained(copy), closing(connected(copy, "ro")) as connection:
        refuse_others(connection, copy)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'friends'").fetchall():
            raise StorageError(f"{copy} holds no conversations: take another copy")


def _set_aside(database: Path, stamp: str) -> Path:
    """Keep the present file under another name, with all that its log holds."""
    aside = database.with_name(f"{database.name}.{BEFORE_RESTORE}-{stamp}")
    if aside.exists():
        raise StorageError(f"{aside} exists already: try again in a moment")
    try:
        with Explained(database), closing(connected(database, "rw")) as connection:
            # That empties the log, and works only where nobody else has the file open.
            connection.execute("PRAGMA journal_mode = DELETE")
    except StorageError as error:
        code = getattr(error.__cause__, "sqlite_errorname", "")
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise StorageError(
                f"{named(database)} is in use: end whatever has it open, such as a conversation "
                "in a terminal, and try again"
            ) from error
        # It cannot be read, and is kept as it is, its log beside it.
        for ending in ("-wal", "-shm"):
            beside = database.with_name(database.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
    try:
        os.link(database, aside)  # so that there is a database at any moment
    except OSError:
        database.rename(aside)
    return aside


@contextmanager
def _new_file_for(target: Path) -> Iterator[Path]:
    """A file beside the target to be filled, which only its owner can read; gone at the end."""
    try:
        number, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=PARTIAL, dir=target.resolve().parent
        )
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror}): name a file in a folder that exists "
            "and that you may write to"
        ) from error
    os.close(number)
    partial = Path(name)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def _put(partial: Path, target: Path) -> None:
    """Give a file its name, once all of it is on the disk; never over another one."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(partial, target)
    except FileExistsError:
        raise StorageError(f"{target} exists already, and is left alone: name a new file") from None
    except OSError:  # not every kind of disk has links
        partial.rename(target)
