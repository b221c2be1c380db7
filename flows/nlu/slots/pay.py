"""What a text says of pay: today's, the offer's, and the floor that one could live with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.figures import Figures
from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.ages import AGES, age_in, is_alone
from flows.nlu.entities.currencies import least_yearly
from flows.nlu.entities.durations import durations
from flows.nlu.entities.money import MONTHS, Money
from flows.nlu.entities.numbers import numbers, parts
from flows.nlu.entities.yearly import NEXT_SCALE, currency_of, rupees
from flows.nlu.interpretation import RequestedFigure
from flows.nlu.normalize import Token
from flows.nlu.slots.amount_roles import NONE, PAYS, roled
from flows.nlu.slots.amounts import rated, said_in
from flows.nlu.slots.multiples import is_borne, offered
from flows.nlu.slots.packages import package, same_base_alone, shares_base, worth_of, yearly_cash
from flows.nlu.slots.reading import READ_OF_REPLY, Message
from flows.nlu.slots.said import NEAR, PARTS, Said, Sentence

_SURE = 0.9
"""The chance from which on what a story tells of pay is noted and not asked back."""
SCALES = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(10**6), Decimal(10**7))
"""What a bare number may leave unsaid: nothing, thousands, lakhs, millions, crores."""
_APART = 10
"""Two amounts of pay that differ by more than this factor are asked back."""
_ALIKE = 6
"""A number alone shares the scale of another amount from which it differs by less than this."""
_OF_STOCK = (["in"], ["of"], ["worth"])
"""What may stand between an amount and the stock that it is: "20k in RSUs"."""
_LITTLE = 10
"""So many times less than what hardly anybody earns is no pay, unless it counts thousands."""
_AFTERWARDS = frozenset(
    (
        *("a", "each", "every", "per"),
        *("and", "as", "at", "but", "for", "from", "in", "left", "on", "or", "so", "to", "with"),
    )
)
"""Words behind a loan or savings that leave them what they are, other than in "loan officer"."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as a text states it: yearly cash in whole units of ``currency``, None where not said.

    ``now`` is today's and ``next`` the offer's, ``floor`` the smallest that could be lived with,
    ``total_now`` today's with what is no cash. With ``mixed`` there was a second currency, which
    was left out; ``doubtful`` figures are asked back; ``bare``: one of them was a number alone.
    ``unread`` are words of money that state no figure, ``words`` those that the figures rest on.
    """

    now: Decimal | None = None
    next: Decimal | None = None
    total_now: Decimal | None = None
    currency: str | None = None
    floor: Decimal | None = None
    mixed: bool = False
    doubtful: bool = False
    bare: bool = False
    unread: str = ""
    words: str = ""


def stated(message: Message, country: str | None = None) -> Pay | None:
    """The pay that a text states; None where it has no amount of money to do with pay.

    ``country`` (ISO 3166) is where the friend works.
    """
    sentences, said = said_in(message.clauses, country)
    if not said:
        return None
    said = [s for s in roled(sentences, said) if not _is_age(s)]
    if not said or (message.is_wordless and all(s.money.bare for s in said)):
        return None
    pay = _pay(said, _read(sentences), country, story=message.is_story)
    if None in (pay.now, pay.next) and any(each.role != NONE and each.is_matched for each in said):
        one = pay.now if pay.next is None else pay.next
        pay = replace(pay, now=one, next=one)
    if pay.now is not None and pay.next is None:
        pay = replace(pay, next=offered(sentences, said, pay.now))
    return pay if pay != Pay() else None


def offered_like(message: Message, country: str | None, known: Figures | None) -> Pay | None:
    """What the new path is said to pay, a bare number counted as the amounts known are."""
    beside = known and (known.next if known.next is not None else known.now)
    amount = replied(message, "next", country, beside or None)
    return Pay(next=amount[0], currency=amount[1]) if amount else None


def replied(
    message: Message, asked: RequestedFigure, country: str | None, beside: Decimal | None
) -> tuple[Decimal, str | None] | None:
    """The one amount of a reply to "what does it pay?": a year, with its currency.

    None where the text speaks of the other pay, or of no amount or several. A bare number takes
    the scale that brings it nearest to ``beside``, a yearly amount that is known already.
    """
    sentences, said = said_in([c for c in message.clauses if c.start < READ_OF_REPLY], country)
    whose, head = ("now", "now") if asked == "now" else ("next", "offer")
    told = roled(sentences, said, none=_SURE, heading=head)
    only = package([s for s in rated(told, told) if s.role in (whose, f"{whose}+")], said)
    if only is None and len(told) == 1 and asked != "now":
        cues = Cues(told[0].sentence.read, "openings.txt")
        only = told[0] if cues.anywhere("estimates") and not told[0].is_cost else None
    if only is None or only.money.stretch:
        return None
    money = only.money
    if money.bare and parts(_read(sentences)):
        return None  # "10%, maybe 15, would hurt"
    if money.bare and beside and money.number:
        near = min((money.number * s for s in SCALES), key=lambda a: abs((a / beside).ln()))
        return near, None
    read = _read(sentences)
    worth = worth_of([only], read, country)
    if worth is None:
        return None
    amount = worth[only.total or money] if asked.endswith("total") else yearly_cash(only, worth)
    return amount, currency_of(only.paid, read, country)


def _read(sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    return tuple(token for sentence in sentences for token in sentence.read)


def _pay(said: Sequence[Said], read: tuple[Token, ...], country: str | None, *, story: bool) -> Pay:
    """The pay that amounts make together, in the first currency that is said."""
    told = [each for each in said if each.role != NONE and not _is_no_pay(each)]
    ranges = [each for each in told if each.money.stretch]
    bare = {each.place for each in told if each.money.bare}
    told = rated([each for each in told if each not in ranges], said)
    first = next((c for s in told if (c := s.money.currency or rupees(s.money, country))), None)
    used = [s for s in told if s.money.may_be_in(first)]
    moves = [s for s in used if s.role in ("delta", "floor") and s.moves][:1]
    floors = [s for s in used if s.role == "floor" and s not in moves][:1]
    now, after = (
        package([s for s in used if s.role in (n, f"{n}+")], said) for n in ("now", "next")
    )
    several = [] if after else [s for s in used if s.role == "next"]  # offers, of which none counts
    vain = [s for s in said if s in ranges or s in several or _is_wished(s)]
    unread = Pay(unread=" ... ".join(s.words for s in vain))
    alike = now is not None and after is not None and shares_base(after)
    after = after if alike or not (after and _is_lone_part(after)) else None
    now = None if now and _is_lone_part(now) else now
    both = [s for s in (now, after) if s]
    if not both and not floors:
        return unread
    counted = [*both, *floors, *moves]
    beside = _beside(counted, said)
    own = [*counted, *ranges]
    worth = worth_of(own, read, country)
    # "I'm at 80, they pay 65"
    two = len(both) > 1 and not beside and all(s.money.bare for s in own)
    worth = worth or worth_of([*own, *beside], read, country, loosely=two)
    if worth is None:
        return unread
    total = now and (now.total or (now.money if now.is_called("total") else None))
    pay = replace(
        unread,
        now=yearly_cash(now, worth) if now else None,
        next=yearly_cash(after, worth) if after else None,
        total_now=worth[total] if total else None,
        currency=currency_of(list(worth), _without_others(read, said), country),
        floor=_least(floors[0], now, worth) if floors else None,
        mixed=len(used) < len(told),
        bare=any(s.place in bare for s in both),
        words=" ... ".join(s.words for s in (*both, *floors)),
    )
    if now and not after and same_base_alone(read):
        pay = replace(pay, next=worth[now.money])
    if alike and now and pay.next is not None:
        pay = replace(pay, next=worth[now.money] + pay.next)
    for move in moves:
        by = move.moves * worth[move.money]
        pay = _moved(pay, by, floor=move.role == "floor" or is_borne(move.clause))
    low, high = sorted((pay.now or Decimal(0), pay.next or Decimal(0)))
    unsure = (story and any(s.chance < _SURE for s in both)) or _is_bonus_unsaid(now, after)
    return replace(pay, doubtful=unsure or 0 < low * _APART < high)


def _is_age(said: Said) -> bool:
    """Whether a number alone is the friend's age: "I'm 34", "Ravi, 34, Pune", "24, Madrid"."""
    clause, money = said.clause, said.money
    if money.signed or money.scale or money.number not in AGES:
        return False
    if (age := age_in(clause.tokens)) is not None:
        paid = age.first > 0 and clause.tokens[age.first - 1].word == "at"  # "I'm at 40"
        return age.value == money.number and not paid
    line = said.sentence.clauses
    if not (money.bare and is_alone(clause.tokens) and len(line) > 1):
        return False
    at = line.index(clause)
    beside = [Cues(each.tokens, "pay.txt") for each in line[max(at - 1, 0) : at + 2]]
    named = any(cues.anywhere(*PARTS, "offers", "now") for cues in beside)
    return not (named or any(_has_amount(each) for each in line if each is not clause))


