"""Parts of a whole turned into percentages: ``a third``, ``2 out of 5``, ``60 cents a dollar``."""

import re
from decimal import Decimal

from flows.understanding.numerals import digits, without_slips

_ORDINALS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12,
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "every": 1, "two": 2, "three": 3, "four": 4, "five": 5,
           "six": 6, "seven": 7, "eight": 8, "nine": 9}  # fmt: skip
_PART = re.compile(
    rf"\b(?:(?P<count>{'|'.join(_COUNTS)}|\d)[ -])?(?P<part>{'|'.join(_ORDINALS)})s?\b"
    r"(?! (?:year|yr|month|week|job|company|time|party|of (?:a |the )?(?:year|decade|century)))",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\d/.])(\d)/(\d{1,2})(?![\d/])(?:rds?|ths?|nds?|st)?")
_OUT_OF = re.compile(
    r"\b(?P<n>\d+)(?: [a-z]+)? (?:out of|in)(?: every| a| each)? (?P<of>\d+|hundred)\b",
    re.IGNORECASE,
)
_CENTS = re.compile(
    r"(\d+) (?:cents?|pence|paise?|paisa)\b[^\d.,;]*\b(?:dollar|euro|pound|rupee)", re.IGNORECASE
)
_PERCENT = re.compile(
    r"\s?(?:%|per ?cent(?:age)?s?(?: points?)?\b|prct\b|pct\b|prcnt\b|prcent\b"
    r"|percnt\b|pc\b|prozent\b)",
    re.IGNORECASE,
)


def percentages(text: str) -> str:
    """Return the text in small letters with every part of a whole written as ``N%``.

    Number words become digits too; ``-`` and ``to`` between two parts stay, so that a stretch
    such as ``a quarter to a half`` reads ``25% to 50%``.
    """
    plain = re.sub(r"\b(?:fifty[- ]fifty|50[-/]50)\b", " 50% ", without_slips(text.lower()))
    plain = re.sub(r"\bbetween (?:nothing|none|zero) and\b", "between 0% and", plain)
    plain = re.sub(r"\b(?:to|be(?:come)?) (?:zero|nothing|nil|0)\b(?! ?\d)", "to lose 100%", plain)
    plain = re.sub(
        r"\b(?:cut|split|sliced?) (?:[a-z]+ )?in(?:to)? (?:two|half)\b", " 50% less ", plain
    )
    plain = re.sub(r"\bhalv(?:ed|es|e|ing)\b", " 50% less ", plain)
    plain = _PART.sub(_as_percent, plain)
    plain = digits(plain)
    plain = _SLASH.sub(lambda m: _ratio(m[1], m[2]), plain)
    plain = _OUT_OF.sub(lambda m: _ratio(m["n"], m["of"].replace("hundred", "100")), plain)
    plain = _CENTS.sub(r" keep \1% ", plain)
    return _PERCENT.sub("%", plain)


def _as_percent(match: re.Match[str]) -> str:
    count = match["count"] or "a"
    many = _COUNTS.get(count) or int(count)
    return _ratio(str(many), str(_ORDINALS[match["part"]]))


def _ratio(part: str, whole: str) -> str:
    if int(whole) == 0 or int(part) > int(whole):
        return f"{part} of {whole}"
    value = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.001")).normalize()
    return f" {value:f}% "
