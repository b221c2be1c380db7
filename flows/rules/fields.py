"""What becomes of a path as one int, its field: the greatest belongs to the path that comes first.

From the lowest bit: status (2), place in a tie (6), points in favour (16), whether it is today's
path (1), points with a bias added (24), and whether the path is still weighed. Fields can be added
up, so the parts of the rules can be worked out one by one.
"""

from typing import Literal

Status = Literal["in", "out", "not-now", "open"]

STATUSES: tuple[Status, ...] = ("in", "open", "out", "not-now")
STATUS_MASK = 3
ORDER_SHIFT = 2
ORDER_MASK = 63
FAVOUR_SHIFT = 8
FAVOUR_MASK = 0xFFFF
PRESENT = 1 << 24
"""Set for today's path: at equal points staying comes first."""
POINTS_SHIFT = 25
POINTS_MASK = 0xFFFFFF
WEIGHED = 1 << 49

BIAS = 1 << 22
"""Keeps the points of every field positive, whatever is argued."""

WIDTH = 8
"""Bytes of a field."""


def points_of(field: int) -> int:
    """The points for a path less those against it."""
    return (field >> POINTS_SHIFT & POINTS_MASK) - BIAS


def favour_of(field: int) -> int:
    """The points that speak for a path."""
    return field >> FAVOUR_SHIFT & FAVOUR_MASK
