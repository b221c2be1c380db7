"""Words that mean nearly the same, so that a word never seen before still counts as its kin."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

LONGEST = 4096
"""Characters of a message that are read: the most that Telegram lets through."""

_STRETCHED = re.compile(r"(.)\1{2,}")
_DEGREES = (
    (re.compile(r"\bph\.? ?d(s?)\b"), r"phd\1"),
    (re.compile(r"\b([bm])[. ]?tech\b"), r"\1tech"),
    (re.compile(r"\b([bm])\. ?sc\b"), r"\1sc"),
    (re.compile(r"\b(master|bachelor)'s\b"), r"\1s"),
)
_NOT = re.compile(r"n't\b")
_CONTRACTED = re.compile(r"'(s|re|ve|ll|d|m)\b")
_SPELT_OUT = {"s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_WORD = re.compile(r"\w+(?:[-/]\w+)*")


def normalise(text: str, short: Mapping[str, str]) -> str:
    """Return ``text`` as lower-case words with one space between them.

    ``short`` maps what chat shortens to its full form. Invisible characters (zero-width,
    direction marks) vanish, so that they can neither hide nor split a word. A text without
    any word gives the empty string.
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("\u2019", "'")
    visible = "".join(map(_shown, folded))
    plain = _spell_out_contractions(_STRETCHED.sub(r"\1\1", visible))
    return " ".join(_spell_out(word, short) for word in _WORD.findall(plain))


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    return "" if category in {"Cf", "Cs"} else char


def _spell_out_contractions(text: str) -> str:
    for pattern, replacement in _DEGREES:
        text = pattern.sub(replacement, text)
    text = _NOT.sub(" not", text)
    return _CONTRACTED.sub(lambda found: " " + _SPELT_OUT[found[1]], text)


def _spell_out(word: str, short: Mapping[str, str]) -> str:
    """Expand a word, or each side of a slash ("ms/phd"), where ``short`` knows it."""
    if word in short:
        return short[word]
    return " ".join(short.get(part, part) for part in word.split("/"))


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
