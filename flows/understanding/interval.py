"""Numbers as people state them, as stretches: ``6-7``, ``just under 2``, ``10+``, ``5 to 8``."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

HAIR = Decimal("0.001")
"""What separates "under two" from two."""

_UNDER = (
    r"(?:well |just |slightly |a hair |a little |a bit |a tad |anything )?(?:under|below|less than"
    r"|fewer than|short of|shy of)|almost|nearly|nowhere near|not (?:even|yet"
    r"|quite)(?: at)?|going on|closing in"
    r" on|close to|coming up (?:to|on)|approaching|about to (?:hit|complete)|<"
)
_OVER = (
    r"(?:well |way |just |slightly |little |a little |a bit |a tad )?(?:over|above|past|beyond"
    r"|(?<!not )(?<!no )more th[ae]n|upwards of|crossed|north of)|>"
)
_ABOUT = (
    r"(?:around|about|abt|approx\.?|approximately|roughly|some|like|say|maybe|perhaps|~|a|the"
    r"|only|just|between|from|full|good|solid|exactly|almost exactly|up to|at (?:most|least))"
)
NUMBER = r"\d{1,9}(?:\.\d+)?"


class Interval(NamedTuple):
    """All numbers from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def band(self, band_of: Callable[[Decimal], str | None]) -> str | None:
        """Return the band that holds the whole interval, or None when it reaches into two."""
        low, high = band_of(self.low), band_of(self.high)
        return low if low == high else None

    def scaled(self, factor: Decimal) -> "Interval":
        """Return the interval with both ends multiplied."""
        return Interval(self.low * factor, self.high * factor)


def expression(unit: str) -> re.Pattern[str]:
    """Return the pattern of a stated number with its unit, for :func:`interval`."""
    return re.compile(
        rf"(?:(?P<under>{_UNDER})|(?P<over>{_OVER}))?\s*(?:{_ABOUT}\s+){{0,2}}~?"
        rf"(?<![\w.])(?P<first>{NUMBER})(?!st|nd|rd|th)\s?(?:{unit})?"
        rf"(?:\s*(?:-|to|or|and|till|until|,)\s*(?:an? |maybe |perhaps |at most )?\s*"
        rf"(?P<second>{NUMBER})(?![\w.]*\d))?"
        rf"\s?(?P<plus>\+|plus\b|and a (?:bit|little)|or more|and more|and change|and counting)?"
        rf"[-\s]?(?P<unit>{unit})?(?P<late>\+| ?plus\b| and (?:a (?:bit|little)|change|counting))?",
        re.IGNORECASE,
    )


def interval(match: re.Match[str]) -> Interval:
    """Return what a match of :func:`expression` says, in the number's own unit."""
    first, second = Decimal(match["first"]), match["second"]
    if second is not None:
        low, high = sorted((first, Decimal(second)))
        # "25 to 50" stays short of the band that begins at 50.
        return Interval(low, high - HAIR if low < high else high)
    if match["under"]:
        return Interval(first - HAIR, first - HAIR)
    more = match["over"] or match["plus"] or match["late"]
    return Interval(first + HAIR, first + HAIR) if more else Interval(first, first)
