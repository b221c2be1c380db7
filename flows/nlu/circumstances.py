"""Circumstances: what friends tell of their lives that is no answer to any question."""

from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flows.knowledge.problems import KnowledgeError, Problem
from flows.knowledge.tables import load_table, problems_of_repeats
from flows.nlu.clauses import Clause
from flows.nlu.entities.ages import age_in
from flows.nlu.phrases import Found, Phrases
from flows.nlu.slots.reading import Message

AGE, OF_OTHERS = "age", frozenset(["family"])
"""The one that numbers tell, too, and such as one tells by speaking of others."""

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
        mine = clause.whom == "me"
        if mine and clause.when != "hypothetical" and _tells_age(clause):
            found.add(AGE)
        if clause.act == "asks" or clause.when == "hypothetical" or clause.whom == "people":
            continue
        named = {cue.name for cue in _cues().find(clause.tokens) if not _is_denied(clause, cue)}
        found |= named if mine else named & OF_OTHERS
    return tuple(name for name in built_in_circumstances() if name in found)


@cache
def _cues() -> Phrases:
    return Phrases({each.id: each.cues for each in built_in_circumstances().values()})


def denied(message: Message) -> tuple[str, ...]:
    """The ids of what a message says is not so of the friend: "I have no offer"."""
    named = {
        cue.name
        for clause in message.clauses
        if clause.whom == "me" and clause.act != "asks" and clause.when != "hypothetical"
        for cue in _cues().find(clause.tokens)
        if _is_denied(clause, cue)
    }
    return tuple(sorted(named.difference(heard(message))))


def _is_denied(clause: Clause, cue: Found) -> bool:
    """Whether a denial stands right before a phrase, or in it: "no kids", "have no offer"."""
    spans = clause.spans("negation")
    if any(found.end in (cue.first - 1, cue.first) for found in spans):
        return True
    within = (found for found in spans if cue.first <= found.first and found.end <= cue.end)
    words = (clause.tokens[at].word for found in within for at in range(found.first, found.end))
    return any(word not in _own_words(cue.name) for word in words)


@cache
def _own_words(name: str) -> frozenset[str]:
    """The words that a circumstance is told by: "not" is one of them in "not renewed"."""
    return frozenset(" ".join(built_in_circumstances()[name].cues).split())


def _tells_age(clause: Clause) -> bool:
    """Whether a number in a clause is the friend's age: "at 41", "I'm thirty-four", "34F".

    In a question it is only where the friend is its subject: "am I too old at 51?".
    """
    if clause.act == "asks" and not clause.own_subjects:
        return False
    return age_in(clause.tokens) is not None
