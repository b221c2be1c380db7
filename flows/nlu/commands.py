"""What words mean by themselves, without a model: commands, yes and no, labels of options.

Anything looser is for the models to read. All of it depends on the words and the questions there
are, never on what has been learned.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from itertools import chain, product, takewhile
from typing import get_args

from flows.knowledge.models import Knowledge
from flows.nlu.buttons import button_named, says_nothing
from flows.nlu.cues import Cues
from flows.nlu.edges import edges, end_of_head, has_edge, parts, spans, without_tail
from flows.nlu.interpretation import CommandName, Interpretation
from flows.nlu.names import named_below, named_strictly
from flows.nlu.normalize import clean, compared, normalize, tokens
from flows.nlu.normalize import words as spelt_words
from flows.nlu.phrases import load_lists, load_phrases, read_lists, spelt_out
from flows.nlu.replies import LONGEST, listed, manners, only_begins, opens, replied, reply, sign

SHORTEST_MISTYPED = 5
"""Letters from which on a word of a command may have a wrong one."""

_NUMBERED = re.compile(r"\s*(?:#\s*([1-9])|\(?([1-9])\))\s*")
"""A number as in a list: "#2", "3)"; a bare one may be an answer in figures."""

HEADS, TAILS = ("changing", "reopening", "trying"), ("faulty", "otherwise")
"""Words around the name of a question that is to be answered anew, or otherwise."""

LONGEST_OPENING = 80
"""Characters at the head of a text that may say how the rest is meant."""

_MARKS = " ,.:;-"

NAMES: Mapping[str, CommandName] = {name: name for name in get_args(CommandName)}
"""Every command by its name."""


def commands() -> Mapping[str, CommandName]:
    """Words that mean what a button or a command means, typed alone."""
    lists = read_lists("commands.txt")
    return {
        normalize(spelt): NAMES[name]
        for name, words in lists.items()
        if name in NAMES
        for word in words
        for spelt in spelt_out(word, lists)
    }


class WordReader:
    """Reads what words mean by themselves: all that is understood where there is no model."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._claims = {
            spelt: claim.id
            for claim in knowledge.claims
            for spelt in (claim.id.lower(), f"claim {claim.id.lower()}", f"claim {claim.id[1:]}")
        }
        self._questions = knowledge.question
        self._labels: dict[str, dict[str, str]] = {}
        for question in knowledge.questions:
            for option in question.options:
                for name in (option.id, option.label, option.id.replace("-", " ")):
                    named = self._labels.setdefault(normalize(name), {})
                    named.setdefault(question.id, option.id)

    def read(
        self, text: str, buttons: Collection[str] = (), question: str | None = None
    ) -> Interpretation:
        """What a text means by its words alone: a button, a command, options, a claim it names.

        ``buttons`` are the labels below the last message, as they are compared, ``question`` is
        the open one.
        """
        signed = sign(text)
        words = signed or normalize(text)
        begins = opens(words)
        labels = self.labels(text) or self._counted(text, question)
        answered = question in labels
        bare = len(words) == 1 and reply(words)  # "y" is short for "why" elsewhere
        button = "" if bare else button_named(text, buttons, by_words=not answered)
        return Interpretation(
            button=button or ("" if answered else self._button_of_question(text, buttons)),
            command=commanded(text),
            reply="yes" if begins and not only_begins(words) else reply(words) or replied(text),
            begins=begins,
            edits=self._edited(text),
            labels=labels,
            claim=self._claims.get(words, ""),
            manners="thanks" if signed == "yes" else manners(text),
        )

    def labels(self, text: str) -> dict[str, str]:
        """The options, by question, whose label a text is, or names behind "I want" or so."""
        if whole := self._labels.get(sign(text) or normalize(text)):
            return whole
        return self.chosen(text) if len(text) <= LONGEST else {}

    def chosen(self, text: str) -> dict[str, str]:
        """The options whose label is left of words that choose it: "I want X", "no, X it is"."""
        plain = clean(text)
        read = spelt_words(plain)
        starts, ends = {0}, {len(read)}
        if read and read[0].word in listed("no"):  # what was said before
            starts.add(1)
        found = edges().find(read)
        for edge in found:
            if edge.name in ("around", "before", "choosing") and edge.first in starts:
                starts.add(edge.end)
        for edge in reversed(found):
            if edge.name in ("around", "chosen") and edge.end in ends:
                ends.add(edge.first)
        chooses = any(edge.name in ("choosing", "chosen") for edge in found)
        named: Mapping[str, str] | None = None
        for first, end in product(sorted(starts), sorted(ends, reverse=True)):
            if end - first > (not chooses):  # "nice, thank you" is no answer
                words = plain[read[first].start : read[end - 1].end]
                named = named or self._labels.get(normalize(words))
        return dict(named or {})

    def within(self, text: str) -> dict[str, str]:
        """The options whose labels, of two words at least, stand within a text."""
        read = f" {normalize(text)} "
        named: dict[str, str] = {}
        for label, options in self._labels.items():
            if " " in label and f" {label} " in read:
                named |= options
        return named

    def _edited(self, text: str) -> str:
        """The question whose answer is to be changed: words name it, or take its answer back."""
        edged = len(text) <= LONGEST and has_edge(
            text, "changing", "faulty", "disowning", "claimed"
        )
        for words in spans(text) if edged else ():
            begun = end_of_head(words, "changing")
            questions = self._questions.values()
            named = named_strictly(words[begun:], questions) if begun else None
            named = named or named_below(without_tail(words, "faulty"), questions)
            if named:
                return named.id
            options = self.labels(" ".join(_disowned(words)))
            if len(options) == 1:
                return next(iter(options))
        return ""

    def _button_of_question(self, text: str, buttons: Collection[str]) -> str:
        """The label that is the name of the question which words name, and nothing else."""
        shown = [q for q in self._questions.values() if buttons and normalize(q.name) in buttons]
        read = spans(text, HEADS, TAILS) if shown and len(text) <= LONGEST else ()
        named = (named_below(words, shown) for words in read)
        return next((normalize(question.name) for question in named if question), "")

    def _counted(self, text: str, question: str | None) -> dict[str, str]:
        """The option of the open question that is told by its place: "the second one"."""
        known = self._questions.get(question or "")
        read = spans(text) if known and len(text) <= LONGEST else ()
        place = next((_places()[words] for words in read if words in _places()), None)
        if place is None and (marked := _NUMBERED.fullmatch(text)):
            place = int(marked[1] or marked[2]) - 1
        if known is None or place is None or place >= len(known.options):
            return {}
        return {known.id: known.options[place].id}


