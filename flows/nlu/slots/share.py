"""The cut of the move, and the largest that one could live with: bands and exact fractions."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from flows.figures import band_of_cut
from flows.nlu.clauses import MOST, Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import numbers, parts
from flows.nlu.entities.titles import titles
from flows.nlu.normalize import Token, tokens
from flows.nlu.slots import role
from flows.nlu.slots.parts_of_pay import Cut, lost_of
from flows.nlu.slots.pay import Pay
from flows.nlu.slots.reading import READ_OF_REPLY, Message, Reading, once
from flows.nlu.slots.role import TARGET

_SIGNS = frozenset(
    ("loses", "keeps", "gains", "neutral", "remains", "of today", "cents", "half less")
)
_NO_CUT = ("bears", "unwanted", "any cut", "over", "not lost")
"""Words of parts that the move does not cost."""

_FEW = 16
"""Tokens of a reply in which a bare number may be a percentage."""
_CLAUSES = 12
"""Clauses of a text in which "same pay" is the pay of the one move that it is about."""
_FEWER = 12
"""Tokens of a reply in which "all" or "the same" is said of pay."""
_LONG = 24
"""Tokens of a reply from which on it is read as any other text."""
_LIMITS = ("limit", "no further", "at need", "too far", "bears")
"""Without words of any of these lists no clause says that a share would do and no more."""

_NONE = Decimal(0)


def cut_stated(message: Message, pay: Pay | None) -> Reading | None:
    """The cut of the move that running text states, in figures or as a part of today's pay."""
    if pay and (share := _of_figures(pay)):
        return share._replace(sure=share.sure and not pay.bare)
    for clause in _own(message, offers=True):
        cues = _cues(clause.tokens)
        if clause in _at_limit(message) or _is_willing(cues):
            continue
        same = cues.anywhere("same told", "same grade") and not cues.anywhere("bears")
        if same and _is_of_move(message, clause, cues) and not _bonus_differs(message, clause):
            sure = cues.anywhere("same told") and len(message.clauses) <= _CLAUSES
            return Reading("none", clause.text, sure, _NONE)
        refused = bool(clause.own_subjects) and cues.anywhere("too much")
        if refused or not cues.anywhere("money") or cues.anywhere(*_NO_CUT) or _limits(cues):
            continue
        if (cut := lost_of(cues, bare=False)) and (share := _banded(cut, clause.text)).option:
            return _without_bound(share, cues)
    return None


def runway_stated(message: Message, pay: Pay | None) -> Reading | None:
    """The largest cut one could live with, as running text states it."""
    own = list(_own(message))
    evens = [two for one, two in pairwise(message.clauses) if one.tokens[-1].word == "even"]
    for clause in message.clauses:
        even = clause in evens and bool(clause.own_subjects)  # "even | if it halves, we'd manage"
        limit = clause in _at_limit(message)
        told = clause in own or even or limit or _is_of_home(clause)
        would = _is_willing(cues := _cues(clause.tokens))
        share = _borne(clause, limit=limit or would, around=message.line(clause)) if told else None
        if share and not (share.exact == 0 and pay and pay.floor is not None):
            sure = limit or not would or cues.anywhere("bears")
            sure = sure and (clause in own or (limit and clause.act != "asks"))
            return share._replace(sure=share.sure and sure)
    return _of_floor(pay)


def _borne(clause: Clause, *, limit: bool, around: Iterable[Clause]) -> Reading | None:
    cues = _cues(clause.tokens)
    refused = cues.anywhere("any cut") and clause.has("negation")
    no_cut = cues.anywhere("no cut")
    # "lateral, no pay cut", "no cut, it is a raise" tell what the move costs
    moves = ("same told", "same grade", "no raise", "raised")
    if no_cut and (
        clause.when == "planned" or any(_cues(c.tokens).anywhere(*moves) for c in around)
    ):
        return None
    too_much = cues.anywhere("too much") and not cues.anywhere("beyond")
    if (no_cut and not too_much) or ((no_cut or refused) and not lost_of(cues, bare=False)):
        return Reading("none", clause.text, limit or not _is_no_cut(cues), _NONE)
    borne = limit or cues.anywhere("bears") or _limits(cues)
    if too_much or not borne or not cues.anywhere("money"):
        return None
    cut = lost_of(cues, bare=False)
    share = _banded(cut, clause.text) if cut else None
    return share if share and share.option not in ("", "none") else None


@once
def _at_limit(message: Message) -> list[Clause]:
    """The clauses that say what would do at most; most texts have no words for that."""
    said = [_cues(clause.tokens) for clause in message.clauses]
    if not any(cues.anywhere(*_LIMITS) for cues in said):
        return []
    return [c for number, c in enumerate(message.clauses) if _is_limit(message, number)]


