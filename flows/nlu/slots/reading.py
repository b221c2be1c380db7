"""What a slot reads: an option, the words it rests on, and whether it may be noted as it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from flows.nlu.clauses import Clause, clauses
from flows.nlu.normalize import Token, clean, tokens


class Guess(NamedTuple):
    """The likeliest option of a text ("": none of them), and its lead over the next in margins."""

    option: str
    lead: float


Guesser = Callable[[str, str], Guess]
"""Guesses the option for a question (first) that a text (second) means."""

STATED = "stated"
"""In place of a question: the option is what a clause of running text states, "QUESTION OPTION"."""


_SUMMARY = re.compile(r"\b(tl);(dr)\b", re.IGNORECASE)
"""What heads a summary, and is neither Turkish lira nor a doctor."""
READ_OF_REPLY = 400
"""Characters of a reply that are read; what answers stands at its head."""

_JOINING = ("to", "or", "and")
"""Words between two numbers."""
_CONTRASTING = ("but", "though", "although", "however", "if", "unless", "except", "or", "yet")
"""What opens a clause that goes on to change what stands before it."""
_WAVERING = ("actually", "hm", "hmm", "sorry", "wait", "well")
"""Words by which what was said is thought over."""
_HEAD, _FEWEST, _CLAUSES = 8, 2, 8
"""Words of a reply at the head of a text, of what leads to it ("Honestly? Exhausted."), and the
clauses of a text that may begin with one."""
STORY = 60
"""Words from which on a text is a story: what it tells in passing is asked back."""


class Reading(NamedTuple):
    """An option that a text gives, the words it rests on, and whether it need not be asked back.

    ``option`` is empty where something was said that fits none or several: such a reading is
    asked about without a guess, and no classifier overrules it. ``exact`` is the share of today's
    pay, as a fraction, where one was stated as a number. ``lead`` is that of a mere guess at what
    running text states.
    """

    option: str
    words: str
    sure: bool = True
    exact: Decimal | None = None
    lead: float | None = None


@dataclass(frozen=True, eq=False)
class Message:
    """A text to be read, cut into clauses once, and the day it was said on.

    ``market`` is the option of that question, where it is known: a bare ``$`` is its dollar.
    """

    text: str
    guess: Guesser
    today: date
    market: str = ""

    @cached_property
    def plain(self) -> str:
        """The text, cleaned."""
        return _SUMMARY.sub(r"\1\2 ", clean(self.text))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All its words, numbers and marks."""
        return tokens(self.plain)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses, in order."""
        return clauses(self.plain)

    def line(self, clause: Clause) -> list[Clause]:
        """The clauses of the sentence that a clause is of, in order."""
        return [each for each in self.clauses if each.sentence == clause.sentence]

    @cached_property
    def is_story(self) -> bool:
        """Whether it tells more than the facts about the friend: of others, the past, plans."""
        return len(self.plain.split()) > STORY

    @cached_property
    def is_wordless(self) -> bool:
        """Whether it is numbers and marks alone: "4", "25 to 50"."""
        words = (token.word for token in self.tokens)
        return not any(word[0].isalpha() and word not in _JOINING for word in words)

    @cached_property
    def head(self) -> "Message | None":
        """The first sentence, or the first clause, where that is short and may be all of a reply.

        "Exhausted. I used to love it": what follows a reply is seldom another one.
        """
        spoken = [c for c in self.clauses if not (c.act == "asks" and len(c.tokens) <= _FEWEST)]
        if not spoken or spoken[0].quoted:
            return None
        first = spoken[0]
        sentence = [clause for clause in spoken if clause.sentence == first.sentence]
        last = sentence[-1] if len(sentence) < len(spoken) else first
        behind = [clause for clause in spoken if clause.start > last.start]
        text = self.plain[first.start : last.end]
        told = len(text.split()) <= _HEAD and not any(char.isdigit() for char in text)
        if not behind or not told or len(spoken) > _CLAUSES:
            return None
        listed = last is first and len(behind[0].tokens) <= _FEWEST  # "big, small, I'm open"
        if listed or contrasts(behind[0]) or behind[0].tokens[0].word in _WAVERING:
            return None
        return replace(self, text=text)


def contrasts(clause: Clause) -> bool:
    """Whether a clause goes on to change what stands before it: "but I have kids"."""
    return clause.opens in _CONTRASTING or clause.tokens[0].word in _CONTRASTING


Read = TypeVar("Read")
Source = TypeVar("Source", Message, Clause)


def once(read: Callable[[Source], Read]) -> Callable[[Source], Read]:
    """Read something out of a message or clause once, for all who ask for it."""
    known: WeakKeyDictionary[Source, Read] = WeakKeyDictionary()

    @wraps(read)
    def of(source: Source) -> Read:
        if source not in known:
            known[source] = read(source)
        return known[source]

    return of
