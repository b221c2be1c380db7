"""Years of work: stretches of time that are told as one's own, or as parts that add up."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from flows.nlu.slots.mention_roles import DOUBTED, Likely, chosen, of_kind, replying, told
from flows.nlu.slots.mentions import Mention
from flows.nlu.slots.reading import Message, Reading

_YEARS = ((3, "0-2"), (6, "3-5"), (10, "6-9"))
_PART, _SUMMED = 0.2, 0.8
"""The chance from which on a stretch may be a part, and what a sum keeps of the chance of its
parts: these may overlap, or be of another work."""


def band_of_years(years: Decimal) -> str:
    """The option of so many years of work; years round down, so 2.5 is ``0-2``."""
    return next((band for end, band in _YEARS if years < end), "10+")


def stated(message: Message) -> Reading | None:
    """The years of work that running text states; parts of them are added up and asked about."""
    return chosen(_likely(told(message)))


def replied(message: Message) -> Reading | None:
    """The years of work that a reply to the question states."""
    return chosen(_likely(replying(message, "years")))


def _likely(named: Iterable[Mention]) -> Iterator[Likely]:
    times = [*of_kind("time", named)]
    own = [each.high for each in times if each.chance("own") >= DOUBTED]
    for each in times:
        if each.chance("own") >= DOUBTED and each.high < max(own):
            continue  # a part of the longest: "here for 2 years, 9 years in total"
        low, high = band_of_years(each.low), band_of_years(each.high)
        yield Likely(low if low == high else "", each.chance("own"), each.words)
    parts = [each for each in times if each.chance("part") > _PART]
    if len(parts) > 1:
        chance = min(each.chance("part") + each.chance("own") for each in parts)
        words = " ... ".join(each.words for each in parts)
        years = sum((each.low for each in parts), Decimal(0))
        yield Likely(band_of_years(years), chance * _SUMMED, words)