def _is_limit(message: Message, number: int) -> bool:
    """Whether the clause beside one says that its share would do, and that no more would.

    "I'd take 15% less |if I had to", "10% less. |That's my limit", "we'd manage |if I got a third
    less", "anything beyond 20% less |and we'd have to sell the house".
    """
    clause, cues = message.clauses[number], _cues(message.clauses[number].tokens)
    around = message.clauses[max(0, number - 1) : number + 2]
    beside = [(each, _cues(each.tokens)) for each in around if each is not clause]
    near = [(each, said) for each, said in beside if each.sentence == clause.sentence]
    behind = [(each, said) for each, said in beside if each.start > clause.start]
    if any(said.begins(0, "that") and said.anywhere("limit") for _, said in behind):
        return True
    if any(said.begins(0, "no further") == len(said.read) for _, said in behind):
        return True
    if any(said.begins(0, "at need") for each, said in near if each in around[-1:]):
        return cues.anywhere("would")
    if cues.begins(0, "too far"):
        return any(said.anywhere("would", "too much") for _, said in near) or (
            cues.anywhere("would", "too much")
        )
    if clause.when != "hypothetical" or not clause.own_subjects:
        return False
    manages = [each for each, said in near if said.anywhere("bears") and each.own_subjects]
    return any(each.act == "states" for each in manages)


def _is_of_home(clause: Clause) -> bool:
    """Whether whom the friend lives with says what would do: "my wife says we'd manage"."""
    told = clause.act != "asks" and clause.when != "past" and not clause.quoted
    return told and _cues(clause.tokens).anywhere("home")


def _is_willing(cues: Cues) -> bool:
    """Whether one would take a cut that no move is said to bring."""
    return cues.anywhere("willing") and not cues.anywhere("moving")


def _limits(cues: Cues) -> bool:
    """Whether more than something is refused: "can't take more than a 20% cut"."""
    return cues.anywhere("too much", "unwanted") and cues.anywhere("more")


def cut_replied(message: Message, pay: Pay | None) -> Reading | None:
    """The cut that a reply to the question states; a bare number counts as a percentage."""
    if share := _of_figures(pay):
        return share
    cues = _cues(_own_words(message))
    if cues.anywhere("not lost") or _limits(cues):
        return None
    if len(cues.read) > _LONG or role.stated(message):
        return cut_stated(message, pay)
    share = _of_ratio(cues.read) or _replied(message, cues)
    signs = {cue.name for cue in cues.within(0, len(cues.read), "gains", "loses")}
    told = _is_short(message) and any(_own(message, offers=True))
    if signs == {"gains"} and told and (not share.option if share else cues.anywhere("raised")):
        return Reading("none", message.plain)  # "goes up by 2 lakh"
    if share:
        return _without_bound(share, cues)._replace(sure=share.sure and not cues.anywhere("over"))
    same = cues.anywhere("same", "same told", "same grade") and _is_short(message, _FEWER)
    return Reading("none", message.plain, exact=_NONE) if same else None


def runway_replied(message: Message, pay: Pay | None) -> Reading | None:
    """The largest cut one could live with, as a reply to the question states it."""
    cues = _cues(_own_words(message))
    if cues.anywhere("too much") and not cues.anywhere("beyond"):
        # "I can't afford a 50% cut" names what is too much, not what is bearable.
        if cues.anywhere("any cut", "no cut"):
            return Reading("none", message.plain, exact=_NONE)
        return Reading("", message.plain, sure=False) if lost_of(cues, bare=True) else None
    if len(cues.read) > _LONG or role.stated(message):
        return runway_stated(message, pay)
    return _of_floor(pay) or _replied(message, cues)


def _without_bound(share: Reading, cues: Cues) -> Reading:
    """A cut that is only said to be under or over a share is not known exactly."""
    return share._replace(exact=None) if cues.anywhere("beyond") else share


@lru_cache(maxsize=MOST)  # the cut and the runway are looked for in the same clauses
def _cues(read: tuple[Token, ...]) -> Cues:
    return Cues(read, "share.txt", among=_SIGNS)


def _own_words(message: Message) -> tuple[Token, ...]:
    """The words of a reply, those left out that are asked, supposed, or said of somebody else.

    What is said of people in general goes with a part of the friend's: "you may take it, say 95%".
    """
    own = list(_own(message, offers=True))
    words = tokens(", ".join(clause.text for clause in own)[:READ_OF_REPLY])
    if not numbers(words) and not parts(words):
        return words
    own = [c for c in message.clauses if c in own or (c.act != "asks" and c.whom == "people")]
    if len(own) == len(message.clauses):
        return tokens(message.plain[:READ_OF_REPLY])
    return tokens(", ".join(clause.text for clause in own)[:READ_OF_REPLY])


