"""Evaluates many states at once: the factors as rows of one array, and the picks of many fields."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from flows.rules.bits import Bits
from flows.rules.factors import Cells, Factor
from flows.rules.fields import (
    FAVOUR_MASK,
    FAVOUR_SHIFT,
    ORDER_MASK,
    ORDER_SHIFT,
    POINTS_SHIFT,
    WEIGHED,
)

NO_PICK = -1
"""Stands in an array for "nothing is singled out"."""

Places = npt.NDArray[np.intp]


class Rows:
    """The cells of all factors as the rows of one array.

    A state is a row for each factor; another answer to a question shifts each by ``strides``, with
    a row for each question, in the order of the interview, derived answers last, and a column for
    each factor.
    """

    def __init__(self, bits: Bits, base: Cells, factors: tuple[Factor, ...]) -> None:
        paths = len(base)
        self._base = base
        self._cells = np.concatenate(
            [np.empty((0, paths), dtype=np.int64), *(f.cells.reshape(-1, paths) for f in factors)]
        )
        self._questions = [(bits.of(q), bits.answers(q)[0].bit_length()) for q in bits.variables]
        self._order = order = list(bits.variables)
        self.strides: Places = np.zeros((len(order), len(factors)), dtype=np.intp)
        sizes = []
        for column, factor in enumerate(factors):
            size = 1
            for question in reversed(factor.questions):
                self.strides[order.index(question), column] = size
                size *= bits.width(question)
            sizes.append(size)
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)[: len(sizes)]

    def at(self, state: int) -> Places:
        """The row of each factor for a state."""
        places = [(state & mask).bit_length() - first for mask, first in self._questions]
        rows: Places = self._starts + np.array(places, dtype=np.intp) @ self.strides
        return rows

    def completed(self, state: int, answers: Mapping[str, Sequence[int]]) -> Places:
        """The rows of a state with every combination of some answers to questions open in it.

        ``answers`` are bits by question, as of a state.
        """
        rows: Places = self.at(state)[np.newaxis]
        for question, bits in answers.items():
            place = self._order.index(question)
            mask, _ = self._questions[place]
            steps = [(bit & mask).bit_length() - (state & mask).bit_length() for bit in bits]
            shifts = np.outer(steps, self.strides[place])
            rows = (rows[:, np.newaxis] + shifts).reshape(-1, rows.shape[1])
        return rows

    def fields(self, rows: Places) -> Cells:
        """The fields of the paths for many states, each a row of places as from ``at``."""
        found = np.repeat(self._base[np.newaxis], len(rows), axis=0)
        for column in range(rows.shape[1]):
            found += self._cells.take(rows[:, column], axis=0)
        return found


def picks_of(fields: Cells) -> Places:
    """The picks for rows of fields, as ``outcome.pick_of``; NO_PICK where there is none."""
    best = fields.max(axis=1)
    picks: Places = fields.shape[1] - 1 - (best >> ORDER_SHIFT & ORDER_MASK)
    unsupported = best >> FAVOUR_SHIFT & FAVOUR_MASK == 0
    if unsupported.any():
        level = best[unsupported] >> POINTS_SHIFT
        tied = fields[unsupported] >> POINTS_SHIFT == level[:, np.newaxis]
        favoured = tied & (fields[unsupported] >> FAVOUR_SHIFT & FAVOUR_MASK > 0)
        silent = (tied.sum(axis=1) > 1) & ~favoured.any(axis=1)
        picks[np.flatnonzero(unsupported)[silent]] = NO_PICK
    picks[best & WEIGHED == 0] = NO_PICK
    return picks
