"""What a text says of pay: today's, the offer's, and the floor that one could live with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.nlu.cues import Cues
from flows.nlu.entities.money import MONTHS, Money
from flows.nlu.entities.numbers import parts
from flows.nlu.entities.yearly import currency_of, rupees
from flows.nlu.interpretation import RequestedFigure
from flows.nlu.normalize import Token
from flows.nlu.slots.amount_roles import NONE, roled
from flows.nlu.slots.amounts import said_in
from flows.nlu.slots.bare import may_count, with_bare
from flows.nlu.slots.multiples import is_borne, offered
from flows.nlu.slots.packages import cash_of, merged, stock_in, worth_of
from flows.nlu.slots.reading import Message
from flows.nlu.slots.said import Said, Sentence
from flows.nlu.slots.whose import in_the_end, is_former, is_stated, of_today

_PAIR = 2
_PAID = ("now", "next")
"""Roles of pay as such."""
_CLEAR, _CLEAR_IN_SHORT, _SHORT = 0.8, 0.94, 30
"""The chance from which on what was learned tells, and not the rules; that which all amounts of a
short text need, as rules know these well; and how many words that has.
"""
_SURE = 0.9
"""The chance from which on what a story tells of pay is noted and not asked back."""
_SCALES = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(10**6), Decimal(10**7))
"""What a bare number may leave unsaid: nothing, thousands, lakhs, millions, crores."""
_COMING = ("next", "next near", "offers", "to come")
"""Words of an offer."""
_APART = 10
"""Two amounts of pay that differ by more than this factor are asked back."""
_REPLY = 400
"""Characters of a reply that are read; what answers stands at its head."""


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


def stated(message: Message, country: str | None = None, *, supposed: bool = False) -> Pay | None:
    """The pay that a text states; None where it has no amount of money to do with pay.

    ``country`` (ISO 3166) is where the friend works. With ``supposed`` amounts count that are
    asked or supposed: right for a what-if.
    """
    sentences, said = said_in(message.clauses, country)
    if not said:
        return None
    said = said if supposed else _with_roles(message, sentences, said)
    own = _own(said, supposed=supposed)
    usable = _usable(own, said)
    unread = " ... ".join(each.words for each in said if _is_unread(each, stated=each in own))
    pay = _pay(usable, _read(sentences), country, story=message.is_story) or Pay()
    if pay.next is None and _is_first_offer(sentences, usable, said):
        pay = replace(pay, now=None, total_now=None, next=pay.now)
    if None in (pay.now, pay.next) and any(s.is_matched for s in usable):
        one = pay.now if pay.next is None else pay.next
        pay = replace(pay, now=one, next=one)
    if pay.now is not None and pay.next is None:
        told = _in_percent(sentences, pay.now)
        pay = replace(pay, next=offered(sentences, said, pay.now) if told is None else told)
    pay = replace(pay, unread=" ... ".join(filter(None, (pay.unread, unread))))
    return pay if pay != Pay() else None


def _own(said: Sequence[Said], *, supposed: bool) -> list[Said]:
    """The amounts that are stated of the friend's pay, or of an offer."""
    if supposed:
        return [*said]
    own = list(of_today([each for each in said if is_stated(each)], said))
    return [each for each in said if (each.role in _PAID if _is_clear(each) else each in own)]


def _usable(own: Sequence[Said], said: Sequence[Said]) -> list[Said]:
    """Those of them that state a figure of pay, with the scale of the others and their stock."""
    paid = list(_paid(said))
    told = [each for each in own if each in paid or _is_clear(each)]
    exact = list(in_the_end([each for each in told if not each.money.stretch]))
    beside = [each for each in paid if each not in exact and not each.money.bare]
    fit = with_bare(exact, beside, raised=any(is_former(each) for each in said))
    by_place = {each.place: each for each in fit}
    return [
        replace(by_place.get(each.place, each), stock=stock_in(each, said))
        for each in exact
        if each.place in by_place or _is_clear(each)
    ]


def replied(
    message: Message, asked: RequestedFigure, country: str | None, beside: Decimal | None
) -> tuple[Decimal, str | None] | None:
    """The one amount of a reply to "what does it pay?": a year, with its currency.

    None where the text speaks of the other pay, or of no amount or several. A bare number takes
    the scale that brings it nearest to ``beside``, a yearly amount that is known already.
    """
    sentences, said = said_in([c for c in message.clauses if c.start < _REPLY], country)
    total = asked.endswith("total")
    own = [replace(s, stock=stock_in(s, said)) for s in said if is_stated(s) and may_count(s)]
    held = [s.stock for s in own if s.stock]
    packages = merged([s for s in own if (total and s.money not in held) or _is_pay(s)])
    if len(packages) != 1 or packages[0].money.stretch:
        return None
    (only,) = packages
    if (asked == "now" and only.leans < 0) or (asked == "next" and only.leans > 0):
        return None
    money = only.money
    if money.bare and beside and money.number:
        near = min((money.number * s for s in _SCALES), key=lambda a: abs((a / beside).ln()))
        return near, None
    read = _read(sentences)
    worth = worth_of([only], read, country)
    if worth is None:
        return None
    amount = worth[only.total or money] if total else cash_of(only, worth)
    return amount, currency_of(only.paid, read, country)