def _has_amount(clause: Clause) -> bool:
    """Whether a clause has a number that is no stretch of time: "since 24 years" has none."""
    times = (each for each in durations(clause.tokens) if each.unit)
    of_time = {at for each in times for at in range(each.first, each.end)}
    return any(each.first not in of_time for each in numbers(clause.tokens))


def _is_no_pay(said: Said) -> bool:
    """Whether it is owed or kept, or so little that nobody's pay it can be: "60€ a month"."""
    money, sentence = said.money, said.sentence
    # "a 45k loan for it", but not "60k a year, loan paid off", "60k loan officer"
    end = money.end not in sentence.edges and sentence.cues.begins(money.end, "debts and savings")
    ends = end in sentence.edges or sentence.read[end : end + 1] == ()
    kept = end and (ends or sentence.read[end].word in _AFTERWARDS)
    least = Decimal(least_yearly().get(money.currency or "USD", 0)) / _LITTLE
    counted = said.role in PAYS and money.signed and not money.scale
    return bool(kept) or said.is_cost or (counted and 0 < money.number * (money.times or 0) < least)


def _is_lone_part(said: Said) -> bool:
    """Whether it is a bonus or stock whose base is not told: "the bonus would be 60k"."""
    cues, first, end = said.sentence.cues, said.money.first, said.money.end
    behind = [token.word for token in cues.read[end : end + 1]]
    stock = cues.begins(end, "stock") or (behind in _OF_STOCK and cues.begins(end + 1, "stock"))
    goes_on = cues.read[stock : stock + 1] and stock not in said.sentence.edges
    if stock and not goes_on and not said.is_called("base", "total"):
        return True
    start = max(at for at in (said.left, *said.sentence.starts) if at <= first)
    named = said.is_beside or cues.has(start, first, "variable")
    return named and said.is_called("variable") and not cues.has(start, end + NEAR, "base")


