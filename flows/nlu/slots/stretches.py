"""Stretches of time in a message: as they stand in its clauses, and as short replies give them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.entities.durations import LIFE, Duration, Durations, durations
from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import has_number, span_phrases
from flows.nlu.phrases import Phrases, read_lists
from flows.nlu.slots.reading import Message, Reading, once
from flows.nlu.slots.role import mentions

_LEADS = ("bare-before", "stands at", "about", "under", "over")
"""What a bare number that answers may stand right behind."""
_FEW = 12
"""Tokens of a reply in which a bare number may answer."""

UNCOUNTED = ("for-good", "fresh", "month", "year")
"""Lists of what tells of years without a number: "fresh from college", "a year", "for good"."""

Band = Callable[[Decimal], str | None]
"""The option of so many years; None where they are between two."""


class Said(NamedTuple):
    """Years of work that a clause states, whether as all that there are, and its words.

    ``part``: others are to be added; ``past``: these are over; ``first``: they are told at once.
    """

    low: Decimal
    high: Decimal
    total: bool
    words: str
    part: bool = False
    past: bool = False
    first: bool = False


@once
def tells_time(message: Message) -> bool:
    """Whether a text can tell of years at all: most have no number, and no word in its place."""
    read = message.tokens
    return has_number(read) or bool(span_phrases().find(read) or _uncounted().find(read))


@cache
def _uncounted() -> Phrases:
    lists = read_lists("durations.txt")
    named = {name: lists[name] for name in lists if name.startswith("{")}
    return Phrases(named | {name: lists[name] for name in UNCOUNTED})


def durations_now(clause: Clause) -> Durations:
    """The stretches in a clause before it turns to what is planned or wished.

    What they are said of may stand behind that: "we have a five year plan".
    """
    read, whole = durations(clause.now_part), durations(clause.text)
    within = (each for each in whole.found if each.end <= len(read.tokens))
    return read._replace(
        found=tuple(each for each in within if not whole.right_behind(each, "a plan"))
    )


def reading_of(found: Sequence[Duration | Said], words: str, band: Band) -> Reading:
    low, high = min(each.low for each in found), max(each.high for each in found)
    first, last = band(low), band(high)
    if first == last and first:
        return Reading(first, words)
    return Reading("", words, sure=False)


def corrected(message: Message, band: Band) -> Reading | None:
    """Read "10 yrs. wait no, 12": what comes last counts."""
    read = durations(message.plain)
    ends = [cue.end for cue in read.cues.found if cue.name == "correction"]
    if not ends or message.clauses[-1] not in message.replying or len(read.tokens) > 2 * _FEW:
        return None
    behind = [each for each in read.found if each.first >= max(ends)]
    return reading_of(behind, message.plain, band) if behind else None


def bare_reply(
    message: Message, band: Band, counts: Callable[[Clause, Durations], bool], *, adds: bool = False
) -> Reading | None:
    """Read a short reply, in which a number without a unit counts years.

    ``counts``: whether a clause answers; ``adds``: stretches behind one another add up.
    """
    if sum(len(clause.tokens) for clause in message.clauses) > 2 * _FEW:
        return None
    read = [(clause, durations(clause.text)) for clause in message.replying]
    kept = [each for clause, each in read if counts(clause, each) and clause.opens != "("]
    kept = [each for each in kept if each.has("career")] or kept  # "9 in all, 5 in data"
    found = [
        each
        for said in kept
        for each in said.found
        if each.high <= LIFE and not is_of_a_task(each, said)
        if not said.right_before(each, "negated")
    ]
    units = [each for each in found if each.unit]
    if not units and tells_more(message):
        return None  # "29, data scientist in Berlin"
    chosen = units or [each for said in kept for each in said.found if _is_bare(each, said)]
    if adds and len(chosen) > 1 and message.plain.find(" then ") > 0:
        chosen = [
            chosen[0]._replace(
                high=chosen[0].high + chosen[1].high, low=chosen[0].low + chosen[1].low
            )
        ]
    said = [each for each in kept for one in each.found if each.right_behind(one, "job of several")]
    if adds and not units and len(chosen) > 1 and len(said) == len(chosen):
        low, high = sum(each.low for each in chosen), sum(each.high for each in chosen)
        whole = Said(Decimal(low), Decimal(high), total=True, words=message.plain)
        return reading_of([whole], message.plain, band)._replace(sure=False)
    return reading_of(chosen, message.plain, band) if chosen else None


def tells_more(message: Message) -> bool:
    """Whether a reply tells of other matters too, which its numbers may belong to."""
    return any(
        mentions(clause) or any(not money.bare for money in amounts(clause.tokens))
        for clause in message.clauses
    )


def is_of_a_task(each: Duration, read: Durations) -> bool:
    """Whether something took a stretch: "6 months to get a password"."""
    behind = [token.word for token in read.tokens[each.end : each.end + 2]]
    return behind[:1] == ["to"] and behind[-1].isalpha() and behind[-1] not in ("to", "date")


def _is_bare(each: Duration, read: Durations) -> bool:
    """Whether a number stands for itself: "2 lakh" and "3 PhDs" count something else."""
    # "left school at 17" and "I'm at six"
    at = read.right_before(each, "at") and not read.right_before(each, "stands at")
    if each.unit or each.high > LIFE or at or read.right_behind(each, "part"):
        return False
    before = read.tokens[each.first - 1].word if each.first else ""
    if before[:1].isalpha() and not read.right_before(each, *_LEADS):
        return False  # "room 7", "a team of 8"
    behind = read.tokens[each.end : each.end + 2]
    if [token.word[0].isdigit() for token in behind] == [False, True] and behind[0].word == "of":
        return False  # "one of 8"
    return not behind or not behind[0].word[0].isalnum() or read.right_behind(each, "bare-after")