def _disowned(words: tuple[str, ...]) -> tuple[str, ...]:
    """What words deny to have said: "I never said X", "you said X, I never said that"."""
    if begun := end_of_head(words, "claimed"):
        return without_tail(words[begun:], "denied")
    begun = end_of_head(words, "disowning")
    return words[begun:] if begun else ()


@cache
def _places() -> Mapping[tuple[str, ...], int]:
    """Words for an option by its place: 0 is the first one, -1 the last."""
    lists = load_lists("replies.txt")
    order = ("last", "first", "second", "third", "fourth", "fifth")
    return {compared(words): at for at, name in enumerate(order, -1) for words in lists[name]}


def commanded(text: str) -> CommandName:
    """The command that a text means by all of its words; those at its edges add nothing.

    "That's enough, advise me please" means one command by each of its parts. A letter may be wrong.
    """
    if len(text) > LONGEST:
        return ""
    if whole := _command(clean(text)):
        return whole
    named: set[CommandName] = set()
    for part in parts(text):
        command = _command(part)
        if command != "" and not says_nothing(part):
            if command is None:
                return ""
            named.add(command)
    return named.pop() if len(named) == 1 else ""


def _command(text: str) -> CommandName | None:
    """The command that a part of a text means; "" where it is nothing but edges, else None."""
    read = [*spans(text)]
    for words in read:
        spelt = tuple(takewhile(known_words().__contains__, map(spelt_as_known, words)))
        if len(spelt) == len(words) and (command := by_words().get(spelt)):
            return command
    return None if all(read) else ""


@cache
def by_words() -> Mapping[tuple[str, ...], CommandName]:
    """Commands by their words as they are compared."""
    named = commands()
    # Thousands of commands have some hundreds of words: each is spelt out once.
    spelt = {word: compared(word) for word in {w for words in named for w in words.split()}}
    return {
        tuple(chain.from_iterable(spelt[word] for word in words.split())): command
        for words, command in named.items()
    }


@cache
def known_words() -> frozenset[str]:
    """All words that a command has."""
    return frozenset(word for words in by_words() for word in words)


@lru_cache(maxsize=1024)
def spelt_as_known(word: str) -> str:
    """A word of a command where one letter of it is wrong; any other word as it is."""
    if word in known_words() or len(word) < SHORTEST_MISTYPED:
        return word
    near = {known for part in _without_one(word) for known in _by_parts().get(part, ())}
    close = [known for known in near if _differs_by_one(word, known)]
    return close[0] if len(close) == 1 else word


def _without_one(word: str) -> set[str]:
    """A word and all that is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@cache
def _by_parts() -> Mapping[str, tuple[str, ...]]:
    """Words of commands by what is left of them: words that differ by one letter share a part."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for word in known_words():
        if len(word) >= SHORTEST_MISTYPED:
            for part in _without_one(word):
                found[part] += (word,)
    return dict(found)


def _differs_by_one(one: str, other: str) -> bool:
    """Whether two words that share a part differ by one letter, or by two exchanged."""
    pairs = enumerate(zip(one, other, strict=False))
    head = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    one, other = one[head:], other[head:]
    exchanged = one[:2] == other[1::-1] and one[2:] == other[2:]
    return exchanged or other[1:] in (one, one[1:]) or one[1:] == other


def is_same(text: str) -> bool:
    """Whether a text says that an amount is what it is today."""
    same = {compared(words) for words in load_lists("replies.txt")["same"]}
    return len(text) <= LONGEST and not same.isdisjoint(spans(text))


def behind(text: str, name: str) -> str:
    """What stands behind a phrase of a list at the head of a text; empty where none does."""
    plain = clean(text)
    read = tokens(plain[:LONGEST_OPENING])
    end = Cues(read, "openings.txt").begins(0, name)
    return plain[read[end - 1].end :].strip(_MARKS) if end else ""


def ahead_of(text: str, name: str) -> str:
    """What stands ahead of a phrase of a list at the end of a short text; empty where none does."""
    plain = clean(text)
    if len(plain) > LONGEST_OPENING:
        return ""
    read = [token for token in tokens(plain) if token.word[0].isalnum()]
    ends = [f for f in load_phrases("openings.txt").find(read) if f.name == name]
    first = min((found.first for found in ends if found.end == len(read)), default=0)
    return plain[: read[first].start].strip(_MARKS) if first else ""