def _own(message: Message, *, offers: bool = False) -> Iterator[Clause]:
    """The clauses that tell of the friend; with ``offers`` also what somebody would pay."""
    for clause in message.clauses:
        if clause.act == "asks" or clause.when in ("hypothetical", "past") or clause.quoted:
            continue
        if clause.is_of_another:
            continue
        named = clause.has("person", "person-named", "people", "third")
        own = bool(clause.own_subjects) or any(token.word == "us" for token in clause.tokens)
        told = clause.whom == "me" or not named or (own and not clause.has("says"))
        if told or (offers and Cues(clause.tokens, "pay.txt").anywhere("offers")):
            yield clause


def _is_of_move(message: Message, clause: Clause, cues: Cues) -> bool:
    """Whether what stays the same does so by the move, and not for years, or as a colleague's."""
    same = [cue.first for cue in cues.found if cue.name in ("same told", "same grade")]
    # "no change in pay" denies nothing
    denied = any(no.first < min(same) for no in clause.spans("negation"))
    if cues.anywhere("same as", "unwanted") or denied or clause.has("wants"):
        return False
    around = message.line(clause)
    said = Cues(tuple(token for each in around for token in each.tokens), "pay.txt")
    at = around.index(clause)
    named = (title for each in around[max(0, at - 1) :] for title in titles(each.tokens))
    if not said.anywhere("next field") and any(title.name != TARGET for title in named):
        return False  # "they'd let me become an ML engineer, same pay"
    told = any(each.has("me-subject", "third", "people") for each in around)
    return not told or said.anywhere("next field", "offers")


def _bonus_differs(message: Message, clause: Clause) -> bool:
    """Whether a bonus is told beside what stays the same: "same base, smaller bonus"."""
    others = [each for each in message.line(clause) if each is not clause or numbers(each.tokens)]
    return any(Cues(each.tokens, "pay.txt").anywhere("variable") for each in others)


def _of_figures(pay: Pay | None) -> Reading | None:
    if pay is None or not pay.now or pay.next is None:
        return None
    cut = (pay.now - pay.next) / pay.now
    return Reading(band_of_cut(cut), pay.words, not pay.doubtful, cut)


def _of_floor(pay: Pay | None) -> Reading | None:
    if pay is None or not pay.now or pay.floor is None:
        return None
    cut = (pay.now - pay.floor) / pay.now
    return Reading(band_of_cut(cut), pay.words, exact=max(cut, _NONE))


def _replied(message: Message, cues: Cues) -> Reading | None:
    plain = message.plain
    if any(c.act == "asks" for c in message.clauses) or not any(_own(message, offers=True)):
        return None
    if cut := lost_of(cues, bare=_is_short(message)):
        return _banded(cut, plain)
    if any(not money.bare for money in amounts(cues.read)):
        return Reading("", plain, sure=False)
    if cues.anywhere("all") and _is_short(message, _FEWER):
        return Reading("over-75", plain, exact=Decimal(1))
    first = _cues(message.clauses[0].tokens)
    nothing = first.begins(0, "nothing") == len(first.read) or _is_no_cut(first)
    return Reading("none", plain, exact=_NONE) if nothing else None


def _is_no_cut(cues: Cues) -> bool:
    """Whether it is no more than "no pay cut", be that of the move or the most that would do."""
    return cues.read[0].word == "no" and cues.begins(0, "no cut") == len(cues.read)


def _is_short(message: Message, most: int = _FEW) -> bool:
    return sum(len(clause.tokens) for clause in message.clauses) <= most


def _of_ratio(read: tuple[Token, ...]) -> Reading | None:
    """The cut in "from 100 down to 20", whatever the numbers count."""
    found = numbers(read)
    before = [read[number.first - 1].word for number in found if number.first]
    if before != ["from", "to"] or found[1].end < len(read) or not found[0].value:
        return None
    cut = 1 - found[1].value / found[0].value
    return Reading(band_of_cut(cut), " ".join(t.written for t in read), exact=max(cut, _NONE))


def _banded(cut: Cut, words: str) -> Reading:
    low, high = cut
    band = band_of_cut(low) if band_of_cut(low) == band_of_cut(high) and high <= 1 else ""
    return Reading(band, words, bool(band), low if low == high and 0 <= low <= 1 else None)
