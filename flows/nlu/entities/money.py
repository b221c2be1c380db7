"""Amounts of money in a text, in any notation: ``42 LPA``, ``S$7,500/month``, ``5.200 €``."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from flows.nlu.cues import Cues
from flows.nlu.entities.numbers import Number, has_number, is_glued, joined, numbers
from flows.nlu.normalize import Token
from flows.nlu.phrases import DATA, Found, Phrases, load_lists

_THOUSAND, _LAKH, _CRORE = Decimal(1000), Decimal(100_000), Decimal(10**7)
_SCALES = {"thousand": _THOUSAND, "lakh": _LAKH, "million": Decimal(10**6), "crore": _CRORE}
MONTHS = 12
_TIMES = {"hour": 2080, "day": 260, "week": 52, "month": MONTHS, "year": 1}
"""How often a year pay by the hour, day, week, month and year is paid, working full time."""

_LAKH_COUNTRIES = {"PK": "PKR", "BD": "BDT", "NP": "NPR", "LK": "LKR"}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_LARGE = 1000
_MULTIPLIES = ("x", "*", "\u00d7")
PAID = range(MONTHS, 17)
"""How often a year pay by the month may be paid, as in "x 13"."""
_NEAR = 2
_AGES = range(16, 70)
_MOST = 30
"""Numbers of a clause that are weighed; nobody states more of their pay."""


@dataclass(frozen=True, slots=True)
class Money:
    """One stated amount at the tokens from ``first`` to ``end``, its number as written.

    ``scale`` is 1000 for "k"; ``times`` how often a year it is paid; ``currency`` its ISO 4217
    code; each None where it was not said. ``signed``: a currency was said, if only "dollars" or
    "kr", which name the ``family`` of a currency. ``stretch``: two ends were stated, and no figure.
    """

    number: Decimal
    scale: Decimal | None
    currency: str | None
    times: int | None
    first: int
    end: int
    signed: bool = False
    stretch: bool = False
    family: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is a number alone, which only its neighbours can make an amount."""
        return self.scale is None and not self.signed and self.times is None

    def may_be_in(self, currency: str | None) -> bool:
        """Whether it may be in this currency: "$" is in no rupees."""
        if self.currency or not currency or not self.family:
            return self.currency in (None, currency)
        return self.family in get_currency_name(currency, locale="en")

    @property
    def whole(self) -> Decimal:
        """The amount for the period stated, its scale counted."""
        return self.number * (self.scale or 1)


def amounts(read: Sequence[Token], country: str | None = None) -> list[Money]:
    """Every number that may be an amount of money, in order, bare ones included.

    ``country`` (ISO 3166) says what a bare ``$`` is. A stretch such as ``40-50 LPA`` is one.
    """
    if not has_number(read, _scale_words()):
        return []
    cues = Cues(read, "money.txt", "numbers.txt")
    signs = _signs_in(read)
    counted = sorted((*numbers(read), *_unsaid(cues)), key=lambda n: (n.first, -n.end))
    found: list[Money] = []
    for number in counted[:_MOST]:
        if not found or number.first >= found[-1].end:
            money = _amount(cues, signs, number, country)
            if money and not _counts(cues, money):
                found.append(money)
    return list(_stretched(read, _compounded(read, found)))


@cache
def _scale_words() -> frozenset[str]:
    lists = load_lists("money.txt")
    return frozenset(word for name in _SCALES for word in lists[name])


def _unsaid(cues: Cues) -> Iterator[Number]:
    """The one in "a lakh", and the half in "half a million"."""
    for name, at, _ in cues.found:
        if name not in _SCALES or len(cues.read[at].word) <= _NEAR:
            continue
        words = [token.word for token in cues.read[max(0, at - 3) : at]]
        for behind in (["of", "a"], ["a"], []):
            part = words[: len(words) - len(behind)][-1:]
            if words[len(words) - len(behind) :] == behind and part and part[0] in _PARTS:
                yield Number(_PARTS[part[0]], at - len(behind) - 1, at)
        if words[-1:] == ["a"] and cues.read[at].word != "grand":
            yield Number(Decimal(1), at - 1, at)


