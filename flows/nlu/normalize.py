"""The only cleaning of text: made plain once, then cut into words that can be compared."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 4096
"""Characters that are read; Telegram sends no more in one message."""

_TAG = re.compile(r"<[^<>\n]{0,80}>")
# No fact needs a character sixteen times in a row, or a number of sixteen figures; nobody has to
# walk such rows.
_ROW = re.compile(r"(.)\1{15,}", re.DOTALL)
_FIGURES = re.compile(r"\d{16,}")
_SPACE = re.compile(r"[^\S\n]+")
# Curly and other quotes, dashes of all lengths, the fraction slash.
_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "`": "'",
        "\u00b4": "'",
        "“": '"',
        "”": '"',
        "\u2013": "-",
        "—": " - ",
        "\u2212": "-",
        "\u2011": "-",
        "\u2044": "/",
        "→": " -> ",
        "…": "...",
        "•": "\n",
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)


def clean(text: str) -> str:
    """The text in compatibility form without tags and control or formatting characters.

    Letter case and line breaks stay: both carry meaning (``US`` is not ``us``).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST].translate(_PLAIN)).translate(_PLAIN)
    plain = _TAG.sub(" ", plain)
    kept = (c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in plain)
    short = _FIGURES.sub(" ", _ROW.sub(r"\1\1\1", "".join(kept)))
    return _SPACE.sub(" ", short).strip()[:LONGEST]


class Token(NamedTuple):
    """A word, a number or a mark: as it is compared, as it is written, and where it stands.

    ``word`` is in lower case, and spelt out where chat shortens it (``dont``, ``yr``).
    """

    word: str
    written: str
    start: int
    end: int


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['.&][^\W\d_]+)*'?|[^\w\s]|_|\S", re.IGNORECASE
)
_SPELLINGS = Path(__file__).with_name("data") / "spellings.toml"


@cache
def spellings() -> dict[str, str]:
    """What chat shortens or mistypes, and the word it stands for; each one word."""
    return dict(tomllib.loads(_SPELLINGS.read_text(encoding="utf-8")))


def tokens(plain: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a cleaned text, in order."""
    spelt = spellings()
    found = []
    for match in _TOKEN.finditer(plain):
        written = match.group()
        word = written.lower()
        found.append(Token(spelt.get(word, word), written, match.start(), match.end()))
    return tuple(found)
