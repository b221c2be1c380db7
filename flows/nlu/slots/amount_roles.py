"""What each amount of a message is: today's pay, an offer's, a part of either, or none of these.

Recurrent networks read the sentences that hold amounts, and those beside them, and tell the role of
each amount. They were learned from ``data/marked``. Two amounts alone are told by their order,
what is taken back and the base in a total by words for that.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, zip_longest

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.durations import durations
from flows.nlu.entities.money import Money
from flows.nlu.entities.numbers import numbers, parts
from flows.nlu.entities.yearly import TOTAL_OF_BASE
from flows.nlu.guessing import amount_chances
from flows.nlu.normalize import Token
from flows.nlu.phrases import load_lists
from flows.nlu.slots.said import NEAR, Said, Sentence

NONE = ""
ROLES = (NONE, "delta", "floor", "next", "next+", "now", "now+")
"""What an amount may be: none of these, how far another pay is above or below, the least that would
do, an offer's pay, a part of that, today's pay, a part of that. Chances come in this order."""

_MOST = 400
"""Words that are read; amounts behind them have no role."""

_ENDING, _LONG = 3, 5
"""Letters of the ending by which a word is known, too, and how many it has then at least."""

_LIKELY, _DOUBTED, _DOUBTED_NONE, _OF_ANYBODY = 0.5, 0.7, 0.8, 0.9
"""The chance from which on an amount has a role, has it even behind a total, has none even where it
is what a field pays, and has one where the question may be about anybody."""

PAYS = ("now", "next")
"""The roles of what is paid in all, in the order in which two amounts alone stand."""
_LED: tuple[list[str], ...] = ([], ["now"])
"""What two amounts are that stand alone, and what they may stand behind, as those of ``/money``."""
_FEW = 16
"""Words among which an amount is taken back."""
_INEXACT = Decimal("0.02")
"""The share of a total by which its parts may miss it."""
_FAR = 4
"""Up to which orders and differences in size are told apart."""

Symbols = tuple[str, ...]
"""What is known of a word or an amount."""


def roled(
    sentences: Sequence[Sentence], said: Sequence[Said], *, none: float = 0.0, heading: str = ""
) -> list[Said]:
    """Give each amount its likeliest role and the chance of that; what is quoted has none.

    No role is one only from the chance ``none`` on, where it is the likeliest. Under a ``heading``
    the text is read as one under that word: "offer: 24".
    """
    read, places = read_of(sentences, said)
    found = [*said]
    head = [(heading,), (":",)] if heading else []
    read[1:1] = head
    at = [place + len(head) for place in places.values()]
    for number, chances in zip(places, amount_chances(read, at), strict=True):
        some = chances[0] < none
        chance = max(chances[some:])
        doubted = said[number].clause.quoted or chance < _LIKELY
        role = NONE if doubted else ROLES[chances.index(chance, some)]
        found[number] = replace(said[number], role=role, chance=chance)
    offered = any(each.role == "next" for each in found)
    found = [e if e.clause.quoted else _by_words(e, offered=offered) for e in found]
    found = [
        replace(e, role=NONE)
        if _is_of_anybody(e, found) or _is_of_another(e, found) or _is_no_amount(e, sentences)
        else e
        for e in found
    ]
    return list(_in_order(sentences, found) or _summed([*_parted(_revised(found))]))


def _by_words(said: Said, *, offered: bool) -> Said:
    """Take an amount for what words tell that it is, where the networks waver or err.

    With an offer ``offered``, what a field pays is none.
    """
    if said.is_earned:
        return replace(said, role="now")
    if said.chance < _OF_ANYBODY and said.is_least:
        return replace(said, role="floor")
    wavers = said.role == NONE and said.chance < _DOUBTED_NONE
    doubted = not offered and (wavers or said.role == "now")
    return replace(said, role="next") if doubted and said.is_of_field else said


def _is_of_anybody(said: Said, every: Iterable[Said]) -> bool:
    """Whether it is asked of anybody: "is 95k a good salary?", but not "from 210k to 135k?"."""
    if said.chance >= _OF_ANYBODY or not said.clause.asks_of_anybody:
        return False
    moves = {*PAYS} <= {each.role for each in every if each.clause is said.clause}
    return not moves or said.clause.whom == "people"  # "should one go from 100k to 80k?"


def _is_of_another(said: Said, every: Iterable[Said]) -> bool:
    """Whether it is of a move of somebody else's: "my wife would go from 80k to 60k"."""
    clause = said.clause
    told = clause.own_subjects or clause.has("me-object", "says")  # "he says my pay would drop"
    if clause.whom != "another" or told:
        return False
    return {*PAYS} <= {each.role for each in every if each.clause is clause}


