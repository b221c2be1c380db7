"""Years out of free text: ``7 yoe``, ``almost ten``, ``six at Oracle, five at Adobe``."""

import re
from decimal import Decimal

from flows.understanding.interval import NUMBER, Interval, expression, interval
from flows.understanding.money import amounts
from flows.understanding.numerals import digits

_YEARS = r"(?:years?|yrs?|yr|yoe|yeras?|yaers?|y|jahren?|ans|años)\b(?!\.? ?(?:old|ago|of age))"
_MONTHS = r"(?:months?|mths?|mos?|mon)\b"
_IN_YEARS = expression(_YEARS)
_IN_MONTHS = re.compile(
    rf"(?:(?P<first>{NUMBER})\s?(?:-|to"
    rf"|or)\s?)?(?<![\w.])(?P<last>{NUMBER})[\s-]?(?:(?:odd"
    rf"|something)[\s-])?{_MONTHS}",
    re.IGNORECASE,
)
_YEARS_AND_MONTHS = re.compile(
    rf"({NUMBER})\s?(?:{_YEARS})\s?(?:,|and|&)?\s?({NUMBER})\s?(?:{_MONTHS})", re.IGNORECASE
)
_PART = re.compile(
    rf"\b(?:last|first|latest|recent) {NUMBER}(?: (?:{_YEARS}))? (?:in|at|as|with|of|on)\b"
)
_A = re.compile(r"\ban? (?=months?\b|(?:year|yr)\b(?! ago| from now))", re.IGNORECASE)
# "AED 45,000 a month" is no month of work.
_ONLY_A = re.compile(
    r"(?<=\bfor )an? (?=year\b|month\b)|(?<=\bover )an? (?=year\b)|\ba (?=year "
    r"(?:and|or|in|into|of)\b)",
    re.IGNORECASE,
)
_HALF_A = re.compile(r"\bhalf an? (?=year)", re.IGNORECASE)
_FIRSTS = re.compile(r"\b\d+(?:st|nd|rd|th)\b(?! year)")
# Ages, calendar years and ordinals that count something else than the years asked about.
_NOISE = re.compile(
    r"\b(?:i'?m|i am|aged?|turn(?:ed|ing)?|i turn) (?:now |just |only "
    r")?\d{2}\b(?! ?(?:y(?:ea)?rs?|yoe|months?)"
    r"(?! old)| ?(?:-|to) ?\d| (?:in|into)\b|\+)|\b\d{2} ?(?:years?|yrs?|y)[- "
    r"]?(?:o(?:ld)?\b|/o|of age)|\b(?:19|20)\d\d\b"
    r"|\b\d+ (?:secs?|seconds?|mins?|minutes?|hours?|moments?|questions?|things?)\b"
    r"|\bgmt ?[+-]\d+|[$€£₹]\s?\d[\d,.]*\w*|\d[\d,.]* ?%|\b(?:b|series|sde|mle|ds"
    r"|swe|level|l|e|ic) ?-?\d\b",
    re.IGNORECASE,
)
_NTH_YEAR = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) year\b", re.IGNORECASE)
_PAY = re.compile(
    r"\b(?:salary|ctc|earn\w*|income|pays?|paid|package|compensation)\b", re.IGNORECASE
)
_LIFE = 60
"""Years beyond which a number is no span of work."""
_MINUS = re.compile(rf"({NUMBER}) years? minus ({NUMBER})", re.IGNORECASE)
_TOTAL = re.compile(
    r".*\b(?:so|altogether|total|in all|all told|call it|let'?s say|make(?:s)? (?:that|it)|comes to"
    r"|wait,?(?: no)?,?|sorry,?|i mean,?|actually|correction:?|rather|no,)\b",
    re.IGNORECASE | re.DOTALL,
)
_OVERALL = re.compile(
    rf"({NUMBER})\+? ?{_YEARS}?,? (?:overall|in (?:all|total)|total|altogether)", re.IGNORECASE
)
_PLACE = r"(?:at|in|with|for|years?|yrs?|more)"
_SUM = re.compile(
    rf"({NUMBER})(?: (?:years?|yrs?))? (?:at(?! least| most)|in|of|with|for) "
    rf"[^\d,]*?(?:,| and| then| plus)+[^\d]*?({NUMBER})"
    rf"(?: more)?(?: (?:years?|yrs?))? (?:at|in|of|with|for) ",
    re.IGNORECASE,
)

# "4 at Infosys then 4 here": nothing but the number follows the "then".
_SUM_THEN = re.compile(
    rf"({NUMBER})(?: (?:years?|yrs?))? (?:at|in|with|for) \w+(?: \w+)?,?(?: and| then| plus)+ "
    rf"(?:another )?({NUMBER})(?: more)?(?: (?:years?|yrs?))?(?: (?:here|there|since))?\W*$",
    re.IGNORECASE,
)


def stated_years(text: str, *, bare: bool) -> Interval | None:
    """Return how many years the text states, or None when it states none or several.

    With ``bare`` a number without a unit counts as years: right for an answer to a question
    about years, wrong in running text.
    """
    text = _without_pay(_HALF_A.sub("0.5 ", (_A if bare else _ONLY_A).sub("one ", text)))
    bare = bare and not _PAY.search(text)
    plain = _FIRSTS.sub(" ", _NTH_YEAR.sub(_completed, _NOISE.sub(" ", digits(text).lower())))
    without_part = _PART.sub(" ", plain)
    if re.search(r"\d", without_part):
        plain = without_part
    summed = _SUM.search(plain) or _SUM_THEN.search(plain)
    tail = _TOTAL.sub("", plain)
    if tail != plain and re.search(r"\d", tail):
        plain = tail
    elif summed and bare:
        total = Decimal(summed[1]) + Decimal(summed[2])
        return Interval(total, total)
    whole = _OVERALL.search(plain)
    if whole:
        return Interval(Decimal(whole[1]), Decimal(whole[1]))
    return _one(_every(plain, bare))


def _without_pay(text: str) -> str:
    """Take amounts of money out: they are no years, whatever the question was."""
    for money in reversed(amounts(text)):
        if not money.plain:
            text = f"{text[: money.start]} {text[money.end :]}"
    return text


def _every(plain: str, bare: bool) -> list[Interval]:
    minus = _MINUS.search(plain)
    if minus:
        left = Decimal(minus[1]) - Decimal(minus[2])
        return [Interval(left, left)]
    both = _YEARS_AND_MONTHS.search(plain)
    if both:
        value = Decimal(both[1]) + Decimal(both[2]) / 12
        return [Interval(value, value)]
    plain = re.sub(r"\bnot (\d+) yet\b", r"under \1", plain)
    found = [_of_months(m) for m in _IN_MONTHS.finditer(plain)]
    plain = _IN_MONTHS.sub(" ", plain)
    matches = list(_IN_YEARS.finditer(plain))
    united = [m for m in matches if m["unit"] or re.search(_YEARS, m.group())]
    chosen = united or ([] if found else matches if bare else [])
    return found + [i for m in chosen if (i := interval(m)).high <= _LIFE]


def _one(found: list[Interval]) -> Interval | None:
    if not found:
        return None
    return Interval(min(i.low for i in found), max(i.high for i in found))


def _of_months(match: re.Match[str]) -> Interval:
    last = Decimal(match["last"])
    first = Decimal(match["first"]) if match["first"] else last
    return Interval(min(first, last), max(first, last)).scaled(1 / Decimal(12))


def _completed(match: re.Match[str]) -> str:
    """The n-th year is under way: n - 1 lie behind."""
    return f"{int(match[1]) - 1}.5 years"
