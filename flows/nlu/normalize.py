"""The only cleaning of text: made plain once, then cut into words that can be compared."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from re import Match
from typing import NamedTuple

LONGEST = 4096
"""Characters that are read; Telegram sends no more in one message."""

_TAG = re.compile(r"<[^<>\n]{0,80}>")
# No fact needs a character sixteen times in a row, or a number of sixteen figures; nobody has to
# walk such rows.
_ROW = re.compile(r"(.)\1{15,}", re.DOTALL)
_FIGURES = re.compile(r"\d{16,}")
_SPACE = re.compile(r"[^\S\n]+")
_SINGLE = re.compile(r"(?<!\w)'(?=\w)((?:[^'\n]|(?<=\w)'(?=\w)){12,400}?)'(?!\w)")
_TITLE = 3
"""Words between single marks that may be a name or a title, and no quotation."""
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


_AT_ONCE = 64
"""Texts that are kept as they were read: those of one message, its clauses among them."""


@lru_cache(maxsize=_AT_ONCE)
def clean(text: str) -> str:
    """The text in compatibility form without tags and control or formatting characters.

    Letter case and line breaks stay: both carry meaning (``US`` is not ``us``).
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST].translate(_PLAIN)).translate(_PLAIN)
    plain = _TAG.sub(" ", plain)
    if not plain.isprintable():
        kept = (c for c in plain if c in "\n\t" or unicodedata.category(c)[0] != "C")
        plain = "".join(kept)
    short = _FIGURES.sub(" ", _ROW.sub(r"\1\1\1", plain))
    return _SPACE.sub(" ", _SINGLE.sub(_doubled, short)).strip()[:LONGEST]


def _doubled(match: Match[str]) -> str:
    quoted: str = match[1]
    words = sum(word[0].isalnum() for word in quoted.split())
    return f'"{quoted}"' if words > _TITLE else match[0]


class Token(NamedTuple):
    """A word, a number or a mark: as it is compared, as it is written, and where it stands.

    ``word`` is in lower case, and spelt out where chat shortens it (``dont``, ``yr``).
    """

    word: str
    written: str
    start: int
    end: int


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|\bw/(?:o(?:ut)?\b|(?=\s))|[^\W\d_]+(?:['.&][^\W\d_]+)*'?|[^\w\s]|_|\S",
    re.IGNORECASE,
)
_DATA = Path(__file__).with_name("data")
_SPELLINGS = _DATA / "spellings.toml"
_SHORT_FORMS = _DATA / "short_forms.toml"


@cache
def spellings() -> dict[str, str]:
    """What chat shortens or mistypes, and the word it stands for; each one word."""
    return dict(tomllib.loads(_SPELLINGS.read_text(encoding="utf-8")))


@lru_cache(maxsize=_AT_ONCE)
def tokens(plain: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a cleaned text, in order."""
    spelt = spellings()
    found = []
    for match in _TOKEN.finditer(plain):
        written = match.group()
        word = written.lower()
        found.append(Token(spelt.get(word, word), written, match.start(), match.end()))
    return tuple(found)


_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_MARKS = frozenset("?%+$€£₹_")
"""Marks that say something beside words; all others only part them."""

_ENDINGS = {"s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}


@cache
def short_forms() -> dict[str, str]:
    """What stands for other words in this field ("ml", "yoe"), and these words."""
    return dict(tomllib.loads(_SHORT_FORMS.read_text(encoding="utf-8")))


@lru_cache(maxsize=_AT_ONCE)
def words(text: str) -> tuple[Token, ...]:
    """The words of any text as examples are learned and compared: every short form spelt out.

    Of a word that stands for several, all have its place.
    """
    return tuple(
        token if word == token.word else token._replace(word=word)
        for token in tokens(_STRETCHED.sub(r"\1\1", clean(text)))
        for word in _spelt_out(token.word)
    )


@lru_cache(maxsize=4096)
def _spelt_out(word: str) -> tuple[str, ...]:
    full = short_forms().get(word)
    if full is not None:
        return tuple(full.split())
    stem, _, ending = word.strip("'").partition("'")
    if ending == "t" and stem.endswith("n"):
        return (stem[:-1] or "no", "not")
    if ending in _ENDINGS:
        return (stem, _ENDINGS[ending])
    bare = word.strip("'")
    return (bare,) if bare in _MARKS or bare[:1].isalnum() else ()


def compared(text: str) -> tuple[str, ...]:
    """The words of a text as commands are compared: spelt out, without marks."""
    return tuple(token.word for token in words(text) if token.word != "?")


_BETWEEN_WORDS = re.compile(r"[^\w%+'-]+")


@lru_cache(maxsize=_AT_ONCE)
def normalize(text: str) -> str:
    """Text as it is compared: one case, one width, no punctuation or double spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("–", "-").replace("’", "'")  # noqa: RUF001 - as people type them
    return " ".join(_BETWEEN_WORDS.sub(" ", folded).split()).replace(" %", "%")
