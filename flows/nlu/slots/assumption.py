"""A number typed where the value of an assumption was asked for: "15", "15%", "3 crore"."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from flows.nlu.cues import Cues
from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import Number, numbers
from flows.nlu.normalize import Token, clean, tokens
from flows.nlu.phrases import load_phrases


class Value(NamedTuple):
    """The numbers assumed; or an amount of money a year, with its currency where that was said.

    ``assumed_old`` is the growth of the old pay where it is told by name, beside that of the new
    one as a whole.
    """

    assumed: tuple[Decimal, ...] = ()
    amount: Decimal | None = None
    currency: str | None = None
    assumed_old: Decimal | None = None


_UNITS = {"horizon": "years", "job-year": "years", "job-multiple": "times"}
"""What an assumption counts in, where that is not percent."""

_GROWTHS = frozenset({"growth", "on-top"})
"""The assumptions at which the growth of both pays may be told."""

_SIGNS = frozenset({"-", "\N{MINUS SIGN}"})


def replied(text: str, name: str, country: str | None) -> Value | None:
    """The value that a text gives; None where anything else is said, another unit included.

    An amount is told from a bare number by its scale or currency.
    """
    unit = _UNITS.get(name, "percent")
    read = tokens(clean(text))
    money = [each for each in amounts(read, country) if each.scale or each.signed or each.currency]
    if len(money) == 1:
        (only,) = money
        value = {*range(only.first, only.end)}
        worth = only.whole * (only.times or 1)
        return Value((), worth, only.currency) if _says_no_more(read, value, "times") else None
    found = [each for each in numbers(read) if not each.named]
    value = {at for each in found for at in range(each.first, each.end)}
    named = _whose_growth(read, found) if found and name in _GROWTHS else {}
    more = ("of the old", "of the new") if named else ()
    if money or not found or not _says_no_more(read, value, unit, *more):
        return None
    told = [(each, _signed(read, each.first, each.value)) for each in found]
    old = [value for each, value in told if named.get(each.first) == "of the old"]
    if len(old) > 1:
        return None
    new = [value for each, value in told if named.get(each.first) != "of the old"]
    if old and Cues(read, "assumed.txt").anywhere("over the old"):
        new = [value + old[0] for value in new]  # "8 % on top, 4 for the old"
    return Value(tuple(new), assumed_old=old[0] if old else None)


def _whose_growth(read: tuple[Token, ...], found: Sequence[Number]) -> dict[int, str]:
    """Which of the two pays a number is said of, by the token it begins at: "4 for the old"."""
    cues = Cues(read, "assumed.txt")
    names = ("of the old", "of the new")
    leads = cues.ends_near(found[0].first, *names)
    whose = {}
    for one, following in zip_longest(found, found[1:]):
        left = found[found.index(one) - 1].end if one is not found[0] else 0
        right = following.first if following else len(read)
        near = (
            cues.within(left, one.first, *names) if leads else cues.within(one.end, right, *names)
        )
        if near:
            whose[one.first] = near[-1 if leads else 0].name
    return whose


def _signed(read: tuple[Token, ...], first: int, value: Decimal) -> Decimal:
    """Below zero where a minus stands right before the number, and nothing before that."""
    return -value if first == 1 and read[0].word in _SIGNS else value


def _says_no_more(read: tuple[Token, ...], value: set[int], *units: str) -> bool:
    """Whether all words beside the value only lead up to it or say its unit."""
    beside = {
        at
        for found in load_phrases("assumed.txt").find(read)
        if found.name in ("leads", "mark", *units)
        for at in range(found.first, found.end)
    }
    return len(value | beside) == len(read)
