"""Texts that ask for the sums: "cost over 5 years if swe grows 8% and mine 3%", "break even?"."""

from collections.abc import Sequence
from decimal import Decimal

from flows.nlu.cues import Cues
from flows.nlu.entities.durations import Duration, durations
from flows.nlu.entities.numbers import Number, numbers
from flows.nlu.interpretation import TextContext
from flows.nlu.normalize import clean, tokens

_LONGEST = 120
"""Characters of a text that asks for the sums and says nothing else."""
_PRICE = "change an assumption"
"""A button below the price, as it is compared."""
_MOST = 2
"""Growth rates of one text: that of either pay."""
_NAMES = ("of the old pay", "of the new pay")
_SHARES = ("cut", "runway")
"""Kinds of answers that are told as percentages themselves."""

Fields = dict[str, object]


def reckoned(text: str, context: TextContext, asked: str) -> Fields | None:
    """The sums that a text asks for, with what it says is assumed; None where it says more.

    Years alone ask for them below the price, unless a horizon is ``asked`` for, two rates alone,
    unless a share is; without rates or years, both pays are to be known.
    """
    if not text or len(text) > _LONGEST or context.assumption:
        return None
    read = tokens(clean(text))
    cues = Cues(read, "reckoning.txt")
    spans = [each for each in durations(read) if each.unit == "year" and each.low == each.high]
    rates = [each for each in numbers(read) if _is_rate(cues, each)]
    if not _says_no_more(cues, [*spans, *rates]):
        return None
    known = context.figures
    if not (spans or rates):
        own = known and None not in (known.now, known.next) and cues.anywhere("own")
        return {"command": "money"} if own else None
    asks = cues.anywhere("asks", "grows", "own")
    over = [each for each in spans if cues.ends(each.first, "over") or asks]
    below = _PRICE in context.buttons and over and asked != "horizon"
    growth = _growth(cues, rates)
    # "I would lose 30% of my pay" is a cut, and no growth of it.
    named = cues.anywhere(*_NAMES) or asked not in _SHARES
    grows = cues.anywhere("grows") or (len(rates) == _MOST and named)
    sure = grows if rates else asks or below
    if growth is None or len(spans) > 1 or not sure or (spans and not over):
        return None
    years = {"years": int(over[0].low)} if over else {}
    return {"command": "money", **growth, **years}


def _is_rate(cues: Cues, number: Number) -> bool:
    behind = [token.word for token in cues.read[number.end : number.end + 2]]
    return behind[:1] in (["%"], ["percent"], ["pct"], ["pc"]) or behind == ["per", "cent"]


def _says_no_more(cues: Cues, found: Sequence[Duration | Number]) -> bool:
    """Whether all words beside the numbers are listed ones or marks."""
    covered = {at for each in (*cues.found, *found) for at in range(each.first, each.end)}
    signs = ("percent", "pct", "pc", "per", "cent")
    return all(
        at in covered or token.word in signs or not token.word[0].isalnum()
        for at, token in enumerate(cues.read)
    )


def _growth(cues: Cues, rates: Sequence[Number]) -> Fields | None:
    """The growth of both pays in percent, by their names or else the new one first.

    {} where none is told, None where it is not clear whose it is.
    """
    if not rates or len(rates) > _MOST:
        return None if rates else {}
    whose: dict[str, Decimal] = {}
    ends = [0, *(each.end for each in rates)]
    starts = [*(each.first for each in rates), len(cues.read)]
    leads = cues.has(0, starts[0], *_NAMES)
    for at, each in enumerate(rates):
        span = (ends[at], starts[at]) if leads else (ends[at + 1], starts[at + 1])
        if near := cues.within(*span, *_NAMES):
            whose[near[-1 if leads else 0].name] = each.value
    if not whose and len(rates) == _MOST:
        whose = {_NAMES[1]: rates[0].value, _NAMES[0]: rates[1].value}
    if len(whose) < len(rates):
        return None
    old, new = whose.get(_NAMES[0]), whose.get(_NAMES[1])
    return {"assumed_old": old, "assumed": () if new is None else (new,)}
