"""Evaluates a state of the answers: the status of every path, the ranking, and the pick."""

from struct import Struct
from typing import NamedTuple

from flows.rules.compiled import WEIGHTS, CompiledRules
from flows.rules.fields import (
    FAVOUR_MASK,
    FAVOUR_SHIFT,
    ORDER_MASK,
    ORDER_SHIFT,
    POINTS_SHIFT,
    STATUS_MASK,
    STATUSES,
    WEIGHED,
    Status,
    points_of,
)

__all__ = ["CLOSE_MARGIN", "Outcome", "Status", "evaluate", "pick_of", "unpacked"]

CLOSE_MARGIN = WEIGHTS["moderate"]
"""A lead of less than one moderate argument, in points, is a close call."""


class Outcome(NamedTuple):
    """What the rules make of a state; paths are positions in the order of the knowledge.

    ``fields`` says all there is of each path (see ``fields``); ``pick`` is None where nothing
    singles a path out.
    """

    fields: tuple[int, ...]
    pick: int | None

    @property
    def statuses(self) -> tuple[Status, ...]:
        return tuple([STATUSES[field & STATUS_MASK] for field in self.fields])

    @property
    def points(self) -> tuple[int, ...]:
        """The sum of the arguments for less those against each path."""
        return tuple([points_of(field) for field in self.fields])

    @property
    def ranking(self) -> tuple[int, ...]:
        """The paths still weighed, best first."""
        weighed = sorted((field for field in self.fields if field & WEIGHED), reverse=True)
        last = len(self.fields) - 1
        return tuple([last - (field >> ORDER_SHIFT & ORDER_MASK) for field in weighed])

    @property
    def margin(self) -> int:
        """How many points the first of the ranking leads the second by."""
        points = [
            points_of(field) for field in sorted(self.fields, reverse=True) if field & WEIGHED
        ]
        return points[0] - points[1] if points[1:] else CLOSE_MARGIN

    @property
    def close_call(self) -> bool:
        """Whether there is a pick, but by a narrow margin."""
        return self.pick is not None and self.margin < CLOSE_MARGIN


def evaluate(rules: CompiledRules, state: int) -> Outcome:
    """Eliminate, weigh and rank for a state of the answers (see Bits)."""
    total = rules.packed_base
    for mask, table in rules.tables:
        total += table[state & mask]
    fields = unpacked(total, len(rules.paths))
    return Outcome(fields, pick_of(fields))


def pick_of(fields: tuple[int, ...]) -> int | None:
    """The first of the ranking, if anything singles it out.

    Something must speak for it, or it must be what is left when the others are argued down. Where
    several share the top with nothing for any of them, as with nothing answered, no rule says
    anything, and neither do we.
    """
    best = max(fields)
    if not best & WEIGHED:
        return None
    if not best >> FAVOUR_SHIFT & FAVOUR_MASK:
        level = best >> POINTS_SHIFT
        tied = [field for field in fields if field >> POINTS_SHIFT == level]
        if len(tied) > 1 and not any(field >> FAVOUR_SHIFT & FAVOUR_MASK for field in tied):
            return None
    return len(fields) - 1 - (best >> ORDER_SHIFT & ORDER_MASK)


_STRUCTS = {paths: Struct(f"<{paths}Q") for paths in range(1, ORDER_MASK + 2)}


def unpacked(total: int, paths: int) -> tuple[int, ...]:
    """The fields of packed paths, one by one."""
    struct = _STRUCTS[paths]
    return struct.unpack(total.to_bytes(struct.size, "little"))
