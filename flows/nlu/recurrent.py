"""Recurrent networks that read a text in both directions, as ``tools/recurrent.py`` learns them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from flows.nlu.features import Floats

UNKNOWN = 0
"""The row of symbols that are not known; it holds zeros."""

_NAMES = ("classes", "rows")
_BETWEEN = "\n"
"""Between names, which are stored as one string: in an array each takes the room of the longest."""


@dataclass(frozen=True)
class RecurrentNetworks:
    """Gated recurrent units (Cho et al., 2014), as many in each of two directions.

    Several networks, learned from other random numbers, stand beside one another in the first
    dimension of the arrays, and what they tell is averaged. Each word is the sum of the ``vectors``
    of its symbols; ``rows`` tells which are whose, and they are in steps of ``scale``. Forwards
    comes before backwards in the arrays of both directions: ``inputs`` (networks, 2, dimensions,
    3 x units) and ``states`` (networks, 2, units, 3 x units), of reset, update and new state.
    ``outputs`` is (networks, 2 x units, classes).
    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    vectors: NDArray[np.int8]
    scale: Floats
    inputs: Floats
    input_bias: Floats
    states: Floats
    state_bias: Floats
    outputs: Floats
    output_bias: Floats

    @classmethod
    def of(cls, stored: Mapping[str, NDArray[Any]], prefix: str) -> Self:
        """Read what ``arrays`` gave; raises KeyError where one is missing."""
        arrays = {field.name: stored[f"{prefix}.{field.name}"] for field in fields(cls)}
        classes, symbols = (tuple(str(arrays.pop(name)).split(_BETWEEN)) for name in _NAMES)
        rows = {symbol: at for at, symbol in enumerate(symbols, UNKNOWN + 1)}
        vectors = arrays.pop("vectors")
        rest = {name: array.astype(np.float32) for name, array in arrays.items()}
        return cls(classes=classes, rows=rows, vectors=vectors, **rest)

    @classmethod
    def joined(cls, networks: Sequence[Self]) -> Self:
        """Networks that know the same symbols, side by side."""
        names = [field.name for field in fields(cls) if field.name not in _NAMES]
        arrays = {name: np.concatenate([getattr(n, name) for n in networks]) for name in names}
        return cls(classes=networks[0].classes, rows=networks[0].rows, **arrays)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it as arrays, weights in half precision."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        halves = {
            name: array.astype(np.float16)
            for name, array in found.items()
            if name not in (*_NAMES, "vectors")
        }
        names = {name: np.array(_BETWEEN.join(found[name])) for name in _NAMES}
        return {**names, "vectors": self.vectors, **halves}

    def chances(self, words: Sequence[Sequence[str]], places: Sequence[int]) -> Floats:
        """How likely each class is at some places of a text, each row as fractions of 1."""
        forwards, backwards = self._states(self._read(words))
        at = [len(words) - 1 - place for place in places]
        seen = np.concatenate([forwards[:, places], backwards[:, at]], axis=2)
        told = softmax(seen @ self.outputs + self.output_bias[:, None])
        return np.asarray(told.mean(axis=0), np.float32)

    def _read(self, words: Sequence[Sequence[str]]) -> Floats:
        """The vectors of the words: (networks, words, dimensions)."""
        rows = [self.rows.get(symbol, UNKNOWN) for symbols in words for symbol in symbols]
        starts = np.cumsum([0, *map(len, words)])[:-1]
        summed = np.add.reduceat(self.vectors[:, rows], starts, axis=1, dtype=np.float32)
        return np.asarray(summed * self.scale[:, None], np.float32)

    def _states(self, read: Floats) -> tuple[Floats, Floats]:
        """The states behind each word, forwards, and backwards from the last."""
        networks, words, _ = read.shape
        units = self.states.shape[2]
        gates = np.stack([read, read[:, ::-1]], axis=1) @ self.inputs + self.input_bias
        state = np.zeros((networks, 2, 1, units), np.float32)
        states = np.empty((networks, 2, words, units), np.float32)
        for at in range(words):
            given, own = gates[:, :, at : at + 1], state @ self.states + self.state_bias
            both = sigmoid(given[..., : 2 * units] + own[..., : 2 * units])
            reset, update = both[..., :units], both[..., units:]
            new = np.tanh(given[..., 2 * units :] + reset * own[..., 2 * units :])
            state = new + update * (state - new)
            states[:, :, at] = state[:, :, 0]
        return states[:, 0], states[:, 1]


def sigmoid(values: Floats) -> Floats:
    """Between 0 and 1, 0.5 at 0."""
    return np.asarray(np.float32(0.5) * np.tanh(np.float32(0.5) * values) + np.float32(0.5))


def softmax(values: Floats) -> Floats:
    """Fractions of 1 along the last dimension."""
    grown = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))
