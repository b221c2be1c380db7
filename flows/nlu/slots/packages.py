"""What is paid together: the cash of a total, what is paid beside it, what of it is no cash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.nlu.cues import Cues
from flows.nlu.entities.money import MONTHS, PAID, Money
from flows.nlu.entities.titles import every_title, role_of
from flows.nlu.entities.yearly import yearly
from flows.nlu.normalize import Token
from flows.nlu.slots.role import TARGET
from flows.nlu.slots.said import NEAR, Said

_TAXED = 3
"""Pay before tax is less than so many times that after it, and a total than the base in it."""
_SURE = 0.8
"""The chance from which on several amounts are several offers."""
_THIS = "this field"
"""In place of a role: one of the field that friends would leave."""
_MONTHS = ("month", "months")
"""What a number is followed by that counts the months of a bonus."""
_JOINED = ("+", "and", "plus", "with", "&")
"""What adds a part to a total that stands before it."""


def package(said: Sequence[Said], every: Sequence[Said]) -> Said | None:
    """The pay that amounts of one job make: its cash, the total of that, what is paid beside it.

    ``every`` are all amounts of the text, the stock among which a total may hold. None where there
    are but parts, or several offers.
    """
    said = [each for each in said if not _is_counter(each)]
    if not said:
        return None
    told = [each for each in said if not each.is_beside or each.is_called("base")]
    told = [each for each in told if not _is_part(each)] or told
    told = told or [each for each in said if shares_base(each)][:1]
    parts = [each for each in said if each not in told and not _is_more_stock(each, every)]
    told = _before_tax(_distinct(told))
    main = _of_engineering(told)
    if not main:
        return None
    paid = _cash_of(main) if len(main) > 1 else main[0]
    if paid is None:
        return None
    others = {each.place for each in told if each.is_called("base") or each not in main}
    parts = [part for part in parts if _stands_behind(part, said) not in others - {paid.place}]
    end = paid.money.end
    for kept in paid.sentence.pensions:  # "60k + 5% pension + 10% bonus"
        end = kept.end + 1 if 0 <= kept.first - end <= NEAR else end
    bonus = (b for b in paid.sentence.bonuses if 0 <= b.first - end <= NEAR)
    factor = 1 + next((b.low for b in bonus), Decimal(0))
    paid = replace(paid, factor=factor, stock=_stock_in(paid, every))
    for part in parts:
        paid = _with_part(paid, part)
    return paid


def _of_engineering(main: Sequence[Said]) -> Sequence[Said]:
    """Of several offers the one of an engineer's job: that is the move which is weighed."""
    named = {each: _roles_of(each) for each in main if each.role == "next"}
    engineers = [each for each, roles in named.items() if roles == {TARGET}]
    others = [each for each in main if each not in engineers]
    if len(engineers) == 1 and others and all(named.get(each, {""}) - {TARGET} for each in others):
        return engineers
    return main


def _roles_of(said: Said) -> set[str]:
    """The roles of the titles, or else the fields, that stand in the words about an amount."""
    sentence, first, end = said.sentence, said.left, said.right
    roles = {role_of(title) for title in every_title(sentence.read[first:end])}
    if not roles:
        fields = sentence.cues.within(first, end, "next field", "this field")
        roles = {TARGET if field.name == "next field" else _THIS for field in fields}
    return roles


def _stands_behind(part: Said, said: Sequence[Said]) -> tuple[int, int] | None:
    """The place of the pay that a part stands behind; None where it comes first."""
    before = said[: said.index(part)]
    pay = [each.place for each in before if not (each.is_beside or _is_part(each))]
    return pay[-1] if pay else None


def shares_base(said: Said) -> bool:
    """Whether it is paid beside the same base as today: "same base, only a 5k bonus"."""
    part = said.is_called("variable") and not said.is_called("total")
    return part and said.sentence.cues.anywhere("same base")


def same_base_alone(read: tuple[Token, ...]) -> bool:
    """Whether an offer has today's base and no bonus: "same base but no bonus"."""
    cues = Cues(read, "pay.txt")
    return any(
        cues.ends_near(bonus.first, "none of it")
        for same in cues.found
        if same.name == "same base"
        for bonus in cues.within(same.end, same.end + 2 * NEAR, "variable")
    )


def _is_part(said: Said) -> bool:
    """Whether it is called a part that is paid beside another amount."""
    return said.is_called("stock", "variable", "paid once") and not said.is_called("base", "total")


def _is_counter(said: Said) -> bool:
    """Whether one would be paid it for staying: "counter offer is 95k", "95k to keep me"."""
    cues, money = said.sentence.cues, said.money
    named = cues.has(said.left, money.first, "counter")
    return said.role == "next" and (named or cues.has(money.end, money.end + NEAR, "for staying"))


def _is_more_stock(said: Said, every: Sequence[Said]) -> bool:
    """Whether it goes on with the stock before it: "stock was 150k last year, 90k this year"."""
    at = next(at for at, each in enumerate(every) if each.place == said.place)
    before = every[at - 1] if at else None
    if before is None or before.sentence is not said.sentence:
        return False
    if said.is_called("base", "variable", "total", "paid once", "stock") or _is_joined(said):
        return False
    named = before.sentence.cues.has(before.left, before.money.first, "stock")
    return named or _is_more_stock(before, every)


def _cash_of(main: Sequence[Said]) -> Said | None:
    """Which of several amounts of one job is its cash, with its total; None of several offers."""
    bases = [each for each in main if each.is_called("base") or _is_inside(each, main)]
    bases = [each for each in bases if not each.is_called("total")] or bases
    others = [each for each in main if each not in bases]
    others = [e for e in others if e.is_called("total") or e.money.whole >= main[0].money.whole]
    if bases:
        if others and _is_all_cash(bases[0]):
            return others[0]
        if others and others[0].money.times == MONTHS and others[0].is_called("total"):
            return others[0]  # stock is not paid by the month
        return replace(bases[0], total=_as_often(others[0], bases[0])) if others else bases[0]
    if main[0].role == "next" and min(each.chance for each in main) > _SURE:
        return None
    return max(main, key=lambda each: each.chance)


