"""What each amount of a message is: today's pay, an offer's, a part of either, or none of these.

A linear model tells, by the words around an amount, what its clause does, and what the amounts
before it are. It was learned from ``data/marked/amounts.txt``. All amounts of a message are decided
together, as it seldom has two pays of today: the likeliest way of understanding all of them is
looked for by a beam search. Where it is not sure, the rules of ``pay.py`` tell.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from flows.nlu.guessing import amount_margins
from flows.nlu.slots.said import Said, Sentence

NONE = ""
ROLES = (NONE, "delta", "floor", "next", "next+", "now", "now+")
"""What an amount may be: none of these, how far another pay is above or below, the least that would
do, an offer's pay, a part of that, today's pay, a part of that. Margins come in this order."""

_NEAR_WORDS, _PLACED, _BEFORE, _BEHIND = 6, 3, 14, 3
"""Words that count: near an amount, by their place, of the sentence before and of that behind."""

_WIDTH = 6
"""How many ways of understanding all amounts so far are followed."""

_LEAST = 1e-6
"""No role is less likely than this."""

_AGAIN = {"now": 4.0, "next": 1.5}
"""What a second pay of today, or a second offer, costs."""

_APART = 1.5
"""What it costs to take two amounts of one pay, as before tax and after it, for two things."""

_RESTATED = ("base", "total", "gross", "net")
"""What an amount is called that may be the same pay once more: "200k TC, 160k base"."""

_RATIOS = tuple(map(Decimal, ("0.12", "0.5", "0.95", "1.05", "2")))
"""Where one amount is far less than the one before, about the same, or much more."""

_SHORT = 3
"""A longer word that ends in "s" may name what a number counts."""

_MOST_PLACE, _MOST_AMOUNTS = 4, 6

Features = Mapping[int, float]
"""How much each feature counts, by its hash."""


def roled(sentences: Sequence[Sentence], said: Sequence[Said]) -> list[Said]:
    """Give each amount its role and the chance of that; what is quoted has none."""
    beams = [_Beam()]
    for at, each in enumerate(features(sentences, said)):
        alone = amount_margins(each)
        restated = said[at].is_called(*_RESTATED)
        goes_on = at > 0 and _are_of_one_pay(said[at - 1], said[at])
        grown: list[_Beam] = []
        for beam in beams:
            around = (_weights(name) for name in history(said, at, beam.roles))
            logs = _logs([sum(margins) for margins in zip(alone, *around, strict=True)])
            for role, log in zip(ROLES, logs, strict=True):
                costs = _AGAIN.get(role, 0.0) if role in beam.roles and not restated else 0.0
                costs += _APART if goes_on and role != beam.roles[-1] else 0.0
                chances = (*beam.chances, math.exp(log))
                grown.append(_Beam(beam.score + log - costs, (*beam.roles, role), chances))
        beams = sorted(grown, key=lambda beam: -beam.score)[:_WIDTH]
    return [
        replace(each, role=NONE if each.clause.quoted else role, chance=chance)
        for each, role, chance in zip(said, beams[0].roles, beams[0].chances, strict=True)
    ]


def _are_of_one_pay(one: Said, two: Said) -> bool:
    """Whether two amounts are one pay: "4,100 gross, 2,300 net", "200k TC, 160k base"."""
    if one.sentence is not two.sentence:
        return False
    pairs = ((one, two), (two, one))
    return any(
        whole.is_called(name) and part.is_called(of) and not whole.is_called(of)
        for whole, part in pairs
        for name, of in (("gross", "net"), ("total", "base"))
    )


class _Beam(NamedTuple):
    """A way of understanding all amounts so far: the logarithm of its chance, and their roles."""

    score: float = 0.0
    roles: tuple[str, ...] = ()
    chances: tuple[float, ...] = ()


def _logs(margins: Sequence[float]) -> list[float]:
    """The logarithms of the chances that margins of roles against all others come to."""
    shares = [1 / (1 + math.exp(-margin)) for margin in margins]
    return [math.log(max(share / sum(shares), _LEAST)) for share in shares]


@lru_cache(maxsize=64)  # what stands before an amount comes in few ways
def _weights(feature: str) -> tuple[float, ...]:
    alone = amount_margins({hashed(feature): 1.0})
    return tuple(one - other for one, other in zip(alone, amount_margins({}), strict=True))


def hashed(feature: str) -> int:
    """A feature by 31 bits of its CRC-32."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF


def history(said: Sequence[Said], at: int, roles: Sequence[str]) -> Iterator[str]:
    """What the amounts before one are, as features that count 1 each."""
    last = roles[-1] if roles else "^"
    yield f"last={last}"
    yield f"known={'now' in roles}{'next' in roles}"
    if at and said[at - 1].sentence is said[at].sentence:
        yield f"last of sentence={last}"
    if at and said[at - 1].clause is said[at].clause:
        yield f"last of clause={last}"


