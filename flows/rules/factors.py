"""Splits the rules into a few tables, each over a handful of questions, that add up to the outcome.

What becomes of the paths is a sum: every argument adds points to its path, and the eliminations of
a path make its status. Rules that share questions are gathered into one factor, with a cell for
each combination of answers to them, unanswered included, and a field for each path in every cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from flows.rules.bits import Bits, Mask
from flows.rules.fields import (
    BIAS,
    FAVOUR_SHIFT,
    ORDER_SHIFT,
    POINTS_SHIFT,
    PRESENT,
    STATUSES,
    WEIGHED,
)
from flows.rules.rule import CompiledElimination, PathArgument
from flows.rules.scopes import home, in_order, merged, questions_of, scope_of, union_of

Cells = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

SHARE = 1 << 14
"""The part of the points' bias that each factor brings, to keep its own cells positive."""


@dataclass(frozen=True)
class Factor:
    """A part of the rules as a table.

    ``cells`` has an axis for each of ``questions``, indexed by the place of the option and, last,
    unanswered; its last axis holds the fields of the paths.
    """

    questions: tuple[str, ...]
    cells: Cells


class Grid:
    """All combinations of answers to some questions, as axes of arrays."""

    def __init__(self, bits: Bits, questions: Sequence[str]) -> None:
        self.bits = bits
        self.questions = questions
        self.shape = tuple(bits.width(question) for question in questions)

    def _along(self, question: str, mask: int) -> Truth:
        """Whether each answer to a question is among the bits of a mask, along its axis."""
        shape = [1] * len(self.questions)
        shape[self.questions.index(question)] = -1
        return np.array([bool(bit & mask) for bit in self.bits.answers(question)]).reshape(shape)

    def any_set(self, mask: int) -> Truth:
        """In which combinations any bit of a mask is set."""
        along = [self._along(q, mask) for q in self.questions if mask & self.bits.of(q)]
        return reduce(np.logical_or, along, np.zeros(self.shape, dtype=np.bool_))

    def holds(self, mask: Mask) -> Truth:
        """In which combinations a conjunction holds."""
        return ~self.any_set(mask.excludes)

    def any_holds(self, masks: Iterable[Mask]) -> Truth:
        """In which combinations one of some conjunctions holds."""
        return reduce(np.logical_or, map(self.holds, masks), np.zeros(self.shape, dtype=np.bool_))

    def refuted(self, mask: Mask) -> Truth:
        """In which combinations a conjunction is false whatever else is answered."""
        return self.any_set(mask.refutes)


def factorise(
    bits: Bits,
    paths: int,
    arguments: Sequence[PathArgument],
    eliminations: Sequence[CompiledElimination],
    present: Sequence[tuple[int, Mask]],
) -> tuple[Cells, tuple[Factor, ...]]:
    """Tabulate the rules: the fields before any is applied, and the factors to be added.

    ``present`` holds the paths that may be today's, each with the condition of its being so.
    """
    by_path = [[each for each in eliminations if each.path == path] for path in range(paths)]
    scopes = [scope_of(bits, argument) for argument in arguments]
    statuses = [union_of(bits, each) for each in by_path]
    used = [scope for scope, rules in zip(statuses, by_path, strict=True) if rules]
    today = [questions_of(bits, mask.excludes) for _, mask in present]
    tables = merged(bits, [*scopes, *used, *today])
    cells = [_Tabulated(Grid(bits, in_order(bits, scope)), paths) for scope in tables]
    for argument, scope in zip(arguments, scopes, strict=True):
        cells[home(tables, scope)].add_argument(argument)
    for rules, scope in zip(by_path, statuses, strict=True):
        if rules:
            cells[home(tables, scope)].add_status(rules)
    for (path, mask), scope in zip(present, today, strict=True):
        cells[home(tables, scope)].add_present(path, mask)
    return _base(by_path, len(cells)), tuple(each.factor() for each in cells)


class _Tabulated:
    def __init__(self, grid: Grid, paths: int) -> None:
        self.grid = grid
        self.cells = np.full((*grid.shape, paths), SHARE << POINTS_SHIFT, dtype=np.int64)

    def add_argument(self, argument: PathArgument) -> None:
        fires = self.grid.holds(argument.when) & ~self.grid.any_holds(argument.unless)
        field = (argument.points << POINTS_SHIFT) + (max(argument.points, 0) << FAVOUR_SHIFT)
        self.cells[..., argument.path] += np.where(fires, field, 0)

    def add_present(self, path: int, mask: Mask) -> None:
        self.cells[..., path] += np.where(self.grid.holds(mask), PRESENT, 0)

    def add_status(self, rules: Sequence[CompiledElimination]) -> None:
        """The status of a path: that of the last elimination that fires, else open, else in."""
        status = np.zeros(self.grid.shape, dtype=np.int64)
        for rule in rules:
            hangs, _ = self._judged(rule)
            status[hangs] = STATUSES.index("open")
        for rule in rules:
            _, fires = self._judged(rule)
            status[fires] = STATUSES.index(rule.rule.status)
        weighed = status <= STATUSES.index("open")
        self.cells[..., rules[0].path] += status + np.where(weighed, WEIGHED, 0)

    def _judged(self, rule: CompiledElimination) -> tuple[Truth, Truth]:
        """Where an elimination hangs on a missing answer, and where it fires."""
        live = ~self.grid.any_holds(rule.unless) & ~self.grid.refuted(rule.when)
        settled = self.grid.holds(rule.when)
        for mask in rule.unless:
            settled &= self.grid.refuted(mask)
        return live & ~settled, live & settled

    def factor(self) -> Factor:
        return Factor(tuple(self.grid.questions), self.cells)


def _base(by_path: Sequence[Sequence[CompiledElimination]], factors: int) -> Cells:
    """The fields before any factor: what is missing of the bias, and the place in a tie."""
    last = len(by_path) - 1
    bias = (BIAS - factors * SHARE) << POINTS_SHIFT
    return np.array(
        [
            bias + ((last - path) << ORDER_SHIFT) + (0 if rules else WEIGHED)
            for path, rules in enumerate(by_path)
        ],
        dtype=np.int64,
    )


def packed(fields: Cells) -> int:
    """The fields of all paths as one int; sums of packed fields are packed sums."""
    return int.from_bytes(fields.astype("<i8").tobytes(), "little")


class Table(dict[int, int]):
    """The cells of a factor, by the part of a state that concerns it; filled as they are asked for.

    There are never more entries than cells.
    """

    def __init__(self, bits: Bits, factor: Factor) -> None:
        super().__init__()
        self.mask = sum(map(bits.of, factor.questions))
        self._axes = [
            (bits.of(question), bits.answers(question)[0].bit_length())
            for question in factor.questions
        ]
        self._cells = factor.cells

    def __missing__(self, part: int) -> int:
        place = tuple((part & bits).bit_length() - first for bits, first in self._axes)
        self[part] = found = packed(self._cells[place])
        return found
