"""Gives new files at once what all steps of the schema come to, which is worked out once.

Most tests open a store of their own, and taking the steps took longer than what they look at.
"""

import sqlite3
from contextlib import suppress
from functools import cache

import sqlite_utils

from storage.database import Database
from storage.migrations import SCHEMA

_connect = Database._connect


def use() -> None:
    """Have every new file filled so from here on, in this process."""
    Database._connect = _filled  # type: ignore[method-assign, assignment] # the one way in


def _filled(database: Database) -> sqlite3.Connection:
    opened = _connect(database)
    if database.path is None or not database.path.stat().st_size:
        with suppress(BlockingIOError):  # then the steps are taken, and wait for the file
            _newest().backup(opened, progress=_never_waiting)
    return opened


def _never_waiting(status: int, _left: int, _pages: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise BlockingIOError


@cache
def _newest() -> sqlite3.Connection:
    """A database in memory that has taken every step."""
    made = sqlite3.connect(":memory:", check_same_thread=False)
    SCHEMA.apply(sqlite_utils.Database(made))
    return made
