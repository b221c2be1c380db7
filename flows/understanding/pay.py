"""Which of the stated amounts is today's pay and which the new path's, as yearly figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.figures import Figures
from flows.understanding.cleaning import clean
from flows.understanding.money import Money, amounts
from flows.understanding.numerals import digits
from flows.understanding.voices import about_kin
from flows.understanding.yearly import yearly

_NOT_PAY = re.compile(
    r"\b(?:sav(?:ed|ings?)|loans?|emis?|rent|mortgage|debts?|bonus(?:es)?|esops?"
    r"|stocks?|rsus?|equity"
    r"|sign(?:ing|[- ]on)|joining|budget|raised|funding|revenue|valuation|stars|users|followers"
    r"|customers|downloads|expenses|costs?|fees?|tuition|scholarship|series|employees|people|folks"
    r"|students|subscribers|arr|citations|readers|team of|top|rank|aged?|citations"
    r"|networth|net worth)\b",
    re.IGNORECASE,
)
# "not 210k", "20 LPA two years ago" and "10k less" are no pay of today or of the new path.
_NOT_IT = re.compile(
    r"\bnot $|\b(?:was|were) (?:earning|making|getting|paid|at|on) $|\bused to (?:\w+ )?$"
    r"|\bpreviously (?:\w+ )?$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"^\s*(?:a (?:year|month) )?(?:less|lower|more|extra|raise|hike|increment|higher|cheaper)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^\s?(?:\+|-)?\s?(?:years?|yrs?|yr|y\b|yoe|months?|mos?\b|weeks?|days?|hours?"
    r"|hrs?|people|persons?"
    r"|folks|members|kids?|children|reports?|papers?|talks?|stars|x\b|times|th\b"
    r"|st\b|nd\b|rd\b|offers?"
    r"|services|models|engineers|scientists|of (?:my|the|them|us)|in (?:a|every)"
    r"|or\b|companies|jobs"
    r"|am\b|others?|more|things|ml\b|ds\b|guys|employees|projects|books?|\)|/|\.\d)",
    re.IGNORECASE,
)
_BARE_CUE = re.compile(
    r"(?:\b(?:at|for|vs\.?|versus|to|from|of|offer(?:s|ed|ing)?|pays?|paying"
    r"|gives?|giving|is|was|only|about"
    r"|around|now|current(?:ly)?|base|fixed|make|making|earn|earning|on|get"
    r"|getting|be|salary|ctc|package"
    r"|against|me|just|there|here)|->|:|=|~)\s*$",
    re.IGNORECASE,
)
_BARE_TAIL = re.compile(
    r"^\s?(?:base|fixed|in hand|right now|now|currently|today|ctc|(?:for|as) an? "
    r"\w+|for (?:the |junior |senior )?(?:swe|sde|backend|platform|junior|role))\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"[,;.!?\n()|]|->|\b(?:vs\.?|versus|and|n|but|while|whereas|against|or|compared "
    r"to|then|than|instead of)\b"
    r"|^\s*(?:to|into|-+>?|/)\s*$|\bto\b(?=\s*$)|(?<=\s)[-/](?=\s)",
    re.IGNORECASE,
)
_NEXT = (
    re.compile(
        r"\b(?:offer(?:s|ed|ing)?|would|new|next|if i|if|switch\w*|they|propos\w+"
        r"|join\w*|target|counter"
        r"|will|could|after|drops? to|down to|going to|instead)\b|->",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:other|move|moving|platform|backend|back end|swe|sde|sre|software|devops"
        r"|infra|role|position"
        r"|gig|pays?|gives?|to|there|become|go|junior|vs|versus|a startup|recruiter"
        r"|data engineer(?:ing)?)\b",
        re.IGNORECASE,
    ),
)
_NOW = (
    re.compile(
        r"\b(?:now|current\w*|present\w*|today|earn\w*|mak(?:e|es|ing)|gano|verdiene"
        r"|gagne|draw\w*|right now"
        r"|existing|at the moment|i'?m (?:at|on)|i am (?:at|on)|i get|getting|my "
        r"(?:salary|pay|ctc|package"
        r"|base|comp)|in hand|atm|these days|from)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:paid|have|on|salary|package|here|i|me|my|get|ctc|fixed|head|lead|mle?|ds"
        r"|data scien\w+)\b",
        re.IGNORECASE,
    ),
)
_LINKED = re.compile(
    r"\bvs\b|\bversus\b|->|\bto\b|\bagainst\b|\bfrom\b|\bcompared\b", re.IGNORECASE
)
_PAIR = 2
_CALENDAR = (1950, 2050)
"""Bare numbers that are calendar years."""
_SCALES = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(10**6), Decimal(10**7))
"""What a bare number may leave unsaid: nothing, thousands, lakhs, millions, crores."""
_MOST = 60
"""Numbers of a message that are weighed; nobody states more of their pay."""
_COMPOUND = re.compile(
    r"(\d+(?:\.\d+)?) ?(?:crores?|cr)\.?,? (?:and )?(\d+(?:\.\d+)?) ?(?:lakhs?|lacs?|l)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pay:
    """The figures that a text states, and the phrase they rest on."""

    figures: Figures
    phrase: str


@dataclass(frozen=True, slots=True)
class _Said:
    money: Money
    left: str
    right: str

    @property
    def lean(self) -> int:
        """Above 0: today's pay; below 0: the new path's; 0: not said."""
        around = self.left + " | " + self.right
        now = 2 * bool(_NOW[0].search(around)) + bool(_NOW[1].search(around))
        after = 2 * bool(_NEXT[0].search(around)) + bool(_NEXT[1].search(around))
        return now - after


def stated_pay(text: str, country: str | None = None) -> Pay | None:
    """Return today's pay and the new path's as the text states them, or None.

    ``country`` (ISO 3166) says what ``$`` means and which currency bare amounts are in. Amounts
    are yearly. None when no amount is stated or the two are in different currencies.
    """
    plain = _COMPOUND.sub(
        lambda m: f"{Decimal(m[1]) + Decimal(m[2]) / 100} crore", digits(clean(text))
    )
    said = _pay_only(_in_context(plain, amounts(plain)[:_MOST]), plain)
    if not said:
        return None
    now, after = _roles(said, plain)
    figures = _figures(now, after, plain, country)
    if figures is None:
        return None
    ends = [s.money for s in (now, after) if s]
    start, end = min(m.start for m in ends), max(m.end for m in ends)
    return Pay(figures, plain[start:end].strip())


def lone_amount(
    text: str, role: Literal["now", "next", ""], country: str | None, beside: Decimal | None
) -> tuple[Decimal, str | None] | None:
    """Return the one amount of an answer to "what does it pay?": a year, with its currency.

    ``role`` is the pay that was asked for; None where the text speaks of the other one, or of no
    amount or several. A bare number takes the scale that brings it nearest to ``beside``, a yearly
    amount that is known already.
    """
    plain = digits(clean(text))
    said = [s for s in _in_context(plain, amounts(plain)[:_MOST]) if _is_pay(s)]
    if len(said) != 1 or about_kin(plain):
        return None
    lean = said[0].lean
    if (role == "now" and lean < 0) or (role == "next" and lean > 0):
        return None
    money = said[0].money
    if money.plain and beside and money.number:
        return min((money.number * scale for scale in _SCALES), key=_distance(beside)), None
    counted = yearly([money], plain, country)
    return (counted[0][0], counted[1]) if counted else None


def _distance(beside: Decimal) -> Callable[[Decimal], Decimal]:
    return lambda amount: abs((amount / beside).ln())


def _in_context(plain: str, found: list[Money]) -> list[_Said]:
    """Give each amount the words that speak of it: those up to the next divider."""
    if not found:
        return []
    lefts, rights = [], []
    edge = 0
    for i, money in enumerate(found):
        between = plain[edge : money.start]
        split = _SPLIT.search(between) if i else None
        if split and i:
            rights.append(between[: split.start()])
            lefts.append(
                between[split.end() :]
                if between[split.end() :].strip()
                else between[split.start() :]
            )
        else:
            if i:
                rights.append("")
            lefts.append(between)
        edge = money.end
    tail = plain[edge:]
    split = _SPLIT.search(tail)
    rights.append(tail[: split.start()] if split else tail)
    return [
        _Said(m, re.split(r"[.;!?\n](?=\s)", left)[-1][-70:], right[:40])
        for m, left, right in zip(found, lefts, rights, strict=True)
    ]


def _pay_only(said: list[_Said], plain: str) -> list[_Said]:
    kept = [s for s in said if _is_pay(s)]
    full = [s for s in kept if not s.money.plain]
    bare = [s for s in kept if s.money.plain and _may_be_bare(s, plain)]
    if not full:
        return bare if len(bare) >= _PAIR else []
    bare = [s for s in bare if any(_alike(s.money, f.money) for f in full)]
    return sorted(full + bare, key=lambda s: s.money.start)


def _is_pay(said: _Said) -> bool:
    if said.money.times == 0 or (said.money.number == 0 and said.money.plain):
        return False
    right = re.split(r"\+|\b(?:plus|and|with)\b", said.right)[0]
    if _NOT_IT.search(said.left) or _DIFFERENCE.match(right):
        return False
    near = said.left[-28:] + " | " + right[:18]
    return not _NOT_PAY.search(near) and not about_kin(said.left.strip(" ,"))


def _may_be_bare(said: _Said, plain: str) -> bool:
    money = said.money
    after = plain[money.end : money.end + 24]
    if _COUNTS.match(after) or (
        _CALENDAR[0] <= money.number <= _CALENDAR[1] and "," not in plain[money.start : money.end]
    ):
        return False
    return bool(
        _BARE_CUE.search(said.left)
        or _BARE_TAIL.match(after)
        or _BARE_CUE.search(plain[max(0, money.start - 24) : money.start])
    )


def _alike(bare: Money, full: Money) -> bool:
    """Whether a bare number can share the scale of a full amount next to it."""
    whole = full.number * (full.scale or 1)
    return any(
        b and whole and whole / 20 <= b <= whole * 20
        for b in (bare.number, bare.number * (full.scale or 1))
    )


def _roles(said: list[_Said], plain: str) -> tuple[_Said | None, _Said | None]:
    if len(said) == 1:
        return (said[0], None) if said[0].lean >= 0 else (None, said[0])
    now = max(said, key=lambda s: (s.lean, -s.money.start))
    after = min((s for s in said if s is not now), key=lambda s: (s.lean, s.money.start))
    if now.lean == after.lean == 0 and not _LINKED.search(plain):
        return None, None
    if len(said) > _PAIR and after.lean >= 0:
        return now, None
    return now, after


def _figures(
    now: _Said | None, after: _Said | None, plain: str, country: str | None
) -> Figures | None:
    both = [s.money for s in (now, after) if s]
    if not both:
        return None
    counted = yearly(both, plain, country)
    if counted is None:
        return None
    values, currency = counted
    by_start = {m.start: v for m, v in zip(both, values, strict=True)}
    return Figures(
        now=by_start[now.money.start] if now else None,
        next=by_start[after.money.start] if after else None,
        currency=currency,
    )
