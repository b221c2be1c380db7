"""Finds listed phrases in a text: the one matcher behind all lists of words in ``data/``.

A phrase is one or more words in lower case. A word that ends in ``*`` stands for all words that
begin so, and ``_`` for any one word. Lists are files that people edit: one phrase a line under a
``[heading]``, sorted, none twice; ``#`` begins a remark.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.nlu.normalize import Token, tokens

DATA = Path(__file__).with_name("data")
_ANY = "_"
_STAR = "\u01c2"  # a letter that nobody types, so that it stays with its word
_SHORTEST_BEGINNING = 2


class Found(NamedTuple):
    """A phrase found: the heading it is listed under, and its tokens from ``first`` to ``end``."""

    name: str
    first: int
    end: int


class Phrases:
    """Phrases by heading, found in one pass over the tokens of a text."""

    def __init__(
        self,
        lists: Mapping[str, Iterable[str]],
        cut: Callable[[str], Sequence[Token]] = tokens,
    ) -> None:
        self._root = _Node()
        for name, phrases in lists.items():
            for phrase in phrases:
                self._root.add(words_of(phrase, cut), name)

    def find(self, read: Sequence[Token]) -> list[Found]:
        """Every phrase in the tokens; of one heading the longest that begins at a token."""
        found = []
        for first in range(len(read)):
            longest: dict[str, int] = {}
            for name, end in self._root.walk(read, first):
                longest[name] = max(end, longest.get(name, 0))
            found += [Found(name, first, end) for name, end in longest.items()]
        return found


class _Node:
    __slots__ = ("any", "beginnings", "names", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.beginnings: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.names: list[str] = []

    def add(self, words: Sequence[str], name: str) -> None:
        node = self
        for word in words:
            node = node._following(word)
        if name not in node.names:
            node.names.append(name)

    def _following(self, word: str) -> "_Node":
        if word == _ANY:
            self.any = self.any or _Node()
            return self.any
        if word.endswith("*"):
            return self.beginnings.setdefault(word[:-1], _Node())
        return self.words.setdefault(word, _Node())

    def walk(self, read: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
        """Yield the headings that end at or behind this place, each with where."""
        if at == len(read):
            return
        for node in self._fitting(read[at].word):
            for name in node.names:
                yield name, at + 1
            yield from node.walk(read, at + 1)

    def _fitting(self, word: str) -> Iterator["_Node"]:
        if exact := self.words.get(word):
            yield exact
        if self.beginnings:
            for end in range(_SHORTEST_BEGINNING, len(word) + 1):
                if node := self.beginnings.get(word[:end]):
                    yield node
        if self.any:
            yield self.any


def words_of(phrase: str, cut: Callable[[str], Sequence[Token]] = tokens) -> list[str]:
    """The words of a listed phrase, cut as the texts are that it is looked for in."""
    words = [token.word for token in cut(phrase.replace("*", _STAR))]
    return [word.replace(_STAR, "*") for word in words]


@cache
def load_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file in ``data``, by heading, as they stand there.

    Raises OSError where there is no such file.
    """
    lists: defaultdict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if entry.startswith("[") and entry.endswith("]"):
            heading = entry[1:-1]
        elif entry and not entry.startswith("#"):
            lists[heading].append(entry)
    return {heading: tuple(phrases) for heading, phrases in lists.items()}


@cache
def load_phrases(*names: str) -> Phrases:
    """A matcher of all lists of these files."""
    return Phrases({k: v for name in names for k, v in load_lists(name).items()})