def _amount(
    cues: Cues, signs: Sequence[Found], number: Number, country: str | None
) -> Money | None:
    """The amount that a number is, with what stands around it."""
    scale, times, end = _scale(cues, number.end)
    whole = number.value * (scale or 1)
    usable = [sign for sign in signs if not _is_word(cues.read, sign, whole, end if scale else 0)]
    sign = next((sign for sign in usable if sign.end == number.first), None)
    first, at = sign.first if sign else number.first, -1
    if (number.named and not sign) or cues.begins(end, "percent"):
        return None
    while end != at:
        at = end
        after = next((sign for sign in usable if sign.first == end), None)
        if after and not sign and not _leads(cues.read, after):
            sign, end = after, after.end
        if not times:
            times, end = _period(cues, end)
    times, end = _salaries(cues, times, end)
    times = times or _period_before(cues, first)
    currency = _code(sign.name, country) if sign else None
    family = sign.name.partition(", ")[0] if sign and not currency else ""
    return Money(number.value, scale, currency, times, first, end, bool(sign), family=family)


def _scale(cues: Cues, at: int) -> tuple[Decimal | None, int | None, int]:
    """The scale that begins at a token, the period that is said with it, and its end."""
    name = next((name for name in _SCALES if cues.begins(at, name)), "")
    if not name or (is_glued(cues.read, at + 1) and cues.read[at + 1].word[0].isalnum()):
        return None, None, at
    return _SCALES[name], {"lpa": 1, "lpm": MONTHS}.get(cues.read[at].word), at + 1


def _period(cues: Cues, at: int) -> tuple[int | None, int]:
    end = at
    for _ in range(_NEAR):
        end = cues.begins(end, "next to period") or end
    name = next((name for name in _TIMES if cues.begins(end, name)), "")
    return (_TIMES[name], cues.begins(end, name)) if name else (None, at)


def _period_before(cues: Cues, first: int) -> int | None:
    """The period said before an amount: "my day rate is 450"."""
    near = range(first - _NEAR, first + 1)
    said = (n for n in _TIMES for at in near if cues.ends(at, f"{n} before"))
    return next((_TIMES[name] for name in said), None)


def _salaries(cues: Cues, times: int | None, at: int) -> tuple[int | None, int]:
    """Read the "x 13" of monthly pay that is paid more than twelve times."""
    end = cues.begins(at, "next to period") or at
    said = [token.word for token in cues.read[end : end + 2]]
    if len(said) > 1 and said[0] in _MULTIPLIES and said[1] in map(str, PAID):
        return int(said[1]), end + len(said)
    return times, at


def _is_word(read: Sequence[Token], sign: Found, whole: Decimal, end: int) -> bool:
    """Whether what may be a currency is a common word beside an amount; "98 million won" is none.

    ``end`` is the end of the amount where it has a scale.
    """
    named = sign.first == end and read[sign.first].word in _scaled()
    small = not read[sign.first].written.isupper() or whole < _LARGE
    return sign.name[0] == "?" and small and not named


@cache
def _scaled() -> frozenset[str]:
    tables = tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))
    return frozenset(tables["scaled"])


def _leads(read: Sequence[Token], sign: Found) -> bool:
    """Whether a sign is written at the head of the next number."""
    return is_glued(read, sign.end) and read[sign.end].word[0].isdigit()


def _counts(cues: Cues, money: Money) -> bool:
    """Whether a number counts something else than money: stars, people, years."""
    if money.signed or money.times or money.scale in (_LAKH, _CRORE):
        return False
    if money.scale is None:
        counts = cues.begins(money.end, "counted", "counted when bare")
        return bool(counts) and not cues.begins(money.end, "not counted")
    stands_alone = money.first == 0 or cues.read[money.first - 1].word in ("i'm", "am", ",")
    if stands_alone and cues.read[money.end - 1].word == "m" and money.number in _AGES:
        return True  # "29M" is a man of 29
    next_word = money.end if cues.begins(money.end, "apart") else money.end + 1
    return any(cues.begins(at, "counted") for at in (money.end, next_word))


