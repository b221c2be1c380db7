"""What can still become of the paths when some questions are open: bounds on their fields.

A domain is a state in which a question may also have all of its bits set: it is open, and stands
for each of its options and for being left unanswered.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from flows.rules.bits import Bits
from flows.rules.factors import Cells, Factor, packed
from flows.rules.fields import FAVOUR_SHIFT, POINTS_MASK, POINTS_SHIFT, STATUS_MASK


class Reach(NamedTuple):
    """What the completions of a domain reach, in one factor or, added up, in all.

    ``high`` and ``low`` are the packed greatest and least fields. ``moves`` and ``settles`` have a
    bit for each question and path: whether an open question can still move the path in the ranking,
    and whether it can still change its status.
    """

    high: int
    low: int
    moves: int
    settles: int


class ReachTable(dict[int, Reach]):
    """The reach of a factor by the part of a domain that concerns it; filled when asked for."""

    def __init__(self, bits: Bits, factor: Factor) -> None:
        super().__init__()
        self.mask = sum(map(bits.of, factor.questions))
        self._axes = [
            (bits.of(question), bits.answers(question)[0].bit_length(), bits.width(question))
            for question in factor.questions
        ]
        axes = range(len(factor.questions))
        paths = factor.cells.shape[-1]
        self._high = _extended(factor.cells, axes, np.maximum)
        self._low = _extended(factor.cells, axes, np.minimum)
        order = list(bits.variables)
        self._shift = [order.index(question) * paths for question in factor.questions]
        self._moves = [_varies(factor.cells >> FAVOUR_SHIFT, axis) for axis in axes]
        self._settles = [_varies(factor.cells & STATUS_MASK, axis) for axis in axes]

    def __missing__(self, part: int) -> Reach:
        place = tuple(
            width if part & bits == bits else (part & bits).bit_length() - first
            for bits, first, width in self._axes
        )
        moves = settles = 0
        for axis, (bits, _, _) in enumerate(self._axes):
            if part & bits == bits:
                others = place[:axis] + place[axis + 1 :]
                moves |= int(self._moves[axis][others]) << self._shift[axis]
                settles |= int(self._settles[axis][others]) << self._shift[axis]
        self[part] = found = Reach(
            packed(self._high[place]), packed(self._low[place]), moves, settles
        )
        return found


class MoverTable(dict[int, int]):
    """The paths that a factor moves when a question goes from one of some answers to another.

    A bit for each path, by the part of a domain that concerns the other questions of the factor.
    ``answers`` hold the bits of what is derived from the question as well.
    """

    def __init__(self, bits: Bits, factor: Factor, question: str, answers: Sequence[int]) -> None:
        super().__init__()
        moved = [each for each in bits.moved[question] if each in factor.questions]
        others = [each for each in factor.questions if each not in moved]
        cells = np.moveaxis(
            factor.cells, [factor.questions.index(q) for q in moved], range(len(moved))
        )
        places = [[bits.answers(q).index(answer & bits.of(q)) for q in moved] for answer in answers]
        compared = np.stack([cells[tuple(place)] for place in places])
        self.mask = sum(map(bits.of, others))
        self._axes = [
            (bits.of(other), bits.answers(other)[0].bit_length(), bits.width(other))
            for other in others
        ]
        self._moves = _varies(compared >> FAVOUR_SHIFT, 0)

    def __missing__(self, part: int) -> int:
        place = tuple(
            width if part & bits == bits else (part & bits).bit_length() - first
            for bits, first, width in self._axes
        )
        self[part] = found = int(self._moves[place])
        return found


def _extended(cells: Cells, axes: range, over: np.ufunc) -> Cells:
    """Cells with one more place on each axis: the greatest, or least, of the places before."""
    for axis in axes:
        cells = np.concatenate([cells, over.reduce(cells, axis=axis, keepdims=True)], axis=axis)
    return cells


def _varies(cells: Cells, axis: int) -> npt.NDArray[np.int64]:
    """For the places of the other axes, the bits of the paths that change along an axis."""
    varies = np.ptp(cells, axis=axis) > 0
    for other in range(varies.ndim - 1):
        any_of = np.logical_or.reduce(varies, axis=other, keepdims=True)
        varies = np.concatenate([varies, any_of], axis=other)
    found: npt.NDArray[np.int64] = varies @ (1 << np.arange(varies.shape[-1], dtype=np.int64))
    return found


def representatives(bits: Bits, factors: Sequence[Factor]) -> dict[str, tuple[int, ...]]:
    """For each question, the bits of its answers that can differ in the ranking.

    With them go those of what is derived from the question, as unknown.
    Answers with the same cells in every factor, whatever else is answered, share one bit.
    """
    found: dict[str, tuple[int, ...]] = {}
    for question in bits.option:
        distinct: dict[bytes, int] = {}
        for place, bit in enumerate(bits.answers(question)):
            cells = [_cut(factor, question, place).tobytes() for factor in factors]
            distinct.setdefault(b"".join(cells), bits.answered(question, bit))
        found[question] = tuple(distinct.values())
    return found


def _cut(factor: Factor, question: str, place: int) -> Cells:
    """What a factor says of the ranking when a question has one answer; empty if not concerned."""
    if question not in factor.questions:
        return np.empty(0, dtype=np.int64)
    cells = factor.cells >> FAVOUR_SHIFT
    cut: Cells = np.take(cells, place, axis=factor.questions.index(question))
    return cut


def by_sway(bits: Bits, factors: Sequence[Factor]) -> tuple[str, ...]:
    """The questions, those that move the most points first."""
    return tuple(sorted(bits.option, key=lambda question: -_sway(question, factors)))


def _sway(question: str, factors: Sequence[Factor]) -> int:
    sway = 0
    for factor in factors:
        if question in factor.questions:
            points = factor.cells >> POINTS_SHIFT & POINTS_MASK
            spread = np.ptp(points, axis=factor.questions.index(question))
            sway += int(spread.reshape(-1, spread.shape[-1]).max(axis=0).sum())
    return sway
