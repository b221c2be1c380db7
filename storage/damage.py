"""Damage to the database, found before anything is built on it."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from storage.errors import StorageError, named

AFFORDABLE = 64_000_000
"""Bytes of a file that is checked at each start, which takes a fraction of a second."""

LOG_HEADER, FRAME_HEADER = 32, 24
"""Sizes in the write-ahead log (https://sqlite.org/fileformat2.html#the_write_ahead_log)."""


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that is there already: "ro" for reading, "rw" for writing."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def problems_of(path: Path, *, thorough: bool = True) -> list[str]:
    """What SQLite finds wrong with a file, in its words; [] for a sound one.

    What is not thorough does not compare the indexes with their tables, which takes most time.
    """
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        with closing(connected(path, "ro")) as connection:
            rows = connection.execute(f"PRAGMA {pragma}(10)").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [row[0] for row in rows if row[0] != "ok"]


def refuse_damaged(path: Path) -> None:
    """Raise StorageError for a damaged file, unless it is too large to be checked in passing."""
    if not path.exists() or path.stat().st_size > AFFORDABLE:
        return
    problems = problems_of(path, thorough=False)
    if problems:
        raise StorageError(
            f"{named(path)} is damaged ({problems[0]}): put a copy back with advisor restore FILE, "
            "or move it away to start afresh"
        )


def lost_transactions(path: Path) -> int:
    """How many transactions stand in the log of a file, and cannot be read any more.

    SQLite drops them without a word. To be asked before anybody writes.
    """
    written = _commits(path)
    if not written:
        return 0
    with closing(connected(path, "rw")) as connection:
        connection.execute("PRAGMA user_version")
        readable = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
    return sum(frame > readable for frame in written)


def told_lost(path: Path, lost: int) -> str:
    """The sentence about transactions that are lost."""
    return (
        f"The end of the log of {path} is damaged: the last {lost} things that were stored before "
        "the program ended are lost, and those friends may have to say again what they said last. "
        "See whether the disk is sound."
    )


def _commits(path: Path) -> list[int]:
    """The numbers of the frames in the log that end a transaction, those from before left out."""
    file = path.resolve()
    try:
        content = file.with_name(f"{file.name}-wal").read_bytes()
    except FileNotFoundError:
        return []
    if len(content) < LOG_HEADER + FRAME_HEADER:
        return []
    size = int.from_bytes(content[8:12])
    if size not in {2**power for power in range(9, 17)}:
        return []
    frames = [
        struct.unpack_from(">II8s", content, at)
        for at in range(LOG_HEADER, len(content) - FRAME_HEADER - size + 1, FRAME_HEADER + size)
    ]
    # A log that begins anew has other salts, and what stood there before has the former ones.
    salts = content[16:24]
    return [number for number, (_, pages, salt) in enumerate(frames, 1) if pages and salt == salts]
