"""A linear model: how far a text lies on either side of each class's boundary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import Features, Row, View

Margins = NDArray[np.float64]


@dataclass(frozen=True)
class LinearModel:
    """Features, and the weight of each of them for each class.

    ``weights`` is features by classes, in half precision: the ranking is the same, in a quarter
    of the memory. ``bias`` has one number a class.
    """

    features: Features
    classes: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]

    def margins(self, text: str) -> Margins:
        """Return the distance of a text from each class's boundary, in the order of ``classes``.

        Positive on the side of the class, in units of the model's margin.
        """
        return self.margins_of(self.features.row(text))

    def margins_of(self, row: Row) -> Margins:
        """Return the distance of a row of features from each class's boundary."""
        weights = self.weights[row.columns].astype(np.float32)
        return np.asarray(row.values @ weights + self.bias, dtype=np.float64)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that was learned as arrays, to be stored."""
        return {
            "hashes": self.features.hashes,
            "rarity": self.features.rarity,
            "classes": np.array(self.classes, dtype=np.str_),
            "weights": self.weights,
            "bias": self.bias,
        }

    @classmethod
    def from_arrays(cls, views: Sequence[View], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Build a model from what ``arrays`` returned; raises KeyError where one is missing."""
        return cls(
            Features(tuple(views), arrays["hashes"], arrays["rarity"]),
            tuple(map(str, arrays["classes"])),
            arrays["weights"],
            arrays["bias"],
        )
