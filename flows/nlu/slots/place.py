"""The market that the friend's job sits in, from the places named."""

from flows.nlu.entities.places import market_of
from flows.nlu.slots.mention_roles import own_of, replying, told
from flows.nlu.slots.reading import Message, Reading, once


@once
def country(message: Message) -> str | None:
    """The country (ISO 3166) that a text puts the friend's job in; None where it tells none."""
    found = own_of("place", told(message))
    return found.option if found else None


def country_of(market: str) -> str | None:
    """The country whose currency a bare amount is in, by market; Europe has several."""
    return {"india": "IN", "singapore": "SG", "us": "US"}.get(market)


def stated(message: Message) -> Reading | None:
    """The market that running text states."""
    return own_of("place", told(message), market_of)


def replied(message: Message) -> Reading | None:
    """The market that a reply to the question states."""
    return own_of("place", replying(message, "place"), market_of)
