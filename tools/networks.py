"""What the networks for amounts and facts are learned from: marked messages, example answers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np

from flows.knowledge import built_in
from flows.nlu.entities.places import market_of
from flows.nlu.examples import NO_ANSWER, UNKNOWN, Lists, Marked, answers, marked
from flows.nlu.guessing import answer_like
from flows.nlu.model import AMOUNTS, FACTS, NOTHING
from flows.nlu.recurrent import RecurrentNetworks
from flows.nlu.slots import amount_roles, mention_roles
from flows.nlu.slots.amounts import said_in
from flows.nlu.slots.horizon import band_of_horizon
from flows.nlu.slots.mentions import CLASSES, HEADINGS, RANK, Mention, mentions
from flows.nlu.slots.reading import Message
from flows.nlu.slots.said import Said
from flows.nlu.slots.years import band_of_years
from tools.recurrent import OF_AMOUNTS, OF_FACTS, Chosen, Example, learned

WRITTEN = date(2026, 11, 28)
"""The day that the marked messages are read on."""

LEARNED_FROM = "_learned_from"
"""What the names of the digests of what networks were learned from end in."""

_SHORT, _VARIED = 20, 2
"""Words and marks of a message that would say the same as a reply, and as often with other names in
it."""
_FEWEST = 3
"""In so many messages a name has to stand to be put for others."""

_NONE, _PEOPLE = ("title=ml-team", "degree=no-degree", "degree=mba"), ("rs", "ts")
"""What is known of names that are not put for others, and what titles of several people end in."""

Marks = Sequence[tuple[int, int, str]]
"""Where marks begin and end in a text, and what they say is there."""

Pool = Mapping[tuple[str, str], Sequence[str]]
"""How titles, degrees and places are written, by their kind and what they mean."""


@dataclass(frozen=True)
class Networks:
    """Some networks to be learned: of what kind, the classes they tell, and from what."""

    kind: str
    classes: tuple[str, ...]
    chosen: Chosen
    examples: Callable[[], Iterator[Example]]
    texts: tuple[object, ...]

    @cached_property
    def learned_from(self) -> str:
        """Tells what is learned from other texts: a SHA-256."""
        everything = repr((self.chosen, self.classes, self.texts))
        return sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()

    def learned(self) -> RecurrentNetworks:
        """The networks, learned side by side."""
        learning = partial(_network, [*self.examples()], self.classes, self.chosen)
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
            return RecurrentNetworks.joined([*processes.map(learning, range(self.chosen.networks))])

    def of(self, file: Path) -> RecurrentNetworks | None:
        """Those of a file; None where they were learned from something else, or are missing."""
        if not file.exists():
            return None
        with np.load(file, allow_pickle=False) as stored:
            name = self.kind + LEARNED_FROM
            known = name in stored and stored[name] == self.learned_from
            return RecurrentNetworks.of(stored, self.kind) if known else None


@cache
def networks() -> tuple[Networks, ...]:
    """All that are to be learned, from the texts as they stand when this is first asked."""
    replies = [(q.id, answers()[q.id]) for q in built_in().questions if q.reads in HEADINGS]
    return (
        Networks(AMOUNTS, amount_roles.ROLES, OF_AMOUNTS, labelled_amounts, (marked("amounts"),)),
        Networks(FACTS, CLASSES, OF_FACTS, labelled_facts, (marked("facts"), replies)),
    )


def _network(
    examples: Sequence[Example], classes: tuple[str, ...], chosen: Chosen, seed: int
) -> RecurrentNetworks:
    return learned(examples, classes, chosen, seed=seed)


def labelled_amounts() -> Iterator[Example]:
    """The marked messages, and what each of their amounts is."""
    for each in marked("amounts"):
        sentences, said = said_in(_message(each.text).clauses, None)
        read, places = amount_roles.read_of(sentences, said)
        roles = [role_of(said[number], each.marks) for number in places]
        yield Example(read, [*places.values()], roles)


def labelled_facts() -> Iterator[Example]:
    """The marked messages, and what is a fact in them; and the answers to questions with facts.

    Short messages are read as replies, too, and with other titles, degrees and places in them.
    """
    random, pool = Random(0), _pool(marked("facts"))  # noqa: S311 - keeps no secret
    for each in marked("facts"):
        yield _of_marked(each, each.heading)
        message = _message(each.text)
        if len(message.tokens) > _SHORT:
            continue
        kinds = {mention.kind for mention in mentions(message)}
        replies = [reads for reads, kind in HEADINGS.items() if kind in kinds]
        for heading in [] if each.heading else replies:
            yield _of_marked(each, heading)
        for _ in range(_VARIED if kinds - {"time"} else 0):
            yield _of_marked(
                _varied(each, message, pool, random), random.choice([each.heading, *replies])
            )
    for question in built_in().questions:
        if question.reads in HEADINGS:
            for text, option in options_of(answers()[question.id]):
                yield _of_answer(question.reads, text, option)


def options_of(lists: Lists) -> list[tuple[str, str]]:
    """Example answers with their options; "" for those that answer nothing."""
    return [
        (text, NOTHING if option == NO_ANSWER else option)
        for option, texts in lists.items()
        for text in texts
    ]


def _message(text: str) -> Message:
    return Message(text, answer_like, WRITTEN)


def _of_marked(each: Marked, heading: str) -> Example:
    read, places, named = mention_roles.read_of(_message(each.text), heading)
    return _known(read, places, [*facts_of(named, each.marks)])


def _of_answer(reads: str, text: str, option: str) -> Example:
    read, places, named = mention_roles.read_of(_message(text), reads)
    return _known(read, places, [*_answering(reads, named, option)])


def _known(
    read: Sequence[amount_roles.Symbols], places: Sequence[int], facts: Sequence[str]
) -> Example:
    known = [(place, fact) for place, fact in zip(places, facts, strict=True) if fact != UNKNOWN]
    return Example(read, [place for place, _ in known], [fact for _, fact in known])


def role_of(said: Said, marks: Marks) -> str:
    """The role that an amount is marked with; "" where it is not marked."""
    read = said.sentence.read
    first, end = read[said.money.first].start, read[said.money.end - 1].end
    return _mark_at(first, end, marks)[2]


def facts_of(named: Sequence[Mention], marks: Marks) -> Iterator[str]:
    """The class that each mention is marked with; "" where it is not marked.

    Of several kinds at a mark it is that of the one it fits, or that begins there: "{own|PhD
    student}" is a title, and the degree in it is not held. Another one there is unknown, as is one
    that cannot be what it is marked with: "{below|second year PhD}" is no title.
    """
    for each in named:
        start, end, fact = _mark_at(each.start, each.span.stop, marks)
        able = [other for other in named if fact in mention_roles.POSSIBLE[other.kind]]
        fits = {other.kind for other in able if other.span == range(start, end)}
        fits = fits or {other.kind for other in able if other.start == start}
        if not fits or each.kind in fits:
            yield fact if fact in mention_roles.POSSIBLE[each.kind] else UNKNOWN
        else:
            studied = fact == "own" and each.kind == "degree" and "title" in fits
            yield "below" if studied else UNKNOWN


def _mark_at(first: int, end: int, marks: Marks) -> tuple[int, int, str]:
    """The first mark over some letters; one of nothing, that is nowhere, where there is none."""
    over = (mark for mark in marks if mark[0] < end and first < mark[1])
    return next(over, (-1, -1, NOTHING))


def _answering(reads: str, named: Sequence[Mention], option: str) -> Iterator[str]:
    """What the mentions in an answer are: the one that means its option is a fact."""
    own = [each for each in named if each.kind == HEADINGS[reads]]
    right = [each for each in own if option in _meant(reads, each)]
    for each in named:
        if each not in own:
            yield UNKNOWN
        elif each in right:
            yield ("ahead" if reads == "horizon" else "own") if len(right) == 1 else UNKNOWN
        elif right or not option:
            yield NOTHING
        else:
            below = reads == "degree" and RANK.index(each.value) == RANK.index(option) + 1
            yield "below" if below else UNKNOWN


def _meant(reads: str, mention: Mention) -> set[str | None]:
    """The options that a mention may stand for."""
    if mention.kind == "time":
        band = band_of_years if reads == "years" else band_of_horizon
        return {band(mention.low), band(mention.high)}
    return {market_of(mention.value) if mention.kind == "place" else mention.value}


def _pool(messages: Iterable[Marked]) -> Pool:
    """What is named often in the marked messages, but for people, and degrees that are none."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for each in messages:
        for mention in mentions(_message(each.text)):
            people = mention.kind == "title" and mention.words.lower().endswith(_PEOPLE)
            if mention.kind != "time" and not people and mention.known[0] not in _NONE:
                counted[mention.kind, mention.known[0], mention.words] += 1
    pool: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, known, words), count in sorted(counted.items()):
        if count >= _FEWEST:
            pool[kind, known].append(words)
    return pool


def _varied(each: Marked, message: Message, pool: Pool, random: Random) -> Marked:
    """The message with other names for its titles, degrees and places, marked as they were.

    Of several degrees each keeps its rank: which is the highest may tell.
    """
    named = mentions(message)
    several = sum(mention.kind == "degree" for mention in named) > 1
    plain, marks, at = "", [], 0
    for mention, fact in zip(named, facts_of(named, each.marks), strict=True):
        known: tuple[str, str] = (mention.kind, mention.known[0])
        if known in pool and (
            mention.kind == "title" or (mention.kind == "degree" and not several)
        ):
            known = random.choice([key for key in pool if key[0] == mention.kind])
        if mention.start >= at:
            words = random.choice(pool.get(known) or [mention.words])
            plain += message.plain[at : mention.start]
            if fact:
                marks.append((len(plain), len(plain) + len(words), fact))
            plain += words
            at = mention.span.stop
    return Marked(plain + message.plain[at:], tuple(marks), each.heading)
