"""Words that mean nearly the same, so that a word never seen before still counts as its kin."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from flows.topics.text import normalise

LEXICON = Path(__file__).with_name("lexicon.toml")

_LONGEST_ENTRY = 4
"""Words in the longest entry that is looked up."""


@dataclass(frozen=True)
class Lexicon:
    """Short forms, and concepts by the words that stand for them.

    ``whole`` maps a word or several words to concepts; ``beginning`` maps how such words begin.
    """

    short: Mapping[str, str]
    whole: Mapping[str, frozenset[str]]
    beginning: Mapping[str, frozenset[str]]

    def normalise(self, text: str) -> str:
        """Bring ``text`` into the one spelling that phrasings and messages are compared in."""
        return normalise(text, self.short)

    def concepts(self, normalised: str) -> list[str]:
        """Return the concepts that a normalised text touches, sorted, each once."""
        found: set[str] = set()
        for entry, last_word_at in _entries(normalised.split(" ")):
            found |= self.whole.get(entry, frozenset())
            for end in range(last_word_at + 1, len(entry) + 1):
                found |= self.beginning.get(entry[:end], frozenset())
        return sorted(found)

    def concepts_and_pairs(self, normalised: str) -> list[str]:
        """Return the concepts and every two of them together: "pay" beside "loss" says more."""
        found = self.concepts(normalised)
        return found + [f"{one}+{other}" for one, other in combinations(found, 2)]


def _entries(words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield each run of up to four words, and where its last word begins."""
    for first in range(len(words)):
        entry = ""
        for word in words[first : first + _LONGEST_ENTRY]:
            last_word_at = len(entry) + 1 if entry else 0
            entry = f"{entry} {word}" if entry else word
            yield entry, last_word_at


@cache
def load_lexicon(path: Path = LEXICON) -> Lexicon:
    """Read the lexicon from its TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    short: dict[str, str] = data["short"]
    whole: defaultdict[str, set[str]] = defaultdict(set)
    beginning: defaultdict[str, set[str]] = defaultdict(set)
    for concept, entries in data["concepts"].items():
        for entry in entries:
            if entry.endswith("*"):
                beginning[normalise(entry[:-1], {})].add(concept)
            else:
                whole[normalise(entry, short)].add(concept)
    return Lexicon(short, _frozen(whole), _frozen(beginning))


def _frozen(concepts: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {entry: frozenset(names) for entry, names in concepts.items()}
