"""TF-IDF features of a text: weighted terms seen from several sides, known by their hashes."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Columns = NDArray[np.intp]
Floats = NDArray[np.float32]


class Row(NamedTuple):
    """The features of one text: which there are (columns, ascending), and how much of each."""

    columns: Columns
    values: Floats


class View(NamedTuple):
    """One side of a text: its terms, and how much they count beside other views'."""

    name: str
    terms: Callable[[str], Iterable[str]]
    weight: float = 1.0


@dataclass(frozen=True)
class Features:
    """What was learned of the terms of many texts; the views are code, the arrays are data.

    A term is known by the CRC-32 of its view's name and itself: four bytes in place of a string.
    Among the hundred thousand terms of a model about one pair shares a hash, which does no harm.
    ``hashes`` are ascending, and ``rarity`` holds each term's inverse document frequency
    (``1 + ln((1 + texts) / (1 + texts with the term))``).
    """

    views: tuple[View, ...]
    hashes: Hashes
    rarity: Floats

    @classmethod
    def learn(cls, views: Sequence[View], texts: Sequence[str]) -> tuple[Self, list[Row]]:
        """Learn the terms of the texts and how rare each is; returns the rows of the texts, too."""
        counted = [[_counted(view, text) for view in views] for text in texts]
        every = (_known(column) for column in zip(*counted, strict=True))
        hashes, rarity = zip(*every, strict=True)
        known, first = np.unique(np.concatenate(hashes), return_index=True)
        features = cls(tuple(views), known, np.concatenate(rarity)[first])
        return features, [features._row(each) for each in counted]

    def row(self, text: str) -> Row:
        """Return the features of a text: each view a vector of its weight's length, or of none.

        A term that occurs n times counts ``1 + ln(n)`` times its rarity.
        """
        return self._row([_counted(view, text) for view in self.views])

    def _row(self, counted: Sequence[Mapping[int, int]]) -> Row:
        parts = [self._part(view, each) for view, each in zip(self.views, counted, strict=True)]
        columns = np.concatenate([part.columns for part in parts])
        values = np.concatenate([part.values for part in parts])
        order = np.argsort(columns, kind="stable")
        return Row(columns[order], values[order])

    def _part(self, view: View, counted: Mapping[int, int]) -> Row:
        hashes = np.fromiter(counted.keys(), np.uint32, len(counted))
        counts = np.fromiter(counted.values(), np.float32, len(counted))
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        known = self.hashes[places] == hashes
        columns = places[known]
        values = (1 + np.log(counts[known])) * self.rarity[columns]
        length = float(np.sqrt(values @ values))
        return Row(columns, values * np.float32(view.weight / length) if length else values)


def _known(counted: Sequence[Mapping[int, int]]) -> tuple[Hashes, Floats]:
    """Return the hashes of the terms of one view of many texts, and how rare each is."""
    each = [np.fromiter(terms, np.uint32, len(terms)) for terms in counted]
    found, texts_with = np.unique(np.concatenate(each), return_counts=True)
    rarity = 1 + np.log((1 + len(counted)) / (1 + texts_with))
    return found, rarity.astype(np.float32)


def _counted(view: View, text: str) -> Mapping[int, int]:
    """Return how often each term occurs, by hash."""
    seed = zlib.crc32(view.name.encode())
    return Counter(
        zlib.crc32(term.encode("utf-8", "surrogatepass"), seed) for term in view.terms(text)
    )


def letters(shortest: int, longest: int) -> Callable[[str], Iterable[str]]:
    """Return what takes the runs of letters out of a text: within words, edges marked by a space.

    They forgive typos and endings.
    """

    def runs(text: str) -> Iterable[str]:
        return chain.from_iterable(_runs(f" {word} ", shortest, longest) for word in text.split())

    return runs


def _runs(word: str, shortest: int, longest: int) -> Iterable[str]:
    end = len(word)
    for length in range(shortest, min(longest, end) + 1):
        for start in range(end - length + 1):
            yield word[start : start + length]


def words(found: Callable[[str], list[str]]) -> Callable[[str], Iterable[str]]:
    """Return what takes words and pairs of neighbours out of a text, as ``found`` cuts it."""

    def ones_and_pairs(text: str) -> Iterable[str]:
        cut = found(text)
        return chain(cut, map(" ".join, pairwise(cut)))

    return ones_and_pairs
