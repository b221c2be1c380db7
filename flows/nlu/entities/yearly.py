"""What stated amounts come to in a year, in whole units of one currency."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.nlu.cues import Cues
from flows.nlu.entities.currencies import (
    LAKH_COUNTRIES,
    code,
    least_yearly,
    local_currency,
    signs_in,
)
from flows.nlu.entities.money import (
    CRORE,
    LAKH,
    MONTHS,
    PAID,
    SCALES,
    THOUSAND,
    TIMES,
    Money,
    scale_words,
)
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found

NEXT_SCALE: dict[Decimal | None, Decimal] = {SCALES["million"]: THOUSAND, CRORE: LAKH}
"""What bare numbers count beside amounts of a larger scale."""
_ALIKE = 20
"""Two amounts of pay differ by less than this factor."""
_BONUSES = 4
"""What is paid beside the pay of each month, and no bonus of a year, is so many times less."""
_LARGER_PAY, _LARGER_PART = 4, 2
"""How many times as much as the largest amount a number alone may count, in a scale that none of
them has: "48,900 there, I make 127"."""
TOTAL_OF_BASE = 5
"""A total is less than so many times the base in it."""
_HUNDRED = 100
_BELOW = 2
"""What is so many times less than the least pay of a year is that of a month beside a larger."""
LEAST_BY_YEAR = 10_000
"""In no currency that one leaves unsaid does one earn less in a year."""
_PAYS = 2
"""Today's pay and the offer's, which tell the scale of numbers alone."""
_FAR = 4
"""A number alone counts no crores where that is so many times as much as the largest amount."""
_LEAST_SHORT, _LEAST_THOUSANDS, _LEAST_PLAIN, _LEAST_LOOSELY = 5, 20, 100, 60
"""From which on a bare number of pay counts lakhs, thousands of a known currency, and of any: for
sure, and where nothing tells it better."""


def currency_of(
    stated: Sequence[Money], read: tuple[Token, ...], country: str | None
) -> str | None:
    """The currency that amounts are in, where they or the text say one; a place alone does not."""
    if own := next((m.currency for m in stated if m.currency), None):
        return own
    if own := next((c for m in stated if (c := rupees(m, country))), None):
        return own
    if _scale_said(read) in (LAKH, CRORE):
        return LAKH_COUNTRIES.get(country or "", "INR")
    said = {code(sign.name, country) for sign in signs_in(read) if sign.name[0] != "?"} - {None}
    return said.pop() if len(said) == 1 else None


def rupees(money: Money, country: str | None) -> str | None:
    """The currency of an amount in lakhs or crores, which are counted in rupees and the like."""
    lakhs = money.in_lakhs and not money.currency
    return LAKH_COUNTRIES.get(country or "", "INR") if lakhs else None


def yearly(
    stated: Sequence[Money],
    read: tuple[Token, ...],
    country: str | None,
    beside: Mapping[Money, Money] | None = None,
    *,
    loosely: bool = False,
) -> list[Decimal] | None:
    """The amounts a year, in whole units; what one leaves unsaid, the others tell.

    ``beside`` tells of some which pay they are paid beside. None where their size is not clear;
    ``loosely``: of numbers alone it is clear from less on.
    """
    beside = beside or {}
    money = currency_of(stated, read, country) or local_currency(country)
    scale = next((m.scale for m in stated if m.scale), None) or _scale_said(read)
    pays = [m for m in stated if m not in beside]
    scale = scale or _unsaid_scale(stated, pays, money, loosely=loosely)
    if scale is None:
        return None
    lakhs = any(m.in_lakhs for m in stated) or money == "INR"
    values = _by_year(_whole(stated, scale, beside, lakhs=lakhs), money, beside)
    return [value.normalize() + 0 for value in values]


def _scale_said(read: tuple[Token, ...]) -> Decimal | None:
    """The scale that is said of all numbers together: "both LPA", "in thousands", "(k)"."""
    if not any(token.word in scale_words() for token in read):
        return None
    cues = Cues(read, "money.txt")
    scales = (c for c in cues.found if c.name in SCALES and _is_of_all(cues, c))
    return next((SCALES[cue.name] for cue in scales), None)


def _is_of_all(cues: Cues, scale: Found) -> bool:
    """Whether a scale is said of all numbers together: "in k", "(k)", "the offer is 24. LPA"."""
    if cues.read[scale.first].word == "lpa" and scale.first:
        return not cues.read[scale.first - 1].word[:1].isdigit()
    around = cues.read[max(scale.first - 1, 0) : scale.end + 1]
    bracketed = (around[0].word, around[-1].word) == ("(", ")")
    return bracketed or cues.ends(scale.first, "in all")


def _unsaid_scale(
    stated: Sequence[Money], pays: Sequence[Money], currency: str | None, *, loosely: bool
) -> Decimal | None:
    """What "220 base" leaves unsaid: thousands, or lakhs in India; 1 for whole amounts."""
    plain = _LEAST_LOOSELY if loosely else _LEAST_PLAIN
    pay = pays[:_PAYS]
    sums = [m.number for m in pay if (m.times or 0) < TIMES["week"]]
    least = min(sums or [m.number for m in pay])
    if any(m.number >= THOUSAND for m in stated) or all((m.times or 1) > 1 for m in stated):
        return Decimal(1)
    if least < _LEAST_SHORT:
        return None
    if currency == "INR":
        return LAKH
    clear = currency or any(m.signed or m.number >= plain for m in stated)
    enough = _LEAST_THOUSANDS if clear else plain
    return THOUSAND if least >= enough else None


def _whole(
    stated: Sequence[Money], scale: Decimal, beside: Mapping[Money, Money], *, lakhs: bool
) -> dict[Money, Decimal]:
    """Give amounts without a scale that of the others, where that makes them comparable."""
    largest = max(m.whole * (m.times or 1) for m in stated)
    if not any(m.scale for m in stated):
        largest *= scale

    scales = {scale, *(m.scale for m in stated if m.scale)}
    implied = {THOUSAND} if any(m.number >= THOUSAND for m in stated) else set()
    implied |= {LAKH} if lakhs and any(m.number >= LAKH for m in stated) else set()
    # "1.15 million, he offers 850", "1.2 crore, down to 80"
    implied |= {NEXT_SCALE[s] for s in scales if s in NEXT_SCALE}
    downwards = sorted(scales | implied, reverse=True)

    full = [m for m in stated if m.scale]

    def shared(money: Money) -> Decimal:
        # "$120 a month", but "$8 a month"
        by_month = money.signed and money.times == MONTHS and money.number >= _HUNDRED
        if by_month or (money.times or 0) >= TIMES["week"] or money.number >= THOUSAND:
            return Decimal(1)
        if again := next((m.scale for m in full if m.number == money.number), None):
            return again  # "19 lakhs here, 1.2 crore there. If I say no I stay with 19"
        number = money.number * (money.times or 1)
        if pay := beside.get(money):
            # "74k plus 500 bonus", "60k + €300"; but a total is larger than the base
            plain = money.signed or (pay.times or 0) >= TIMES["week"]  # "600 a day plus 500 bonus"
            known, larger = (1, 1) if plain else (TOTAL_OF_BASE, _LARGER_PART)
            most = pay.number * (pay.scale or shared(pay)) * (pay.times or 1)
        else:
            known, larger, most = _ALIKE, _LARGER_PAY, largest
        fits = [s for s in downwards if number * s <= most * (known if s in scales else larger)]
        # "2 crore on paper, base 66, they offer 40" counts lakhs.
        near = [s for s in fits if s != CRORE or money.number * s <= largest * _FAR]
        return next(iter(near or fits), Decimal(1))  # "10,500 a month, the offer is 110"

    return {m: m.number * (m.scale or shared(m)) for m in stated}


def _by_year(
    worth: Mapping[Money, Decimal], currency: str | None, beside: Mapping[Money, Money]
) -> list[Decimal]:
    """Count each amount as often as it is paid; one without a period may share another's."""
    timed = next((m for m in worth if m.times and m.times <= TIMES["week"]), None)
    shared = (timed and timed.times) or MONTHS
    to = worth[timed] * shared if timed else Decimal(0)
    by_month = shared if MONTHS <= shared < PAID.stop else MONTHS
    least = least_yearly().get(currency or "", 0 if currency else LEAST_BY_YEAR)
    most = max(value for money, value in worth.items() if money not in beside)

    def unsaid(money: Money) -> Decimal | int:
        value, pay = worth[money], beside.get(money)
        if pay and (often(pay) == 1 or value * _BONUSES > worth[pay]):
            return 1
        short = (value if timed else max(worth.values())) < least
        # "2,650 net, the other pays 43k"
        near = not pay and is_nearer(value * MONTHS, value, most)
        if short or (near and value * _BELOW < least):
            return by_month
        return shared if is_nearer(value * shared, value, to) else 1

    def often(money: Money) -> Decimal | int:
        return money.times or unsaid(money)

    return [value * often(money) for money, value in worth.items()]


def is_nearer(one: Decimal, other: Decimal, to: Decimal) -> bool:
    """Whether one amount is nearer to a third than another is, as a factor."""
    return bool(one and other and to) and max(one / to, to / one) <= max(other / to, to / other)
