"""The list of steps that a module adds its own to."""

from collections.abc import Iterator

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

SCHEMA = Migrations("advisor")

AT_ONCE = 5000
"""Rows that one statement changes."""


def ranges(db: Database, table: str) -> Iterator[dict[str, int]]:
    """All ids of a table, some thousand at a time: the ``first`` and ``last`` of each range.

    To take a statement back, SQLite holds the pages that it changed in memory. So a statement that
    changes every row of a table goes through it bit by bit.
    """
    ((last,),) = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 (names from the steps)
    for first in range(1, last + 1, AT_ONCE):
        yield {"first": first, "last": first + AT_ONCE - 1}
