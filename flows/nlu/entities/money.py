"""Amounts of money in a text, in any notation: ``42 LPA``, ``S$7,500/month``, ``5.200 €``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise, zip_longest

from babel.numbers import get_currency_name

from flows.nlu.cues import Cues
from flows.nlu.entities.ages import AGES
from flows.nlu.entities.currencies import LAKH_COUNTRIES, code, implied, scaled, signs_in
from flows.nlu.entities.numbers import Number, has_number, is_glued, joined, numbers
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_lists

THOUSAND, LAKH, CRORE = Decimal(1000), Decimal(100_000), Decimal(10**7)
SCALES = {
    "thousand": THOUSAND,
    "man": 10 * THOUSAND,
    "lakh": LAKH,
    "million": Decimal(10**6),
    "crore": CRORE,
}
MONTHS = 12
TIMES = {"hour": 2080, "day": 260, "week": 52, "fortnight": 26, "month": MONTHS, "year": 1}
"""How often a year pay by the hour, day, week, month and year is paid, working full time."""

_PLAIN = ("month", "week", "hour")
"""What may be told behind one more word; a year is counted there, too."""
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_LARGE = 1000
_HUNDRED = 100
_COUNTS = 10
"""Below which a number in words and alone counts things."""
MULTIPLIES = ("x", "*", "\u00d7", "times")
PAID = range(MONTHS, 17)
"""How often a year pay by the month may be paid, as in "x 13"."""
_PAIR = 2
"""Figures of a group of lakhs."""
_NEAR = 2
_CALENDAR = frozenset(range(1950, 2051))
"""Numbers alone that are years of the calendar."""
_MOST = 30
"""Numbers of a clause that are weighed; nobody states more of their pay."""


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """One stated amount at the tokens from ``first`` to ``end``, its number as written.

    ``scale`` is 1000 for "k"; ``times`` how often a year it is paid; ``currency`` its ISO 4217
    code; each None where it was not said. ``signed``: a currency was said, if only "dollars" or
    "kr", which name the ``family`` of a currency. ``stretch``: two ends were stated, and no figure;
    ``grouped``: its figures are parted as lakhs are, ``18,50,000``.
    """

    number: Decimal
    scale: Decimal | None
    currency: str | None
    times: Decimal | int | None
    first: int
    end: int
    signed: bool = False
    stretch: bool = False
    family: str = ""
    grouped: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is a number alone, which only its neighbours can make an amount."""
        return not (self.scale or self.signed or self.times or self.grouped)

    @property
    def in_lakhs(self) -> bool:
        """Whether it counts lakhs or crores."""
        return self.grouped or self.scale in (LAKH, CRORE)

    def may_be_in(self, currency: str | None) -> bool:
        """Whether it may be in this currency: "$" is in no rupees."""
        if currency and not self.currency and self.in_lakhs:
            return currency == "INR" or currency in LAKH_COUNTRIES.values()
        if not currency or not self.family:
            return self.currency in (None, currency)
        return self.family in get_currency_name(currency, locale="en")

    @property
    def whole(self) -> Decimal:
        """The amount for the period stated, its scale counted."""
        return self.number * (self.scale or 1)


def amounts(read: tuple[Token, ...], country: str | None = None) -> list[Money]:
    """Every number that may be an amount of money, in order, bare ones included.

    ``country`` (ISO 3166) says what a bare ``$`` is. A stretch such as ``40-50 LPA`` is one.
    """
    if not has_number(read, scale_words()):
        return []
    cues = Cues(read, "money.txt", "numbers.txt")
    signs = signs_in(read)
    counted = sorted((*numbers(read), *_unsaid(cues)), key=lambda n: (n.first, -n.end))
    # "between 25 and 50%"
    shares = {
        one.first
        for one, two in pairwise(counted)
        if cues.begins(two.end, "percent") and joined(read, one, two)
    }
    found: list[Money] = []
    for number in counted[:_MOST]:
        if number.first not in shares and (not found or number.first >= found[-1].end):
            reach = found[-1].end if found else 0
            money = _amount(cues, signs, number, country, reach)
            if money and not _counts(cues, money):
                found.append(money)
    return list(_stretched(read, _compounded(read, found)))


@cache
def scale_words() -> frozenset[str]:
    lists = load_lists("money.txt")
    return frozenset(word for name in SCALES for word in lists[name])


