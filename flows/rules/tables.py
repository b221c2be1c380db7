"""Factors as tables for look-ups: the bits of the questions give all paths in one int."""

import numpy as np
import numpy.typing as npt

from flows.rules.bits import Bits
from flows.rules.factors import Factor


def packed(fields: npt.NDArray[np.int64]) -> int:
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
