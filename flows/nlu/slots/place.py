"""The market that the friend's job sits in, from the places named and how they are named."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.entities.places import Place, is_school, market_of, places
from flows.nlu.normalize import Token
from flows.nlu.phrases import load_phrases
from flows.nlu.slots.reading import Message, Reading, once
from flows.nlu.slots.role import mentions

_FIRM, _PLAIN, _THEIRS, _LATER, _SEVERAL = 4, 3, 2, 1, 0
_FEW = 3
"""Words of a text, or of a first clause, in which a place alone says where the friend is."""


class Where(NamedTuple):
    """A country (ISO 3166) that the friend may be in: by how much the words say so, which words.

    ``weight`` is 4 where the text says that the friend is there, 3 for a name alone, 2 where it is
    that of an employer ("at a US bank"), 1 where they mean to go or were, or a visa tells it, 0
    where others are named alike. ``clause``: where the clause begins that says so.
    """

    country: str
    weight: int
    words: str
    clause: int = -1


@once
def country(message: Message) -> Where | None:
    """Where the text puts the friend's job; None where it names no place, or two at once."""
    found = list(_weighed(message))
    best = max((where.weight for where in found), default=0)
    chosen = [where for where in found if where.weight == best]
    if not chosen:
        return None
    others = [each for each in chosen if market_of(each.country) != market_of(chosen[0].country)]
    if any(other.clause == chosen[0].clause for other in others):
        return None  # "India or Singapore"
    return chosen[0]._replace(weight=_SEVERAL) if others else chosen[0]


def country_of(market: str) -> str | None:
    """The country whose currency a bare amount is in, by market; Europe has several."""
    return {"india": "IN", "singapore": "SG", "us": "US"}.get(market)


def stated(message: Message) -> Reading | None:
    """The market that running text states."""
    where = country(message)
    if where is None:
        return None
    sure = where.weight > _LATER
    return Reading(market_of(where.country), where.words, sure)


def replied(message: Message) -> Reading | None:
    """The market that a reply to the question states."""
    return stated(message)


def _weighed(message: Message) -> Iterator[Where]:
    plain = message.plain
    read = message.tokens
    around = load_phrases("where.txt").find(read)
    for visa in (found for found in around if found.name == "visa"):
        words = plain[read[visa.first].start : read[visa.end - 1].end]
        yield Where("US", _LATER, words)
    before = {(found.name, found.end): found for found in around}
    after = {found.first for found in around if found.name == "away-after"}
    told = -1  # the last sentence that named a place
    for place in places(plain, read):
        start, end = read[place.first].start, read[place.end - 1].end
        within = [c for c in message.clauses if c.start < end and start < c.end]
        first = place.first
        while first and read[first - 1].word in ("the", "greater", "downtown", "sunny"):
            first -= 1
        named = {name for name, at in before if at == first}
        if any(each.name == "studied" and each.first < first < each.end for each in around):
            named.add("studied")  # "MS from _"
        clause = within[0] if within and all(_is_told(c) for c in within) else None
        if clause and "here" in named and _is_denied(clause, read[before["here", first].first]):
            continue
        if clause and is_school(plain[start:end]) and not _studies(clause):
            continue
        alone = (
            bool(clause) and place.end - first == len(within[0].tokens) and told != _line(within)
        )
        told = _line(within)
        weight = _weight(clause, named, place, after, alone=alone)
        if weight:
            yield Where(place.country, weight, plain[start:end], within[0].start)


def _line(within: Sequence[Clause]) -> int:
    return within[0].sentence if within else -1


def _is_told(clause: Clause) -> bool:
    """Whether a clause tells of the friend, if only who pays them: "they pay me 2k in Kochi"."""
    if clause.act != "states" or clause.when != "now":
        return clause.tells
    return clause.tells or (clause.has("paid me") and clause.has("me-object"))


def _is_denied(clause: Clause, at: Token) -> bool:
    """Whether a denial stands right before a token: "I don't live in …"."""
    first = next(i for i, token in enumerate(clause.tokens) if token.start >= at.start)
    return any(found.end in (first, first - 1) for found in clause.spans("negation"))


def _weight(
    clause: Clause | None, named: set[str], place: Place, after: set[int], *, alone: bool
) -> int:
    if clause is None or "away" in named or clause.has("used-to"):
        return _LATER if clause is None and "of work" in named else 0
    theirs = "theirs" in named or clause.is_of_something  # "our senior is in Tampa"
    brief = not clause.start and len(clause.tokens) <= _FEW  # "Chicago. …"
    alone = alone or (brief and "studied" not in named)
    here = "here" in named and clause.act != "wants"  # "I'd love to work in …"
    if here or (alone and place.end not in after):
        return _FIRM
    if clause.is_of_something and place.end in after:
        return 0  # "my US visa was denied"
    if theirs:
        return _LATER if "later" in named else _THEIRS
    studied, past = "studied" in named, clause.when == "past"
    worked = bool(clause.own_subjects or mentions(clause))
    gone = past and not (studied or worked)
    if place.end in after or gone or (studied and not _studies(clause)):
        return 0
    later = "later" in named or clause.act == "wants" or past
    return _LATER if later and not studied else _PLAIN


def _studies(clause: Clause) -> bool:
    found = load_phrases("where.txt").find(clause.tokens)
    return any(each.name == "under-way" for each in found)