def _unsaid(cues: Cues) -> Iterator[Number]:
    """The one in "a lakh", and the half in "half a million"."""
    for name, at, _ in cues.found:
        if name not in SCALES or len(cues.read[at].word) <= _NEAR:
            continue
        words = [token.word for token in cues.read[max(0, at - 3) : at]]
        for behind in (["of", "a"], ["a"], []):
            part = words[: len(words) - len(behind)][-1:]
            if words[len(words) - len(behind) :] == behind and part and part[0] in _PARTS:
                yield Number(_PARTS[part[0]], at - len(behind) - 1, at)
        if words[-1:] == ["a"] and cues.read[at].word != "grand":
            yield Number(Decimal(1), at - 1, at)


def _amount(
    cues: Cues, signs: Sequence[Found], number: Number, country: str | None, reach: int
) -> Money | None:
    """The amount that a number is, with what stands around it, behind the one up to ``reach``."""
    times: Decimal | int | None
    scale, times, end = _scale(cues, number.end)
    if cues.read[end - 1].word == "mil" and number.value % 1:
        scale = SCALES["million"]  # "1.3 mil CZK", but "62 mil pesos"
    whole = number.value * (scale or 1)
    usable = [sign for sign in signs if not _is_word(cues.read, sign, whole, end if scale else 0)]
    sign = next((sign for sign in usable if sign.end == number.first), None)
    first, at = sign.first if sign else number.first, -1
    if (number.named and not sign) or cues.begins(end, "percent"):
        return None
    while end != at:
        at = end
        after = next((sign for sign in usable if sign.first == end), None)
        if after and (not sign or _names(after, sign)) and not _leads(cues.read, after):
            sign, end = after, after.end
        if not times:
            times, end = _period(cues, end, loose=bool(scale or sign or whole >= _LARGE))
    times, end = _salaries(cues, times, end)
    times = times or _period_before(cues, first, reach)
    counts = cues.read[number.first].word.isalpha() and number.value < _COUNTS
    if (counts or (sign and number.value == 1)) and not (scale or times):
        return None  # "two teams", "the other one", "I can't lose one yen"
    currency = code(sign.name, country) if sign else implied().get(_word(cues, number.end))
    family = sign.name.partition(", ")[0] if sign and not currency else ""
    grouped = _is_grouped(cues.read[number.first].written) and not sign
    money = Money(number.value, scale, currency, times, first, end, bool(sign or currency))
    return replace(money, family=family, grouped=grouped)


def _names(code: Found, sign: Found) -> bool:
    """Whether it tells which currency a sign of several stands for: "$48,000 MXN"."""
    return ", " in sign.name and ", " not in code.name


def _word(cues: Cues, at: int) -> str:
    return cues.read[at].word if at < len(cues.read) else ""


def _is_grouped(written: str) -> bool:
    """Whether figures are parted as lakhs are: ``18,50,000``."""
    head, *groups = [len(group) for group in written.partition(".")[0].split(",")]
    return {*groups[:-1]} == {_PAIR} and head <= _PAIR


def _scale(cues: Cues, at: int) -> tuple[Decimal | None, int | None, int]:
    """The scale that begins at a token, the period that is said with it, and its end."""
    name = next((name for name in SCALES if cues.begins(at, name)), "")
    if not name or (is_glued(cues.read, at + 1) and cues.read[at + 1].word[0].isalnum()):
        return None, None, at
    return SCALES[name], {"lpa": 1, "lpm": MONTHS}.get(cues.read[at].word), at + 1


def _period(cues: Cues, at: int, *, loose: bool) -> tuple[int | None, int]:
    """The period said behind an amount; ``loose``: also as what else may be said: "in one year"."""
    end = at
    for _ in range(_NEAR):
        end = cues.begins(end, "next to period") or end
    for name, times in TIMES.items():
        after = cues.begins(end, name, *([f"{name} loosely"] if loose else []))
        # "65k the year before" was no pay by the year, but "65k the year before tax" is.
        if after and (cues.begins(after, "next to period") or not cues.begins(end, "then")):
            return times, after
    if loose and at + 1 < len(cues.read) and cues.read[at].word.isalpha():
        # "210k bob a month", "5k all a month"
        return next(
            ((TIMES[n], end) for n in _PLAIN if (end := cues.begins(at + 1, n))), (None, at)
        )
    return None, at


def _period_before(cues: Cues, first: int, reach: int) -> int | None:
    """The period said before an amount, and not behind another: "my day rate is 450"."""
    near = range(max(first - _NEAR, reach + 1), first + 1)
    free = [at for at in near if not cues.ends(at, "no period before")]
    said = (n for n in TIMES for at in free if cues.ends(at, f"{n} before"))
    return next((TIMES[name] for name in said), None)


