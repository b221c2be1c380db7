"""The market a friend's job sits in, from the places they name and how they name them."""

import re
from dataclasses import dataclass

from flows.understanding.places import Place, places

_AWAY = re.compile(
    r"\b(?:not (?:in|from|at)|not|mov(?:e|ing|ed) to [\w ]{2,20} from|left|leaving"
    r"|born in|born and raised in|grew up "
    r"in|raised in|originally(?: from)?"
    r"|moved (?:here )?(?:over )?from|relocated from|shifted from|came (?:here "
    r"|over )?from|back from|native of"
    r"|stud(?:ied|ying|y) (?:in|at)|(?:degree|masters?|master's|ms|msc|phd"
    r"|doctorate|btech|mtech|mba|bachelor'?s|thesis"
    r"|graduated|alum\w*|mphil|dphil|diplom|meng) (?:(?!student|candidate"
    r"|here)\w+ )?(?:from|at|in|of)(?: the| a)?|university of|universit[yà] \w+ ?"
    r"|tu"
    r"|iit|iiit|nit|bits|uc|eth|nus|iim|isb|iisc|dtu|insead|talks? (?:in|at)"
    r"|meetups? in|meetup|conferences? in|pycon"
    r"|lov(?:e|ing|ed)|holidays? in|vacation in|visit(?:ed|ing)?|parents (?:live "
    r")?in|family in|houses? in|flat in"
    r"|clients? in|clients from|hq in|headquartered in|for an?|of an?|with an?"
    r"|best .* in|weather in|unlike|outside(?: of)?"
    r"|instead of|person in|expert in|leave)\s*(?:the )?$",
    re.IGNORECASE,
)
_AFTER_AWAY = re.compile(
    r"^(?:'s)?[ -]?(?:\w+ )?(?:anymore|any more|no more|company|client|visa|born\b"
    r"|university|univ\b|tech\b(?! )"
    r"|tech (?:grad|univ)|institute|noodles|citizen|passport|degree|school|bank of"
    r"|based (?:company|client)|meetup|python"
    r"|firm|employer|startup abroad)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:mov(?:e|ing) (?:back )?to|relocat(?:e|ing) to|go(?:ing)? (?:back )?to"
    r"|want(?: to be| to work)? (?:to|in)|an? offer (?:in|from)"
    r"|could be|dream of|hope to|plan(?:ning)? to \w+ (?:to|in)|someday in"
    r"|transfer to|shift(?:ing)? to|flying to)\s*(?:the )?$",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:liv(?:e|ing)|based(?: out of)?|work(?:s|ing)?|now|settled|moved(?: "
    r"over)?|currently|here|i'?m|i am|we are|we're|staying|stay"
    r"|office(?: is)?|employed|relocated|shifted|sitting|sit|remain(?:ing)?|jobs?"
    r"|taking is|looking)(?: put| only| here| as [\w ]{0,25})?"
    r"(?: in| at| to| near| from| out of|:)\s*(?:the )?$",
    re.IGNORECASE,
)

_FIRM = 3
"""The weight of a place that the text says the friend is in."""


@dataclass(frozen=True, slots=True)
class Market:
    """The market and country (ISO 3166) of the friend's job, and the words that name it.

    ``firm``: the text says that the friend is there ("based in"), not only the place's name.
    """

    market: str
    country: str
    phrase: str
    start: int
    firm: bool


def stated_market(text: str) -> Market | None:
    """Return where the text puts the friend's job, or None when it says no place or several."""
    weighed = [(_weight(place, text), place) for place in places(text)]
    best = max((weight for weight, _ in weighed), default=0)
    if best == 0:
        return None
    chosen = [place for weight, place in weighed if weight == best]
    if len({place.market for place in chosen}) > 1:
        return None
    # "Zürich, Europe": the name of a country says least about the currency used there.
    first = chosen[0]
    return Market(
        first.market, first.country, text[first.start : first.end], first.start, best == _FIRM
    )


def _weight(place: Place, text: str) -> int:
    before = re.split(r"[.!?\n;]", text[max(0, place.start - 48) : place.start])[-1]
    after = text[place.end : place.end + 24]
    if _AWAY.search(before) or _AFTER_AWAY.match(after):
        return 0
    if _HERE.search(before):
        return _FIRM
    return 1 if _LATER.search(before) else 2
