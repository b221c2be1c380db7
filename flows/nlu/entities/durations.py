"""Stretches of time in running text: ``7 yoe``, ``just under 2 years``, ``5 yrs 8 months``."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from flows.nlu.cues import Cues
from flows.nlu.entities.numbers import HAIR, digits, value_of
from flows.nlu.normalize import Token

LIFE = 60
"""Years beyond which a number is no stretch of anybody's work."""

_CENTURY = 100
_SINGULAR = ("month", "year")


class Duration(NamedTuple):
    """From ``low`` to ``high`` years, both included, at the tokens from ``first`` to ``end``.

    ``unit`` is empty for a bare number, which only its place can make a stretch of years.
    """

    low: Decimal
    high: Decimal
    unit: Literal["year", "month", ""]
    first: int
    end: int


def durations(said: tuple[Token, ...]) -> list[Duration]:
    """The stretches of time in some tokens."""
    read = digits(said)
    cues = Cues(read, "durations.txt")
    starts = {token.start: at for at, token in enumerate(said)}
    ends = {token.end: at for at, token in enumerate(said, start=1)}
    return [
        each._replace(first=starts[read[each.first].start], end=ends[read[each.end - 1].end])
        for each in _joined(list(_found(read, cues)), read)
    ]


def _found(read: tuple[Token, ...], cues: Cues) -> Iterator[Duration]:
    at = 0
    while at < len(read):
        duration = _counted(read, at, cues) or _article(read, at, cues)
        if duration:
            yield duration
        at = duration.end if duration else at + 1


def _counted(read: tuple[Token, ...], at: int, cues: Cues) -> Duration | None:
    """The stretch that a number begins: "3", "2-3 yrs", "10+ years", "just under 2 years"."""
    low = None if _glued(read, at) else _number(read, at)
    if low is None:
        return None
    high, end = _second(read, at, low)
    low, high = min(low, high), max(low, high)
    more = cues.begins(end, "plus")
    end = more or cues.begins(end, "ish") or end
    end += end < len(read) and read[end].word == "-"
    unit = _unit(cues, end)
    end += bool(unit)
    if _is_of_a_thing(read, end, cues) or (not unit and _goes_on(read, end)):
        return None
    late = cues.begins(end, "plus")
    soon = max(cues.begins(at, "soon") for at in (end, end + 1))
    before = at
    while cues.ends(before, "about") and read[before - 1].word != "~":
        before -= 1
    if cues.ends(before, "under") or (unit and soon):
        low = high = low - HAIR
    elif more or late or cues.ends(before, "over"):
        low = high = low + HAIR
    elif low < high and not unit:
        high -= HAIR  # "25 to 50" stays short of what begins at 50
    factor = Decimal(12) if unit == "month" else Decimal(1)
    return Duration(low / factor, high / factor, unit, at, late or end)


def _second(read: tuple[Token, ...], at: int, first: Decimal) -> tuple[Decimal, int]:
    """The other end of "2-3", "4 or 5", or the number itself, and where it ends."""
    link = read[at + 1].word if at + 1 < len(read) else ""
    second = _number(read, at + 2) if link in ("-", "to", "or", "and", ",") else None
    if second is None or (link == "," and second <= first):
        return first, at + 1
    return second, at + 3


def _unit(cues: Cues, at: int) -> Literal["year", "month", ""]:
    if cues.begins(at, "year"):
        return "year"
    return "month" if cues.begins(at, "month") else ""


def _is_of_a_thing(read: tuple[Token, ...], end: int, cues: Cues) -> bool:
    """Whether it is how long a thing takes, a part of a year, or none: "3 year degree", "6 pm"."""
    singular = read[end - 1].word in _SINGULAR and cues.begins(end, "thing") > 0
    return singular or cues.begins(end, "of each year", "no time") > 0


def _goes_on(read: tuple[Token, ...], end: int) -> bool:
    """Whether a number is a part of something else: "20k", "1st", "30%"."""
    if end >= len(read) or read[end - 1].end != read[end].start:
        return False
    if read[end - 1].word == "+" and read[end].word.isdigit():
        return False  # "3+2 years"
    return read[end].word[:1].isalnum() or read[end].word == "%"


def _article(read: tuple[Token, ...], at: int, cues: Cues) -> Duration | None:
    """Read "a year": but "90k a year" is a rate."""
    unit = read[at + 1].word if at + 1 < len(read) else ""
    if read[at].word not in ("a", "an") or unit not in ("year", "month"):
        return None
    if at and not cues.ends(at, "article-before"):
        return None
    length = Decimal(1) if unit == "year" else 1 / Decimal(12)
    return Duration(length, length, "year" if unit == "year" else "month", at, at + 2)


def _is_added(one: Duration, two: Duration, read: tuple[Token, ...]) -> bool:
    """Whether a bare number and one behind it have nothing but a "+" between them."""
    near = two.first - one.end in (0, 1)
    return near and not one.unit and read[two.first - 1].word == "+"


def _glued(read: tuple[Token, ...], at: int) -> bool:
    """Whether a token goes on with what is written right before it: ``$5``, ``L5``."""
    if at == 0 or read[at - 1].end != read[at].start:
        return False
    return read[at - 1].word not in ("(", "-", "~", "<", ">", "+", "/", ",", ":", "=", '"', ".")


def _number(read: tuple[Token, ...], at: int) -> Decimal | None:
    """A number of so many that it can count years; a calendar year is none."""
    if at >= len(read) or not read[at].word[:1].isdigit():
        return None
    number = value_of(read[at].word, thousands=False)
    return number if number is not None and number < _CENTURY else None


def _joined(found: Sequence[Duration], read: tuple[Token, ...]) -> Iterator[Duration]:
    """Join years with the months behind them: "5 yrs 8 months"."""
    rest = list(found)
    while rest:
        first = rest.pop(0)
        while rest and _is_added(first, rest[0], read):
            more = rest.pop(0)  # "3+2+2 years"
            low, high = round(first.low) + more.low, round(first.high) + more.high
            first = Duration(low, high, more.unit, first.first, more.end)
        if rest and (first.unit, rest[0].unit) == ("year", "month"):
            between = read[first.end : rest[0].first]
            if all(token.word in ("and", ",", "&") for token in between):
                months = rest.pop(0)
                low, high = first.low + months.low, first.high + months.high
                first = Duration(low, high, "year", first.first, months.end)
        yield first
