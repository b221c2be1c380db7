"""What a message names that may be a fact: stretches of time, titles, degrees and places.

What is not named is never a fact; which of these are, ``mention_roles`` tells.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.durations import LIFE, Duration, durations
from flows.nlu.entities.money import amounts
from flows.nlu.entities.numbers import ordinal
from flows.nlu.entities.places import is_school, places
from flows.nlu.entities.titles import NOTHING, every_title, role_of
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, Phrases, read_lists
from flows.nlu.slots.amount_roles import Symbols
from flows.nlu.slots.reading import Message, once

CLASSES = ("", "ahead", "below", "own", "part")
"""What a mention may be: no fact of the friend's, time that they plan for, a degree of which they
have the one below, their own, a part of their own that adds up with others. Chances come so."""

STUDENT, _LEADS = "student", "ml-lead"
"""The roles of whoever studies, and of whom people report to."""
RANK = ("none-or-bachelors", "masters", "phd")
"""Degrees, lowest first."""

_FIRST_YEAR, _MONTHS = 1960, 12
"""The calendar year from which on one may tell of work, and the months of each."""
_MOST = 40
"""Times of a text that are looked at; no story has more."""
_STEPS = (1, 3, 6, 10, 16, 26, 41)
"""Years that are told apart by what the networks are told of a stretch."""
REPLIES = ("fresh reply", "for-good reply")
"""Lists of what tells of years without a number where not much else is said."""
_WITHOUT_NUMBER = {
    **dict.fromkeys(("fresh", REPLIES[0]), Decimal(0)),
    **dict.fromkeys(("for-good", REPLIES[1]), Decimal(99)),
}
"""What tells of years without a number, by its list."""
_TEAM, _NEAR = "ml-team", 5
"""The list of people whom one may lead, and the words before them among which "one of" counts."""
_MBA, _NONE, _DONE, _EXACT = "mba", "no-degree", " done", " exact"
"""Lists of degrees, and what their names end in where a phrase tells by itself that it is held, or
is one in capitals only."""
_WORDS, _FEW, _BEHIND = ("ms", "mag", "be"), 2, ("in", "from", "degree", "at")
"""Short degrees that are words of their own, at which place at most they stand alone, and what may
stand behind them where they are degrees."""

Kind = Literal["time", "title", "degree", "place"]

HEADINGS: Mapping[str, Kind] = {
    "years": "time",
    "horizon": "time",
    "degree": "degree",
    "role": "title",
    "place": "place",
}
"""Kinds of answers, under which a text is read as a reply, and the mentions that answer them."""


class Mention(NamedTuple):
    """What is named at the tokens of a clause from ``first`` to ``end``.

    ``value`` is the role, the degree or the country (ISO 3166) that it means; a stretch of time
    goes from ``low`` to ``high`` years. ``known`` is what the networks are told of it, ``chances``
    what they tell, in the order of the classes.
    """

    kind: Kind
    clause: Clause
    first: int
    end: int
    known: Symbols
    value: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    chances: tuple[float, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the cleaned text."""
        return self.clause.tokens[self.first].start

    @property
    def words(self) -> str:
        """As it is written."""
        return self.clause.written(self.first, self.end)

    @property
    def span(self) -> range:
        """Its letters in the cleaned text."""
        return range(self.start, self.start + len(self.words))

    def chance(self, name: str) -> float:
        """How likely it is one of the classes, as a fraction."""
        return self.chances[CLASSES.index(name)]


@once
def mentions(message: Message) -> tuple[Mention, ...]:
    """Everything that a message names, in order; no time in "New Jersey" and "bac+5"."""
    named = [*_places(message)]
    for clause in message.clauses:
        named += (*_titles(clause), *_degrees(clause))
    inside = {at for each in named if each.kind != "title" for at in each.span}
    times = (time for clause in message.clauses for time in _times(clause, message))
    named += (time for time in islice(times, _MOST) if time.start not in inside)
    return tuple(sorted(named, key=lambda each: (each.start, each.kind != "time")))


