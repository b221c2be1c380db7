"""TF-IDF features of a text: weighted terms seen from several sides, known by their hashes."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from flows.nlu.normalize import Token, words
from flows.nlu.phrases import Phrases, read_lists

Hashes = NDArray[np.uint32]
Floats = NDArray[np.float32]
Columns = NDArray[np.int32]

CONCEPTS = "concepts.txt"
_SHORTEST, _LONGEST = 2, 5
_DENIALS = frozenset({"not", "no", "never", "without", "nor", "hardly"})
_REACH = 2
"""How many words before its own a concept is denied by."""


class Row(NamedTuple):
    """The features of one text: which there are (columns), and how much of each."""

    columns: Columns
    values: Floats


class Terms(NamedTuple):
    """The terms of a text, view after view: their hashes, and how often each occurs.

    ``sizes`` is how many there are of each view.
    """

    hashes: Hashes
    counts: NDArray[np.intp]
    sizes: tuple[int, ...]


@cache
def _concepts() -> Phrases:
    return Phrases(read_lists(CONCEPTS), words)


def concepts(read: Sequence[Token]) -> list[str]:
    """The concepts touched, sorted, each once; one that is denied begins with ``not-``."""
    first: dict[str, int] = {}
    for found in _concepts().find(read):
        first.setdefault(found.name, found.first)
    return sorted(f"not-{name}" if _denied(read, at) else name for name, at in first.items())


def _denied(read: Sequence[Token], at: int) -> bool:
    return any(token.word in _DENIALS for token in read[max(0, at - _REACH) : at])


_LETTERS, _WORDS, _CONCEPTS = range(3)
"""The views of a text: it is the seed of their hashes."""
_BITS = 2**25 - 1
"""The bits of a hash that are kept."""
_WEIGHTS = (1.0, 1.2, 0.6)
"""How much each counts; what they are and this was chosen by cross-validation."""


def _letters(word: str) -> list[int]:
    """Runs of letters within a word, its edges marked by a space: they forgive typos."""
    edged = f" {word} "
    return [
        _hashed(edged[start : start + length], _LETTERS)
        for length in range(_SHORTEST, min(_LONGEST, len(edged)) + 1)
        for start in range(len(edged) - length + 1)
    ]


def _words(read: Sequence[Token]) -> list[int]:
    """Words and pairs of them."""
    alone = [_hashed(token.word, _WORDS) for token in read]
    pairs = zip(alone, read[1:], strict=False)
    return [*alone, *(_hashed(f" {two.word}", one) for one, two in pairs)]


def _concepts_and_pairs(read: Sequence[Token]) -> list[int]:
    """Concepts and every two of them together: "pay" beside "loss" says more."""
    touched = [(_hashed(name, _CONCEPTS), name) for name in concepts(read)]
    pairs = (_hashed(f"+{two}", one) for (one, _), (_, two) in combinations(touched, 2))
    return [*(name for name, _ in touched), *pairs]


def terms_of(text: str) -> Terms:
    """The terms of a text; there are none where it has no word."""
    read = words(text)
    letters = [each for token in read for each in _letters(token.word)]
    views = [
        np.unique(np.array(view, np.uint32), return_counts=True)
        for view in (letters, _words(read), _concepts_and_pairs(read))
    ]
    hashes, counts = zip(*views, strict=True)
    return Terms(np.concatenate(hashes), np.concatenate(counts), tuple(map(len, counts)))


def _hashed(term: str, seed: int) -> int:
    """A term by some bits of its CRC-32, which differs from view to view, in place of a string.

    One in two hundred shares its hash with another, which does no harm, and the steps between so
    few bits take half the room. The hash of what a term begins with is the seed of the rest.
    """
    return zlib.crc32(term.encode("utf-8", "surrogatepass"), seed) & _BITS


@dataclass(frozen=True, eq=False)
class Features:
    """The terms of many texts: ``hashes``, ascending, and how rare each is.

    ``rarity`` is the inverse document frequency, ``1 + ln((1 + texts) / (1 + texts with it))``,
    and ``unknown`` that of a term that none of them has.
    """

    hashes: Hashes
    rarity: Floats
    unknown: float

    @classmethod
    def of(cls, hashes: Hashes, texts_with: NDArray[np.uint16], texts: int) -> Self:
        """From the number of texts that each term stands in."""
        rarity = 1 + np.log((1 + texts) / (1 + texts_with.astype(np.float64)))
        return cls(hashes, rarity.astype(np.float32), 1 + float(np.log(1 + texts)))

    def weighed(self, terms: Terms) -> tuple[Hashes, Floats]:
        """All terms of a text, unknown ones included, as hashes and a vector of length 1."""
        places, known = self._places(terms.hashes)
        rarity = np.where(known, self.rarity.take(places, mode="clip"), np.float32(self.unknown))
        values = _of_views(terms.counts, rarity, terms.sizes)
        return terms.hashes, values / (math.sqrt(values.dot(values)) or 1)

    def columns(self, *views: Sequence[int]) -> Columns:
        """The columns of those of the terms that are known, each as often as it is given.

        Those of each view lie beyond all of the one before it.
        """
        places, known = self._places(np.array(list(chain(*views)), np.uint32))
        start = 0
        for view in views[:-1]:
            start += len(view)
            places[start:] += len(self.hashes)
        return places[known].astype(np.int32)

    def _places(self, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        places = self.hashes.searchsorted(hashes)
        return places, self.hashes.take(places, mode="clip") == hashes


@lru_cache(maxsize=16)  # those of one message, which several classifiers read
def row_of(features: Features, text: str) -> Row:
    """The known terms of a text: each view has the length of its weight, or none.

    A term that occurs n times counts ``1 + ln(n)`` times its rarity.
    """
    read, beyond = words(text), len(features.hashes)
    letters = [_columns_of(features, token.word) for token in read]
    others = features.columns((), _words(read), _concepts_and_pairs(read))
    every = np.concatenate([*letters, others])
    every.sort()
    new = np.empty(len(every) + 1, np.bool_)
    new[0] = new[-1] = True
    np.not_equal(every[1:], every[:-1], out=new[1:-1])
    edges = new.nonzero()[0]
    columns, counts = every[edges[:-1]], edges[1:] - edges[:-1]
    words_from, concepts_from = columns.searchsorted((beyond, 2 * beyond)).tolist()
    columns[words_from:] -= beyond
    columns[concepts_from:] -= beyond
    sizes = (words_from, concepts_from - words_from, len(columns) - concepts_from)
    return Row(columns, _of_views(counts, features.rarity.take(columns), sizes))


@lru_cache(maxsize=2048)
def _columns_of(features: Features, word: str) -> Columns:
    """The columns of the letters of a word; a text has few words that came nowhere before."""
    return features.columns(_letters(word))


def _of_views(counts: NDArray[np.intp], rarity: Floats, sizes: Sequence[int]) -> Floats:
    """How much of each term there is, each view of the length of its weight."""
    values = (1 + np.log(counts.astype(np.float32))) * rarity
    start = 0
    for size, weight in zip(sizes, _WEIGHTS, strict=True):
        view = values[start : start + size]
        view *= weight / (math.sqrt(view.dot(view)) or 1)
        start += size
    return np.asarray(values)
