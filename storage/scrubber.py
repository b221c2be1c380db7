"""Erased words leave the file: its log is emptied, and bytes that no row uses are zeroed.

``PRAGMA secure_delete`` zeroes what is deleted where it stands. Two kinds of copies stay behind: in
the write-ahead log until it is emptied, and in the unallocated middle of a page, from rows that
SQLite moved to a neighbouring page to keep a tree balanced. VACUUM would drop both, but makes
everybody wait while it writes the whole file anew.

So the scrubber goes through the pages a few at a time and zeroes that middle, which by the file
format (https://sqlite.org/fileformat2.html#b_tree_pages) means nothing to SQLite. It writes to the
file only while it holds SQLite's lock for writing and the log is empty: then nobody else writes,
and the pages in the file are the current ones. A step that zeroes something commits a change of the
file's header, so that every other connection drops the pages that it remembers. All that a reader
could notice is zeros where nothing is read. As SQLite does by default, it takes for granted that
writing some bytes of a sector leaves the others as they are, even when the power fails.
"""

import logging
import os
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO, ClassVar, Self

STEP = 250
"""Pages looked through in one step: 1 MB, so that nobody waits for longer than some 6 ms."""

PASSES = 2
"""A page may change its number while a pass goes on, and slip past it; not past a second one."""

TREE_HEADER = {2: 12, 5: 12, 10: 8, 13: 8}
"""By the first byte of a page of a tree (an index's or table's inner page or leaf): its header.

A page of any other kind begins with the number of the page that follows it, in four bytes: the
first of them is zero in all files below 64 GB, and what is no tree is left alone in larger ones,
too, unless all its pointers would be sound.
"""

log = logging.getLogger(__name__)


class Scrubber:
    """Scrubs a file after erasures, step by step; the mark that this is due is in the file.

    The mark is ``user_version``: odd from an erasure until the file is clean. It only ever grows,
    so that an erasure in the middle of a pass begins it anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()  # where SQLite, too, has the log
        self._raw = RawFile(self._path)
        self._mark = self._next = 0

    def step(self, pages: int = STEP) -> bool:
        """Scrub a bounded number of pages; returns whether more can be done right away.

        Where somebody reads or writes just now, nothing is done, and a later call goes on.
        """
        # A connection for each step, so that it remembers no page that is scrubbed behind it.
        uri = f"{self._path.as_uri()}?mode=rw"  # never a new file
        with closing(sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None)) as connection:
            try:
                # Losing the mark of a step to a power cut means that the step is done again.
                connection.execute("PRAGMA synchronous = NORMAL")
                return self._step(connection, pages)
            except sqlite3.OperationalError as error:
                log.debug("Scrubbing waits: %s", error)
                return False

    def close(self) -> None:
        """Let go of the file, after the connection to it was closed."""
        self._raw.close()

    def _step(self, connection: sqlite3.Connection, pages: int) -> bool:
        if not _mark_of(connection) % 2:
            return False
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            return False
        connection.execute("BEGIN IMMEDIATE")
        if not self._log_is_empty():
            connection.execute("ROLLBACK")
            return False
        mark = _mark_of(connection)
        changed, clean = self._scrub(mark, pages)
        if changed or clean:
            connection.execute(f"PRAGMA user_version = {mark + clean}")
            connection.execute("COMMIT")
        else:
            # Nothing waits for the disk then, in this step or at the start of the next.
            connection.execute("ROLLBACK")
        return not clean

    def _scrub(self, mark: int, pages: int) -> tuple[bool, bool]:
        """Scrub the next pages; returns whether any had to be, and whether all passes are over."""
        if mark != self._mark:
            self._mark, self._next = mark, 0
        file = self._raw.file()
        layout = _Layout.of(file)
        end = min(self._next + pages, PASSES * layout.pages)
        written = [
            _zero_gap(file, number % layout.pages, layout) for number in range(self._next, end)
        ]
        if any(written):
            os.fsync(file.fileno())
        self._next = end
        return any(written), end == PASSES * layout.pages

    def _log_is_empty(self) -> bool:
        try:
            return self._path.with_name(f"{self._path.name}-wal").stat().st_size == 0
        except FileNotFoundError:
            return True


def due(mark: int) -> int:
    """The mark of a file in which something was just erased."""
    return mark + 2 if mark % 2 else mark + 1


def _mark_of(connection: sqlite3.Connection) -> int:
    mark: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return mark


@dataclass(frozen=True)
class _Layout:
    """The size of a page, the part of it that is used, and the number of pages."""

    size: int
    used: int
    pages: int

    @classmethod
    def of(cls, file: BinaryIO) -> Self:
        file.seek(0)
        header = file.read(100)
        size = int.from_bytes(header[16:18])
        size = 65536 if size == 1 else size
        return cls(size, size - header[20], int.from_bytes(header[28:32]))


def _zero_gap(file: BinaryIO, number: int, layout: _Layout) -> bool:
    """Zero what lies between the pointers of a page and its content; False where nothing does."""
    if number == 0:  # it holds the schema alone, and is written again with each change of the mark
        return False
    file.seek(number * layout.size)
    page = file.read(layout.size)
    found = gap(page, layout.used)
    if not found or not page[found.start : found.stop].strip(b"\0"):
        return False
    file.seek(number * layout.size + found.start)
    file.write(bytes(len(found)))
    return True


def gap(page: bytes, used: int) -> range | None:
    """The unallocated bytes of a page; None where it is not surely a sound page of a tree.

    ``used`` is how many bytes at the start of each page the file makes use of.
    """
    header = TREE_HEADER.get(page[0])
    if header is None:
        return None
    cells, content = struct.unpack_from(">HH", page, 3)
    content = content or 65536
    begin = header + 2 * cells
    if not begin <= content <= used:
        return None
    pointers = struct.unpack_from(f">{cells}H", page, header)
    return range(begin, content) if all(each >= content for each in pointers) else None


class RawFile:
    """A handle to the file beside SQLite's own, one for the whole process.

    Closing any handle of a file drops all locks that the process has on it, those of SQLite too
    (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled). So it stays open until
    the last of those who have the file open in this process lets go of it.
    """

    _users: ClassVar[dict[Path, int]] = {}
    _files: ClassVar[dict[Path, BinaryIO]] = {}
    _turn: ClassVar[Lock] = Lock()

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._turn:
            self._users[path] = self._users.get(path, 0) + 1

    def file(self) -> BinaryIO:
        """The handle, for reading and writing; its user has SQLite's lock for writing."""
        with self._turn:
            if self._path not in self._files:
                self._files[self._path] = self._path.open("r+b", buffering=0)
            return self._files[self._path]

    def close(self) -> None:
        """Let go of the file; the last one closes the handle."""
        with self._turn:
            self._users[self._path] -= 1
            if not self._users[self._path]:
                del self._users[self._path]
                if file := self._files.pop(self._path, None):
                    file.close()
