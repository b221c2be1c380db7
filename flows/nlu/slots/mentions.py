"""What a message names that may be a fact, and whether it is one: the friend's own, as of today.

These are stretches of time, titles, degrees and places. Recurrent networks read the whole message
and tell of each what it is; they were learned from ``data/marked``. What is not named, or is
quoted, is never a fact.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from flows.nlu.guessing import fact_chances
from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, Phrases, read_lists
from flows.nlu.slots.amount_roles import Symbols, of_clause, of_word
from flows.nlu.slots.reading import Message, Reading, once

CLASSES = ("", "ahead", "below", "own", "part")
"""What a mention may be: no fact of the friend's, time that they plan for, a degree of which they
have the one below, their own, a part of their own that adds up with others. Chances come so."""

POSSIBLE = {
    "time": ("", "ahead", "own", "part"),
    "title": ("", "own"),
    "degree": ("", "below", "own"),
    "place": ("", "own"),
}
"""The classes that a mention of each kind may be of."""

LIKELY, DOUBTED, SURE = 0.15, 0.5, 0.75
"""The chance from which on a fact is asked back, from which on another one speaks against noting
it, and from which on it is noted."""
_SURE_OF = {"place": 0.5, "title": 0.65}
"""From which on a place and a title are noted: they are seldom another's."""

_DOUBTFUL = (0.6, 0.0, 0.0, 0.4, 0.0)
"""Chances of what may be a fact or not, so that it is asked back."""

_RATHER = 0.5
"""The chance above which words settle what a mention rather is: none, or a fact."""
STUDENT, _LEADS = "student", "ml-lead"
"""The roles of whoever studies, and of whom people report to."""
RANK = ("none-or-bachelors", "masters", "phd")
"""Degrees, lowest first."""

