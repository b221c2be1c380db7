"""Which command a text is most like, where nothing else could be read of it.

Compared are the words that matter, without endings, in any order. A word weighs the more the fewer
commands it stands in, and one that stands in none speaks against all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log

from flows.nlu.commands import LONGEST, by_words, compared, known_words, spelt_as_known
from flows.nlu.interpretation import CommandName
from flows.nlu.phrases import load_lists

LIKE, APART = 0.5, 0.08
"""How like a command a text has to be, from 0 to 1, and how much more so than to any other."""

UNKNOWN = 3.0
"""The weight of a word that stands in no command: about that of one in a single command."""

ENDINGS = ("ing", "es", "s", "ed")

_Gist = frozenset[str]


def command_like(text: str) -> CommandName:
    """The command that a text is like by two words or more; "" where there is no such."""
    if len(text) > LONGEST or len(text.split()) == 1:
        return ""
    gist = _gist(spelt_as_known(word) for word in compared(text))
    if len(gist) == 1:
        return ""
    weights, likeness = _weights(), defaultdict[CommandName, float](float)
    whole = sum(weights.get(word, UNKNOWN) for word in gist)
    for listed, weight, commands in _listed():
        if shared := sum(weights[word] for word in gist & listed):
            alike = shared / (whole + weight - shared)
            for command in commands:
                likeness[command] = max(likeness[command], alike)
    ranked = sorted(likeness.items(), key=lambda each: -each[1])
    (first, most), (_, next_most) = [*ranked, ("", 0.0), ("", 0.0)][:2]
    return first if most >= LIKE and most - next_most >= APART else ""


def _gist(read: Iterable[str]) -> _Gist:
    return frozenset(_stem(word) for word in read if word not in _beside())


@cache
def _commands() -> Mapping[_Gist, frozenset[CommandName]]:
    found: defaultdict[_Gist, set[CommandName]] = defaultdict(set)
    for read, command in by_words().items():
        found[_gist(read)].add(command)
    return {gist: frozenset(commands) for gist, commands in found.items() if gist}


@cache
def _weights() -> Mapping[str, float]:
    standing: defaultdict[str, set[CommandName]] = defaultdict(set)
    for gist, commands in _commands().items():
        for word in gist:
            standing[word] |= commands
    count = len({name for commands in standing.values() for name in commands})
    return {word: log(1 + count / len(commands)) for word, commands in standing.items()}


@cache
def _listed() -> tuple[tuple[_Gist, float, frozenset[CommandName]], ...]:
    """What is listed, with the weight of all its words."""
    weights = _weights()
    return tuple(
        (gist, sum(weights[word] for word in gist), commands)
        for gist, commands in _commands().items()
    )


@cache
def _beside() -> frozenset[str]:
    lists = load_lists("edges.txt")
    return frozenset(word for name in ("around", "between") for word in lists[name])


@lru_cache(maxsize=1024)
def _stem(word: str) -> str:
    """A word without its ending, where a command has the word so."""
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            for known in (stem, f"{stem}e"):
                if known in known_words():
                    return known
    return word