def _with_roles(
    message: Message, sentences: Sequence[Sentence], said: Sequence[Said]
) -> list[Said]:
    """Give amounts the roles that were learned; what is clearly pay leans to its side."""
    leans = {"now": _PAIR, "next": -_PAIR}
    found = roled(sentences, said)
    short = len(message.plain.split()) <= _SHORT
    unclear = short and any(each.chance < _CLEAR_IN_SHORT for each in found)
    told = [
        replace(each, role=NONE, chance=0.0) if unclear or each.chance < _CLEAR else each
        for each in found
    ]
    return [
        replace(each, leans=leans.get(each.role, each.leans)) if _is_clear(each) else each
        for each in told
    ]


def _is_clear(said: Said) -> bool:
    """Whether what was learned tells what an amount is, whatever the rules say.

    Of several offers none is picked.
    """
    several = said.sentence.cues.anywhere("several offers")
    return said.chance > 0 and said.role in (NONE, *_PAID) and not several


def _read(sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    return tuple(token for sentence in sentences for token in sentence.read)


def _is_unread(said: Said, *, stated: bool) -> bool:
    """Whether a figure was looked for in vain: "80-90k", or one that is only wished for."""
    if said.money.bare or not _is_pay(said):
        return False
    return said.money.stretch if stated else said.is_wished and said.clause.whom == "me"


def _is_pay(said: Said) -> bool:
    """Whether an amount is no loan, rent, stock, valuation and the like."""
    nothing = said.money.number == 0 and said.money.bare
    if said.is_mine and said.is_parted:
        return True  # "the rent is half of my 60k"
    if said.leans < 0 and said.sentence.cues.begins(said.money.end, "towards"):
        return False  # "the company would pay 5k a year of it"
    other = said.is_called("no pay") or said.is_of_something or said.is_a_raise
    other = other or said.is_market or said.is_compared or _is_taken_off(said)
    spent = said.sentence.cues.begins(said.money.end, "spent", "by the piece") > 0
    return not (nothing or other or spent)


def _is_taken_off(said: Said) -> bool:
    """Whether it goes off the pay: "minus flights, about 300 a month"."""
    at = said.sentence.clauses.index(said.clause)
    return any(c.tokens[0].word == "minus" for c in said.sentence.clauses[max(0, at - 1) : at + 1])


def _paid(said: Iterable[Said]) -> Iterator[Said]:
    """Leave out what is no pay, with what goes on with it: "the rent went from 1k to 2k"."""
    other: Said | None = None
    for each in said:
        first = each.money.first
        goes_on = other and other.sentence is each.sentence and other.money.end == first - 1
        if not _is_pay(each) or (goes_on and each.sentence.read[first - 1].word == "to"):
            other = each
        else:
            yield each


def _pay(
    said: list[Said], read: tuple[Token, ...], country: str | None, *, story: bool
) -> Pay | None:
    """The pay that amounts make together, in the first currency that is said."""
    first = next((c for s in said if (c := s.money.currency or rupees(s.money, country))), None)
    used = [s for s in said if s.money.may_be_in(first)]
    moves = [s for s in used if s.moves][:1]
    floors = [s for s in used if not s.moves and s.is_floor][:1]
    rest = merged([s for s in used if not s.moves and s not in floors])
    now, after = _roles(rest)
    if now and not after and len(used) < len(said) and now.leans < -1:
        # Today's is in another currency.
        coming = now.sentence.cues.has(0, now.money.first, "to come")
        now, after = (None, now) if coming else (now, None)
    both = [s for s in (now, after) if s]
    if not both and not floors:
        return Pay(unread=" ... ".join(s.words for s in rest))
    others = [s for s in rest if s not in both]
    worth = worth_of([*both, *floors, *moves, *others], read, country)
    if worth is None:
        return None
    total = now and (now.total or (now.money if now.is_called("total") else None))
    pay = Pay(
        now=cash_of(now, worth) if now else None,
        next=cash_of(after, worth) if after else None,
        total_now=worth[total] if total else None,
        currency=currency_of(list(worth), read, country),
        floor=_least(floors[0], now, worth) if floors else None,
        mixed=len(used) < len(said),
        bare=any(s.money.bare for s in both),
        words=" ... ".join(s.words for s in (*both, *floors)),
    )
    for move in moves:
        pay = _moved(pay, move.moves * worth[move.money], floor=move.is_floor)
    low, high = sorted((pay.now or Decimal(0), pay.next or Decimal(0)))
    told = all(
        s.role == role and s.chance >= _SURE
        for s, role in zip((now, after), _PAID, strict=True)
        if s
    )
    return replace(pay, doubtful=(story and not told) or 0 < low * _APART < high)


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


def _roles(said: list[Said]) -> tuple[Said | None, Said | None]:
    """Which amount is today's pay and which the offer's."""
    several = _of_several(said)
    if several and len(said) >= _PAIR:
        apart = (s for s in said if s not in several and s.leans >= 0)
        now = next((s for s in said if s.leans >= _PAIR), None) or next(apart, None)
        offers = [s for s in said if s is not now]
        return now, offers[0] if len(offers) == 1 else None
    said = [s for s in said if s.leans or not s.part_time] or said  # not what one earns beside
    if len(said) < _PAIR:
        only = said[0] if said else None
        # "They pay 95k" is no offer, and "backend dev, 95k" is none: the field alone does not say.
        offered = only and only.leans < 0 and _is_to_come(only)
        return (None, only) if offered else (only, None)
    # "I could stay and get 130", but now it's 124
    now = max(said, key=lambda s: min(s.leans, 1) if s.clause.when == "planned" else s.leans)
    rest = [s for s in said if s is not now]
    after = min(rest, key=lambda s: s.leans)
    linked = any(s.sentence.cues.anywhere("against") for s in said)
    if (
        now.leans < -1
        or (now.leans < 0 and now.is_offered)
        or (now.leans == after.leans == 0 and not linked)
    ):
        # Two offers, and no pay of today; or neither is told apart.
        return (None, None) if now.leans or after.sentence is now.sentence else (now, None)
    together, later = after.sentence is now.sentence, said.index(now) < said.index(after)
    if after.leans >= 0 and (len(rest) > 1 or not (linked or (together and later))):
        return now, None  # what one earned before comes first
    if together and not later and max(now.leans, -after.leans) < _PAIR and not linked:
        return now, None  # "switched to 14, and last year to 22 LPA"
    return now, after


def _of_several(said: Sequence[Said]) -> list[Said]:
    """The amounts of several offers: those behind their mention, or all of a sentence before it."""
    named = [s for s in said if s.sentence.cues.anywhere("several offers")]
    behind = [s for s in named if s.sentence.cues.has(0, s.money.first, "several offers")]
    told = [s.sentence for s in behind]
    return [s for s in named if s in behind or s.sentence not in told]


def _is_to_come(only: Said) -> bool:
    """Whether the one amount that is stated is that of an offer, by words of its own clause."""
    if only.is_mine and not only.is_matched:
        return False
    if only.clause.when == "planned" or only.is_agreed or only.has("to come"):
        return True
    field = only.in_clause("next field") and only.in_clause("next", "next near", "next maybe")
    return field and not only.clause.has("me-subject")


def _is_first_offer(
    sentences: Sequence[Sentence], used: Sequence[Said], said: Sequence[Said]
) -> bool:
    """Whether the one amount used is an offer, as whoever tells it has no job: "last drawn 24"."""
    if len(used) != 1 or used[0].leans > 0 or used[0].is_mine or used[0].before("last pay"):
        return False
    told = used[0].is_offered or used[0].has(*_COMING, "next maybe", "next field")
    idle = any(sentence.cues.anywhere("between jobs") for sentence in sentences)
    return told and (idle or any(each.before("last pay") for each in said))


def _in_percent(sentences: Sequence[Sentence], now: Decimal) -> Decimal | None:
    """The offer where it is stated as a part of today's pay: "the offer is 20% less"."""
    for sentence in sentences:
        coming = sentence.cues.anywhere("to come")
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False):
            end = start + len(clause.tokens)
            comes = coming or sentence.cues.has(start, end, *_COMING)
            if clause.act == "asks" or not comes or is_borne(clause):
                continue
            for part in parts(clause.tokens):
                by = _signed(sentence.cues, start + part.first, start + part.end)
                if by and part.low == part.high:
                    return now * (1 + by * part.low)
    return None


def _signed(cues: Cues, first: int, end: int) -> int:
    """-1 for a part by which pay is less, 1 for one by which it is more, else 0."""
    if cues.ends_near(first, 1, "bound"):
        return 0
    less = cues.begins(end, "difference less") or cues.ends(first, "by less")
    more = cues.begins(end, "difference more") or cues.ends(first, "by more")
    return int(bool(more)) - int(bool(less))
