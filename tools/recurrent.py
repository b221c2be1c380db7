"""Learns the recurrent networks of amounts and of facts: gradients by hand, on plain numpy.

Back-propagation through time over gated recurrent units, in batches of texts about as long as one
another, by Adam with a rate that rises and falls again. Libraries that do this take hundreds of
megabytes; these are the only networks here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped] # ships no type information

from flows.nlu.features import Floats
from flows.nlu.recurrent import UNKNOWN, RecurrentNetworks, sigmoid, softmax

Ints = NDArray[np.int64]
Gradients = dict[str, Floats]


class Chosen(NamedTuple):
    """What was chosen for some networks, by cross-validation over whoever wrote the texts.

    So many ``networks`` are learned, from other random numbers, and what they tell is averaged.
    ``rounds`` is how often all texts are learned from, ``texts`` how many at a time, ``fewest`` in
    so many places a symbol has to stand to be known. ``left_out`` and ``words_left_out`` are shares
    of values and of words that are left out at random, so that none is relied on. A vector goes up
    to its largest value in so many ``steps``. ``rate`` is the largest step of learning, ``rising``
    the share of all on the way to it.
    """

    networks: int
    dimensions: int
    units: int
    rounds: int
    texts: int
    fewest: int
    left_out: float
    steps: int = 15
    words_left_out: float = 0.1
    rate: float = 3e-3
    rising: float = 0.1


OF_AMOUNTS = Chosen(2, 56, 96, rounds=12, texts=64, fewest=5, left_out=0.3, steps=13)
OF_FACTS = Chosen(2, 32, 48, rounds=8, texts=32, fewest=12, left_out=0.35, steps=5, rate=4e-3)

_MOMENTS, _LARGEST, _DECAY, _UNEVEN = (0.9, 0.99), 1.0, 0.01, 15
_PARTS = 64
"""In what parts of one the weights of the units go; finer ones, and finer steps of vectors, take
room and tell nothing more.
"""


class Example(NamedTuple):
    """The symbols of each word of a text, and at which places stands what, by its class."""

    words: Sequence[Sequence[str]]
    places: Sequence[int]
    labels: Sequence[str]


@dataclass(frozen=True)
class _Batch:
    """Texts side by side, word by word: ``rows`` (words, texts, symbols).

    ``turned`` tells which word stands where once each text is turned round. A place to be told is
    the ``at``-th word of the text ``of``, and the ``back``-th from its end.
    """

    rows: Ints
    turned: Ints
    of: Ints
    at: Ints
    back: Ints
    labels: Ints


def learned(
    examples: Sequence[Example], classes: tuple[str, ...], chosen: Chosen, *, seed: int = 0
) -> RecurrentNetworks:
    """The network that tells the classes of the places of examples; the same for each seed."""
    counts = Counter(s for example in examples for symbols in example.words for s in symbols)
    known = sorted(symbol for symbol, count in counts.items() if count >= chosen.fewest)
    rows = {symbol: at for at, symbol in enumerate(known, UNKNOWN + 1)}
    learning = _Learning(len(rows) + 1, len(classes), chosen, seed)
    read = [_Read.of(example, rows, classes) for example in examples if example.places]
    total = chosen.rounds * -(-len(read) // chosen.texts)
    for _ in range(chosen.rounds):
        for batch in _batches(read, chosen.texts, learning.random):
            learning.step(batch, total)
    return learning.network(classes, rows)


class _Read(NamedTuple):
    """An example in numbers: rows (words, symbols)."""

    rows: Ints
    places: Ints
    labels: Ints

    @classmethod
    def of(cls, example: Example, rows: dict[str, int], classes: tuple[str, ...]) -> "_Read":
        most = max(map(len, example.words))
        numbers = np.full((len(example.words), most), UNKNOWN)
        for at, symbols in enumerate(example.words):
            numbers[at, : len(symbols)] = [rows.get(symbol, UNKNOWN) for symbol in symbols]
        labels = [classes.index(label) for label in example.labels]
        return cls(numbers, np.array(example.places), np.array(labels))


def _batches(read: Sequence[_Read], texts: int, random: np.random.Generator) -> Iterator[_Batch]:
    """All texts once, those side by side that are about as long."""
    lengths = np.array([len(each.rows) for each in read])
    order = np.argsort(lengths + random.random(len(read)) * _UNEVEN)
    parts = [order[at : at + texts] for at in range(0, len(order), texts)]
    for at in random.permutation(len(parts)):
        yield _batch([read[number] for number in parts[at]])


def _batch(read: Sequence[_Read]) -> _Batch:
    most, symbols = (max(each.rows.shape[axis] for each in read) for axis in (0, 1))
    rows = np.full((most, len(read), symbols), UNKNOWN)
    turned = np.tile(np.arange(most)[:, None], (1, len(read)))
    for number, each in enumerate(read):
        length, width = each.rows.shape
        rows[:length, number, :width] = each.rows
        turned[:length, number] = np.arange(length)[::-1]
    of = np.repeat(np.arange(len(read)), [len(each.places) for each in read])
    at = np.concatenate([each.places for each in read])
    ends = np.array([len(each.rows) - 1 for each in read])
    labels = np.concatenate([each.labels for each in read])
    return _Batch(rows, turned, of, at, ends[of] - at, labels)


def _turned(values: Floats, batch: _Batch) -> Floats:
    """What there is of each word, with each text turned round."""
    return values[batch.turned, np.arange(values.shape[1])]


class _Learning:
    """The weights so far, with the moments of their gradients."""

    def __init__(self, symbols: int, classes: int, chosen: Chosen, seed: int = 0) -> None:
        self._chosen = chosen
        self.random = np.random.default_rng(seed)
        self._done = 0
        dimensions, units = chosen.dimensions, chosen.units
        shapes = {
            "inputs": (2, dimensions, 3 * units),
            "input_bias": (2, 1, 3 * units),
            "states": (2, units, 3 * units),
            "state_bias": (2, 1, 3 * units),
            "outputs": (2 * units, classes),
        }
        self._weights: Gradients = {
            name: self.random.uniform(-1, 1, shape).astype(np.float32) / np.float32(units**0.5)
            for name, shape in shapes.items()
        }
        self._weights["output_bias"] = np.zeros(classes, np.float32)
        vectors = 0.3 * self.random.standard_normal((symbols, dimensions), np.float32)
        self._weights["vectors"] = np.asarray(vectors, np.float32)
        self._weights["vectors"][UNKNOWN] = 0
        self._moments = {
            name: (np.zeros_like(values), np.zeros_like(values))
            for name, values in self._weights.items()
        }

    def step(self, batch: _Batch, total: int) -> None:
        """Learn from a batch, one of so many."""
        gradients = self._gradients(batch)
        self._done += 1
        size = float(np.sqrt(sum(float((each**2).sum()) for each in gradients.values())))
        part = self._done / total
        rising = self._chosen.rising
        rate = part / rising if part < rising else (1 - part) / (1 - rising)
        rate *= self._chosen.rate
        one, two = _MOMENTS
        for name, weights in self._weights.items():
            gradient = gradients[name] * np.float32(min(1.0, _LARGEST / size))
            first, second = self._moments[name]
            first += np.float32(1 - one) * (gradient - first)
            second += np.float32(1 - two) * (gradient**2 - second)
            mean = first / np.float32(1 - one**self._done)
            spread = np.sqrt(second / np.float32(1 - two**self._done)) + np.float32(1e-8)
            decay = 0.0 if name.endswith("bias") else _DECAY
            weights[...] -= np.float32(rate) * (mean / spread + np.float32(decay) * weights)
        self._weights["vectors"][UNKNOWN] = 0

    def _gradients(self, batch: _Batch) -> Gradients:
        weights = self._weights
        rows = batch.rows.copy()
        rows[self.random.random(rows.shape[:2]) < self._chosen.words_left_out, 0] = UNKNOWN
        vectors = weights["vectors"][rows].sum(axis=2)
        kept = self._kept(vectors.shape)
        vectors *= kept
        units = _Units(weights, np.stack([vectors, _turned(vectors, batch)]))
        seen = units.seen(batch)
        seen_kept = self._kept(seen.shape)
        seen = seen * seen_kept
        wrong = softmax(seen @ weights["outputs"] + weights["output_bias"])
        wrong[np.arange(len(wrong)), batch.labels] -= 1
        wrong /= len(wrong)
        found, of_read = units.gradients(batch, (wrong @ weights["outputs"].T) * seen_kept)
        found["outputs"], found["output_bias"] = seen.T @ wrong, wrong.sum(axis=0)
        of_vectors = (of_read[0] + _turned(of_read[1], batch)) * kept
        words = of_vectors.shape[0] * of_vectors.shape[1]
        flat, each = rows.reshape(-1), np.repeat(np.arange(words), rows.shape[2])
        ones = np.ones(len(flat), np.float32)
        summing = csr_matrix((ones, (flat, each)), shape=(len(weights["vectors"]), words))
        found["vectors"] = np.asarray(summing @ of_vectors.reshape(words, -1))
        return found

    def _kept(self, shape: tuple[int, ...]) -> Floats:
        """Which values are kept, so much larger that their sum stays what it was."""
        left_out = self._chosen.left_out
        kept = self.random.random(shape, np.float32) >= left_out
        return np.asarray(kept / np.float32(1 - left_out), np.float32)

    def network(self, classes: tuple[str, ...], rows: dict[str, int]) -> RecurrentNetworks:
        """What was learned so far, in steps that take little room."""
        rest = {name: values.astype(np.float16) for name, values in self._weights.items()}
        for name in ("inputs", "states"):
            rest[name] = (np.round(self._weights[name] * _PARTS) / _PARTS).astype(np.float16)
        whole = {name: values.astype(np.float32) for name, values in rest.items()}
        del whole["vectors"]
        vectors, steps = self._weights["vectors"], self._chosen.steps
        scale = (np.abs(vectors).max(axis=0) / steps).astype(np.float16).astype(np.float32)
        whole_steps = np.round(vectors / scale).clip(-steps, steps).astype(np.int8)
        arrays = {**whole, "vectors": whole_steps, "scale": scale}
        alone = {name: values[None] for name, values in arrays.items()}
        return RecurrentNetworks(classes=classes, rows=rows, **alone)


class _Units:
    """The units of both directions behind each word of a batch, with what their gradients need."""

    def __init__(self, weights: Gradients, read: Floats) -> None:
        """``read`` is (2, words, texts, dimensions), the second with each text turned round."""
        self._weights, self._read = weights, read
        _, words, texts, _ = read.shape
        units = self._units = weights["states"].shape[1]
        gates = self._flat(read) @ weights["inputs"] + weights["input_bias"]
        gates = gates.reshape(2, words, texts, 3 * units)
        self._states = np.zeros((words + 1, 2, texts, units), np.float32)
        self._both = np.empty((words, 2, texts, 2 * units), np.float32)
        self._new = np.empty((words, 2, texts, units), np.float32)
        self._own = np.empty((words, 2, texts, units), np.float32)
        for at in range(words):
            state = self._states[at]
            own = state @ weights["states"] + weights["state_bias"]
            both = sigmoid(gates[:, at, :, : 2 * units] + own[..., : 2 * units])
            self._own[at] = own[..., 2 * units :]
            new = np.tanh(gates[:, at, :, 2 * units :] + both[..., :units] * self._own[at])
            self._both[at], self._new[at] = both, new
            self._states[at + 1] = new + both[..., units:] * (state - new)

    def seen(self, batch: _Batch) -> Floats:
        """The states of both directions at the places of a batch."""
        forwards = self._states[batch.at + 1, 0, batch.of]
        return np.concatenate([forwards, self._states[batch.back + 1, 1, batch.of]], axis=1)

    def gradients(self, batch: _Batch, of_seen: Floats) -> tuple[Gradients, Floats]:
        """The gradients of the weights and of what was read."""
        weights, (_, words, texts, _) = self._weights, self._read.shape
        units = self._units
        given = np.zeros((words, 2, texts, units), np.float32)
        given[batch.at, 0, batch.of] = of_seen[:, :units]
        given[batch.back, 1, batch.of] = of_seen[:, units:]
        gates = np.empty((2, words, texts, 3 * units), np.float32)
        own = np.empty_like(gates)
        back = weights["states"].transpose(0, 2, 1).copy()
        state = np.zeros((2, texts, units), np.float32)
        for at in range(words - 1, -1, -1):
            state = state + given[at]
            reset, update = self._both[at, ..., :units], self._both[at, ..., units:]
            new = state * (1 - update) * (1 - self._new[at] ** 2)
            gates[:, at, :, :units] = new * self._own[at] * reset * (1 - reset)
            gates[:, at, :, units : 2 * units] = (
                state * (self._states[at] - self._new[at]) * update * (1 - update)
            )
            gates[:, at, :, 2 * units :] = new
            own[:, at] = gates[:, at]
            own[:, at, :, 2 * units :] *= reset
            state = state * update + own[:, at] @ back
        of_gates, of_own = self._flat(gates), self._flat(own)
        before = self._flat(self._states[:-1].transpose(1, 0, 2, 3))
        found = {
            "inputs": self._flat(self._read).transpose(0, 2, 1) @ of_gates,
            "input_bias": of_gates.sum(axis=1, keepdims=True),
            "states": before.transpose(0, 2, 1) @ of_own,
            "state_bias": of_own.sum(axis=1, keepdims=True),
        }
        of_read = of_gates @ weights["inputs"].transpose(0, 2, 1)
        return found, of_read.reshape(self._read.shape)

    @staticmethod
    def _flat(values: Floats) -> Floats:
        return values.reshape(2, -1, values.shape[-1])
