"""Circumstances: what friends tell of their lives that is no answer to any question."""

from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flows.knowledge.problems import KnowledgeError, Problem
from flows.knowledge.tables import load_table, problems_of_repeats
from flows.nlu.clauses import Clause
from flows.nlu.phrases import Phrases
from flows.nlu.slots.reading import Message

AGE, OF_OTHERS = "age", frozenset(["family"])
"""The one that numbers tell, too, and such as one tells by speaking of others."""

_AGES = range(18, 76)
_BEFORE_AGE = frozenset(["i'm", "am", "turn", "turned", "turning", "aged", "age", "being"])
_SEXES = frozenset(["m", "f", "y", "yo"])

CIRCUMSTANCES = Path(__file__).parent / "data" / "circumstances.toml"

Cue = Annotated[str, Field(min_length=2, max_length=100)]


class Circumstance(BaseModel):
    """One of them: ``told`` names it in a list, ``cues`` are words that tell of it.

    ``topic`` answers it; the reasoning has no place for one without.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    told: Annotated[str, Field(min_length=1, max_length=60)]
    cues: Annotated[tuple[Cue, ...], Field(min_length=1)]
    topic: str = ""


@cache
def built_in_circumstances() -> dict[str, Circumstance]:
    """The circumstances that come with the program, by id, in the order of their file."""
    return {each.id: each for each in load_circumstances()}


def load_circumstances(path: Path = CIRCUMSTANCES) -> list[Circumstance]:
    """Read circumstances; raises KnowledgeError with every mistake at once."""
    found = load_table(path, "circumstance", Circumstance)
    if problems := problems_of_repeats(path.name, "circumstance", [each.id for each in found]):
        raise KnowledgeError(problems)
    return found


def problems_of_circumstances(
    circumstances: Iterable[Circumstance], *, topics: Container[str]
) -> Iterator[Problem]:
    """A problem for every topic that there is not."""
    for each in circumstances:
        if each.topic and each.topic not in topics:
            what = f"there is no topic {each.topic!r}; name one of topics.toml, or none"
            yield Problem(CIRCUMSTANCES.name, f"circumstance {each.id}", what)


def heard(message: Message) -> tuple[str, ...]:
    """The ids of what a message tells of the friend's life, in the order of their file.

    The friend's family may be the subject; a question or a supposition tells nothing.
    """
    found = set()
    for clause in message.clauses:
        if clause.act == "asks" or clause.when == "hypothetical" or clause.whom == "people":
            continue
        named = {
            cue.name for cue in _cues().find(clause.tokens) if not _is_denied(clause, cue.first)
        }
        found |= named if clause.whom == "me" else named & OF_OTHERS
        if clause.whom == "me" and _tells_age(clause):
            found.add(AGE)
    return tuple(name for name in built_in_circumstances() if name in found)


@cache
def _cues() -> Phrases:
    return Phrases({each.id: each.cues for each in built_in_circumstances().values()})


def _is_denied(clause: Clause, at: int) -> bool:
    """Whether a denial stands right before a token: "no kids", "not laid off"."""
    return any(found.end in range(at - 1, at + 1) for found in clause.spans("negation"))


def _tells_age(clause: Clause) -> bool:
    """Whether a number in a clause is the friend's age: "at 41", "I'm 37", "34F"."""
    words = [token.word for token in clause.tokens]
    for at, word in enumerate(words):
        if not (word.isdigit() and int(word) in _AGES):
            continue
        before, behind = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if behind in _SEXES and clause.tokens[at].end == clause.tokens[at + 1].start:
            return True
        if behind in ("", "year", "years", "now", "already") and before in _BEFORE_AGE:
            return behind not in ("year", "years") or words[at + 2 : at + 3] == ["old"]
        if before == "at" and behind in ("", "i", ",", "and"):
            return True
    return False