def _salaries(cues: Cues, times: Decimal | int | None, at: int) -> tuple[Decimal | int | None, int]:
    """Read the "x 13" of monthly pay that is paid more than twelve times."""
    end = cues.begins(at, "next to period") or at
    said = [token.word for token in cues.read[end : end + 2]]
    if len(said) > 1 and said[0] in MULTIPLIES and (often := _often(said[1])):
        return often, end + len(said)
    return times, at


def _often(word: str) -> Decimal | None:
    """How often a year a month's pay is paid: "13", "13.5", "13.92" in Belgium."""
    whole, _, rest = word.replace(",", ".").partition(".")
    paid = whole.isdigit() and int(whole) in PAID and len(rest) <= _PAIR
    return Decimal(f"{whole}.{rest or 0}") if paid else None


def _is_word(read: tuple[Token, ...], sign: Found, whole: Decimal, end: int) -> bool:
    """Whether what may be a currency is a common word beside an amount; "98 million won" is none.

    ``end`` is the end of the amount where it has a scale.
    """
    named = sign.first == end and read[sign.first].word in scaled()
    common = not read[sign.first].written.isupper()
    common = common and read[sign.first].word not in load_lists("money.txt")["common code"]
    small = common or whole < _LARGE
    return sign.name[0] == "?" and small and not named


def _leads(read: tuple[Token, ...], sign: Found) -> bool:
    """Whether a sign is written at the head of the next number."""
    return is_glued(read, sign.end) and read[sign.end].word[0].isdigit()


def _counts(cues: Cues, money: Money) -> bool:
    """Whether a number counts something else than money: stars, people, years."""
    if _is_time(cues, money):
        return True
    if money.signed or money.times or money.scale in (LAKH, CRORE):
        return False
    if money.scale is None:
        alone = money.end == money.first + 1 and cues.read[money.first].written.isdigit()
        if alone and money.number in _CALENDAR:
            return True
        counts = cues.begins(money.end, "counted", "counted when bare")
        counts = counts or cues.begins(money.end + 1, "counted behind a word")
        return bool(counts) and not cues.begins(money.end, "not counted")
    stands_alone = money.first == 0 or cues.read[money.first - 1].word in ("i'm", "am", ",")
    if stands_alone and cues.read[money.end - 1].word == "m" and money.number in AGES:
        return True  # "29M" is a man of 29
    next_word = money.end if cues.begins(money.end, "apart") else money.end + 1
    return any(cues.begins(at, "counted") for at in (money.end, next_word))


def _is_time(cues: Cues, money: Money) -> bool:
    """Whether a number is the time of a day, or the months behind years: "6 pm", "3y 9m"."""
    if money.signed or money.number > MONTHS:
        return False
    if money.scale is None and money.times == MONTHS:
        return cues.read[money.end - 1].word in ("pm", "p.m")
    years = money.first > 1 and cues.read[money.first - 1].word in (
        "y",
        "year",
        "years",
    )
    counted = years and cues.read[money.first - 2].word[0].isdigit()
    return counted and money.times is None and cues.read[money.end - 1].word == "m"


def _compounded(read: tuple[Token, ...], found: list[Money]) -> list[Money]:
    """Add up "1 crore 20 lakhs", "one lakh and twenty thousand", "three thousand eight hundred"."""
    joint: list[Money] = []
    for two in found:
        one = joint[-1] if joint else two
        behind = [token.word for token in read[one.end : two.first]] in ([], ["and"])
        apart = one is two or one.times not in (None, two.times) or (one.signed and two.signed)
        scaled = two.scale or (two.number >= _HUNDRED and read[two.first].word.isalpha())
        if not behind or apart or not one.scale or not scaled or two.whole >= one.scale:
            joint.append(two)
        else:
            said = replace(one if one.signed else two, first=one.first, end=two.end)
            number = (one.whole + two.whole) / one.scale
            joint[-1] = replace(said, number=number, scale=one.scale, times=two.times)
    return joint


def _stretched(read: tuple[Token, ...], found: list[Money]) -> Iterator[Money]:
    """Take the two ends of a stretch for one amount that states no figure."""
    reach = 0
    for one, two in zip_longest(found, found[1:]):
        if one.first < reach:
            continue
        if two and _is_stretch(read, one, two):
            reach = two.end
            yield replace(two, first=one.first, stretch=True)
        else:
            yield one


def _is_stretch(read: tuple[Token, ...], one: Money, two: Money) -> bool:
    ends = Number(one.number, one.first, one.end), Number(two.number, two.first, two.end)
    rises = one.number * (one.scale or two.scale or 1) < two.whole
    if not rises or one.times or not joined(read, *ends):
        return False
    if one.first and read[one.first - 1].word == "from":
        return False
    return read[one.end].word != "to" or (one.scale is None and two.scale is not None)
