"""A message cut into clauses, each known as a fact, a question, a thought or somebody else's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.understanding.voices import about_another, asks, supposes

Kind = Literal["fact", "question", "thought", "other"]

LONGEST = 240
"""Characters of one clause."""

_SENTENCE = re.compile(
    r"(?<!\b[sj]r)(?<!\bdr)(?<!\brs)(?<!\bvs)(?<!\bst)(?<!\bapprox)(?<!\b[bmse])(?<!\bno)(?<!\be\.g)(?<!\bi\.e)"
    r"[.!;]+(?=\s|$|[A-Z])|\.{2,}|\?+|\n+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",(?!\d{2,3}\b)|\s-+>?\s|\s/\s|\||[()]|\s(?:but|while|whereas|although|though"
    r"|because|cause|cos|since"
    r"(?= i\b| my\b))\s"
    r"|\s(?:and|n|so|&)\s(?=(?:i|i'm|im|i've|ive|i'd|my|we|they|he|she|have|had"
    r"|would|want|love|can|can't|live"
    r"|earn|no|not|now|planning|got|currently|work|working|should|am|is|what|how"
    r"|report|the|never|really)\b)"
    r"|\s(?=(?:should|shud|shall|is it|am i|do i|can i|will (?:i|any\w+|some\w+|they"
    r"|people)|worth it|what should"
    r"|how do|which one)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a cleaned text, with its place there and whether it may hold a fact."""

    text: str
    start: int
    kind: Kind

    @property
    def end(self) -> int:
        """Where the clause ends in the text it came from."""
        return self.start + len(self.text)


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a cleaned text in order."""
    for start, end, mark in _cut(_SENTENCE, text, 0, len(text)):
        questioned = "?" in mark
        pieces = [
            piece
            for s, e, _ in _cut(_CLAUSE, text, start, end)
            for piece in _portions(text, s, e)
            if text[slice(*piece)].strip()
        ]
        asked = other = False
        for i, (s, e) in enumerate(pieces):
            piece = text[s:e]
            asked = (
                asked or asks(piece.strip()) or (questioned and i == len(pieces) - 1 and not asked)
            )
            kind: Kind = "question" if asked else _kind(piece.strip(), other)
            other = kind == "other"
            yield Clause(piece, s, kind)


def _kind(piece: str, after_other: bool) -> Kind:
    if supposes(piece):
        return "thought"
    if about_another(piece) or (after_other and not _OWN_AGAIN.search(piece)):
        return "other"
    return "fact"


_OWN_AGAIN = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|my|we|me|mine)\b|^\s*(?:and )?(?:am|working|earning)\b",
    re.IGNORECASE,
)


def _portions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what goes on without a stop at a space, so that no pattern walks thousands of words."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _cut(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of the text between matches, with the match that ends each."""
    at = start
    for match in pattern.finditer(text, start, end):
        if match.end() > match.start() or match.start() > at:
            yield at, match.start(), match.group()
            at = match.end()
    yield at, end, ""
