"""The years planned for, as running text and replies state them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from flows.nlu.slots.mention_roles import Likely, chosen, of_kind, replying, told
from flows.nlu.slots.mentions import Mention
from flows.nlu.slots.reading import Message, Reading

_SHORT, _LONG, _LONGEST = 3, 4, 10


def band_of_horizon(years: Decimal) -> str | None:
    """The option of a chapter of so many years, or None between three and four."""
    if years <= _SHORT:
        return "1-3"
    if years < _LONG:
        return None
    return "4-10" if years <= _LONGEST else "over-10"


def stated(message: Message) -> Reading | None:
    """The chapter planned for that running text states."""
    return chosen(_likely(told(message)))


def replied(message: Message) -> Reading | None:
    """The chapter planned for that a reply to the question states."""
    return chosen(_likely(replying(message, "horizon")))


def _likely(named: Iterable[Mention]) -> Iterator[Likely]:
    for each in of_kind("time", named):
        low, high = band_of_horizon(each.low), band_of_horizon(each.high)
        option = low if low and low == high else ""
        yield Likely(option, each.chance("ahead"), each.words)
