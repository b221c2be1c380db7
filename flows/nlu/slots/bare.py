"""Numbers alone: which of them are amounts of pay."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import compress

from flows.nlu.entities.money import AGES, MONTHS, PAID, Money
from flows.nlu.entities.numbers import parts
from flows.nlu.entities.yearly import NEXT_SCALE
from flows.nlu.slots.said import NEAR, Said

_PAIR = 2
_THOUSAND = 1000
_CALENDAR = (1950, 2050)
"""Bare numbers that are calendar years."""
_LEADS_IN = ("bare before", "floor", "next field")
"""What a bare number that is pay stands behind."""
_TELLS = (
    *("now", "now maybe", "next", "next near", "next maybe"),
    *("next field", "offers", "staying", "taking"),
)
"""What it stands behind where nothing follows that it could count."""
_MONTHS_BEFORE = 12
"""Tokens before a small number among which "months" tells what it counts."""
_RANKS = ("band", "grade", "level", "scale", "step", "tier")
"""What a number behind it is a rank of: "the bottom of grade 9"."""
_COMPARES = ("above", "below", "beneath", "than", "under")
"""What stands before a number that is only compared with."""
_GOES_ON = ("all", "as", "but", "for", "if", "plus", "though", "to", "with")
"""What stands behind a number that counts nothing."""
_LEAST_ALONE = 80
"""From which on a number between commas may be pay."""
_LARGE = 10_000
"""From which a number alone may be pay where words say so."""
_NAMES = ("named pay", "named amount")
"""What may be "of" an amount: "a salary of 80"."""
_VERBS = ("is", "was", "would")
"""What goes on about a number, and is nothing that it counts: "52,000 is what they offer"."""
_PEOPLE = ("everybody", "everyone", "no", "nobody", "one", "you")
"""What a clause begins with that tells of people in general."""
_ALIKE = 6
"""A bare number and the amount that it shares its scale with differ by less than this factor."""


def may_count(said: Said) -> bool:
    """Whether a bare number may be an amount: no year of the calendar, no age."""
    read, money = said.sentence.read, said.money
    calendar = _CALENDAR[0] <= money.number <= _CALENDAR[1]
    calendar = calendar and "," not in read[money.first].written
    counted = {token.word for token in read[max(0, money.first - _MONTHS_BEFORE) : money.first]}
    if "years" in counted and read[money.first].word.isalpha() and _is_alone(said):
        return False  # "here for nine years, in the trade for twelve"
    ranked = money.first > 0 and read[money.first - 1].word in _RANKS
    item = said.clause.opens == "(" and len(said.clause.tokens) == 1 and money.number < _PAIR * 5
    return not money.bare or not (calendar or ranked or item or _is_age(said))


def _is_of_months(said: Said) -> bool:
    """Whether a number counts the months of a bonus.

    "A bonus of between 3 and 5 months, this year it'll be 4", "annual bonus of two months".
    """
    read, money = said.sentence.read, said.money
    if money.number >= PAID.start or money.scale or money.signed:
        return False
    counted = {token.word for token in read[max(0, money.first - _MONTHS_BEFORE) : money.first]}
    behind = {token.word for token in read[money.end : money.end + 1]}
    return "months" in counted or not behind.isdisjoint(("month", "months"))


def _is_age(said: Said) -> bool:
    """Whether a bare number is an age: "at 34 I make 80k", "nobody hires at 55"."""
    read, money, cues = said.sentence.read, said.money, said.sentence.cues
    if cues.ends(money.first, "age"):
        return True
    at = money.first > 0 and read[money.first - 1].word == "at" and money.number in AGES
    if money.end < len(read) and read[money.end].word == "i":
        return not (said.leans and money.end in said.sentence.starts)
    if at and cues.begins(money.end, "of that age"):
        return said.leans <= 0
    if at and _is_alone(said) and said.in_clause("of age"):
        return True  # "I started at the tills at 17"
    told = said.in_clause("can be pay", "now", "next", "offers")
    people = said.clause.whom == "people" or said.clause.tokens[0].word in _PEOPLE
    return at and people and not told


def with_bare(said: list[Said], beside: list[Said], *, raised: bool) -> list[Said]:
    """Leave out bare numbers that nothing says are pay.

    ``beside`` are ranges and the pay of others, which tell what a number beside them counts.
    ``raised``: pay of the past was stated too, so that one number alone goes on with it.
    """
    full = [each for each in said if not each.money.bare]
    said = [each for each in said if not _is_of_months(each)]
    kept = [each for each in said if not each.money.bare or (may_count(each) and _is_cued(each))]
    if beside and not full:  # "offers between 30 and 34 lpa, current 38"
        scaled = [(each, _scaled(each.money, beside)) for each in kept]
        fit = [replace(each, money=money) for each, money in scaled if money]
        if any(not each.is_called("variable") for each in fit) or len(kept) < _PAIR:
            return fit
    if not full:
        alone = len(kept) + raised < _PAIR
        return [e for e in kept if _says_pay(e) or _is_named(e)] if alone else kept
    fits = [
        e in full or e.is_called("variable") or _has_bonus(e) or _fits(e.money, full) for e in kept
    ]
    return list(compress(kept, fits))


def _is_cued(said: Said) -> bool:
    cues, end = said.sentence.cues, said.money.end
    called = cues.begins(end, "bare after", "now", "base", "variable", "total")
    called = called or cues.begins(end + 1, "base")  # "of which 170 is base"
    first = said.begins
    leads_in = any(cues.ends(at, *_LEADS_IN) for at in (first, said.money.first))
    if first and said.sentence.read[first - 1].word == "of":
        # "an offer of 90", no "company of 25"
        leads_in = cues.ends(first - 1, *_NAMES, "offers", "next", "next near")
    alone = cues.ends(first, *_TELLS) and _is_alone(said)
    inside = cues.ends(first, "part of it") and first > 0  # "of which 28 comes as fixed"
    alone = alone or _is_labelled(said) or _is_large(said)
    return bool(called or said.moves or leads_in or alone or inside or _has_bonus(said))


def _is_large(said: Said) -> bool:
    """Whether a number that is large alone is told as pay: "comp is 52,000 gross"."""
    read, end = said.sentence.read, said.money.end
    taxed = said.is_called("gross", "net")
    told = said.is_offered or said.has("named pay")
    stands = _is_alone(said) or _has_bonus(said) or (said.is_offered and read[end].word in _VERBS)
    return said.money.number >= _LARGE and (taxed or (told and stands))


def _is_labelled(said: Said) -> bool:
    """Whether a number alone ends what a label is of: "Now: DS at a bank, 148"."""
    read, at, end = said.sentence.read, said.begins, said.money.end
    behind = read[end].word if end < len(read) else ""
    stock = said.sentence.cues.begins(end + 1, "stock") > 0  # "18 + esops", but "9+ years"
    alone = _is_alone(said) and (behind != "+" or stock)
    if at > said.start and said.leans <= -_PAIR and said.money.number >= PAID.start:
        # "they answered 48", "they mentioned 55 to start with", but "nervous beneath 60"
        compared = read[at - 1].word in _COMPARES
        return (alone or behind in _GOES_ON) and said.is_offered and not compared
    if abs(said.leans) < _PAIR or not (alone or _has_bonus(said)):
        return False
    before = read[at - 1].word if at else ""
    comma = at == said.start and said.clause.opens == "," and said.money.number >= _LEAST_ALONE
    return comma or before in ("it's", "its") or (len(read) > 1 and read[1].word == ":")


def _is_alone(said: Said) -> bool:
    """Whether a number counts no thing: "I have 140", but not "I have 140 papers"."""
    read, end = said.sentence.read, said.money.end
    stops = end == len(read) or end in said.sentence.starts or not read[end].word.isalnum()
    return stops or bool(said.sentence.cues.begins(end, "divider"))


def _has_bonus(said: Said) -> bool:
    """Whether a bonus is named right behind an amount: "68,500 plus a bonus of 5k"."""
    cues = said.sentence.cues
    joined = cues.begins(said.money.end, "part joined")
    at = joined
    while 0 < at < len(said.sentence.read) and said.sentence.read[at].word in ("a", "same", "the"):
        at += 1
    part = bool(joined) and any(each.first == at for each in parts(said.sentence.read))
    return bool(joined) and (part or cues.has(joined, joined + NEAR, "variable"))


def _says_pay(said: Said) -> bool:
    """Whether words say that a large number alone is pay: "my salary is 120000"."""
    told = said.is_to_come or said.has("now", "now maybe", "next maybe")
    return (said.money.number >= _LARGE and told) or _is_large(said)


def _is_named(said: Said) -> bool:
    """Whether a number alone is called pay: "220 base", "I get 4,200 net", "I earn 4,200"."""
    taxed = said.is_called("net", "gross") and said.has("now")
    told = taxed or (said.is_own and _is_alone(said))
    least = _LEAST_ALONE if said.is_own else _THOUSAND
    return (told and said.money.number >= least) or said.is_called("base")


def _scaled(bare: Money, beside: Sequence[Said]) -> Money | None:
    """A bare number in the scale that makes it comparable with an amount beside it."""
    for one in (each.money for each in beside if each.money.whole):
        for scale in (one.scale or 1, NEXT_SCALE.get(one.scale, 1), _THOUSAND):
            alike = (bare.number * scale / (one.whole * often) for often in (1, one.times or 1))
            if any(1 / Decimal(_ALIKE) <= share <= _ALIKE for share in alike):
                said = Decimal(scale) if scale > 1 else None
                return replace(bare, scale=said, currency=one.currency)
    return None


def _fits(bare: Money, full: Sequence[Said]) -> bool:
    """Whether a bare number can share the scale of a full amount, or is pay of a year beside it."""
    return any(
        number and amount / _ALIKE <= number <= amount * _ALIKE
        for each in full
        for number, amount in (
            (bare.number, each.money.whole),
            (bare.number * (each.money.scale or 1), each.money.whole),
            (bare.number, each.money.whole * (each.money.times or 1)),
            (bare.number * MONTHS, each.money.whole * (each.money.times or 1)),
            (bare.number * (each.money.scale or 1), each.money.whole * (each.money.times or 1)),
            (bare.number * NEXT_SCALE.get(each.money.scale, 1), each.money.whole),
            (bare.number * _THOUSAND, each.money.whole * (each.money.times or 1)),
        )
        if amount == each.money.whole or number >= _LARGE
    )
