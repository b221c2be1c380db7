"""Amounts, shares and counts as people in the friend's market write them; filters of templates."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_scientific,
    get_currency_symbol,
)

from flows.money.exact import exactly

_LOCALES = {"INR": "en_IN", "SGD": "en_SG", "USD": "en_US", "EUR": "en_IE", "GBP": "en_GB"}
_OTHER_LOCALE = "en"
# In its own locale a Singapore dollar is a bare "$", which most readers take for another one.
_SYMBOLS = {"SGD": "S$"}
_CENTS_BELOW = 1000
_SPELLED_OUT_BELOW = Decimal(10) ** 21
_COMPACT_BELOW = Decimal(10) ** 16
_FINE_BELOW = Decimal("0.001")
_SHOWN_FROM = Decimal("0.00001")
_EVERYBODY = 8e9


@exactly
def money(amount: Decimal, currency: str | None = None) -> str:
    """A whole amount: ₹60,00,000, S$120,000, or 4 without a currency (cents only below 1000)."""
    shown = round(amount, 2)
    if abs(shown) >= _SPELLED_OUT_BELOW:
        return _signed(shown, currency, _scientific(abs(shown)))
    whole = abs(shown) >= _CENTS_BELOW or shown == shown.to_integral_value()
    digits = "" if whole else ".00" if currency else ".##"
    grouping = "#,##,##0" if currency == "INR" else "#,##0"
    return _signed(shown, currency, format_decimal(abs(shown), grouping + digits, _OTHER_LOCALE))


@exactly
def compact_money(amount: Decimal, currency: str | None = None, decimals: int = 1) -> str:
    """A short amount for an axis: ₹60L, ₹1.2Cr, S$1.2M, or 16 without a currency."""
    if abs(amount) >= _COMPACT_BELOW:
        return _signed(amount, currency, _scientific(abs(amount)))
    if abs(amount) < _CENTS_BELOW:
        return _signed(amount, currency, number(abs(amount), 2 if abs(amount) < 1 else decimals))
    locale = _LOCALES.get(currency or "", _OTHER_LOCALE)
    return _signed(
        amount,
        currency,
        format_compact_decimal(abs(amount), locale=locale, fraction_digits=decimals),
    )


def percent(share: Decimal | float) -> str:
    """A fraction as a percentage with at most one decimal, more for tiny ones: 28.7%, 0.04%."""
    value = Decimal(share)
    if 0 < value < _SHOWN_FROM:
        return "less than 0.001%"
    places = "#,##0.#" if value == 0 or abs(value) >= _FINE_BELOW else "0.###"
    return format_decimal(value * 100, format=places, locale=_OTHER_LOCALE) + "%"


def number(value: Decimal | float, decimals: int = 1) -> str:
    """A bare number, rounded: 6.6, 1,250."""
    return format_decimal(value, format="#,##0." + "#" * decimals, locale=_OTHER_LOCALE)


def one_in(share: float) -> str:
    """A share as people say it: 1 in 53."""
    if share * _EVERYBODY < 1:
        return "less than one person alive"
    return f"1 in {format_decimal(round(1 / share), format='#,##0', locale=_OTHER_LOCALE)}"


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 year, 10 years."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def upper_first(text: str) -> str:
    """The text with a capital at its start; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def _signed(amount: Decimal, currency: str | None, digits: str) -> str:
    """Sign, symbol and digits; a symbol of letters keeps its distance (CHF 100)."""
    sign = "-" if amount < 0 and digits != "0" else ""
    if currency is None:
        return sign + digits
    locale = _LOCALES.get(currency, _OTHER_LOCALE)
    symbol = _SYMBOLS.get(currency) or get_currency_symbol(currency, locale=locale)
    gap = "\N{NO-BREAK SPACE}" if symbol[-1].isalpha() else ""
    return f"{sign}{symbol}{gap}{digits}"


def _scientific(amount: Decimal) -> str:
    return format_scientific(amount, format="0.0E0", locale=_OTHER_LOCALE)


FILTERS: dict[str, Callable[..., Any]] = {
    "money": money,
    "percent": percent,
    "number": number,
    "one_in": one_in,
    "counted": counted,
    "upper_first": upper_first,
}
"""The names under which templates use these functions."""
