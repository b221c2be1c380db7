"""The market that the friend's job sits in, from the places named."""

from flows.nlu.entities.places import market_of
from flows.nlu.slots.mentions import SURE_PLACE, chosen, owned, replying, told
from flows.nlu.slots.reading import Message, Reading, once


@once
def country(message: Message) -> str | None:
    """The country (ISO 3166) that a text puts the friend's job in; None where it tells none."""
    found = chosen(owned("place", told(message)), SURE_PLACE)
    return found.option if found else None


def country_of(market: str) -> str | None:
    """The country whose currency a bare amount is in, by market; Europe has several."""
    return {"india": "IN", "singapore": "SG", "us": "US"}.get(market)


def stated(message: Message) -> Reading | None:
    """The market that running text states."""
    return chosen(owned("place", told(message), market_of), SURE_PLACE)


def replied(message: Message) -> Reading | None:
    """The market that a reply to the question states."""
    return chosen(owned("place", replying(message, "place"), market_of), SURE_PLACE)
