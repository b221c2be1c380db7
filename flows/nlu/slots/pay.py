"""What a text says of pay: today's, the offer's, and the floor that one could live with."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress, pairwise

from flows.nlu.entities.money import Money, currency_of
from flows.nlu.entities.numbers import parts
from flows.nlu.interpretation import RequestedFigure
from flows.nlu.normalize import Token
from flows.nlu.phrases import load_lists
from flows.nlu.slots.amounts import NEAR, Said, Sentence, said_in
from flows.nlu.slots.packages import cash_of, merged, stock_in, worth_of
from flows.nlu.slots.reading import Message

_PAIR = 2
_CALENDAR = (1950, 2050)
"""Bare numbers that are calendar years."""
_SCALES = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(10**6), Decimal(10**7))
"""What a bare number may leave unsaid: nothing, thousands, lakhs, millions, crores."""
_ALIKE = 6
"""A bare number and the amount that it shares its scale with differ by less than this factor."""
_APART = 10
"""Two amounts of pay that differ by more than this factor are asked back."""
_LEADS_IN = ("bare before", "floor", "next field")
"""What a bare number that is pay stands behind."""
_LARGE = 10_000
"""From which a number alone may be pay where words say so."""
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
    own = [each for each in said if supposed or _is_stated(each)]
    own = own if supposed else list(_of_today(own, said))
    unread = " ... ".join(each.words for each in said if _is_unread(each, stated=each in own))
    paid = [each for each in _paid(said) if each in own]
    usable = _with_bare(
        list(_in_the_end([each for each in paid if not each.money.stretch])),
        raised=any(_is_former(each) for each in said),
    )
    usable = [replace(each, stock=stock_in(each, own)) for each in usable]
    pay = _pay(usable, _read(sentences), country) or Pay()
    if pay.now is not None and pay.next is None:
        pay = replace(pay, next=_less_in_percent(sentences, pay.now))
    pay = replace(pay, unread=" ... ".join(filter(None, (pay.unread, unread))))
    return pay if pay != Pay() else None


def replied(
    message: Message, asked: RequestedFigure, country: str | None, beside: Decimal | None
) -> tuple[Decimal, str | None] | None:
    """The one amount of a reply to "what does it pay?": a year, with its currency.

    None where the text speaks of the other pay, or of no amount or several. A bare number takes
    the scale that brings it nearest to ``beside``, a yearly amount that is known already.
    """
    sentences, said = said_in([c for c in message.clauses if c.start < _REPLY], country)
    total = asked.endswith("total")
    own = [replace(s, stock=stock_in(s, said)) for s in said if _is_stated(s) and _may_count(s)]
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


def _read(sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    return tuple(token for sentence in sentences for token in sentence.read)


def _is_stated(said: Said) -> bool:
    """Whether the friend states an amount, of the own pay or of an offer."""
    clause, offered = said.clause, said.is_offered and not _is_offered_others(said)
    # "From 90 LPA to 40 LPA?!" has a question mark, and no word that asks.
    asks = clause.has("question", "wh", "question-inside")
    if clause.act == "asks" and (asks or not said.sentence.cues.anywhere("against")):
        return False
    if clause.quoted or (clause.when == "hypothetical" and not offered):
        return False
    if clause.when == "past" and not (offered or said.is_raised("to")):
        return False
    if clause.when == "hypothetical" and (said.in_clause("offers") or clause.has("suppose")):
        return False
    near = max(said.left, said.money.first - NEAR)
    if _is_former(said) or said.sentence.cues.has(near, said.money.first, "not it"):
        return False
    return offered or not (_is_of_others(said) or (said.is_wished and not said.is_floor))


def _of_today(own: Collection[Said], said: Iterable[Said]) -> Iterator[Said]:
    """Leave out what goes on with pay of the past: "I made 30k, then 60"."""
    former: Said | None = None
    for each in said:
        if _is_former(each):
            former = each
        elif each in own and not (former and _goes_on(former, each)):
            yield each


def _in_the_end(said: Sequence[Said]) -> Iterator[Said]:
    """Leave out what was offered before another amount was agreed on: "from 80k to 90k"."""
    agreed = max((at for at, each in enumerate(said) if each.is_agreed), default=0)
    yield from (each for at, each in enumerate(said) if at >= agreed or each.leans >= 0)


def _goes_on(former: Said, said: Said) -> bool:
    """Whether a bare number goes on with pay of the past, and nothing tells of another time."""
    cues, start = said.sentence.cues, former.money.end
    later = cues.has(start, said.right, "now", "next", "next maybe", "offers")
    return said.money.bare and former.sentence is said.sentence and not later


def _is_former(said: Said) -> bool:
    cues, end = said.sentence.cues, said.money.end
    return (
        said.before("past pay")
        or bool(cues.begins(end, "past behind"))
        or said.is_raised("from")
        or said.is_raised("from", "offer raised")
        or _is_dated(said)
    )


def _is_dated(said: Said) -> bool:
    """Whether an amount is told with the year that it was paid in: "3 LPA in 2016"."""
    behind = said.clause.tokens[said.money.end - said.start :]
    years = (two.word for one, two in pairwise(behind) if one.word in ("in", "("))
    return any(len(year) == len("2016") and year.isdigit() for year in years)


def _is_offered_others(said: Said) -> bool:
    """Whether an offer is somebody else's: "my wife's offer", "my brother got an offer"."""
    clause, begins = said.clause, said.sentence.cues.begins
    if _is_for_others(said):
        return True
    own = clause.own_subjects or clause.has("me-object")
    for person in clause.spans("person", "person-named", "people"):
        words = clause.tokens[person.end - 1 : person.end + NEAR]
        owners = [at for at, token in enumerate(words) if token.word.endswith(("'s", "s'"))]
        if any(begins(said.start + person.end + at, "offers") for at in owners):
            return True
        reach = range(person.end, person.end + NEAR + 1)
        if not own and not owners and any(f.first in reach for f in clause.spans("gets")):
            return True
    return False


