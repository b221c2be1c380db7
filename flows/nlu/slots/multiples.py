"""An offer told as a part or a multiple of today's pay: "double my 48k", "70% of that"."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.numbers import numbers, parts
from flows.nlu.slots.said import Said, Sentence, differences

_TIMES = {"halved": Decimal("0.5"), "doubled": Decimal(2), "tripled": Decimal(3)}
"""How often today's pay is paid, by the list of the words that say so."""
_NAMED = 5
"""Tokens of a sentence that only names what the next one tells of: "The new job?"."""


class _Multiple(NamedTuple):
    """So many times what the words behind its tokens, from ``first`` to ``end``, name.

    ``moved``: so much more or less was said, which is more or less than today's pay.
    """

    by: Decimal
    first: int
    end: int
    moved: bool = False


def offered(sentences: Iterable[Sentence], said: Iterable[Said], now: Decimal) -> Decimal | None:
    """The offer where it is told as so many times today's pay, of which ``said`` tells."""
    mine = {id(each.sentence): each.whose for each in said if each.whose >= 0}
    named = False
    for sentence in sentences:
        moves = sentence.cues.anywhere("moving")
        for clause, start in zip(sentence.clauses, sentence.starts, strict=False):
            last = start + len(clause.tokens)
            coming = named or moves or clause.when == "planned"
            coming = coming or sentence.cues.has(start, last, "offers")
            likely = coming or sentence.cues.begins(start, "may pay") > 0
            for multiple in _multiples(sentence.cues, clause, start):
                # "double what I earn now" is more than one can live with.
                told = likely or (multiple.first == start and multiple.by > 1)
                of = (multiple.moved and coming) or _is_todays(
                    sentence.cues, multiple, last, mine.get(id(sentence), -1)
                )
                if told and of and _is_told(sentence, clause, start):
                    return now * multiple.by
        named = len(sentence.read) <= _NAMED and sentence.cues.anywhere("offers")
    return None


def _is_told(sentence: Sentence, clause: Clause, start: int) -> bool:
    """Whether a clause tells what is paid, and to the friend."""
    told = clause.act == "states" and clause.when in ("now", "planned") and not clause.quoted
    people = any(clause.tokens[found.first].word != "they" for found in clause.spans("people"))
    others = people or clause.has("person", "person-named")
    kept = sentence.cues.has(start, start + len(clause.tokens), "kept back")
    return told and not (others or kept or is_borne(clause))


def is_borne(clause: Clause) -> bool:
    """Whether a part is what one could live with, and no offer: "a quarter less would be ok"."""
    return Cues(clause.tokens, "share.txt").anywhere("bears")


def _multiples(cues: Cues, clause: Clause, start: int) -> Iterator[_Multiple]:
    for part in parts(clause.tokens):
        first, end = start + part.first, start + part.end
        less, more = differences(cues, first, end)
        if part.low != part.high or cues.ends_near(first, "bound", "work is"):
            continue
        if more or less:
            by = part.low if more else -part.low
            yield _Multiple(1 + by, first, more or less, moved=True)
        else:
            yield _Multiple(part.low, first, end)
    for number in numbers(clause.tokens):
        if times := cues.begins(start + number.end, "times as much"):
            yield _Multiple(number.value, start + number.first, times)
    for cue in cues.within(start, start + len(clause.tokens), *_TIMES):
        yield _Multiple(_TIMES[cue.name], cue.first, cue.end)


def _is_todays(cues: Cues, multiple: _Multiple, last: int, mine: int) -> bool:
    """Whether today's pay is what a multiple is of: the amount at ``mine``, or words for it."""
    at = multiple.end
    while cues.begins(at, "beside multiple"):
        at = cues.begins(at, "beside multiple")
    if at == last or not cues.read[at].word[0].isalnum():  # "the offer is double"
        return cues.ends(multiple.first, "offers", "is", "pays")
    word = cues.read[at].word
    what = word == "what" and any(cues.begins(at + n, "now") for n in (1, 2))
    told = what or (word == "my" and cues.begins(at, "now") > 0)
    return told or cues.begins(at, "as today") > 0 or at == mine
