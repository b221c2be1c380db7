"""Facts that running text states outright: cue patterns first, then a careful classifier."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.nlu.model import NOTHING, Guesser
from flows.understanding.clauses import Clause

_FILE = Path(__file__).with_name("cues.toml")
# "love building more than modelling": what comes behind is the lesser.
_COMPARED = re.compile(
    r"\b(?:more than|rather than|instead of|better than)\b(?! (?:anything|most"
    r"|others?|any|every)).*",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:don'?t|do not|didn'?t|doesn'?t|isn'?t|not|never|no longer|haven'?t|hardly|nor|without"
    r"|anything but|hate|dislike)(?: \w+){0,3}\s*$",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:don'?t|do not|didn'?t|doesn'?t|isn'?t|aren'?t|not|never|no longer|haven'?t|hardly"
    r"|nor)\b",
    re.IGNORECASE,
)
NO_LIKE = frozenset({"none", "no", "neither", "notebooks", "learning", "typical", "solid", "some"})
"""Options that a denial may well mean; any other needs words of its own."""

CERTAIN = 0.75
"""The lead a guess needs to become a fact; a clause of running text was no answer to a question."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer that the text states, the words it rests on and where they begin."""

    question: str
    option: str
    phrase: str
    start: int


@dataclass(frozen=True, slots=True)
class _Cues:
    gate: re.Pattern[str]
    need: re.Pattern[str] | None
    never: re.Pattern[str] | None
    options: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]


@cache
def _cues() -> dict[str, _Cues]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        question: _Cues(
            re.compile(table["gate"], re.IGNORECASE),
            _compiled(table.get("need")),
            _compiled(table.get("never")),
            tuple(
                (option, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
                for option, patterns in table["options"].items()
            ),
        )
        for question, table in tables.items()
    }


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def cued_facts(clauses: list[Clause], guess: Guesser) -> Iterator[Fact]:
    """Yield what the clauses state about the questions of judgement, at most once a question."""
    for question, cues in _cues().items():
        told = [c for c in clauses if not (cues.never and cues.never.search(c.text))]
        fact = _stated(question, cues, told) or _guessed(question, cues, told, guess)
        if fact:
            yield fact


def _stated(question: str, cues: _Cues, clauses: list[Clause]) -> Fact | None:
    found = []
    for clause in clauses:
        for option, patterns in cues.options:
            said = _COMPARED.sub("", clause.text)
            if any(_affirmed(pattern, said) for pattern in patterns):
                found.append(Fact(question, option, clause.text.strip(), clause.start))
                break  # the options stand in the order in which they take precedence
    return found[0] if len({fact.option for fact in found}) == 1 else None


def _affirmed(pattern: re.Pattern[str], said: str) -> bool:
    """Whether the words are said, and not denied just before, unless they hold the denial."""
    found = pattern.search(said)
    return found is not None and not _DENIED.search(said[: found.start()])


def _guessed(question: str, cues: _Cues, clauses: list[Clause], guess: Guesser) -> Fact | None:
    for clause in clauses:
        if not cues.gate.search(clause.text) or (cues.need and not cues.need.search(clause.text)):
            continue
        option, lead = guess(question, clause.text.strip())
        denied = option not in NO_LIKE and _DENYING.search(clause.text)
        if option != NOTHING and lead >= CERTAIN and not denied:
            return Fact(question, option, clause.text.strip(), clause.start)
    return None