_MOST = 400
"""Words that are read; what is named behind them is no fact."""
_FIRST_YEAR, _MONTHS = 1960, 12
"""The calendar year from which on one may tell of work, and the months of each."""
_STEPS = (1, 3, 6, 10, 16, 26, 41)
"""Years that are told apart by what the networks are told of a stretch."""
_WITHOUT_NUMBER = {
    **dict.fromkeys(("fresh", "fresh reply"), Decimal(0)),
    **dict.fromkeys(("for-good", "for-good reply"), Decimal(99)),
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

_ARTICLES = ("a", "an", "the")
_BESIDE = frozenset((*_ARTICLES, "in", "it", "is", "it's", "not"))
"""Words that may stand beside what is named alone, and beside what it is not."""
_OUTRIGHT: Mapping[str, Sequence[list[str]]] = {
    "title": (["i'm"], ["i", "am"]),
    "degree": (["i've"], ["i", "have"], ["i", "hold"]),
}
"""What a fact stands behind that is said in so many words, articles left out."""
_BEHIND_OUTRIGHT = ("and", "at", "but", "for", "from", "in", "since", "with")
"""What goes on behind it without changing what it is: "a PhD offer" is no PhD."""
_HARDLY = 0.9
"""The chance of being none from which on a mention is left aside, and that of being the friend's
from which on no words speak against it."""

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
        return self.clause.words_of(Found("", self.first, self.end))

    @property
    def span(self) -> range:
        """Its letters in the cleaned text."""
        return range(self.start, self.start + len(self.words))

    def chance(self, name: str) -> float:
        """How likely it is one of the classes, as a fraction."""
        return self.chances[CLASSES.index(name)]


class Likely(NamedTuple):
    """An option that some words may state ("": none of them), and how likely they do."""

    option: str
    chance: float
    words: str


def chosen(likely: Iterable[Likely], sure_from: float = SURE) -> Reading | None:
    """The likeliest option, to be noted where it is sure and no other one is likely as well.

    It is sure from the chance ``sure_from`` on.
    """
    found = sorted(likely, key=lambda each: -each.chance)
    if not found or found[0].chance < LIKELY:
        return None
    first = found[0]
    others = (each.chance for each in found if each.option != first.option)
    sure = first.chance >= sure_from and next(others, 0) < DOUBTED
    return Reading(first.option, first.words, sure=sure and bool(first.option))


@once
def told(message: Message) -> tuple[Mention, ...]:
    """What running text names, each with its chances."""
    named = _alone(message, list(_weighed(message)))
    # A number alone is the years of work only where these are asked for.
    return tuple(each for each in named if not (message.is_wordless and each.kind == "time"))


def replying(message: Message, heading: str) -> list[Mention]:
    """What a reply names, with its chances; ``heading`` is the kind of answers asked for."""
    return _alone(message, list(_weighed(message, heading)), heading)


def _alone(message: Message, named: list[Mention], heading: str = "") -> list[Mention]:
    """The mentions, of which one that stands alone is sure to be a fact: "a PhD", "8 years"."""
    kinds = {HEADINGS[heading]} if heading else set(HEADINGS.values())
    own = [each for each in named if each.kind in kinds and each.chance("") < _HARDLY]
    if len(own) != 1 or any(clause.act == "asks" for clause in message.clauses):
        return named
    spans = [each.span for each in named if each.kind in kinds]
    read = [token for token in message.tokens if token.word[0].isalnum()]
    rest = [token for token in read if not any(token.start in span for span in spans)]
    before = [token.word for token in read if token.start < own[0].start][-1:]
    if before == ["not"] or not {token.word for token in rest} <= _BESIDE:
        return named
    fact = "ahead" if heading == "horizon" else "own"
    sure = own[0]._replace(chances=_surely(fact))
    return [sure if each is own[0] else each for each in named]


def _surely(fact: str) -> tuple[float, ...]:
    return tuple(float(name == fact) for name in CLASSES)


def of_kind(kind: Kind, named: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of one kind."""
    return (each for each in named if each.kind == kind)


def own_of(
    kind: Literal["place", "title"], named: Iterable[Mention], meant: Callable[[str], str] = str
) -> Reading | None:
    """What the likeliest of the mentions of one kind means that is the friend's."""
    likely = (Likely(meant(e.value), e.chance("own"), e.words) for e in of_kind(kind, named))
    return chosen(likely, _SURE_OF[kind])


def _weighed(message: Message, heading: str = "") -> Iterator[Mention]:
    read, at, found = read_of(message, heading)
    for mention, chances in zip(found, fact_chances(read, at), strict=True):
        possible = [
            chance if name in POSSIBLE[mention.kind] else 0.0
            for name, chance in zip(CLASSES, chances, strict=True)
        ]
        yield _settled(mention._replace(chances=tuple(each / sum(possible) for each in possible)))


def _settled(mention: Mention) -> Mention:
    """Take a mention for what words settle that it is, where the networks lean to that or waver."""
    none, own = mention.chance(""), mention.chance("own")
    if mention.clause.asks_of_anybody and none > _RATHER:
        return mention._replace(chances=_surely(""))
    of_others = mention.clause.asks_of_anybody or mention.clause.whom == "another"
    if of_others and _RATHER < own < _HARDLY:
        return mention._replace(chances=_DOUBTFUL)
    if mention.clause.former and own < _HARDLY:
        return mention._replace(chances=_surely(""))
    if mention.kind == "time" and own > _RATHER and _is_of_less(mention):
        return mention._replace(chances=_DOUBTFUL)
    if own > _RATHER and _is_outright(mention):
        return mention._replace(chances=_surely("own"))
    return mention


def _is_of_less(mention: Mention) -> bool:
    """Whether a stretch may be of today's job only, or lie ahead: "2 years here", "VP in 5 yrs"."""
    read, first = mention.clause.tokens, mention.first
    if first and read[first - 1].word == "in" and mention.known[1] != "unit=":
        return True
    cues = Cues(read, "durations.txt")
    return cues.begins(mention.end, "in this job") > 0


def _is_outright(mention: Mention) -> bool:
    """Whether it is said in so many words: "I'm a data scientist", "I have a PhD in physics"."""
    clause, (first, end) = mention.clause, (mention.first, mention.end)
    if not clause.tells or clause.act != "states":
        return False
    before = [token.word for token in clause.tokens[:first] if token.word not in _ARTICLES]
    behind = [token.word for token in clause.tokens[end : end + 1]]
    ends = all(word in _BEHIND_OUTRIGHT or not word[0].isalnum() for word in behind)
    return ends and any(before[-len(words) :] == words for words in _OUTRIGHT.get(mention.kind, ()))


def read_of(message: Message, heading: str = "") -> tuple[list[Symbols], list[int], list[Mention]]:
    """What the networks read, the place of each mention in it, and the mentions.

    Under a heading the text is read as a reply to that question.
    """
    read: list[Symbols] = [(heading,), (":",)] if heading else []
    at: list[int] = []
    found: list[Mention] = []
    named: dict[int, list[Mention]] = {}
    for each in mentions(message):
        named.setdefault(each.start, []).append(each)
    sentence = -1
    for clause, token in islice(((c, t) for c in message.clauses for t in c.tokens), _MOST):
        if clause.sentence != sentence:
            sentence = clause.sentence
            read.append(("sentence",))
        here = named.get(token.start, []) if not clause.quoted else []
        at += [len(read)] * len(here)
        found += here
        known = (symbol for each in here for symbol in each.known)
        read.append((*of_word(token.word), *of_clause(clause), *known))
    return read, at, found


@once
def mentions(message: Message) -> tuple[Mention, ...]:
    """Everything that a message names, in order; "new" tells no time in "New Jersey"."""
    there = [*_places(message)]
    inside = {at for each in there for at in each.span}
    found = [
        mention
        for clause in message.clauses
        for kind in (_times(clause, message), _titles(clause), _degrees(clause))
        for mention in kind
        if mention.kind != "time" or mention.start not in inside
    ]
    return tuple(sorted((*found, *there), key=lambda each: each.start))


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
    return time.high == 1 and any(m.first < time.first < m.end for m in amounts(clause.tokens))


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
        if value in RANK and cue.first >= taken and not within and _is_written_so(clause, cue):
            taken = cue.end
            known = f"degree={name}", f"list={cue.name.removeprefix(name)}"
            yield Mention("degree", clause, cue.first, cue.end, known, value)


def _is_written_so(clause: Clause, cue: Found) -> bool:
    written = clause.words_of(cue)
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
