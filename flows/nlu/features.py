"""TF-IDF features of a text: weighted terms seen from several sides, known by their hashes."""

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations, pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from flows.nlu.normalize import Token, words
from flows.nlu.phrases import Phrases, read_lists

Hashes = NDArray[np.uint32]
Floats = NDArray[np.float32]

CONCEPTS = "concepts.txt"
_SHORTEST, _LONGEST = 2, 5
_DENIALS = frozenset({"not", "no", "never", "without", "nor", "hardly"})
_REACH = 2
"""How many words before its own a concept is denied by."""


class Row(NamedTuple):
    """The features of one text: which there are (columns), and how much of each."""

    columns: NDArray[np.intp]
    values: Floats


class Terms(NamedTuple):
    """The terms of a text on one side: their hashes, and how often each occurs."""

    hashes: Hashes
    counts: Floats


@lru_cache(maxsize=1024)
def _letters_of(word: str, seed: int) -> tuple[int, ...]:
    """Hashes of the runs of letters in a word; a text has few words that came nowhere before."""
    edged = f" {word} "
    return tuple(
        _hashed(edged[start : start + length], seed)
        for length in range(_SHORTEST, min(_LONGEST, len(edged)) + 1)
        for start in range(len(edged) - length + 1)
    )


def _letters(read: Sequence[Token], seed: int) -> Iterable[int]:
    """Runs of letters within words, their edges marked by a space: they forgive typos."""
    return chain.from_iterable(_letters_of(token.word, seed) for token in read)


def _words(read: Sequence[Token], seed: int) -> Iterator[int]:
    found = [token.word for token in read]
    yield from (_hashed(word, seed) for word in found)
    yield from (_hashed(" ".join(pair), seed) for pair in pairwise(found))


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


def _concepts_and_pairs(read: Sequence[Token], seed: int) -> Iterator[int]:
    """Concepts and every two of them together: "pay" beside "loss" says more."""
    found = concepts(read)
    yield from (_hashed(each, seed) for each in found)
    yield from (_hashed(f"{one}+{other}", seed) for one, other in combinations(found, 2))


# What they are and how much they count was chosen by cross-validation.
_VIEWS: tuple[tuple[Callable[[Sequence[Token], int], Iterable[int]], float], ...] = (
    (_letters, 1.0),
    (_words, 1.2),
    (_concepts_and_pairs, 0.6),
)


@lru_cache(maxsize=16)  # those of one message, which several classifiers read
def terms_of(text: str) -> tuple[Terms, ...]:
    """The terms of a text, view by view; none where it has no word."""
    read = words(text)
    return tuple(_counted(view(read, seed)) for seed, (view, _) in enumerate(_VIEWS))


def _hashed(term: str, seed: int) -> int:
    """A term by its CRC-32, which differs from view to view: four bytes in place of a string.

    Among a hundred thousand terms about one pair shares a hash, which does no harm.
    """
    return zlib.crc32(term.encode("utf-8", "surrogatepass"), seed)


def _counted(terms: Iterable[int]) -> Terms:
    counts = Counter(terms)
    return Terms(
        np.fromiter(counts.keys(), np.uint32, len(counts)),
        np.fromiter(counts.values(), np.float32, len(counts)),
    )


@dataclass(frozen=True)
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

    def row(self, terms: Sequence[Terms]) -> Row:
        """The known terms of a text: each view has the length of its weight, or none.

        A term that occurs n times counts ``1 + ln(n)`` times its rarity.
        """
        columns, values = [], []
        for each, (_, weight) in zip(terms, _VIEWS, strict=True):
            places, known = self._places(each.hashes)
            places = places[known]
            found = (1 + np.log(each.counts[known])) * self.rarity[places]
            columns.append(places)
            values.append(_of_length(found, weight))
        return Row(np.concatenate(columns), np.concatenate(values))

    def weighed(self, terms: Sequence[Terms]) -> tuple[Hashes, Floats]:
        """All terms of a text, unknown ones included, as hashes and a vector of length 1."""
        values = []
        for each, (_, weight) in zip(terms, _VIEWS, strict=True):
            places, known = self._places(each.hashes)
            rarity = np.where(known, self.rarity[places], np.float32(self.unknown))
            values.append(_of_length((1 + np.log(each.counts)) * rarity, weight))
        return np.concatenate([each.hashes for each in terms]), _of_length(np.concatenate(values))

    def _places(self, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        places = self.hashes.searchsorted(hashes)
        places[places == len(self.hashes)] = 0
        return places, self.hashes[places] == hashes


def _of_length(values: Floats, length: float = 1.0) -> Floats:
    has = math.sqrt(values @ values)
    return values * np.float32(length / has) if has else values