def _is_no_amount(said: Said, sentences: Sequence[Sentence]) -> bool:
    """Whether a number alone is put for years or a share: "8 years, no wait 6", "20%, oops, 30"."""
    if not said.money.bare:
        return False
    at = next(at for at, each in enumerate(sentences) if each is said.sentence)
    earlier = (token for each in sentences[max(at - 2, 0) : at] for token in each.read)
    read = (*earlier, *said.sentence.read[: said.money.first])[-2 * _FEW :]
    back = [c.first for c in Cues(read, "corrections.txt").found if c.name == "taken back"]
    first = next((first for first in sorted(back) if _takes_back(read[first:])), 0)
    counted = numbers(read[:first])
    if not counted:
        return False
    last = counted[-1].first
    spans = [range(d.first, d.end) for d in durations(read[:first]) if d.unit]
    spans += [range(part.first, part.end) for part in parts(read[:first])]
    return any(last in span for span in spans)


def _in_order(sentences: Sequence[Sentence], said: Sequence[Said]) -> list[Said]:
    """Today's pay and the offer's, of a text of two amounts and no word: "60 LPA 45 LPA"."""
    unclear = all(each.money.bare for each in said) or any(each.clause.quoted for each in said)
    if len(said) != len(PAYS) or unclear:
        return []
    words = [token.word for each in sentences for token in each.read if token.word[0].isalnum()]
    told = [
        token.word
        for each in said
        for token in each.sentence.read[each.money.first : each.money.end]
        if token.word[0].isalnum()
    ]
    if told != words[-len(told) :] or words[: -len(told)] not in _LED:
        return []
    return [replace(e, role=role, chance=1.0) for e, role in zip(said, PAYS, strict=True)]


def _revised(said: Sequence[Said]) -> Iterator[Said]:
    """Take what was put for an amount that is taken back: "80k, oops, 85k" is 85k."""
    role = ""
    for each, following in zip_longest(said, said[1:]):
        own = replace(each, role=each.role or role) if role else each
        role = own.role if following and _takes_back(_between(each, following)) else ""
        yield replace(own, role=NONE) if role else own


def _parted(said: Iterable[Said]) -> Iterator[Said]:
    """Give the base and the bonus of a total its role: "410k (213 base, 30 bonus, rest stock)"."""
    total: Said | None = None
    parted = False
    for each in said:
        if total and (each.sentence is not total.sentence or each.clause.whom == "another"):
            total = None
        if total and _is_base(each, total):
            parted = True
            yield replace(each, role=total.role, chance=total.chance)
        elif total and parted and each.role == NONE and each.is_called("variable"):
            yield replace(each, role=f"{total.role}+", chance=total.chance)
        else:
            if each.role in PAYS and not each.is_called("base", "stock"):
                total, parted = each, False
            yield each


def _summed(said: Sequence[Said]) -> Iterator[Said]:
    """Give a total the role of what it is the sum of: "base 34 LPA, bonus 4 LPA, total 38 LPA"."""
    for at, each in enumerate(said):
        parts = range(at - 1) if each.is_called("total") else ()
        first = next((first for first in parts if _is_sum(each, said[first:at])), at)
        pay = said[first]
        yield replace(each, role=pay.role, chance=pay.chance) if pay.role in PAYS else each


def _is_sum(total: Said, parts: Sequence[Said]) -> bool:
    whole = sum(part.money.whole for part in parts)
    return abs(whole - total.money.whole) <= whole * _INEXACT


