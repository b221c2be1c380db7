"""Finds listed phrases in a text: the one matcher behind all lists of words in ``data/``.

A phrase is one or more words in lower case. A word that ends in ``*`` stands for all words that
begin so, ``_`` for any one word, and ``{name}`` for all that is listed under ``[{name}]``. Lists
are files that people edit: one phrase a line under a ``[heading]``, sorted, none twice; ``#``
begins a remark.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.nlu.normalize import Token, tokens

DATA = Path(__file__).with_name("data")
_ANY = "_"
_ENDING, _BLANK = "\u0298", "\u02ac"
"""Letters that stand for ``*`` and ``_`` while a phrase is cut into words."""

_SHORTEST_BEGINNING = 2
_ALONE = re.compile(r"[\w*]+(?:['.][\w*]+)*|[-/,.%+?$€]")
"""What is cut alone as it is cut in a phrase: a word, a number, a mark that pairs with none."""

_MOST_BEGUN = 2048
"""Words that are kept with what they begin, in each set of phrases."""


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
        self._begun: dict[str, tuple[_Node, ...]] = {}
        known: dict[str, list[str]] = {}
        for name, phrases in lists.items():
            if not name.startswith("{"):
                for phrase in phrases:
                    for spelt in spelt_out(phrase, lists):
                        self._root.add(cut_once(spelt, cut, known), name)
        self._root = self._root.merged({})

    def find(self, read: Sequence[Token]) -> list[Found]:
        """Every phrase in the tokens; of one heading the longest that begins at a token."""
        words = [token.word for token in read]
        found: list[Found] = []
        # Most words begin no phrase: they are passed over without a look at the nodes.
        for first, nodes in enumerate(map(self._begun.get, words)):
            if nodes is None:
                nodes = self._begin(words[first])  # noqa: PLW2901 - found only now
            if nodes:
                longest: dict[str, int] = {}
                _walk(nodes, words, first + 1, longest)
                if longest:
                    found += [Found(name, first, end) for name, end in longest.items()]
        return found

    def headings(self, words: Iterable[str]) -> frozenset[str]:
        """The headings under which just these words are listed."""
        nodes = [self._root]
        for word in words:
            nodes = [following for node in nodes for following in node.fitting(word)]
        return frozenset(name for node in nodes for name in node.names)

    def _begin(self, word: str) -> "tuple[_Node, ...]":
        """The nodes that a word leads to at the head of a phrase, kept for the next time."""
        if len(self._begun) >= _MOST_BEGUN:
            self._begun.clear()
        nodes = self._begun[word] = tuple(self._root.fitting(word))
        return nodes


_EMPTY: dict[str, "_Node"] = {}
_NO_HEADS: frozenset[str] = frozenset()


class _Node:
    __slots__ = ("any", "beginnings", "heads", "names", "words")

    def __init__(self) -> None:
        # There are thousands: what most of them lack is one empty thing for all.
        self.words: dict[str, _Node] = _EMPTY
        self.beginnings: dict[str, _Node] = _EMPTY
        self.heads: frozenset[str] = _NO_HEADS
        """The first letters of the beginnings: most words have none of them."""
        self.any: _Node | None = None
        self.names: tuple[str, ...] = ()

    def add(self, words: Sequence[str], name: str) -> None:
        node = self
        for word in words:
            node = node._following(word)
        if name not in node.names:
            node.names = (*node.names, name)

    def _following(self, word: str) -> "_Node":
        if word == _ANY:
            self.any = self.any or _Node()
            return self.any
        if word.endswith("*"):
            self.heads |= {word[:_SHORTEST_BEGINNING]}
            if word[:-1] not in self.beginnings:
                self.beginnings = {**self.beginnings, word[:-1]: _Node()}
            return self.beginnings[word[:-1]]
        if word not in self.words:
            if self.words is _EMPTY:
                self.words = {}
            self.words[word] = _Node()
        return self.words[word]

    def merged(self, known: "dict[Hashable, _Node]") -> "_Node":
        """The one node of all ``known`` that lead to the same, this or one met before.

        Phrases are spelt out of few parts: of fifty thousand nodes some seven thousand are left.
        """
        self.words = {word: node.merged(known) for word, node in self.words.items()} or _EMPTY
        self.beginnings = {
            word: node.merged(known) for word, node in self.beginnings.items()
        } or _EMPTY
        self.any = self.any and self.any.merged(known)
        leads_to = (
            self.names,
            self.any,
            frozenset(self.words.items()),
            frozenset(self.beginnings.items()),
        )
        return known.setdefault(leads_to, self)

    def fitting(self, word: str) -> list["_Node"]:
        """The nodes that a word leads to."""
        exact = self.words.get(word)
        nodes = [exact] if exact else []
        if not (self.heads or self.any or "'" in word):
            return nodes
        if "'" in word and (owner := self.words.get(word.removesuffix("s").removesuffix("'"))):
            nodes.append(owner)
        elif word.endswith("s'") and (owners := self.words.get(word[:-1])):
            nodes.append(owners)
        if word[:_SHORTEST_BEGINNING] in self.heads:
            ends = range(_SHORTEST_BEGINNING, len(word) + 1)
            nodes += [self.beginnings[word[:end]] for end in ends if word[:end] in self.beginnings]
        if self.any:
            nodes.append(self.any)
        return nodes


def _walk(nodes: Sequence[_Node], words: Sequence[str], at: int, longest: dict[str, int]) -> None:
    """Note under each heading how far a phrase reaches that goes on from these nodes."""
    word = words[at] if at < len(words) else ""
    owns = "'" in word
    for node in nodes:
        for name in node.names:
            if at > longest.get(name, 0):
                longest[name] = at
        # Most nodes lead nowhere from here: that is seen without a call.
        if word in node.words or (word and (owns or node.heads or node.any)):
            following = node.fitting(word)
            if following:
                _walk(following, words, at + 1, longest)


def spelt_out(phrase: str, lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The phrase with every ``{name}`` replaced by each of what is listed there."""
    before, brace, rest = phrase.partition("{")
    if not brace:
        yield phrase
        return
    name, _, after = rest.partition("}")
    for each in lists[f"{{{name}}}"]:
        yield from spelt_out(f"{before}{each}{after}", lists)


def words_of(phrase: str, cut: Callable[[str], Sequence[Token]] = tokens) -> list[str]:
    """The words of a listed phrase, cut as the texts are that it is looked for in."""
    marked = phrase.replace("*", _ENDING).replace(_ANY, _BLANK)
    words = [token.word for token in cut(marked)]
    return [word.replace(_ENDING, "*").replace(_BLANK, _ANY) for word in words]


def cut_once(
    phrase: str, cut: Callable[[str], Sequence[Token]], known: dict[str, list[str]]
) -> list[str]:
    """What ``words_of`` gives, with each part between spaces cut only once.

    The lists say a few thousand words again and again, and to cut is most of reading them.
    """
    found: list[str] = []
    for part in phrase.split():
        words = known.get(part)
        if words is None:
            if not _ALONE.fullmatch(part):
                return words_of(phrase, cut)
            words = known[part] = words_of(part, cut)
        found += words
    return found


@cache
def load_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file in ``data``, read once.

    Raises OSError where there is no such file.
    """
    return read_lists(name)


def read_lists(name: str) -> dict[str, tuple[str, ...]]:
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
    """A matcher of all lists of these files, which are not kept beside it."""
    return Phrases({k: v for name in names for k, v in read_lists(name).items()})
