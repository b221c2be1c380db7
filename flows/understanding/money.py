"""Amounts of pay in running text, in any notation: ``42 LPA``, ``S$7,500/month``, ``5.200 €``."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from price_parser import Price

from flows.understanding import currencies

_NUMBER = r"\d{1,3}(?:[ ,.']\d{2,3})*(?:[ ,.']\d{3})(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,3})?"
_LAKH = {"l", "lakh", "lakhs", "lac", "lacs", "lakhs.", "lk", "lpa", "lpm", "lkh", "laks", "lacks"}
_CRORE = {"cr", "crore", "crores", "cr.", "crs"}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "grand", "tsd", "mil", "t", "ks", "k's"), Decimal(1000)),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions", "mill"), Decimal(10**6)),
    **dict.fromkeys(_LAKH, Decimal(10**5)),
    **dict.fromkeys(_CRORE, Decimal(10**7)),
}
_SCALE = (
    r"(?:lakhs?|lacs?|lacks|lkh|lpa|lpm|crores?|crs?|thousand|grand|tsd|million"
    r"|millions|mill|mio|mn|ks|k|m"
    r"|l)(?![a-z])"
)
_PER_MONTH = (
    r"(?:/\s?|p\.\s?|-|(?:per|a|each|every|por|al|im|pro|par|in|1|p)\s)(?:month"
    r"|mth|mo|m|mês|mes|mois|monat)\b|monthly"
    r"|\bmensual(?:es)?|pcm\b|\bp\.m\.|/m\b|\bpm\b"
)
_PER_WEEK = r"(?:/\s?|(?:per|a|each|every|1)\s)(?:week|wk)\b|\bweekly|\bp/?w\b"
_PER_HOUR = r"(?:/\s?|(?:per|an|a|each|1)\s)(?:hour|hr|h|day|d)\b|\bhourly|\bdaily"
_PER_YEAR = (
    r"(?:/\s?|p\.\s?|(?:per|a|each|1|p)\s)(?:year|yr|annum|an|y|a)\b|yearly"
    r"|annually|annual|\bp\.?\s?a\b\.?|\bpa\b"
    r"|al año|por ano|im jahr|par an|\blpa\b"
)
AMOUNT = re.compile(
    rf"(?:(?P<before>{currencies.PATTERN})\s?)?"
    rf"(?(before)|(?<![\w.,]))(?P<number>{_NUMBER})(?![\d%])(?!\s?%)"
    rf"(?:\s?-?(?P<scale>{_SCALE}))?(?!\w)"
    rf"(?:\s?(?P<after>{currencies.PATTERN}))?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"^[\s,(]{{0,2}}(?:in[- ]hand |net |gross |before tax |after tax |ctc |fixed "
    rf"|base |brutto |netto |cash |tc |usd |salary ){{0,2}}"
    rf"(?:(?P<month>{_PER_MONTH})|(?P<week>{_PER_WEEK})|(?P<hour>{_PER_HOUR})"
    rf"|(?P<year>{_PER_YEAR}))",
    re.IGNORECASE,
)
_STRETCH = re.compile(r"\s?-\s?")
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_MONTHLY_BEFORE = re.compile(r"\b(?:monthly|per month|in hand)(?: \w+){0,2}[:\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """One stated amount: its number as written, with what was said of scale, currency and period.

    ``start`` and ``end`` are places in the text. ``months`` is how many times it is paid a year,
    0 where that cannot be known (by the hour), None where it was not said.
    """

    number: Decimal
    scale: Decimal | None
    sign: str | None
    times: int | None
    lakhs: bool
    start: int
    end: int

    @property
    def plain(self) -> bool:
        """Whether it is a bare number, which only its neighbours can make an amount."""
        return self.scale is None and self.sign is None and self.times is None


def amounts(text: str) -> list[Money]:
    """Return every number that may be an amount of money, in order, bare ones included.

    A stretch such as ``40-50 LPA`` is no amount: neither end was stated as the pay.
    """
    found = [money for match in AMOUNT.finditer(text) if (money := _read(match, text))]
    ranged = {
        i
        for i, (one, two) in enumerate(pairwise(found))
        if _STRETCH.fullmatch(text[one.end : two.start])
        and not _FROM.search(text[max(0, one.start - 12) : one.start])
    }
    return [m for i, m in enumerate(found) if not {i, i - 1} & ranged]


def _read(match: re.Match[str], text: str) -> Money | None:
    number = _value(match["number"])
    if number is None:
        return None
    scale = (match["scale"] or "").lower()
    sign = match["before"] or match["after"]
    period = _PERIOD.match(text[match.end() : match.end() + 40])
    end = match.end() + (period.end() if period else 0)
    lakhs = scale in _LAKH or scale in _CRORE
    times = _times(period, scale)
    if times is None and _MONTHLY_BEFORE.search(text[max(0, match.start() - 30) : match.start()]):
        times = 12
    return Money(number, _SCALES.get(scale), sign, times, lakhs, match.start(), end)


def _value(written: str) -> Decimal | None:
    written = written.replace(" ", "").replace("'", "")
    try:
        amount = Price.fromstring(written).amount
    except InvalidOperation:
        return None
    return amount


def _times(period: re.Match[str] | None, scale: str) -> int | None:
    if period is None:
        return {"lpa": 1, "lpm": 12}.get(scale)
    kinds = {"month": 12, "week": 52, "hour": 0, "year": 1}
    return next(times for kind, times in kinds.items() if period[kind])
