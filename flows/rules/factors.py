"""Splits the rules into a few tables, each over a handful of questions, that add up to the outcome.

What becomes of the paths is a sum: every argument adds points to its path, and the eliminations of
a path make its status. Rules that share questions are gathered into one factor, with a cell for
each combination of answers to them, unanswered included, and a field for each path in every cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from flows.rules.bits import Bits, Mask
from flows.rules.fields import (
    BIAS,
    FAVOUR_SHIFT,
    ORDER_SHIFT,
    POINTS_SHIFT,
    STATUSES,
    WEIGHED,
)
from flows.rules.rule import CompiledElimination, CompiledRule, PathArgument

Cells = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
Scope = frozenset[str]

LARGEST = 4096
"""Cells of a factor at most: scopes are merged up to here, for fewer tables to add."""

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
) -> tuple[Cells, tuple[Factor, ...]]:
    """Tabulate the rules: the fields before any is applied, and the factors to be added."""
    by_path = [[each for each in eliminations if each.path == path] for path in range(paths)]
    scopes = [scope_of(bits, argument) for argument in arguments]
    statuses = [_scope(bits, each) for each in by_path]
    used = [scope for scope, rules in zip(statuses, by_path, strict=True) if rules]
    merged = _merged(bits, [*scopes, *used])
    cells = [_Tabulated(Grid(bits, _in_order(bits, scope)), paths) for scope in merged]
    for argument, scope in zip(arguments, scopes, strict=True):
        cells[_home(merged, scope)].add_argument(argument)
    for rules, scope in zip(by_path, statuses, strict=True):
        if rules:
            cells[_home(merged, scope)].add_status(rules)
    return _base(by_path, len(cells)), tuple(each.factor() for each in cells)


class _Tabulated:
    """A factor being filled."""

    def __init__(self, grid: Grid, paths: int) -> None:
        self.grid = grid
        self.cells = np.full((*grid.shape, paths), SHARE << POINTS_SHIFT, dtype=np.int64)

    def add_argument(self, argument: PathArgument) -> None:
        fires = self.grid.holds(argument.when) & ~self.grid.any_holds(argument.unless)
        field = (argument.points << POINTS_SHIFT) + (max(argument.points, 0) << FAVOUR_SHIFT)
        self.cells[..., argument.path] += np.where(fires, field, 0)

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


def scope_of(bits: Bits, rule: CompiledRule[Any]) -> Scope:
    """The questions on which it depends whether a rule fires."""
    union = reduce(lambda mask, each: mask | each.excludes, rule.unless, rule.when.excludes)
    return frozenset(question for question in bits.option if union & bits.of(question))


def _scope(bits: Bits, rules: Iterable[CompiledElimination]) -> Scope:
    return frozenset[str]().union(*(scope_of(bits, rule) for rule in rules))


def _merged(bits: Bits, scopes: Iterable[Scope]) -> list[Scope]:
    """Merge scopes, the cheapest pair first, while the tables stay small."""
    merged = _maximal(scopes)
    while pairs := list(_pairs(bits, merged)):
        _, _, one, other = min(pairs)
        merged = _maximal([*merged, merged[one] | merged[other]])
    return merged


def _pairs(bits: Bits, scopes: Sequence[Scope]) -> Iterator[tuple[int, int, int, int]]:
    """Every pair that may be merged, with what it costs: cells gained, then cells in all."""
    sizes = [_size(bits, scope) for scope in scopes]
    for one, other in combinations(range(len(scopes)), 2):
        size = _size(bits, scopes[one] | scopes[other])
        if size <= LARGEST:
            yield size - sizes[one] - sizes[other], size, one, other


def _size(bits: Bits, scope: Scope) -> int:
    return prod(bits.width(question) for question in scope)


def _maximal(scopes: Iterable[Scope]) -> list[Scope]:
    """Those that are part of no other, in a fixed order."""
    distinct = sorted(set(scopes), key=sorted)
    return [scope for scope in distinct if not any(scope < other for other in distinct)]


def _home(merged: Sequence[Scope], scope: Scope) -> int:
    return next(place for place, each in enumerate(merged) if scope <= each)


def _in_order(bits: Bits, scope: Scope) -> tuple[str, ...]:
    return tuple(question for question in bits.option if question in scope)


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
