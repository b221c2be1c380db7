"""Amounts, shares and counts as people in the friend's market write them; filters of templates."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_scientific,
    get_currency_symbol,
)
from markupsafe import Markup, escape

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
_ALL_BUT = Decimal("0.9995")
_EVERYBODY = 8e9

UNFOLDED = 60
"""Words of an answer that are read before it is unfolded, where it has a place to be cut."""

LEAST_FOLDED = 12
"""Words that are worth folding."""


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


_THOUSAND = Decimal(1000)
_INDIAN_UNITS = {
    "lakh crore": Decimal(10) ** 12,
    "crore": Decimal(10) ** 7,
    "lakh": Decimal(10) ** 5,
}
_OTHER_UNITS = {
    "trillion": Decimal(10) ** 12,
    "billion": Decimal(10) ** 9,
    "million": Decimal(10) ** 6,
}
_K_FROM = 10 * _THOUSAND
_TINY = Decimal("0.00001")
_FINEST = 3


@exactly
def rounded_money(
    amount: Decimal,
    currency: str | None = None,
    beside: Iterable[Decimal] = (),
    finer: int = 0,
) -> str:
    """An amount as people say it: ₹29 lakh, ₹3.6 crore, $118k, €1.2 million, or 16.

    Whole units from ten up, tenths below, and ``finer`` more digits of either. With the amounts
    that it stands ``beside`` in a sentence it gets finer until those that differ look different,
    so each of them is to be given the others. Nothing but 0 is shown as 0.
    """
    sizes = [abs(amount), *map(abs, beside)]
    for level in range(finer, _FINEST + 1):
        rounded = [_rounded(size, currency, level) for size in sizes]
        if len(set(rounded)) == len(set(sizes)):
            return _signed(amount, currency, _spoken(rounded[0], currency))
    if len({round(size) for size in sizes}) == len(set(sizes)):
        return money(amount, currency)
    return _signed(amount, currency, _grouped(round(sizes[0], 2) or sizes[0], currency))


@exactly
def spoken_money(amount: Decimal, currency: str | None = None) -> str:
    """An amount as people say it, but with all its digits where that would round it."""
    for level in range(_FINEST + 1):
        if _rounded(abs(amount), currency, level) == abs(amount):
            return rounded_money(amount, currency, finer=level)
    return money(amount, currency)


def _rounded(size: Decimal, currency: str | None, level: int) -> Decimal:
    """Round to whole units, below ten of them to tenths; finer by ``level`` digits.

    It never turns the order of two amounts round. Below 1 and beyond all units, two digits stay.
    """
    if not size:
        return size
    unit = next((unit for unit in _units(currency).values() if size >= unit), Decimal(1))
    if unit == 1 and size >= _THOUSAND:
        unit = _THOUSAND
    digits = unit.adjusted() - (size < 10 * unit)
    if size < 1 or size >= _COMPACT_BELOW:
        digits = size.adjusted() - 1
    return size.quantize(Decimal(1).scaleb(digits - level))


def _spoken(size: Decimal, currency: str | None) -> str:
    if size >= _COMPACT_BELOW or 0 < size < _TINY:
        return f"{number(size.scaleb(-size.adjusted()), _FINEST + 1)}E{size.adjusted()}"
    for word, unit in _units(currency).items():
        if size >= unit:
            return f"{number(size / unit, _FINEST + 1)} {word}"
    if currency != "INR" and size >= _K_FROM and size % (_THOUSAND / 10) == 0:
        return f"{number(size / _THOUSAND)}k"
    return _grouped(size, currency)


def _units(currency: str | None) -> dict[str, Decimal]:
    return _INDIAN_UNITS if currency == "INR" else _OTHER_UNITS


def _grouped(size: Decimal, currency: str | None) -> str:
    """All digits of an amount; cents in twos where there is a currency."""
    cents = currency and size != size.to_integral_value() and size == round(size, 2)
    digits = ".00" if cents else ".###########"
    grouping = "#,##,##0" if currency == "INR" else "#,##0"
    return format_decimal(size, format=grouping + digits, locale=_OTHER_LOCALE)


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


def percent(share: Decimal | float, decimals: int = 1) -> str:
    """A fraction as a percentage with one decimal at most: 28.7%.

    More for what is nearly nothing or nearly all: 0.04%, 99.98%. Nothing but 0 is shown as 0%, and
    nothing less than 1 as 100%.
    """
    value = Decimal(share)
    if value and abs(value) < _SHOWN_FROM:
        return "less than 0.001%" if value > 0 else "more than -0.001%"
    places = "#,##0." + "#" * decimals
    if 0 < abs(value) < _FINE_BELOW or _ALL_BUT <= abs(value) < 1:
        value, places = _nearly(value), "0.###"
    return format_decimal(value * 100, format=places, locale=_OTHER_LOCALE) + "%"


def _nearly(value: Decimal) -> Decimal:
    """To five digits, but never to all: what is left over is not nothing."""
    nearest = round(value, 5)
    return nearest if abs(nearest) < 1 else nearest.copy_sign(value) * (1 - _SHOWN_FROM)


def number(value: Decimal | float, decimals: int = 1) -> str:
    """A bare number, rounded: 6.6, 1,250."""
    return format_decimal(value, format="#,##0." + "#" * decimals, locale=_OTHER_LOCALE)


def one_in(share: float) -> str:
    """A share as people say it: 1 in 53."""
    if share * _EVERYBODY < 1:
        return "less than one person alive"
    return f"1 in {format_decimal(round(1 / share), format='#,##0', locale=_OTHER_LOCALE)}"


def counted(count: Decimal | int, noun: str) -> str:
    """A number, rounded, with its noun: 1 year, 9.6 years."""
    shown = number(count)
    return f"{shown} {noun}" if shown == "1" else f"{shown} {noun}s"


def folded(html: str) -> Markup:
    """A text of which what goes beyond its first words is folded, to be opened by a tap.

    It is cut between lines or sentences, never within a tag, and not for the sake of a few words.
    What only announces the rest goes with it, as long as more than a heading is left.
    """
    text = str(escape(html)).strip()
    cuts = [*_cuts(text)]
    fitting = [at for at in cuts if _words(text[:at]) <= UNFOLDED]
    rounded = [at for at in fitting if _is_rounded(text[:at])]
    at = max(rounded or fitting or cuts[:1], default=len(text))
    shown, rest = text[:at].rstrip(), text[at:].strip()
    if _words(rest) < LEAST_FOLDED:
        return Markup(text)  # noqa: S704 (escaped above, as the next one)
    return Markup(f"{shown}\n<blockquote expandable>{rest}</blockquote>")  # noqa: S704


def _cuts(html: str) -> Iterator[int]:
    """Where a text can be cut in two: after sentences and lines in which no tag is left open."""
    for found in re.finditer(r"\n+|(?<=[.!?:])\s+", html):
        before = html[: found.start()]
        if len(re.findall(r"<\w", before)) == before.count("</"):
            yield found.end()


def _is_rounded(html: str) -> bool:
    """Whether the beginning of a text can stand alone: it says something below its heading.

    The first sentence of several in a line announces the others, and so does whatever ends in a
    colon.
    """
    _, *lines = filter(None, html.rstrip().split("\n"))
    if not lines or lines[-1].endswith(":"):
        return False
    return html.endswith("\n") or len(re.findall(r"[.!?](?=\W*(?:\s|$))", lines[-1])) > 1


def _words(html: str) -> int:
    return len(re.sub(r"<[^>]*>", "", html).split())


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
    "rounded_money": rounded_money,
    "spoken_money": spoken_money,
    "percent": percent,
    "number": number,
    "one_in": one_in,
    "counted": counted,
    "folded": folded,
    "upper_first": upper_first,
}
"""The names under which templates use these functions."""