def _is_all_cash(base: Said) -> bool:
    """Whether what the base leaves of the total is cash: "36 LPA, 30 fixed, rest variable"."""
    end = base.money.end
    return base.sentence.cues.has(end, end + 3 * NEAR, "rest in cash")


def _as_often(total: Said, base: Said) -> Money:
    """The total, paid as often as the base in it where nothing else is said."""
    alike = total.money.whole < base.money.whole * _TAXED
    often = base.money.times if alike and not total.money.times else total.money.times
    return replace(total.money, times=often)


def _is_inside(said: Said, main: Sequence[Said]) -> bool:
    """Whether it is told in brackets, behind what it is a part of: "37.5 LPA (33 + 4.5)"."""
    before = [each for each in main if each.sentence is said.sentence]
    return said.clause.opens == "(" and before[0].clause is not said.clause


def _distinct(said: Sequence[Said]) -> list[Said]:
    """Each amount once, however often it is told."""
    kept: list[Said] = []
    for each in said:
        if not any(each.money.number == other.money.number for other in kept):
            kept.append(each)
    return kept


def _before_tax(said: list[Said]) -> list[Said]:
    """Leave out what is told as the net of a gross beside it."""
    nets = [each for each in said if each.is_called("net")]
    gross = [each for each in said if each not in nets]
    if any(each.is_called("base") and each.money.times != MONTHS for each in nets):
        return said  # "8 lakhs CTC, 6.5 in hand"
    return [_gross(gross[0], nets[0]), *gross[1:]] if nets and gross else said


def _gross(gross: Said, net: Said) -> Said:
    """The pay before tax, paid as often as that after it where nothing else is said."""
    if gross.money.bare and net.money.in_lakhs:  # "CTC is 32, 1.95 lakh a month in hand"
        return replace(gross, money=replace(gross.money, scale=net.money.scale))
    often = gross.money.whole < net.money.whole * _TAXED
    times = gross.money.times or (net.money.times if often else None)
    return replace(gross, money=replace(gross.money, times=times))


def _with_part(paid: Said, part: Said) -> Said:
    """Add a part that is paid each year in cash; stock within a total is none of the cash."""
    money = part.money
    whole = paid.is_called("total") and not paid.is_called("base")
    within = whole and not (paid.total or _is_joined(part))
    within = within or _is_within(paid, part)
    if within or _is_no_cash(part):
        return paid
    if part.is_called("allowance") and not money.times and money.whole < paid.money.whole:
        money = replace(money, times=paid.money.times)
    return replace(paid, added=(*paid.added, money))


def _is_no_cash(part: Said) -> bool:
    """Whether it is no cash of each year: stock, what is paid once, a car, months of a bonus."""
    cues, first, end = part.sentence.cues, part.money.first, part.money.end
    behind = cues.read[end : end + 1]
    often = part.money.number in PAID and (
        cues.begins(end, "salaries") or not part.is_called("variable")
    )
    months = part.money.bare and (often or any(token.word in _MONTHS for token in behind))
    beside = cues.begins(end, "no cash") or cues.ends(first, "no cash before")
    return bool(months or beside) or part.is_bound or part.is_called("stock", "paid once", "net")


def _is_joined(part: Said) -> bool:
    at = part.money.first
    return at > 0 and part.sentence.read[at - 1].word in _JOINED


def _is_within(total: Said, part: Said) -> bool:
    """Whether a part is said to be one of an amount before it: "30 LPA, of which 5 variable"."""
    end = part.money.end + NEAR
    return total.sentence is part.sentence and total.sentence.cues.has(
        total.money.end, end, "part of it"
    )


def _stock_in(total: Said, said: Iterable[Said]) -> Money | None:
    """The stock that a total includes: "200k TC, of which 60k is stock"."""
    behind = (s for s in said if s.sentence is total.sentence and s.money.first > total.money.first)
    after = next(behind, None)
    if after is None or not after.is_called("stock") or after.money.bare:
        return None
    paid, held = total.money, after.money
    inside = after.sentence.cues.has(paid.end, held.first, "includes") or after.clause.opens == "("
    alike = (paid.currency, paid.times) == (held.currency or paid.currency, held.times)
    part = inside and alike and paid.whole > held.whole
    return held if part and total.is_called("total") else None


def worth_of(
    said: Sequence[Said], read: tuple[Token, ...], country: str | None, *, loosely: bool = False
) -> dict[Money, Decimal] | None:
    """What all amounts of these, and of what is paid beside them, come to in a year.

    ``loosely``: also numbers alone that can be thousands in most currencies, but not in all.
    """
    main = [each.money for each in said]
    beside = {m: each.money for each in said for m in each.paid if m not in main}
    every = [*main, *beside]
    values = yearly(every, read, country, beside, loosely=loosely)
    return None if values is None else dict(zip(every, values, strict=True))


def yearly_cash(said: Said, worth: Mapping[Money, Decimal]) -> Decimal:
    """The cash that an amount comes to with what is paid beside it, and without stock."""
    often = said.money.times or 0
    months = often if MONTHS <= often < PAID.stop else MONTHS  # "11.5k x 13 + 2 months bonus"
    own = worth[said.money] * (months + said.bonus_months) / months
    paid = sum((worth[money] for money in said.added), own * said.factor)
    return paid - worth[said.stock] if said.stock else paid