def _compounded(read: Sequence[Token], found: list[Money]) -> list[Money]:
    """Add up "1 crore 20 lakhs" and "one lakh and twenty thousand"."""
    joint: list[Money] = []
    for two in found:
        one = joint[-1] if joint else two
        behind = [token.word for token in read[one.end : two.first]] in ([], ["and"])
        apart = one is two or one.times or (one.signed and two.signed)
        if not behind or apart or not one.scale or not two.scale or two.whole >= one.scale:
            joint.append(two)
        else:
            said = replace(one if one.signed else two, first=one.first, end=two.end)
            number = (one.whole + two.whole) / one.scale
            joint[-1] = replace(said, number=number, scale=one.scale, times=two.times)
    return joint


def _stretched(read: Sequence[Token], found: list[Money]) -> Iterator[Money]:
    """Take the two ends of a stretch for one amount that states no figure."""
    reach = 0
    for one, two in pairwise((*found, None)):
        if one and two and one.first >= reach and _is_stretch(read, one, two):
            reach = two.end
            yield replace(two, first=one.first, stretch=True)
        elif one and one.first >= reach:
            yield one


def _is_stretch(read: Sequence[Token], one: Money, two: Money) -> bool:
    ends = Number(one.number, one.first, one.end), Number(two.number, two.first, two.end)
    rises = one.number * (one.scale or two.scale or 1) < two.whole
    if not rises or one.times or not joined(read, *ends):
        return False
    if one.first and read[one.first - 1].word == "from":
        return False
    return read[one.end].word != "to" or (one.scale is None and two.scale is not None)


@cache
def _signs() -> Phrases:
    """All signs, codes and names; "?PHP" is a code that is a common word, "Rupee, INR" shared."""
    tables = tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))
    common = load_lists("money.txt")["common word"]
    listed = tables["signs"] | tables["words"] | tables["shared"]
    said = {"?ZAR": ["r"], "?NGN": ["n"]} | {
        f"?{code}": [name] for name, code in tables["scaled"].items()
    }
    for sign, code in listed.items():
        said.setdefault(code, []).append(sign)
    current = {
        c for place in Locale("en").territories for c in get_territory_currencies(str(place))
    }
    names = {
        code: {get_currency_name(code, count, "en").lower() for count in (1, 2)}
        for code in sorted(current)
    }
    shared = Counter(last for full in names.values() for last in {n.split()[-1] for n in full})
    for code, full in names.items():
        said.setdefault(f"?{code}" if code.lower() in common else code, []).append(code.lower())
        last = {n.split()[-1] for n in full}
        new = sorted(
            n for n in full | last if shared[n] <= 1 and n not in common and n not in listed
        )
        said.setdefault(code, []).extend(new)
    return Phrases(said)


def _signs_in(read: Sequence[Token]) -> list[Found]:
    """The currencies said, the longest at each place; a sign of several marks in one piece."""
    found: list[Found] = []
    for sign in sorted(_signs().find(read), key=lambda sign: (sign.first, -sign.end)):
        inside = found and sign.end <= found[-1].end
        marked = read[sign.end - 1].word in "$."
        pieces = all(is_glued(read, at) for at in range(sign.first + 1, sign.end))
        if not inside and (pieces or not marked):
            found.append(sign)
    return found


def _code(name: str, country: str | None) -> str | None:
    """The ISO 4217 code that a sign stands for, said in a country."""
    family, *usual = name.lstrip("?").split(", ")
    if not usual:
        return family
    local = local_currency(country)
    if local and family in get_currency_name(local, locale="en"):
        return local
    return usual[-1 if local else 0] or None


@cache
def local_currency(country: str | None) -> str | None:
    """The currency in use in a country (ISO 3166), as the Unicode locale data has it."""
    return next(iter(get_territory_currencies(country)), None) if country else None


_ALIKE = 20
"""Two amounts of pay differ by less than this factor."""
_LEAST_SHORT, _LEAST_THOUSANDS, _LEAST_PLAIN = 5, 20, 100
"""From which on a bare number of pay counts lakhs, thousands of a known currency, and of any."""