def _is_bonus_unsaid(now: Said | None, after: Said | None) -> bool:
    """Whether only the offer has a bonus of no said size: "14k a month and a lousier bonus"."""
    if not now or not after or after.added or after.factor != 1 or after.bonus_months:
        return False
    told = now.added or now.factor != 1 or now.bonus_months
    return bool(told) and after.sentence.names_bonus(after.money.end, after.right)


def _without_others(read: tuple[Token, ...], said: Sequence[Said]) -> tuple[Token, ...]:
    """The words without the amounts of others, whose currency is theirs: "she makes 140k CHF"."""
    theirs = [s for s in said if s.role == NONE and s.clause.whom in ("another", "people")]
    own = {t for s in theirs for t in s.sentence.read[s.money.first : s.money.end]}
    return tuple(token for token in read if token not in own)


def _is_wished(said: Said) -> bool:
    """Whether it is only what the friend would like: "I want 100k"."""
    wanted = said.clause.act == "wants" and said.clause.whom == "me"
    return said.role == NONE and wanted and not said.money.bare


def _beside(counted: Sequence[Said], said: Sequence[Said]) -> list[Said]:
    """Other amounts, which tell what numbers alone count that are about as large."""
    bare = [each.money.number for each in counted if each.money.bare and each.money.number]
    others = [each for each in said if each.money.scale and each not in counted]
    return [each for each in others if any(_is_alike(number, each.money) for number in bare)]


def _is_alike(number: Decimal, money: Money) -> bool:
    """Whether a number alone may count what an amount does, or the next smaller: lakhs, crores."""
    whole = money.whole / NEXT_SCALE.get(money.scale, money.scale or Decimal(1))
    as_told = (money.number, money.number * (money.times or 1), whole)
    return any(1 / _ALIKE <= each / number <= _ALIKE for each in as_told)


def _least(floor: Said, now: Said | None, worth: Mapping[Money, Decimal]) -> Decimal:
    """A floor by the year; one by the month is paid as often as today's pay."""
    monthly = now is not None and {now.money.times, floor.money.times} <= {None, MONTHS}
    bonus = now.bonus_months if now and monthly else 0
    return worth[floor.money] * (MONTHS + bonus) / MONTHS


def _moved(pay: Pay, by: Decimal, *, floor: bool) -> Pay:
    """Fill in what "10k less" leaves to be reckoned."""
    known = pay.next if pay.now is None else pay.now
    if known is None or known + by < 0 or (pay.now is not None and pay.next is not None):
        return pay
    if floor:
        return replace(pay, floor=known + by)
    if pay.now is None:  # "the offer is 80k, that is 10k less than I make"
        return replace(pay, now=known - by)
    return replace(pay, next=known + by)
