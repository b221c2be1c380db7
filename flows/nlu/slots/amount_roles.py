"""What each amount of a message is: today's pay, an offer's, a part of either, or none of these.

A recurrent network reads the sentences that hold amounts, and those beside them, and tells the role
of each amount. It was learned from ``data/marked/amounts.txt``. Where it is not sure, the rules of
``pay.py`` tell.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from flows.nlu.clauses import Clause
from flows.nlu.entities.money import Money
from flows.nlu.guessing import amount_chances
from flows.nlu.slots.said import Said, Sentence

NONE = ""
ROLES = (NONE, "delta", "floor", "next", "next+", "now", "now+")
"""What an amount may be: none of these, how far another pay is above or below, the least that would
do, an offer's pay, a part of that, today's pay, a part of that. Chances come in this order."""

_MOST = 400
"""Words that are read; amounts behind them have no role."""

_ENDING, _LONG = 3, 5
"""Letters of the ending by which a word is known, too, and how many it has then at least."""

Symbols = tuple[str, ...]
"""What is known of a word or an amount."""


def roled(sentences: Sequence[Sentence], said: Sequence[Said]) -> list[Said]:
    """Give each amount its likeliest role and the chance of that; what is quoted has none."""
    read, places = read_of(sentences, said)
    found = [*said]
    for at, chances in zip(places, amount_chances(read, [*places.values()]), strict=True):
        chance = max(chances)
        role = NONE if said[at].clause.quoted else ROLES[chances.index(chance)]
        found[at] = replace(said[at], role=role, chance=chance)
    return found


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
    return read, dict(sorted(places.items()))


def _each(
    sentences: Iterator[Sentence], said: Sequence[Said]
) -> Iterator[tuple[Symbols, int | None]]:
    """The symbols of each word and amount, and the number of that amount."""
    numbers = {each.place: number for number, each in enumerate(said)}
    for sentence in sentences:
        yield ("sentence",), None
        end = 0
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False):
            told = _of_clause(clause)
            for at in range(start, start + len(clause.tokens)):
                number = numbers.get((id(sentence), at))
                if number is not None:
                    money = said[number].money
                    end = money.end
                    yield (*_of_amount(money), *told), number
                elif at >= end:
                    yield (*_of_word(sentence.plain[at]), *told), None


def _of_clause(clause: Clause) -> Symbols:
    return f"whom={clause.whom}", f"when={clause.when}", f"act={clause.act}"


def _of_word(word: str) -> Symbols:
    return (word, f"~{word[-_ENDING:]}") if len(word) >= _LONG else (word,)


def _of_amount(money: Money) -> Symbols:
    size = int(math.log10(money.number) * 2) if money.number > 0 else -1
    written = f"bare={money.bare} scale={bool(money.scale)} currency={bool(money.currency)}"
    marked = f"signed={money.signed} stretch={money.stretch}"
    return written, marked, f"times={money.times}", f"size={size}"
