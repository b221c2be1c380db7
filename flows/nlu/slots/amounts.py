"""The amounts of a message, each with the words that speak of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, islice, zip_longest

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.money import MONTHS, MULTIPLIES, PAID, THOUSAND, TIMES, Money, amounts
from flows.nlu.entities.numbers import Number, numbers
from flows.nlu.entities.yearly import LEAST_BY_YEAR, is_nearer
from flows.nlu.slots.said import NEAR, PARTS, Said, Sentence

_MOST = 16
"""Amounts of a message that are weighed; nobody states more of their pay."""
_LEAST_BY_MONTH = 500
"""What is less is no pay of a month that "x 14" goes on with."""
_BONUS_MONTHS = [Decimal(halves) / 2 for halves in range(1, 13)]
"""Months' pay that may be paid as a bonus."""
_WORKED: dict[Decimal | int, dict[str, int]] = {
    TIMES[unit]: {f"{unit}s a {per}": TIMES[per] for per in ("week", "month", "year")}
    for unit in ("day", "hour")
}
"""By how often a rate is paid at full time: how many days or hours of which period may be told."""
_YEARLY: dict[Decimal | int, tuple[str, range]] = {
    TIMES["hour"]: ("hours", range(400, 2600)),
    TIMES["day"]: ("days", range(120, 260)),
}
"""Hours and days that are those of a year, whatever else is said."""
_RATES_APART = 3
"""Two rates differ by less than this factor."""
_ALIKE = Decimal("1.5")
"""Thousands that differ from a rate's by less than this factor may be pay of a year beside it."""
_LEFT, _RIGHT = 16, 8
"""Tokens around an amount that may speak of it."""


def said_in(clauses: Sequence[Clause], country: str | None) -> tuple[list[Sentence], list[Said]]:
    """The sentences of some clauses, and every amount in them that may be money."""
    sentences = [Sentence(list(own)) for _, own in groupby(clauses, lambda c: c.sentence)]
    said = (each for sentence in sentences for each in _of_sentence(sentence, country))
    return sentences, list(_stretched(list(islice(said, _MOST))))


def rated(told: Sequence[Said], said: Sequence[Said]) -> list[Said]:
    """Take a sum for the rate that another is, and a rate for paid as often as another.

    "My day rate was £625, now it's £475", "600 a day, 220 days, backend would be 700". Of what is
    ``said`` and no pay that is told, only sums with a currency are the rates.
    """
    rates = [each for each in (*told, *said) if (each.money.times or 0) >= PAID.stop]
    return [
        next((own for rate in rates if (own := _as_rate(each, rate))), each) if rates else each
        for each in told
    ]


def _as_rate(said: Said, of: Said) -> Said | None:
    """What is told as the rate that another is; None for what is none, or one of its own."""
    money, rate, often = said.money, of.money, of.money.times or 0
    scale = money.scale or (rate.scale if money.whole * _RATES_APART < rate.whole else None)
    own = replace(money, scale=scale, times=often)
    less = said.role == "delta" and 0 < own.whole < rate.whole
    alike = rate.whole < own.whole * _RATES_APART < rate.whole * _RATES_APART**2
    other = said.is_beside or said.sentence.cues.has(said.left, said.right, "no rate")
    if not (less or alike) or other or not (of.role or money.signed):
        return None
    full = money.times in _WORKED and often < (money.times or 0)
    plain, year = money.whole if money.scale else money.number * THOUSAND, rate.whole * often
    # "40 an hour, backend pays 70" may be thousands, and "75 an hour. A school offers 88", too.
    near = said.sentence is of.sentence or not year < plain * _ALIKE < year * _ALIKE**2
    likely = less or money.signed or (near and is_nearer(own.whole * often, plain, year))
    return replace(said, money=own) if full or (likely and not money.times) else None


def _of_sentence(sentence: Sentence, country: str | None) -> Iterator[Said]:
    """Give each amount of a sentence the words that speak of it: those up to the next divider."""
    every = (
        (
            replace(money, first=money.first + start, end=money.end + start),
            clause,
            clause.written(money.first, money.end),
        )
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False)
        for money in amounts(clause.tokens, country)
    )
    found = list(islice(every, _MOST))
    ends = (*(money.first for money, *_ in found[1:]), len(sentence.read))
    edge = 0
    for (money, clause, words), end in zip(found, ends, strict=False):
        left = next((at for at in range(edge, money.first + 1) if at in sentence.edges), edge)
        right = next((at for at in range(money.end, end) if at in sentence.edges), end)
        if sentence.read[money.end : money.end + 1] and sentence.read[money.end].word == ":":
            right = money.end  # "118k: base 95, the rest stock"
        left = max(left, money.first - _LEFT)
        yield _often_paid(Said(money, sentence, clause, left, right, words), end)
        edge = _edge(sentence, money, edge)