def _times(clause: Clause, message: Message) -> Iterator[Mention]:
    for each in durations(clause.tokens):
        if each.high <= LIFE and not _is_period(clause, each):
            steps = next((at for at, end in enumerate(_STEPS) if each.low < end), len(_STEPS))
            known = "time", f"unit={each.unit}", f"years={steps}"
            yield Mention("time", clause, each.first, each.end, known, "", each.low, each.high)
    for at, token in enumerate(clause.tokens):
        if since := _since(token, message):
            yield Mention("time", clause, at, at + 1, ("time", "year"), "", *since)
        elif counted := ordinal(clause.tokens, at):
            # Of the year under way those before it are over: "in my eighth year".
            over, end = Decimal(counted[0] - 1), counted[1]
            if [each.word for each in clause.tokens[end : end + 1]] == ["year"]:
                yield Mention("time", clause, at, end + 1, ("time", "under way"), "", over, over)
    for found in _without_number().find(clause.tokens):
        years = _WITHOUT_NUMBER[found.name]
        known = "time", found.name, "no number"
        yield Mention("time", clause, found.first, found.end, known, "", years, years)


def _is_period(clause: Clause, time: Duration) -> bool:
    """Whether a year is the one that an amount is paid in: "now 600k RMB one year"."""
    return (
        bool(time.unit)
        and time.high == 1
        and any(m.first < time.first < m.end for m in amounts(clause.tokens))
    )


def _since(token: Token, message: Message) -> tuple[Decimal, Decimal] | None:
    """The years since a calendar year, of which nobody knows the month."""
    today, year = message.today, token.word
    if len(year) != len("2019") or not year.isdecimal():
        return None
    if not _FIRST_YEAR < int(year) <= today.year:
        return None
    most = today.year - int(year) + Decimal(today.month) / _MONTHS
    return max(Decimal(0), most - 1), most


@cache
def _without_number() -> Phrases:
    lists = read_lists("durations.txt")
    return Phrases({name: lists[name] for name in _WITHOUT_NUMBER})


def _titles(clause: Clause) -> Iterator[Mention]:
    for title in every_title(clause.tokens):
        role = role_of(title)
        if role == NOTHING:
            continue
        one = _role_of_one(clause, title) if role == _TEAM else ""
        known = f"title={one or role}", f"list={title.name.removeprefix(role)}"
        value = one or (_LEADS if role == _TEAM else role)
        yield Mention("title", clause, title.first, title.end, known, value)


def _role_of_one(clause: Clause, people: Found) -> str:
    """The role of one of several people: "I'm one of our three data scientists"."""
    words = [token.word for token in clause.tokens[max(0, people.first - _NEAR) : people.first]]
    *before, last = clause.tokens[people.first : people.end]
    one = last._replace(word=last.word.removesuffix("s"))
    found = every_title((*before, one)) if ("one", "of") in pairwise(words) else ()
    return role_of(found[0]) if found and role_of(found[0]) != _TEAM else ""


def _degrees(clause: Clause) -> Iterator[Mention]:
    cues = Cues(clause.tokens, "degrees.txt")
    hidden = [cue for cue in cues.found if cue.name == NOTHING]
    taken = 0
    for cue in sorted(cues.found, key=lambda each: (each.first, -each.end)):
        name = cue.name.removesuffix(_EXACT).removesuffix(_DONE)
        value = RANK[0] if name in (_NONE, _MBA) else name
        within = any(each.first <= cue.first and cue.end <= each.end for each in hidden)
        if cue.first >= taken and not within and _is_written_so(clause, cue):
            taken = cue.end
            known = f"degree={name}", f"list={cue.name.removeprefix(name)}"
            yield Mention("degree", clause, cue.first, cue.end, known, value)


def _is_written_so(clause: Clause, cue: Found) -> bool:
    written = clause.written(cue.first, cue.end)
    if cue.name.endswith(_EXACT):
        return written.isupper()
    behind = [token.word for token in clause.tokens[cue.end : cue.end + 1]]
    alone = behind[0] in _BEHIND if behind else cue.end <= _FEW
    return alone or written not in _WORDS


def is_mba(mention: Mention) -> bool:
    """Whether a degree is a master's, but not in this field."""
    return f"degree={_MBA}" in mention.known


def _places(message: Message) -> Iterator[Mention]:
    clauses = {token.start: (c, at) for c in message.clauses for at, token in enumerate(c.tokens)}
    read = message.tokens
    named = [(place.country, place.first, place.end, "") for place in places(message.plain, read)]
    named += [("US", found.first, found.end, "visa") for found in _visas().find(read)]
    for country, first, last, known in named:
        clause, at = clauses.get(read[first].start, (None, 0))
        if clause is not None:
            end = min(at + last - first, len(clause.tokens))
            school = is_school(message.plain[read[first].start : read[last - 1].end])
            symbols = "place", f"named={'school' if school else known}"
            yield Mention("place", clause, at, end, symbols, country)


@cache
def _visas() -> Phrases:
    """Visas that tell the country where one works."""
    return Phrases({"visa": read_lists("places.txt")["visa US"]})