def _is_for_others(said: Said) -> bool:
    """Whether somebody else gets an amount: "they pay my wife 80k and me 90k"."""
    clause, at = said.clause, said.money.first - said.start
    people = (f for f in clause.spans("person", "person-named", "object") if f.end == at)
    return clause.is_of_another or any(clause.is_for(person) for person in people)


def _is_of_others(said: Said) -> bool:
    """Whether somebody else is the last to be spoken of before an amount."""
    clause, at = said.clause, said.money.first - said.start
    if _is_for_others(said) or (clause.whom != "me" and clause.before(at, "says")):
        return True
    own = [f.first for f in clause.own_subjects if f.first < at]
    others = [f.first for f in clause.spans("person", "third", "people") if f.first < at]
    named = [f.first for f in clause.spans("person-named") if 0 < f.first < at]
    whose = load_lists("pay.txt")["whose"]
    others += [first for first in named if clause.tokens[first - 1].word in whose]
    if at and clause.tokens[at - 1].word == "my":
        return False
    own += [f.end for f in clause.spans("paid me") if f.end <= at]  # "they raised me to 112k"
    if others:
        return max(others) > max(own, default=-1)
    # "pm" is a person, but not in "80k pm".
    within = range(at, said.money.end - said.start)
    period = any(f.first in within for f in clause.spans("person", "person-named"))
    told = any(token.word == "me" for token in said.sentence.read[: said.money.first])
    mine = own or period or told  # "they promoted me, 110k"
    return clause.whom != "me" and not mine and not said.has("next", "now")


def _is_unread(said: Said, *, stated: bool) -> bool:
    """Whether a figure was looked for in vain: "80-90k", or one that is only wished for."""
    if said.money.bare or not _is_pay(said):
        return False
    return said.money.stretch if stated else said.is_wished and said.clause.whom == "me"


def _is_pay(said: Said) -> bool:
    """Whether an amount is no loan, rent, stock, valuation and the like."""
    nothing = said.money.number == 0 and said.money.bare
    other = said.is_called("no pay") or said.is_of_something or said.is_a_raise
    return not (nothing or other)


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


def _may_count(said: Said) -> bool:
    """Whether a bare number may be an amount: no year of the calendar, no age."""
    read, money = said.sentence.read, said.money
    calendar = _CALENDAR[0] <= money.number <= _CALENDAR[1]
    calendar = calendar and "," not in read[money.first].written
    aged = said.sentence.cues.ends(money.first, "age")
    aged = aged or (money.end < len(read) and read[money.end].word == "i")
    return not money.bare or not (calendar or aged)


def _with_bare(said: list[Said], *, raised: bool) -> list[Said]:
    """Leave out bare numbers that nothing says are pay.

    ``raised``: pay of the past was stated too, so that one number alone goes on with it.
    """
    full = [each for each in said if not each.money.bare]
    kept = [each for each in said if not each.money.bare or (_may_count(each) and _is_cued(each))]
    if not full:
        return kept if len(kept) + raised >= _PAIR else [each for each in kept if _says_pay(each)]
    fits = [
        e in full or e.is_called("variable") or _has_bonus(e) or _fits(e.money, full) for e in kept
    ]
    return list(compress(kept, fits))


def _is_cued(said: Said) -> bool:
    cues, end = said.sentence.cues, said.money.end
    called = cues.begins(end, "bare after", "base", "variable", "total")
    called = called or cues.begins(end + 1, "base")  # "of which 170 is base"
    leads_in = cues.ends(said.money.first, *_LEADS_IN)
    return bool(called or said.moves or leads_in or _has_bonus(said))