def _often_paid(said: Said, end: int) -> Said:
    """Take up how often a month's pay is paid a year: "3,100 a month, fourteen times", "(x14)".

    And the bonus that is told in months: "9.5k + 1 month bonus".
    """
    money, cues = said.money, said.sentence.cues
    if money.times in _WORKED:
        return _part_time(said)
    if money.whole < _LEAST_BY_MONTH:
        return said
    by_month = _is_by_month(money)
    read, bonus = said.sentence.read[: money.end + _RIGHT], Decimal(0)
    for number in (each for each in numbers(read) if each.first >= money.end):
        monthly = by_month or cues.begins(number.end, "salaries of months")
        often = monthly and number.value in PAID and number.first <= end
        if often and _is_how_often(cues, number):
            return replace(said, money=replace(money, times=int(number.value)))
        # "2 months bonus", "a bonus of two months", but "up to" is no figure
        months = read[number.end : number.end + 1]
        told = any(token.word in ("month", "months", "salaries") for token in months)
        told = told and cues.has(number.first - NEAR, number.first, "variable")
        told = told or cues.begins(number.end, "months of bonus") > 0
        bound = cues.ends_near(number.first, "bound", "part of it")
        if number.value not in _BONUS_MONTHS or bound or not told:
            break
        bonus += number.value
    near = min(end, money.end + _RIGHT)
    salaries = (
        *cues.within(money.end, near, "month's bonus"),
        *cues.within(money.end, len(cues.read), "month's bonus of both"),
    )
    one = any(not cues.has(each.end, each.end + NEAR + 1, "counted in") for each in salaries)
    return replace(said, bonus_months=bonus + one)


def _is_how_often(cues: Cues, number: Number) -> bool:
    """Whether a number tells how often pay comes: "x 13", "14 salaries", "(14x)"."""
    behind = [token.word for token in cues.read[number.end : number.end + 2]]
    ends = behind[:1] == ["x"] and not any(word[0].isalnum() for word in behind[1:])
    multiplies = number.first > 0 and cues.read[number.first - 1].word in MULTIPLIES
    return multiplies or ends or cues.begins(number.end, "salaries") > 0


def _part_time(said: Said) -> Said:
    """Count the days or hours that a rate is paid for: "2 days a month at 1.2k a day"."""
    money, read, cues = said.money, said.sentence.read, said.sentence.cues
    near = range(money.first - _LEFT, money.end + _RIGHT)
    for number in (each for each in numbers(read) if each.first in near):
        name, yearly = _YEARLY.get(money.times or 0, ("", range(0)))
        if number.value in yearly and cues.begins(number.end, name):
            return replace(said, money=replace(money, times=number.value))
        for name, often in _WORKED[money.times or 0].items():
            times = number.value * often
            # "1,200 hours a year", "1,200 billable hours a year"
            told = cues.begins(number.end, name) or cues.begins(number.end + 1, name)
            if told and 0 < times < (money.times or 0):
                return replace(said, money=replace(money, times=times))
    return said


def _edge(sentence: Sentence, money: Money, edge: int) -> int:
    """Where the words for the next amount may begin: behind the name of this one's part.

    "24 fixed 4 variable" names them behind, "fixed 24 variable 4" before.
    """
    cues = sentence.cues
    near = range(max(edge, money.first - NEAR) + 1, money.first + 1)
    if money.end in sentence.starts or any(cues.ends(at, *PARTS) for at in near):
        return money.end
    return max(money.end, cues.begins(money.end, *PARTS))


def _is_by_month(money: Money) -> bool:
    """Whether an amount is said to be that of a month, or can be no other."""
    return money.times == MONTHS or (money.times is None and money.whole < LEAST_BY_YEAR)


def _stretched(said: Sequence[Said]) -> Iterator[Said]:
    """Take "a bonus from 5k to 8k", or "the band is 120 to 140", for what states no figure."""
    ends: Said | None = None
    for one, two in zip_longest(said, said[1:]):
        if one is ends:
            continue
        ends = two if two and _is_stretch(one, two) else None
        yield replace(one, money=replace(one.money, stretch=True)) if ends else one


def _is_stretch(one: Said, two: Said) -> bool:
    cues, first, end = one.sentence.cues, one.money.first, one.money.end
    stays = two.sentence.cues.begins(two.money.end, "for staying")  # "90k, and 95k if I stay"
    if one.sentence is not two.sentence or end + 1 != two.money.first or stays:
        return False
    part = one.is_called("variable") and not one.is_called("base")
    told = cues.has(one.left, first, "range") or cues.ends(first, "offers")
    rises = one.money.whole < two.money.whole and told
    return (part or rises) and one.sentence.read[end].word in ("to", "-", "and")
