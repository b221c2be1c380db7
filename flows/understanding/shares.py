"""The size of a cut out of free text: ``a third less``, ``keep 60 %``, ``three times less``."""

import re
from decimal import Decimal

from flows.figures import band_of_cut
from flows.understanding.interval import NUMBER, Interval, expression, interval
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
_PERCENT_SIGN = re.compile(
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
    return _PERCENT_SIGN.sub("%", plain)


def _as_percent(match: re.Match[str]) -> str:
    count = match["count"] or "a"
    many = _COUNTS.get(count) or int(count)
    return _ratio(str(many), str(_ORDINALS[match["part"]]))


def _ratio(part: str, whole: str) -> str:
    if int(whole) == 0 or int(part) > int(whole):
        return f"{part} of {whole}"
    value = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.001")).normalize()
    return f" {value:f}% "


_WHOLE = Decimal(100)
_PERCENT = expression("%")
_BARE = re.compile(
    r"^(?:(?:i|we|can|could|would|lose|take|it'?s|about|around|abt|approx|roughly"
    r"|say|maybe|like|up to"
    r"|up|max|maximum|at|most|least|between|under|over|almost|nearly|just|well"
    r"|less|more|th[ae]n|no|not|the"
    r"|only|an?|of|go|down|by|to|some|somewhere|hmm+|uh|ok|live|with|limit|is"
    r"|probably|perhaps|minus|even"
    r"|below|above)\b[\s,.:~]*|[-~<>(]\s?)*"
    rf"{NUMBER}(?:\s?(?:-|to|or|and|/)\s?{NUMBER})?\+?"
    r"(?:[\s,.!?;)-]*\b(?:or so|max(?:imum)?|tops?|at (?:the )?(?:very )?most|at "
    r"best|less|lower|down|off|ok(?:ay)?|lah?|lor"
    r"|i (?:think|guess|suppose)|maybe|probably|roughly|ish|odd|for me|more or "
    r"less|is fine|fine|perhaps|plus"
    r"|would be|drop|cut|if .*|no more|not more|limit)\b)*[\s,.!;)]*$",
    re.IGNORECASE,
)
_ANY_NUMBER = expression("%?")
_TIMES = re.compile(
    rf"(?P<n>{NUMBER}) ?(?:x|times|fold|-fold) (?P<how>less|lower|smaller|fewer"
    rf"|worse|as much|more|higher"
    r"|what|the|my|better|of)?",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"\b(?:keep(?:ing)?|kept|left with|leaves? me|remain(?:s|ing)?|earn(?:ing)?"
    r"|be paid|pay me(?: just)?"
    r"|pays?(?! cut)|paid|get(?:ting)?(?! by with)|offer(?:s|ed|ing)?"
    r"|bring(?:ing)? home|live on|living on"
    r"|survive on|surviv(?:e|ing) on|get by on|manage on|make do with|do with(?! "
    r"?out)|on(?! a)|need"
    r"|needs|comes to|expenses|costs?|spend(?:ing)?|back (?:at|to)|down to|drop to"
    r"|go to|cut to|require|matched at|match|have)\b",
    re.IGNORECASE,
)
_LOSES = re.compile(
    r"\b(?:less(?! than)|lower|smaller|lose|losing|loses|loss|drop(?:s|ping)?(?! "
    r"to)|down(?! to)|gone|off|give up"
    r"|giving up|cut(?! to)s?|reduc\w+|decrease\w*|without|dip|hit|haircut|goes"
    r"|go away|disappears?|missing|vanish\w*|"
    r"below|minus|sacrifice|shav\w+|slash\w*|disappear\w*|under(?! \d)|lost|fewer"
    r"|forgo|hair cut|decrement|"
    r"pay ?cut|evaporat\w*|taken away)\b|(?<![\w%])-(?=\d)",
    re.IGNORECASE,
)
_GAINS = re.compile(
    r"\b(?:(?<!not )(?<!no )more(?! than)|raise|increase|hike|higher|better|bump"
    r"|extra|increment|(?<!giving )(?<!give )(?<!gave )up(?! to)|gain|above)\b|(?<!\d)\+(?=\d)",
    re.IGNORECASE,
)
_OF_TODAY = re.compile(
    r"\s*of (?:what i|what we|(?:my |the |our )?(?:present|current|today'?s?|existing)\b|today)",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    r"\b(?:would do|is enough|suffices?|is (?:all|what) (?:i|we) need|is what "
    r"(?:they|the)|remains?|stays?|is left)\b",
    re.IGNORECASE,
)


def stated_cut(text: str, *, bare: bool) -> Interval | None:
    """Return the cut that the text states, as a fraction of today's pay (negative: a raise).

    Living on 60 % of the pay is a cut of 0.4. With ``bare`` a number without a percent sign
    counts as a percentage: right for an answer to a question about a cut.
    """
    plain = percentages(text)
    bare = bare and "%" not in plain and bool(_BARE.match(plain))
    pattern = _ANY_NUMBER if bare else _PERCENT
    times = _TIMES.search(plain)
    if times and Decimal(times["n"]) > 1:
        cut = _cut_of_times(times, plain)
        return Interval(cut, cut)
    found = [
        _with_sign(interval(m), plain, m)
        for m in pattern.finditer(plain)
        if "%" in m.group() or (bare and Decimal(m["first"]) <= _WHOLE)
    ]
    if not found:
        return None
    return Interval(min(i.low for i in found), max(i.high for i in found))


def exact_share(text: str, *, bare: bool) -> Decimal | None:
    """Return the cut that the text states as one number, as a fraction from 0 to 1, or None."""
    stated = stated_cut(text, bare=bare)
    exact = stated is not None and stated.high - stated.low == 0 and 0 <= stated.low <= 1
    return stated.low if stated and exact else None


def cut_band(stated: Interval) -> str | None:
    """Return the band of a stated cut, or None when it reaches into two bands."""
    if stated.high > 1:
        return None
    return stated.band(band_of_cut)


def _with_sign(percent: Interval, plain: str, match: re.Match[str]) -> Interval:
    """Turn a percentage into a cut: what is kept, lost or gained is said around it."""
    part = percent.scaled(1 / _WHOLE)
    before, after = (
        plain[max(0, match.start() - 60) : match.start()],
        plain[match.end() : match.end() + 45],
    )
    before, after = re.split(r"[;.!?]|,(?! )", before)[-1], re.split(r"[;.!?\d]", after)[0]
    if _LOSES.search(after[:30]):
        return part
    if _GAINS.match(after[:14].lstrip()) or re.search(r"\+ ?$", before):
        return Interval(-part.high, -part.low)
    if _ENOUGH.search(after) or (_OF_TODAY.match(after) and not _LOSES.search(before)):
        return _kept(part)
    loses, keeps, gains = (_last(p, before) for p in (_LOSES, _KEEPS, _GAINS))
    if gains > max(loses, keeps):
        return Interval(-part.high, -part.low)
    return _kept(part) if keeps > loses else part


def _kept(part: Interval) -> Interval:
    return Interval(1 - part.high, 1 - part.low)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


_NEXT_PAYS_MORE = re.compile(
    r"\b(?:new|platform|backend|they|there|the move|swe|sde|it would|startup)\b[^.;]*$",
    re.IGNORECASE,
)
_OTHER_OFFER = re.compile(r"\b(?:current|present|now|today|my|other|ml|lead|old)\b", re.IGNORECASE)


def _cut_of_times(match: re.Match[str], plain: str) -> Decimal:
    times = Decimal(match["n"])
    if (match["how"] or "") in {"less", "lower", "smaller", "fewer", "worse"}:
        return 1 - 1 / times
    before = plain[: match.start()]
    pays_more = _NEXT_PAYS_MORE.search(before) and not _OTHER_OFFER.search(before)
    return 1 - times if pays_more else 1 - 1 / times