def _has_bonus(said: Said) -> bool:
    """Whether a bonus is named right behind an amount: "68,500 plus a bonus of 5k"."""
    cues = said.sentence.cues
    joined = cues.begins(said.money.end, "part joined")
    return bool(joined) and cues.has(joined, joined + NEAR, "variable")


def _says_pay(said: Said) -> bool:
    """Whether words say that a large number alone is pay: "my salary is 120000"."""
    return said.money.number >= _LARGE and said.has("now", "now maybe", "next", "next maybe")


def _fits(bare: Money, full: Sequence[Said]) -> bool:
    """Whether a bare number can share the scale of a full amount, or is pay of a year beside it."""
    return any(
        number and amount / _ALIKE <= number <= amount * _ALIKE
        for each in full
        for number, amount in (
            (bare.number, each.money.whole),
            (bare.number * (each.money.scale or 1), each.money.whole),
            (bare.number, each.money.whole * (each.money.times or 1)),
        )
        if amount == each.money.whole or bare.number >= _LARGE
    )


def _pay(said: list[Said], read: Sequence[Token], country: str | None) -> Pay | None:
    """The pay that amounts make together, in the first currency that is said."""
    first = next((s.money.currency for s in said if s.money.currency), None)
    used = [s for s in said if s.money.may_be_in(first)]
    moves = [s for s in used if s.moves][:1]
    floors = [s for s in used if not s.moves and s.is_floor][:1]
    rest = merged([s for s in used if not s.moves and s not in floors])
    now, after = _roles(rest)
    both = [s for s in (now, after) if s]
    if not both and not floors:
        return Pay(unread=" ... ".join(s.words for s in rest))
    worth = worth_of([*both, *floors, *moves], read, country)
    if worth is None:
        return None
    total = now and (now.total or (now.money if now.is_called("total") else None))
    pay = Pay(
        now=cash_of(now, worth) if now else None,
        next=cash_of(after, worth) if after else None,
        total_now=worth[total] if total else None,
        currency=currency_of(list(worth), read, country),
        floor=worth[floors[0].money] if floors else None,
        mixed=len(used) < len(said),
        bare=any(s.money.bare for s in both),
        words=" ... ".join(s.words for s in (*both, *floors)),
    )
    for move in moves:
        pay = _moved(pay, move.moves * worth[move.money], floor=move.is_floor)
    low, high = sorted((pay.now or Decimal(0), pay.next or Decimal(0)))
    return replace(pay, doubtful=0 < low * _APART < high)


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
    several = [s for s in said if s.sentence.cues.anywhere("several offers")]
    if several and len(said) >= _PAIR:
        apart = (s for s in said if s not in several and s.leans >= 0)
        now = next((s for s in said if s.leans >= _PAIR), None) or next(apart, None)
        offers = [s for s in said if s is not now]
        return now, offers[0] if len(offers) == 1 else None
    if len(said) < _PAIR:
        only = said[0] if said else None
        # "They pay 95k" is no offer, and "backend dev, 95k" is none: the field alone does not say.
        offered = only and only.leans < 0 and _is_to_come(only)
        return (None, only) if offered else (only, None)
    now = max(said, key=lambda s: s.leans)
    rest = [s for s in said if s is not now]
    after = min(rest, key=lambda s: s.leans)
    linked = any(s.sentence.cues.anywhere("against") for s in said)
    if now.leans == after.leans == 0 and not linked:
        return (None, None) if after.sentence is now.sentence else (now, None)
    together, later = after.sentence is now.sentence, said.index(now) < said.index(after)
    if after.leans >= 0 and (len(rest) > 1 or not (linked or (together and later))):
        return now, None  # what one earned before comes first
    if together and not later and after.leans > -_PAIR and not linked:
        return now, None  # "switched to 14, and last year to 22 LPA"
    return now, after


def _is_to_come(only: Said) -> bool:
    """Whether the one amount that is stated is that of an offer, by words of its own clause."""
    if only.clause.when == "planned" or only.is_agreed or only.has("to come"):
        return True
    field = only.in_clause("next field") and only.in_clause("next", "next maybe")
    return field and not only.clause.has("me-subject")


def _less_in_percent(sentences: Sequence[Sentence], now: Decimal) -> Decimal | None:
    """The offer where it is stated as a part of today's pay: "the offer is 20% less"."""
    for sentence in sentences:
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False):
            end = start + len(clause.tokens)
            if clause.act != "asks" and sentence.cues.has(start, end, "next"):
                for part in parts(clause.tokens):
                    less = sentence.cues.begins(start + part.end, "difference less")
                    if less and part.low == part.high:
                        return now * (1 - part.low)
    return None
