"""The words of a text without what its edges add: courtesies, and verbs such as "change my …"."""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import product

from flows.nlu.normalize import Token, clean, compared
from flows.nlu.normalize import words as spelt_words
from flows.nlu.phrases import Found, Phrases, read_lists

_PARTS = re.compile(r"[,.;:!?()\n]+| - | (?:and|but|so|then) ", re.IGNORECASE)
"""Marks and words between the parts of a text."""


def parts(text: str) -> Iterator[str]:
    """What stands between the marks of a text, and has a word."""
    return (part for part in _PARTS.split(clean(text)) if compared(part))


def spans(
    text: str, heads: Collection[str] = (), tails: Collection[str] = ()
) -> Iterator[tuple[str, ...]]:
    """The words of a text, and what is left of them without edges, the longest first.

    ``heads`` and ``tails`` name lists of phrases that may be left out, too, at either end.
    """
    read, found = edged(text)
    starts, ends = {0}, {len(read)}
    for edge in found:
        if edge.name in ("before", "around", *heads) and edge.first in starts:
            starts.add(edge.end)
    for edge in reversed(found):
        behind = edge.name in ("behind", "around", *tails)
        behind = behind or (edge.name == "when" and edge.first > 1)
        if behind and edge.end in ends:
            ends.add(edge.first)
    spelt = tuple(token.word for token in read)
    for first, end in product(sorted(starts), sorted(ends, reverse=True)):
        yield spelt[first:end]


def has_edge(text: str, *names: str) -> bool:
    """Whether a phrase of one of these lists stands anywhere in a text."""
    return any(edge.name in names for edge in edged(text)[1])


@lru_cache(maxsize=16)  # those of one message, which all readers of commands ask about
def edged(text: str) -> tuple[list[Token], list[Found]]:
    """The words of a text, and the edges among them."""
    read = [token for token in spelt_words(text) if token.word != "?"]
    return read, edges().find(read)


def end_of_head(words: tuple[str, ...], name: str) -> int:
    """Where a phrase of this name at the head of some words ends; 0 where none stands there."""
    found = edges().find(spelt_words(" ".join(words)))
    return max((each.end for each in found if each.name == name and not each.first), default=0)


def without_tail(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The words before a phrase of this name at their end; none where there is no such."""
    found = edges().find(spelt_words(" ".join(words)))
    firsts = [each.first for each in found if each.name == name and each.end == len(words)]
    return words[: min(firsts)] if firsts else ()


@cache
def edges() -> Phrases:
    """Words at the edges of a command that add nothing, and such as choose an option."""
    return Phrases(read_lists("edges.txt"), spelt_words)
