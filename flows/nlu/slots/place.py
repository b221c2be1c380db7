"""The market that the friend's job sits in, from the places named."""

from collections.abc import Iterable, Iterator

from flows.nlu.entities.places import market_of
from flows.nlu.slots.mentions import Likely, Mention, chosen, of_kind, replying, told
from flows.nlu.slots.reading import Message, Reading, once


@once
def country(message: Message) -> str | None:
    """The country (ISO 3166) that a text puts the friend's job in; None where it tells none."""
    found = chosen(
        Likely(each.value, each.chance("own"), each.words)
        for each in told(message)
        if each.kind == "place"
    )
    return found.option if found else None


def country_of(market: str) -> str | None:
    """The country whose currency a bare amount is in, by market; Europe has several."""
    return {"india": "IN", "singapore": "SG", "us": "US"}.get(market)


def stated(message: Message) -> Reading | None:
    """The market that running text states."""
    return chosen(_likely(told(message)))


def replied(message: Message) -> Reading | None:
    """The market that a reply to the question states."""
    return chosen(_likely(replying(message, "place")))


def _likely(named: Iterable[Mention]) -> Iterator[Likely]:
    for each in of_kind("place", named):
        yield Likely(market_of(each.value), each.chance("own"), each.words)
