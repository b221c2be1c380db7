"""What is paid together: the cash of a total, what is paid beside it, what of it is no cash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.nlu.entities.money import MONTHS, Money
from flows.nlu.entities.yearly import yearly
from flows.nlu.normalize import Token
from flows.nlu.slots.said import NEAR, Said

_TAXED = 3
"""Pay before tax is less than so many times that after it."""


def merged(said: Iterable[Said]) -> list[Said]:
    """Add what is paid beside an amount to it, find the cash of a total and the gross of a net."""
    kept: list[Said] = []
    for each in said:
        base = each.is_called("base")
        last = kept[-1] if kept and _goes_on(kept[-1], each, base=base) else None
        whole = each.sentence.cues.begins(each.money.end, "with bonus")
        if each.is_called("variable") and not (base or whole):
            if last and not (each.is_bound or _is_within(last, each)):
                kept[-1] = replace(last, added=(*last.added, each.money))
        elif last and _is_net_of(each, last):
            kept[-1] = _gross(last, each)
        elif last and _is_net_of(last, each):
            kept[-1] = replace(_gross(each, last), leans=last.leans or each.leans)
        elif last and base and _is_cash_of(each, last):
            kept[-1] = replace(each, leans=last.leans or each.leans, total=last.money)
        elif last and last.is_called("base") and _is_total_of(each, last):
            kept[-1] = replace(last, total=each.money)
        else:
            bonus = (b for b in each.sentence.bonuses if 0 <= b.first - each.money.end <= NEAR)
            kept.append(replace(each, factor=1 + next((b.low for b in bonus), Decimal(0))))
    return kept


def _goes_on(one: Said, two: Said, *, base: bool) -> bool:
    """Whether two amounts are of one sentence, or "TC is 205. Base is 170." of two."""
    following = one.clause.sentence + 1 == two.clause.sentence and base and not one.total
    return one.sentence is two.sentence or (following and one.is_called("total"))


def _is_apart(one: Said, two: Said) -> bool:
    """Whether one of two amounts is today's by its words, and the other the offer's."""
    return min(one.leans, two.leans) < -1 and max(one.leans, two.leans) >= 0


def _is_within(total: Said, part: Said) -> bool:
    """Whether a part is said to be one of an amount before it: "30 LPA, of which 5 variable"."""
    end = part.money.end + NEAR
    return total.sentence.cues.has(total.money.end, end, "part of it")


def _is_net_of(net: Said, gross: Said) -> bool:
    """Whether two amounts are one pay, after tax and before."""
    before = gross.is_called("gross")
    # "CTC is 32, and what hits the bank is 1.95 lakh a month"
    total = gross.sentence.cues.ends_near(gross.money.first, NEAR, "total")
    before = before or (net.money.times == MONTHS != gross.money.times and total)
    named = net.is_called("net") and before and not gross.is_called("net")
    first, second = sorted((net.money, gross.money), key=lambda money: money.first)
    told = ("against", "next", "next near", "next maybe", "offers")
    compared = net.sentence.cues.has(first.end, second.first, *told)
    return named and not compared and not _is_apart(net, gross)


def _gross(gross: Said, net: Said) -> Said:
    """The pay before tax, paid as often as that after it where nothing else is said."""
    if gross.money.bare and net.money.in_lakhs:  # "CTC is 32, 1.95 lakh a month in hand"
        return replace(gross, money=replace(gross.money, scale=net.money.scale))
    often = gross.money.whole < net.money.whole * _TAXED
    times = gross.money.times or (net.money.times if often else None)
    return replace(gross, money=replace(gross.money, times=times))


def _is_total_of(total: Said, base: Said) -> bool:
    return total.is_called("total") and base.total is None and not _is_apart(base, total)


def _is_cash_of(base: Said, total: Said) -> bool:
    """Whether an amount is the cash of the one that stands before it."""
    if (base.leans < -1 and total.leans >= 0) or (base.leans > 1 and total.leans < 0):
        return False
    if total.is_called("base"):
        return False
    apart = base.clause is not total.clause and base.money.whole <= total.money.whole
    return apart or total.is_called("total") or _is_within(total, base)


def stock_in(total: Said, said: Iterable[Said]) -> Money | None:
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
    said: Sequence[Said], read: tuple[Token, ...], country: str | None
) -> dict[Money, Decimal] | None:
    """What all amounts of these, and of what is paid beside them, come to in a year."""
    main = [each.money for each in said]
    every = sorted((m for each in said for m in each.paid), key=lambda m: m not in main)
    values = yearly(every, read, country, len(main))
    return None if values is None else dict(zip(every, values, strict=True))


def cash_of(said: Said, worth: Mapping[Money, Decimal]) -> Decimal:
    """The cash that an amount comes to with what is paid beside it, and without stock."""
    own = worth[said.money] * (MONTHS + said.bonus_months) / MONTHS
    paid = sum((worth[money] for money in said.added), own) * said.factor
    return paid - worth[said.stock] if said.stock else paid
