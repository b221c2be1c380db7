"""Stated amounts brought to one measure: whole units of one currency, a year."""

import re
from decimal import Decimal

from flows.understanding import currencies
from flows.understanding.money import Money

THOUSAND, LAKH = Decimal(1000), Decimal(100_000)
_ALIKE = 20
"""Two amounts of pay differ by less than this factor."""
_SAME_PERIOD = 6
"""An amount without a period shares its neighbour's unless it is this many times larger."""
_LEAST_SHORT, _LEAST_THOUSANDS = 5, 20
_MONTHLY_BELOW = Decimal(20_000)
_HARD = frozenset(("USD", "EUR", "GBP", "CHF", "SGD", "CAD", "AUD", "NZD"))
"""Currencies in which nobody earns under 20,000 a year: such pay is stated by the month."""
_SAID_THOUSANDS = re.compile(r"\b(?:both|all|in) (?:in )?(?:k|thousands?)\b", re.IGNORECASE)
_LAKH_COUNTRIES = {"PK": "PKR", "BD": "BDT", "NP": "NPR", "LK": "LKR"}


def yearly(
    stated: list[Money], plain: str, country: str | None
) -> tuple[list[Decimal], str | None] | None:
    """Return the yearly amounts and their currency; what one leaves unsaid, the other tells.

    ``plain`` is the text around them and ``country`` (ISO 3166) where the friend works. None when
    the amounts are in different currencies or their size is not clear.
    """
    codes = {currencies.code_of(m.sign, country) for m in stated if m.sign}
    if len(codes) > 1:
        return None
    currency = next(iter(codes), None) or _currency(stated, plain, country)
    scale = next((m.scale for m in stated if m.scale), None)
    scale = scale or _unsaid_scale(stated, plain, currency)
    if scale is None:
        return None
    return _by_year(stated, _whole(stated, scale), currency), currency


def _currency(stated: list[Money], plain: str, country: str | None) -> str | None:
    if any(m.lakhs for m in stated):
        return _LAKH_COUNTRIES.get(country or "", "INR")
    said = {currencies.code_of(m.group(), country) for m in currencies.STATED.finditer(plain)}
    if len(said) == 1:
        return said.pop()
    return currencies.local(country) if country and not said else None


def _unsaid_scale(stated: list[Money], plain: str, currency: str | None) -> Decimal | None:
    """Return what "220 base" leaves unsaid: thousands, or lakhs in India; 1 for whole amounts."""
    least = min(m.number for m in stated)
    if any(m.number >= THOUSAND for m in stated) or all(m.times for m in stated):
        return Decimal(1)
    if least < _LEAST_SHORT:
        return None
    if _SAID_THOUSANDS.search(plain):
        return THOUSAND
    if currency == "INR":
        return LAKH
    return THOUSAND if currency and least >= _LEAST_THOUSANDS else None


def _whole(stated: list[Money], scale: Decimal) -> list[Decimal]:
    """Give amounts without a scale that of the others, where that makes them comparable."""
    largest = max(m.number * (m.scale or 1) for m in stated)
    if not any(m.scale for m in stated):
        largest *= scale

    def shares(money: Money) -> bool:
        return money.number < THOUSAND and money.number * scale <= largest * _ALIKE

    return [m.number * (m.scale or (scale if shares(m) else 1)) for m in stated]


def _by_year(stated: list[Money], whole: list[Decimal], currency: str | None) -> list[Decimal]:
    times = next((m.times for m in stated if m.times), None)
    largest = max(whole)
    if times is None and currency in _HARD and largest < _MONTHLY_BELOW:
        times = 12
    shared = [times if times and largest <= value * _SAME_PERIOD else 1 for value in whole]
    return [
        value * (money.times or unsaid)
        for value, money, unsaid in zip(whole, stated, shared, strict=True)
    ]
