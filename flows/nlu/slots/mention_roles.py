"""What each mention of a message is: the friend's own fact as of today, time ahead, or none.

Recurrent networks read the whole message and tell of each what it is; they were learned from
``data/marked``. What is quoted is never a fact.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from flows.nlu.asking import first_word
from flows.nlu.clauses import Clause
from flows.nlu.cues import Cues
from flows.nlu.entities.ages import age_in, is_alone
from flows.nlu.entities.numbers import Number
from flows.nlu.guessing import fact_chances
from flows.nlu.slots.amount_roles import Symbols, of_clause, of_word
from flows.nlu.slots.mentions import CLASSES, HEADINGS, REPLIES, Kind, Mention, mentions
from flows.nlu.slots.reading import Message, Reading, once

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
_MOST = 400
"""Words that are read; what is named behind them is no fact."""
_LIVING = ("live", "living", "lived")
"""What one does somewhere for years that are none of work."""
_COUNTING = (
    *("about", "almost", "and", "around", "is", "just", "least", "maybe", "most", "nearly", "only"),
    *("or", "over", "roughly", "than", "to", "under"),
)
"""Words before a "one" that counts."""
_LEADING = (
    *("leading", "lead", "manage", "managing", "supervise", "supervising"),
    *("next", "now", "today"),
)
"""What stands before a number of people, or before pay of which neither scale nor currency is said:
"now 6.5, next 12"."""
_BELOW = (["below"], ["under"])
"""Words before a degree that one has not reached."""
_HOLDERS = (["colleague"], ["colleagues"], ["folks"], ["guy"], ["guys"], ["people"], ["person"])
"""Words for others behind their degree."""
_ARTICLES = ("a", "an", "the")
_BESIDE = frozenset(
    (
        *_ARTICLES,
        *("in", "it", "is", "it's", "not"),
        *("my", "country", "degree", "job", "market", "position", "role", "title"),
    )
)
"""Words that may stand beside what is named alone, and beside what it is not."""
_OUTLINE = frozenset(
    (
        *_ARTICLES,
        *("and", "as", "at", "based", "currently", "exp", "experience", "for", "in", "k", "lakhs"),
        *("lpa", "now", "of", "offer", "offered", "today", "with", "yoe"),
    )
)
"""Words beside what is named in a line that only lists it."""
_LONGEST_OUTLINE = 40
"""Words and marks of such a line at most."""
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
    named = _outlined(message, _alone(message, list(_weighed(message))))
    # A number alone is the years of work only where these are asked for, and an age is not.
    return tuple(
        each
        for each in named
        if each.kind != "time" or not (message.is_wordless or _is_no_time(each))
    )


def _is_no_time(mention: Mention) -> bool:
    """Whether it is an age, counts people, or is of a thing: "I'm 24", "managing 6", "new job"."""
    read, first = mention.clause.tokens, mention.first
    if mention.known[1] in REPLIES and mention.end == first + 1 < len(read):
        return True
    age = _age(mention.clause)
    if age is not None and age.first == first:
        return True
    leads = first > 0 and read[first - 1].word in _LEADING
    return "unit=" in mention.known and (leads or is_alone(read))


@once
def _age(clause: Clause) -> Number | None:
    return age_in(clause.tokens)


@once
def _cues(clause: Clause) -> Cues:
    return Cues(clause.tokens, "durations.txt")


def replying(message: Message, heading: str) -> list[Mention]:
    """What a reply names, with its chances; ``heading`` is the kind of answers asked for."""
    return _alone(message, list(_weighed(message, heading)), heading)


def _alone(message: Message, named: list[Mention], heading: str = "") -> list[Mention]:
    """The mentions, of which one that stands alone is sure to be a fact: "a PhD", "8 years"."""
    kinds = {HEADINGS[heading]} if heading else set(HEADINGS.values())
    own = [each for each in named if each.kind in kinds and each.chance("") < _HARDLY]
    several = len(own) > 1 and (own[0].kind == "time" or len({each.value for each in own}) > 1)
    if not own or several or any(clause.act == "asks" for clause in message.clauses):
        return named
    spans = [each.span for each in named if each.kind in kinds]
    read = [token for token in message.tokens if token.word[0].isalnum()]
    rest = [token for token in read if not any(token.start in span for span in spans)]
    before = [token.word for token in read if token.start < own[0].start][-1:]
    if before == ["not"] or not {token.word for token in rest} <= _BESIDE:
        return named
    fact = "ahead" if heading == "horizon" else "own"
    return [each._replace(chances=_surely(fact)) if each in own else each for each in named]


def _outlined(message: Message, named: list[Mention]) -> list[Mention]:
    """The mentions, of which a place or degree is a fact in a line of nothing but such.

    "Data scientist, 8 years, US, 200k now", "ML engineer for ten years in Germany".
    """
    lines: dict[int, list[Mention]] = {}
    for each in named:
        lines.setdefault(each.clause.sentence, []).append(each)
    own = {
        each.start
        for line in lines.values()
        for each in line
        if each.kind in ("degree", "place") and each.chance("below") < LIKELY
        if [other.kind for other in line].count(each.kind) == 1 and _is_outline(message, line)
    }
    listed = (each.start in own and each.kind in ("degree", "place") for each in named)
    return [
        each._replace(chances=_surely("own")) if is_own else each
        for each, is_own in zip(named, listed, strict=True)
    ]


def _is_outline(message: Message, line: Sequence[Mention]) -> bool:
    """Whether a sentence begins with a title or time of one's own, and has no words of its own."""
    head, read = line[0], [t for c in message.line(line[0].clause) for t in c.tokens]
    begins = head.start == read[0].start and head.kind in ("time", "title")
    if not begins or head.chance("own") <= _RATHER or head.clause.whom != "me":
        return False
    if len(read) > _LONGEST_OUTLINE:
        return False
    rest = (t for t in read if not any(t.start in each.span for each in line))
    return all(t.word in _OUTLINE or not t.word[0].isalpha() for t in rest)


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
        shares = tuple(each / sum(possible) for each in possible)
        yield _settled(_of_degree(_of_work(mention._replace(chances=shares))))


