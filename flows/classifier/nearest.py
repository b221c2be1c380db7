"""How like a text is to each of many others: the cosine of their features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import Floats, Row


@dataclass(frozen=True)
class Neighbours:
    """Texts to compare with, one after the other in three arrays.

    Text i has the columns and values from ``starts[i]`` up to ``starts[i + 1]``; its values have
    the length 1. ``width`` is the number of columns that there can be.
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float16]
    width: int

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> Self:
        """Keep rows of features to compare with."""
        return cls(
            np.array([0, *accumulate(len(row.columns) for row in rows)]),
            np.concatenate([np.empty(0), *(row.columns for row in rows)]).astype(np.int32),
            np.concatenate([np.empty(0), *(_unit(row) for row in rows)]).astype(np.float16),
            width,
        )

    def likeness(self, row: Row, first: int = 0, end: int | None = None) -> NDArray[np.float64]:
        """Return the cosine of a row with each text from ``first`` up to ``end`` (or the last).

        From 0 to 1; 0 with a text that has no features.
        """
        starts = self.starts[first : None if end is None else end + 1]
        full = np.zeros(self.width, dtype=np.float32)
        full[row.columns] = _unit(row)
        within = slice(starts[0], starts[-1])
        # One product more, so that texts without features at the end have a place to begin.
        products = np.append(self.values[within] * full[self.columns[within]], np.float32(0))
        begins = starts[:-1] - starts[0]
        sums = np.add.reduceat(products, begins) if len(begins) else products[:0]
        sums[begins == starts[1:] - starts[0]] = 0
        return np.clip(sums.astype(np.float64), 0, 1)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything as arrays, to be stored."""
        return {
            "starts": self.starts,
            "columns": self.columns,
            "values": self.values,
            "width": np.array(self.width),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Build what ``arrays`` returned; raises KeyError where one is missing."""
        return cls(arrays["starts"], arrays["columns"], arrays["values"], int(arrays["width"]))


def _unit(row: Row) -> Floats:
    length = float(np.sqrt(row.values @ row.values))
    return row.values / np.float32(length) if length else row.values
