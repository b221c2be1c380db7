"""What stated amounts come to in a year, in whole units of one currency."""

from collections.abc import Sequence
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
_FEW_BONUSES = Decimal("1.5")
"""A bonus of each month is less than the pay of it by this factor."""
_LEAST_BY_YEAR = 10_000
"""In no currency that one leaves unsaid does one earn less in a year."""
_PAYS = 2
"""Today's pay and the offer's, which tell the scale of numbers alone."""
_FAR_BELOW = 4
"""What is so many times less than the least pay of a year is that of a month beside a larger."""
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
    beside: Sequence[int] = (),
    *,
    loosely: bool = False,
) -> list[Decimal] | None:
    """The amounts a year, in whole units; what one leaves unsaid, the others tell.

    The last are paid ``beside`` others, which are given by their numbers. None where their size is
    not clear; ``loosely``: of numbers alone it is clear from less on.
    """
    main = len(stated) - len(beside)
    money = currency_of(stated, read, country) or local_currency(country)
    scale = next((m.scale for m in stated if m.scale), None) or _scale_said(read)
    scale = scale or _unsaid_scale(stated, main, money, loosely=loosely)
    if scale is None:
        return None
    lakhs = any(m.in_lakhs for m in stated) or money == "INR"
    values = _by_year(stated, _whole(stated, scale, lakhs=lakhs, main=main), money, beside)
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
    stated: Sequence[Money], main: int, currency: str | None, *, loosely: bool
) -> Decimal | None:
    """What "220 base" leaves unsaid: thousands, or lakhs in India; 1 for whole amounts."""
    plain = _LEAST_LOOSELY if loosely else _LEAST_PLAIN
    pay = stated[: min(main, _PAYS)]
    sums = [m.number for m in pay if (m.times or 0) < TIMES["week"]]
    least = min(sums or [m.number for m in pay])
    if any(m.number >= THOUSAND for m in stated) or all(m.times for m in stated):
        return Decimal(1)
    if least < _LEAST_SHORT:
        return None
    if currency == "INR":
        return LAKH
    clear = currency or any(m.signed or m.number >= plain for m in stated)
    enough = _LEAST_THOUSANDS if clear else plain
    return THOUSAND if least >= enough else None


def _whole(stated: Sequence[Money], scale: Decimal, *, lakhs: bool, main: int) -> list[Decimal]:
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

    def shared(money: Money, times_as_much: int) -> Decimal:
        if (money.times or 0) >= TIMES["week"] or money.number >= THOUSAND:
            return Decimal(1)
        if again := next((m.scale for m in full if m.number == money.number), None):
            return again  # "19 lakhs here, 1.2 crore there. If I say no I stay with 19"
        fits = [
            s
            for s in downwards
            if money.number * s <= largest * (_ALIKE if s in scales else times_as_much)
        ]
        # "2 crore on paper, base 66, they offer 40" counts lakhs.
        crores = [s for s in fits if s == CRORE and money.number * s > largest * _FAR_BELOW]
        plain = [s for s in fits if s not in crores]
        return next(iter(plain or fits), Decimal(1))  # "10,500 a month, the offer is 110"

    # "48,900 there, I make 127"
    most = (_FAR_BELOW if at < main else 2 for at in range(len(stated)))
    return [
        m.number * (m.scale or shared(m, at_most)) for m, at_most in zip(stated, most, strict=True)
    ]


def _by_year(
    stated: Sequence[Money], whole: list[Decimal], currency: str | None, of: Sequence[int]
) -> list[Decimal]:
    """Count each amount as often as it is paid; one without a period may share another's.

    The last are paid beside those ``of`` these numbers.
    """
    main = len(stated) - len(of)
    paid = zip(whole, stated, strict=True)
    timed = [(v * m.times, m.times) for v, m in paid if m.times and m.times <= TIMES["week"]]
    beside, times = timed[0] if timed else (Decimal(0), MONTHS)

    least = least_yearly().get(currency or "", 0 if currency else _LEAST_BY_YEAR)
    most = max(whole[:main])

    def unsaid(value: Decimal, *, pay: bool) -> Decimal | int:
        short = (value if timed else max(whole)) < least
        # "2,650 net, the other pays 43k"
        short = short or (
            pay and value * _FAR_BELOW < least and _is_nearer(value * 12, value, most)
        )
        return times if short or _is_nearer(value * times, value, beside) else 1

    paid_as = [*zip(whole, stated, strict=True)]
    often = [m.times or unsaid(v, pay=True) for v, m in paid_as[:main]]
    for at, (value, money) in zip(of, paid_as[main:], strict=True):
        # A bonus of about a month's pay is none of each month, nor is one beside pay of a year.
        yearly_paid = often[at] == 1 or value * _FEW_BONUSES > whole[at]
        often.append(money.times or (1 if yearly_paid else unsaid(value, pay=False)))
    return [value * times for value, times in zip(whole, often, strict=True)]


def _is_nearer(one: Decimal, other: Decimal, to: Decimal) -> bool:
    """Whether one amount is nearer to a third than another is, as a factor."""
    return bool(one and other and to) and max(one / to, to / one) <= max(other / to, to / other)