def features(sentences: Sequence[Sentence], said: Sequence[Said]) -> Iterator[Features]:
    """The features of each amount that do not depend on what the others are."""
    for at, each in enumerate(said):
        before = said[at - 1] if at else None
        behind = said[at + 1] if at + 1 < len(said) else None
        named = chain(
            _words(each, before, behind),
            _words_beside(sentences, each, before),
            _of_clause(each),
            _of_money(each, before),
            ((f"many={min(len(said), _MOST_AMOUNTS)}", 0.5), (f"at={min(at, _MOST_PLACE)}", 0.5)),
            ((f"final={behind is None}", 0.5),),
        )
        yield {hashed(name): value for name, value in named}


def _words(each: Said, before: Said | None, behind: Said | None) -> Iterator[tuple[str, float]]:
    """The words of its sentence, those near it by their place."""
    read, first, end = each.sentence.plain, each.money.first, each.money.end
    start, last = each.start, each.start + len(each.clause.tokens)
    yield from _near("left", [*read[:first][::-1], "<"], _NEAR_WORDS)
    yield from _near("right", [*read[end:], ">"], _NEAR_WORDS - 1)
    since = before.money.end if before and before.sentence is each.sentence else 0
    until = behind.money.first if behind and behind.sentence is each.sentence else len(read)
    yield from ((f"clause left={word}", 0.7) for word in read[max(since, start) : first])
    yield from ((f"clause right={word}", 0.7) for word in read[end : min(until, last)])
    yield from ((f"sentence left={word}", 0.5) for word in read[since:start])
    yield from ((f"sentence right={word}", 0.4) for word in read[last:until])
    if since:
        yield from ((f"between={word}", 0.7) for word in read[since:first][: _NEAR_WORDS + 2])
        yield f"all between={' '.join(read[since:first][:4])}", 1.0


def _near(side: str, outwards: Sequence[str], most: int) -> Iterator[tuple[str, float]]:
    """The words on one side of an amount, from it up to the end of its sentence."""
    for at, word in enumerate(outwards[:most]):
        yield f"{side}={word}", 1.0
        if at < _PLACED:
            yield f"{side} {at}={word}", 1.0
        if 0 < at < len(outwards) - 1:
            pair = (outwards[at - 1], word) if side == "right" else (word, outwards[at - 1])
            yield f"{side} two={' '.join(pair)}", 1.0


def _words_beside(
    sentences: Sequence[Sentence], each: Said, before: Said | None
) -> Iterator[tuple[str, float]]:
    """The words of the sentence before it and of the one behind."""
    at = sentences.index(each.sentence)
    if at and not (before and before.sentence is each.sentence):
        yield from ((f"before={word}", 0.4) for word in sentences[at - 1].plain[-_BEFORE:])
    if each.money.end == len(each.sentence.read) and at + 1 < len(sentences):
        yield from ((f"behind={word}", 0.4) for word in sentences[at + 1].plain[:_BEHIND])


def _of_clause(each: Said) -> Iterator[tuple[str, float]]:
    """What its clause does, of whom and when, the lists it has phrases of, and the one before."""
    clause = each.clause
    for cue in clause.cues:
        side = "left" if cue.end + each.start <= each.money.first else "right"
        yield f"clause {side} has={cue.name}", 0.7
    yield f"whom={clause.whom}", 1.0
    yield f"when={clause.when}", 1.0
    yield f"act={clause.act}", 1.0
    yield f"does={clause.whom} {clause.when} {clause.act}", 1.0
    yield f"opens={clause.opens}", 1.0
    yield f"own={bool(clause.own_subjects)}", 1.0
    yield f"former={clause.former}", 1.0
    at = each.sentence.clauses.index(clause)
    if at:
        earlier = each.sentence.clauses[at - 1]
        yield f"whom before={earlier.whom}", 0.6
        yield f"when before={earlier.when}", 0.6


def _of_money(each: Said, before: Said | None) -> Iterator[tuple[str, float]]:
    """How it is written, how large it is, and how much more than the amount before it."""
    money = each.money
    behind = each.sentence.read[money.end : money.end + 1]
    several = any(token.word[-1:] == "s" and len(token.word) > _SHORT for token in behind)
    yield f"bare={money.bare}", 1.0
    yield f"counts={money.bare and several}", 1.0
    yield f"scale={bool(money.scale)}", 1.0
    yield f"times={money.times}", 1.0
    yield f"currency={bool(money.currency)}", 1.0
    yield f"signed={money.signed}", 1.0
    yield f"stretch={money.stretch}", 1.0
    size = int(math.log10(money.number) * 2) if money.number > 0 else -1
    yield f"size={size} {bool(money.scale)}", 1.0
    if before:
        one, two = before.money.whole, money.whole
        ratio = sum(two > one * step for step in _RATIOS) if one else -1
        yield f"ratio={ratio}", 1.0
        yield f"same clause={before.clause is each.clause}", 1.0
        yield f"same sentence={before.sentence is each.sentence}", 1.0
