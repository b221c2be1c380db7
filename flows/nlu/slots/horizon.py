"""The years planned for, as running text and replies state them."""

from decimal import Decimal

from flows.nlu.clauses import Clause
from flows.nlu.entities.durations import Durations, durations
from flows.nlu.entities.places import places
from flows.nlu.normalize import tokens
from flows.nlu.slots.reading import Message, Reading
from flows.nlu.slots.stretches import (
    bare_reply,
    corrected,
    reading_of,
    tells_more,
    tells_time,
)

_SHORT, _LONG, _LONGEST = 3, 4, 10
_MINE = frozenset(("i", "i'm", "i've", "my"))
_WORKED = ("career", "since", "experience-since")
"""What tells of years that one has worked."""


def band_of_horizon(years: Decimal) -> str | None:
    """The option of a chapter of so many years, or None between three and four."""
    if years <= _SHORT:
        return "1-3"
    if years < _LONG:
        return None
    return "4-10" if years <= _LONGEST else "over-10"


def stated(message: Message) -> Reading | None:
    """The chapter planned for that running text states."""
    for clause in message.telling if tells_time(message) else ():
        read = durations(clause.text)
        if read.has("denied") or clause.is_of_something:
            continue
        if read.has("so-far"):  # "an analyst since forever"
            continue
        units = [each for each in read.found if each.unit]
        mine = not _MINE.isdisjoint(token.word for token in clause.tokens)
        if not mine and any(read.right_behind(each, "a plan") for each in units):
            continue  # "the company has a five year plan"
        if read.has("for-good"):  # "loans until forever" is no plan of one's own
            if units:  # "eight years until retirement"
                return reading_of(units, clause.text, band_of_horizon)._replace(sure=False)
            return Reading("over-10", clause.text, sure=bool(clause.own_subjects))
        wished = clause.when == "planned" and not read.has("not-work")
        meant = [each for each in units if read.right_before(each, "for")]
        if units and read.has("plan"):
            return reading_of(units, clause.text, band_of_horizon)
        if meant and wished:  # "I'd like to build something for four years"
            return reading_of(meant, clause.text, band_of_horizon)._replace(sure=False)
    return None


def replied(message: Message) -> Reading | None:
    """The chapter planned for that a reply to the question states."""
    own = [(clause, durations(clause.text)) for clause in message.replying]
    good = ("for-good", "for-good reply")
    if any(read.has(*good) and not _plans_of_another(clause, read) for clause, read in own):
        return Reading("over-10", message.plain)
    past = tells_more(message) or any(read.has(*_WORKED) for _, read in own)
    past = past or any(places(message.plain, tokens(message.plain)))
    if past and not any(read.has("ahead") and read.found for _, read in own):
        return None  # "7 yrs DS in Bangalore, 42 LPA"
    return corrected(message, band_of_horizon) or bare_reply(
        message, band_of_horizon, _replies_horizon
    )


def _replies_horizon(clause: Clause, read: Durations) -> bool:
    return not read.has("not-reply", "so-far", "denied") and not _plans_of_another(clause, read)


def _plans_of_another(clause: Clause, read: Durations) -> bool:
    """Whether somebody else plans; "until my son leaves school" still says for how long."""
    return clause.whom != "me" and read.has("plan")
