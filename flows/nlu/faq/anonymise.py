"""Takes out of a question what tells who asked it, before it is kept for everyone."""

import re
from collections.abc import Iterable

_CONTACTS = re.compile(
    r"""
    \b(?:https?://|www\.|t\.me/)\S+       # addresses of pages
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+        # addresses of people
    | (?<!\w)@\w+                         # names at a service
    | \+?\d(?:[\s().-]{0,2}\d){8,}        # telephone numbers
    """,
    re.VERBOSE,
)
_INTRODUCTION = re.compile(
    r"\b(?i:my name is|i am called|call me)\s+[^\W\d_]\w*(?:\s+[^\W\d_a-z]\w*)*(?i:\s+here\b)?"
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_NAME = re.compile(r"[^\W_]{2,}")
_EMPTY = re.compile(r"\s*(?:\(\s*\)|\[\s*\]|[“\"]\s*[”\"])[ ,:]*")
"""Brackets and quotes in which only a name stood, with the comma behind them."""

_LOST = re.compile(r" +([,.;:!?])|(?<=[,;:])\s*[,;:]+|[,;:]+ *(?=[.!?])| +(?=[)\]])")
_EDGES = " \t\n,;:–—-"

_WORDS = frozenset(
    {
        *("art", "bill", "chase", "dean", "do", "drew", "frank", "grace", "hope", "jack", "joy"),
        *("june", "mark", "may", "pat", "rich", "rob", "sue", "will", "an", "am", "is", "in", "on"),
        *("so", "van", "de", "la", "du", "al", "el"),
    }
)
"""Names that are also words of a question: taken out only where they can be nothing but names."""


def anonymise(text: str, names: Iterable[str] = (), *, whole: bool = False) -> str:
    """The text without contacts, names and introductions; perhaps nothing.

    ``names`` are what its writer is called. Of several sentences only those that ask are left,
    since the others tell of the one who asks; unless it is wanted ``whole``, with its lines.
    """
    asking = text if whole else _asking(text)
    without = _INTRODUCTION.sub(" ", _CONTACTS.sub(" ", asking))
    for name in _parts(names):
        without = _without(without, name)
    return _tidy(without)


def _asking(text: str) -> str:
    sentences = _BETWEEN_SENTENCES.split(text)
    asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")]
    return " ".join(map(str.strip, asking or sentences))


def _parts(names: Iterable[str]) -> list[str]:
    words = {word for name in names for word in _NAME.findall(name)}
    whole = {name.strip() for name in names if len(name.strip()) > 1}
    return sorted(words | whole, key=len, reverse=True)


def _without(text: str, name: str) -> str:
    quoted = re.escape(name)
    introduced = rf"\b(?i:i'm|i’m|i am|this is|hi|hello|hey|dear|thanks|regards)[\s,]+{quoted}\b"  # noqa: RUF001 - as people type it
    signed = rf"[–—-]\s*{quoted}\s*$"
    if name.casefold() in _WORDS:
        return re.sub(rf"{introduced}|{signed}", " ", text)
    return re.sub(rf"(?i:{introduced})|(?<!\w)(?i:{quoted})(?!\w)", " ", text)


def _tidy(text: str) -> str:
    lines = (" ".join(_EMPTY.sub(" ", line).split()) for line in text.splitlines())
    return _LOST.sub(lambda found: found[1] or "", "\n".join(lines)).strip(_EDGES)
