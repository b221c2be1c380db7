"""The highest completed degree: what is under way, wished, denied or another's is none."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal, NamedTuple

from flows.nlu.clauses import Clause, is_conditional
from flows.nlu.cues import Cues
from flows.nlu.phrases import Found
from flows.nlu.slots.reading import Message, Reading

RANK = ("none-or-bachelors", "masters", "phd")
"""The options, lowest first."""

LOWEST = RANK[0]
_CLOSE, _FEW = 4, 3

Status = Literal["done", "denied", "under-way", "wished"]
_COURSE = "bootcamp"
"""What is no degree, and while it goes on says nothing of the degree before it."""


class Mention(NamedTuple):
    """A degree that a clause names, and whether the friend has it."""

    degree: str
    status: Status
    words: str


def stated(message: Message) -> Reading | None:
    """The highest completed degree that running text states."""
    said = [mention for clause in _unconditional(message) for mention in _said(clause)]
    done = [mention for mention in said if mention.status == "done"]
    if done:
        best = max(done, key=lambda mention: RANK.index(mention.degree.replace("mba", LOWEST)))
        if best.degree == "mba":
            return Reading(LOWEST, best.words, sure=False)  # a master's, but not in this field
        return Reading(best.degree, best.words)
    for mention in said:
        if mention.status == "denied" and mention.degree != "phd":
            return Reading(LOWEST, mention.words)
        told = mention.words.lower() != _COURSE
        if mention.status == "under-way" and mention.degree in ("masters", LOWEST) and told:
            sure = mention.degree == LOWEST or len(message.clauses) <= _FEW
            return Reading(LOWEST, mention.words, sure=sure)
    return None


def replied(message: Message) -> Reading | None:
    """The degree that a reply to the question states; one under way is asked about."""
    reading = stated(message)
    if reading is None and any(_said(clause) for clause in message.telling):
        return Reading("", message.plain, sure=False)
    return reading


def _unconditional(message: Message) -> Iterator[Clause]:
    """The clauses but those that an "only if" behind them makes a wish."""
    for clause, following in zip_longest(message.clauses, message.clauses[1:]):
        if not is_conditional(clause, following):
            yield clause


def _said(clause: Clause) -> list[Mention]:
    if not clause.tells:
        return []
    cues = Cues(clause.tokens, "degrees.txt")
    hidden = [cue for cue in cues.found if cue.name == "nothing"]
    return [
        Mention(degree, _status(clause, cues, cue), clause.words_of(cue))
        for degree, cue in _named(clause, cues)
        if not any(each.first <= cue.first and cue.end <= each.end for each in hidden)
        and not _is_others(clause, cues, cue)
    ]


def _named(clause: Clause, cues: Cues) -> Iterator[tuple[str, Found]]:
    for cue in cues.found:
        degree = cue.name.removesuffix(" exact")
        if degree == "no-degree":
            yield LOWEST, cue
        elif degree in (*RANK, "mba") and _is_written_so(clause, cue):
            yield degree, cue


def _is_written_so(clause: Clause, cue: Found) -> bool:
    written = clause.words_of(cue)
    if cue.name.endswith("exact"):
        return written.isupper()
    if written in ("ms", "mag", "be"):  # words of their own, unless they stand alone
        behind = [token.word for token in clause.tokens[cue.end : cue.end + 1]]
        return behind in (["in"], ["from"], ["degree"], ["at"]) or (not behind and cue.end <= 2)  # noqa: PLR2004
    return True


def _is_others(clause: Clause, cues: Cues, cue: Found) -> bool:
    """Whether a degree is that of people: "3 PhDs in the team", "so many masters"."""
    if clause.words_of(cue).endswith(("Ds", "phds", "PHDs")):
        return True
    counted = cue.first > 0 and clause.tokens[cue.first - 1].word in ("of", "many", "all")
    return counted and not cues.ends(cue.first, "before-done")


def _status(clause: Clause, cues: Cues, cue: Found) -> Status:
    if cue.name == "no-degree":
        return "denied"
    planned = clause.before(cue.first, "planned", "wants")
    if clause.before(cue.first, "negation") and not _only_before(clause, cue):
        return "wished" if planned else "denied"
    behind = range(cue.end, cue.end + 2)
    not_done = any(cues.begins(at, "not-done") for at in behind)
    finished = any(cues.begins(at, "done") for at in range(cue.end, len(clause.tokens)))
    under_way = not_done or cues.ends_near(cue.first, _CLOSE, "under-way")
    wished = planned or any(cues.begins(at, "wish-behind") for at in behind)
    found: list[tuple[bool, Status]] = [
        (finished and not not_done, "done"),
        (under_way, "under-way"),
        (cues.ends(cue.first, "before-done"), "done"),
        (cues.ends_near(cue.first, _CLOSE, "dropped"), "denied"),
        (wished or cues.ends(cue.first, "wished"), "wished"),
        (_leads_back(clause) or not _stands_alone(clause, cue), "wished"),
    ]
    return next((status for holds, status in found if holds), "done")


def _leads_back(clause: Clause) -> bool:
    return clause.when == "past" and any(found.first == 0 for found in clause.spans("past"))


def _stands_alone(clause: Clause, cue: Found) -> bool:
    """Whether a degree is told by itself, or as one of the things that one has."""
    before = [token.word for token in clause.tokens[: cue.first] if token.word not in ("a", "an")]
    link = before[-1] if before else ""
    return cue.first <= _FEW or link in ("with", "w", "plus", "+", "&", "and", "-", "after")


def _only_before(clause: Clause, cue: Found) -> bool:
    return any(token.word in ("only", "just", "but") for token in clause.tokens[: cue.first])
