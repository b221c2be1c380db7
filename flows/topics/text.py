"""Bring what a friend typed into one spelling: case, invisible characters, contractions, chat."""

import re
import unicodedata
from collections.abc import Mapping

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
