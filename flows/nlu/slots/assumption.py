"""A number typed where the value of an assumption was asked for: "15", "15%", "3 crore"."""

from decimal import Decimal

from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import numbers
from flows.nlu.normalize import Token, clean, tokens
from flows.nlu.phrases import load_phrases

Value = tuple[tuple[Decimal, ...], Decimal | None, str | None]
"""Bare numbers; or an amount of money a year, with its currency where that was said."""

_UNITS = {"horizon": "years", "job-year": "years", "job-multiple": "times"}
"""What an assumption counts in, where that is not percent."""

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
        return ((), worth, only.currency) if _says_no_more(read, value, "times") else None
    found = [each for each in numbers(read) if not each.named]
    value = {at for each in found for at in range(each.first, each.end)}
    if money or not found or not _says_no_more(read, value, unit):
        return None
    return tuple(_signed(read, each.first, each.value) for each in found), None, None


def _signed(read: tuple[Token, ...], first: int, value: Decimal) -> Decimal:
    """Below zero where a minus stands right before the number, and nothing before that."""
    return -value if first == 1 and read[0].word in _SIGNS else value


def _says_no_more(read: tuple[Token, ...], value: set[int], unit: str) -> bool:
    """Whether all words beside the value only lead up to it or say its unit."""
    beside = {
        at
        for found in load_phrases("assumed.txt").find(read)
        if found.name in ("leads", "mark", unit)
        for at in range(found.first, found.end)
    }
    return len(value | beside) == len(read)