def currency_of(stated: Sequence[Money], read: Sequence[Token], country: str | None) -> str | None:
    """The currency that amounts are in, where they or the text say one; a place alone does not."""
    if own := next((m.currency for m in stated if m.currency), None):
        return own
    if {_LAKH, _CRORE} & {_scale_said(read), *(m.scale for m in stated)}:
        return _LAKH_COUNTRIES.get(country or "", "INR")
    said = {_code(sign.name, country) for sign in _signs_in(read) if sign.name[0] != "?"} - {None}
    return said.pop() if len(said) == 1 else None


def yearly(
    stated: Sequence[Money], read: Sequence[Token], country: str | None
) -> list[Decimal] | None:
    """The amounts a year, in whole units; what one leaves unsaid, the others tell.

    None where their size is not clear.
    """
    money = currency_of(stated, read, country) or local_currency(country)
    scale = next((m.scale for m in stated if m.scale), None) or _scale_said(read)
    scale = scale or _unsaid_scale(stated, money)
    if scale is None:
        return None
    values = _by_year(stated, _whole(stated, scale), money)
    return [value.normalize() + 0 for value in values]


def _scale_said(read: Sequence[Token]) -> Decimal | None:
    """The scale that is said of all numbers together: "both LPA", "in thousands", "(k)"."""
    if not any(token.word in _scale_words() for token in read):
        return None
    cues = Cues(read, "money.txt")
    scales = (c for c in cues.found if c.name in _SCALES and _is_of_all(cues, c))
    return next((_SCALES[cue.name] for cue in scales), None)


def _is_of_all(cues: Cues, scale: Found) -> bool:
    """Whether a scale is said of all numbers together, as "in k" or between brackets: "(k)"."""
    around = cues.read[max(scale.first - 1, 0) : scale.end + 1]
    bracketed = (around[0].word, around[-1].word) == ("(", ")")
    return bracketed or cues.ends(scale.first, "in all")


def _unsaid_scale(stated: Sequence[Money], currency: str | None) -> Decimal | None:
    """What "220 base" leaves unsaid: thousands, or lakhs in India; 1 for whole amounts."""
    least = min(m.number for m in stated[:_NEAR])
    if any(m.number >= _THOUSAND for m in stated) or all(m.times for m in stated):
        return Decimal(1)
    if least < _LEAST_SHORT:
        return None
    if currency == "INR":
        return _LAKH
    enough = _LEAST_THOUSANDS if currency else _LEAST_PLAIN
    return _THOUSAND if least >= enough else None


def _whole(stated: Sequence[Money], scale: Decimal) -> list[Decimal]:
    """Give amounts without a scale that of the others, where that makes them comparable."""
    largest = max(m.whole for m in stated)
    if not any(m.scale for m in stated):
        largest *= scale

    scales = sorted({scale, *(m.scale for m in stated if m.scale)}, reverse=True)

    def shared(money: Money) -> Decimal:
        if (money.times or 0) > _TIMES["week"] or money.number >= _THOUSAND:
            return Decimal(1)
        return next((s for s in scales if money.number * s <= largest * _ALIKE), Decimal(1))

    return [m.number * (m.scale or shared(m)) for m in stated]


def _by_year(stated: Sequence[Money], whole: list[Decimal], currency: str | None) -> list[Decimal]:
    """Count each amount as often as it is paid; one without a period may share another's."""
    paid = zip(whole, stated, strict=True)
    timed = [(v * m.times, m.times) for v, m in paid if m.times and m.times <= _TIMES["week"]]
    beside, times = timed[0] if timed else (Decimal(0), MONTHS)

    def unsaid(value: Decimal) -> int:
        least = _least_yearly().get(currency or "", 0)
        short = (value if timed else max(whole)) < least
        return times if short or _is_nearer(value * times, value, beside) else 1

    return [v * (m.times or unsaid(v)) for v, m in zip(whole, stated, strict=True)]


@cache
def _least_yearly() -> dict[str, int]:
    """By currency: what nobody earns less than in a year, so that it is the pay of a month."""
    tables = tomllib.loads((DATA / "currencies.toml").read_text(encoding="utf-8"))
    return dict(tables["least_yearly"])


def _is_nearer(one: Decimal, other: Decimal, to: Decimal) -> bool:
    """Whether one amount is nearer to a third than another is, as a factor."""
    return bool(one and other and to) and max(one / to, to / one) <= max(other / to, to / other)
