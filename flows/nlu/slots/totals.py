"""Years of work told as a whole: "nine years in all, the last two here", "in my eighth year"."""

from collections.abc import Iterator
from decimal import Decimal

from flows.nlu.clauses import Clause
from flows.nlu.entities.durations import LIFE, Duration, Durations, durations
from flows.nlu.entities.numbers import ordinal
from flows.nlu.slots.reading import Message
from flows.nlu.slots.role import mentions
from flows.nlu.slots.stretches import Said

_BEHIND, _BEFORE, _FIELD = 5, 3, 4
"""Tokens around a stretch among which it is called the total, and behind a year among which it is
said of what."""


def in_all(message: Message) -> Iterator[Said]:
    """The stretches that are called the total of one's work, whatever parts are told beside it."""
    for clause in message.telling:
        read = durations(clause.text)
        if clause.act != "states" or read.has("denied", "life"):
            continue
        for number, each in enumerate(read.found):
            following = read.found[number + 1].first if number + 1 < len(read.found) else LIFE
            if each.high <= LIFE and _is_in_all(each, following, read):
                past = clause.when == "past"
                yield Said(each.low, each.high, total=True, words=clause.text, past=past)


def _is_in_all(each: Duration, following: int, read: Durations) -> bool:
    cues = read.cues
    if each.unit != "year":
        behind = cues.begins(each.end, "in all")
        return bool(behind) and behind == len(read.tokens)  # "seven in all", no "7 in total cash"
    behind = any(
        cues.begins(at, "in all") and not cues.begins(at, "in all of pay")
        for at in range(each.end, min(each.end + _BEHIND, following))
    )
    return behind or cues.ends_near(each.first, _BEFORE, "in all", "makes in all")


def year_of_work(clause: Clause, read: Durations, *, alone: bool = False) -> Said | None:
    """The years that are over where one tells which is under way: "in my eighth year as an MLE".

    ``alone``: nothing else is said, so that it need not be said of what.
    """
    tokens = read.tokens
    for at in range(len(tokens)):
        counted = ordinal(tokens, at)
        if counted is None or counted[1] >= len(tokens) or tokens[counted[1]].word != "year":
            continue
        value, end = counted[0] - 1, counted[1] + 1
        near = any(read.cues.begins(n, "of work") for n in (end, end + 1))
        titled = any(end <= t.first <= end + _FIELD for t in mentions(clause))
        titled = titled and tokens[end].word == "as"
        own = read.cues.ends(at, "my year")
        if own and (near or titled or (alone and end == len(tokens))):
            return Said(Decimal(value), Decimal(value), total=False, words=clause.text)
    return None