def _settled(mention: Mention) -> Mention:
    """Take a mention for what words settle that it is, where the networks lean to that or waver."""
    none, own = mention.chance(""), mention.chance("own")
    if (mention.clause.asks_of_anybody and none > _RATHER) or _is_pronoun(mention):
        return mention._replace(chances=_surely(""))
    of_others = mention.clause.asks_of_anybody or mention.clause.whom == "another"
    if of_others and _RATHER < own < _HARDLY:
        return mention._replace(chances=_DOUBTFUL)
    if _is_over(mention) and own < _HARDLY:
        return mention._replace(chances=_surely(""))
    if own <= _RATHER:
        return mention
    if _is_less(mention):
        return mention._replace(chances=_DOUBTFUL)
    return mention._replace(chances=_surely("own")) if _is_outright(mention) else mention


def _of_degree(mention: Mention) -> Mention:
    """Take a degree for what words beside it tell: "below a master's", "a PhD guy" of the team."""
    read = mention.clause.tokens
    before = [t.word for t in read[: mention.first] if t.word not in _ARTICLES][-1:]
    behind = [t.word for t in read[mention.end : mention.end + 1]]
    if mention.kind != "degree" or not (before in _BELOW or behind in _HOLDERS):
        return mention
    return mention._replace(chances=_surely("below" if before in _BELOW else ""))


def _is_pronoun(mention: Mention) -> bool:
    """Whether a "one" stands for a thing and counts nothing: "a long one"."""
    before = [token.word for token in mention.clause.tokens[: mention.first]][-1:]
    counts = not before or not before[0][0].isalpha() or before[0] in _COUNTING
    return mention.kind == "time" and mention.words == "one" and not counts


def _is_over(mention: Mention) -> bool:
    """Whether it is of the past, or so long that something was not done: "not for five years"."""
    clause = mention.clause
    if mention.kind == "time":
        likeliest = max(mention.chance("own"), mention.chance("ahead"))
        denied = likeliest < _RATHER and clause.before(mention.first, "negation")
        bounded = _cues(clause).ends(mention.first, "over", "under")
        return clause.former or (denied and not bounded) or _is_with_somebody(mention)
    goes_back = any(found.first == first_word(clause) for found in clause.spans("former"))
    return clause.former or (mention.kind == "title" and goes_back)


def _is_with_somebody(mention: Mention) -> bool:
    """Whether somebody else has it: "reporting to somebody with 4 years"."""
    clause, before = mention.clause, mention.first - 1
    people = clause.spans("person", "person-named", "people")
    named = any(each.end == before for each in people)
    return named and clause.tokens[before].word == "with"


def _is_less(mention: Mention) -> bool:
    """Whether words say that it may be less: a title on paper, "2 years here", "VP in 5 yrs"."""
    if mention.kind == "title":
        return mention.clause.has("nominal")
    if mention.kind != "time":
        return False
    read, first = mention.clause.tokens, mention.first
    if first and read[first - 1].word == "in" and mention.known[1] != "unit=":
        return True
    cues = _cues(mention.clause)
    if cues.ends(first, "still to come"):
        return True
    lives = any(token.word in _LIVING for token in read[:first])
    return lives or cues.begins(mention.end, "in this job") > 0


def _of_work(mention: Mention) -> Mention:
    """Take for no time of work how long less pay would do: "I'd accept 20% less for two years"."""
    read, first = mention.clause.tokens, mention.first
    if mention.kind != "time" or not first or read[first - 1].word != "for":
        return mention
    cues = Cues(read[:first], "share.txt")
    if not (cues.anywhere("loses", "half less") and cues.anywhere("bears", "willing", "would")):
        return mention
    none, ahead, below, own, part = mention.chances
    return mention._replace(chances=(none + own + part, ahead, below, 0.0, 0.0))


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
