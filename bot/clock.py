"""The clock of the program, in a module of its own: most commands need nothing else of it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