def _is_base(part: Said, total: Said) -> bool:
    """Whether an amount behind a total is told as the base in it.

    What is likelier an offer's ("stay for 120k or leave for 95k base") needs a word for the total.
    """
    doubted = part.chance < _DOUBTED and total.is_called("total")
    near = part.sentence.read[part.money.end : part.money.end + NEAR]
    doubted = doubted or any(t.word in load_lists("pay.txt")["{rest}"] for t in near)
    if part.role != NONE and not doubted:
        return False
    alike = part.money.scale in (None, total.money.scale) and part.money.times in (None, 1)
    less = part.money.number < total.money.number < part.money.number * TOTAL_OF_BASE
    return alike and less and part.is_called("base") and not part.is_called("total")


def _between(one: Said, two: Said) -> tuple[Token, ...]:
    """The words between two amounts, of one sentence or of two in a row."""
    if one.sentence is two.sentence:
        return one.sentence.read[one.money.end : two.money.first]
    if one.clause.sentence + 1 != two.clause.sentence:
        return ()
    return one.sentence.read[one.money.end :] + two.sentence.read[: two.money.first]


def _takes_back(between: tuple[Token, ...]) -> bool:
    """Whether words say that what stands before them is wrong, and nothing else."""
    if not 0 < len(between) <= _FEW:
        return False
    cues = Cues(between, "corrections.txt")
    at, taken = 0, False
    while at < len(between):
        back = cues.begins(at, "taken back")
        taken = taken or bool(back)
        end = back or cues.begins(at, "beside")
        if not end:
            return False
        at = end
    return taken


def read_of(
    sentences: Sequence[Sentence], said: Sequence[Said]
) -> tuple[list[Symbols], dict[int, int]]:
    """What the network reads, and at which place of it each amount stands, by its number."""
    holding = {sentences.index(each.sentence) for each in said}
    near = {at + step for at in holding for step in (-1, 0, 1)}
    read: list[Symbols] = []
    places: dict[int, int] = {}
    kept = (sentence for at, sentence in enumerate(sentences) if at in near)
    for symbols, number in islice(_each(kept, said), _MOST):
        if number is not None:
            places[number] = len(read)
        read.append(symbols)
    placed = sorted(places)
    for at, number in enumerate(placed):
        read[places[number]] += (*_of_order(at, len(placed)), *_beside(placed, said, at))
    return read, {number: places[number] for number in placed}


def _each(
    sentences: Iterator[Sentence], said: Sequence[Said]
) -> Iterator[tuple[Symbols, int | None]]:
    """The symbols of each word and amount, and the number of that amount."""
    numbers = {each.place: number for number, each in enumerate(said)}
    for sentence in sentences:
        yield ("sentence",), None
        end = 0
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False):
            told = of_clause(clause)
            for at in range(start, start + len(clause.tokens)):
                number = numbers.get((id(sentence), at))
                if number is not None:
                    money = said[number].money
                    end = money.end
                    yield (*_of_amount(money), *told), number
                elif at >= end:
                    yield (*of_word(sentence.read[at].word), *told), None


def of_clause(clause: Clause) -> Symbols:
    """What is known of every word of a clause."""
    return f"whom={clause.whom}", f"when={clause.when}", f"act={clause.act}"


def of_word(word: str) -> Symbols:
    """What is known of a word by itself, each figure in it as "#"."""
    plain = "".join("#" if char.isdigit() else char for char in word)
    return (plain, f"~{plain[-_ENDING:]}") if len(plain) >= _LONG else (plain,)


def _of_amount(money: Money) -> Symbols:
    written = f"bare={money.bare} scale={bool(money.scale)} currency={bool(money.currency)}"
    marked = f"signed={money.signed} stretch={money.stretch}"
    return written, marked, f"times={money.times}", f"size={_size(money)}"


def _size(money: Money) -> int:
    """How large the number is as it is written, in steps of the root of ten."""
    return int(math.log10(money.number) * 2) if money.number > 0 else -1


def _of_order(at: int, of: int) -> Symbols:
    """Which of the amounts it is, from the first and from the last."""
    return f"first={min(at, _FAR)}", f"last={min(of - 1 - at, _FAR)}"


def _beside(placed: Sequence[int], said: Sequence[Said], at: int) -> Iterator[str]:
    """How much larger it is than the amounts before and behind it."""
    own = _size(said[placed[at]].money)
    for name, other in (("before", at - 1), ("behind", at + 1)):
        if 0 <= other < len(placed):
            larger = own - _size(said[placed[other]].money)
            yield f"{name}={max(-_FAR, min(_FAR, larger))}"
