"""Understands what a friend types, before the dialogue takes it: facts, answers, topics."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from flows.figures import Figures
from flows.knowledge.models import Knowledge
from flows.nlu.commands import (
    WordReader,
    leads_with_yes,
    normalize,
    says_more,
    without_leading_yes,
)
from flows.nlu.faq.models import Phrasing
from flows.nlu.interpretation import (
    Asks,
    Fact,
    Interpretation,
    KeptAnswer,
    Manners,
    TextContext,
)

if TYPE_CHECKING:
    from flows.nlu.faq.matcher import Match, TopicMatcher
    from flows.understanding import Reader


_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|but|so|also|then)\W+)?(?:what|why|how|who|whom|when|where|which|is|are|am|was"
    r"|were|do|does|did|can|could|should|shall|will|would|has|have)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def looks_asking(text: str) -> bool:
    """Whether a text, or a sentence of it, looks like a question."""
    return any(map(_ASKS.search, _SENTENCES.split(text)))


def parted(text: str) -> tuple[str, str]:
    """The words that tell and the words that ask.

    A sentence asks as a whole, unless what stands behind one of its commas looks like a question
    by itself: "5 years, am I too old?" tells first and asks then.
    """
    telling, asking = [], []
    for sentence in filter(None, _SENTENCES.split(text)):
        if not _ASKS.search(sentence):
            telling.append(sentence)
            continue
        told, question = _behind_a_comma(sentence)
        telling.append(told)
        asking.append(question)
    return " ".join(filter(None, telling)), " ".join(asking)


def _behind_a_comma(sentence: str) -> tuple[str, str]:
    """Part a question from what is told before it, at the first comma where that can be done."""
    clauses = sentence.split(",")
    for at in range(1, len(clauses)):
        rest = ",".join(clauses[at:]).strip()
        begins_asking = _ASKS.search(rest.rstrip("? "))
        last = at == len(clauses) - 1
        if (begins_asking or last) and not _ASKS.search(clauses[0]):
            return ",".join(clauses[:at]).strip(), rest
    return "", sentence


_WHOM = r"(?: (?:there|sir|madam|all|everyone|bot|friend|again|bro|dude|man))*"
GREETING = re.compile(
    rf"(?:(?:hi+|hello|hey+|hiya|yo|namaste|good (?:morning|afternoon|evening)|greetings){_WHOM})+"
)
THANKS = re.compile(
    r"(?:(?:ok(?:ay)?|cool|great|nice|perfect|got it|alright|hmm+|fine|wow)(?: |$))*"
    r"(?:(?:many |lots of )?(?:thanks?(?: you)?|thx|ty|cheers)(?: you)?"
    rf"(?: so much| a lot| a ton| very much)?{_WHOM} ?)?(?:(?:bye|goodbye|see you|cya)(?: bye)?)?"
)
READ = 1500
"""How many characters of a text are read for facts; more is a story, and slow to read."""


class ModelInterpreter:
    """Turns typed text into what it means; holds the model, and no friend's words.

    Whatever needs the model raises OSError or ValueError where that is missing or damaged.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = WordReader(knowledge)
        self._reader: Reader | None = None
        self._matcher: TopicMatcher | None = None
        self._kept: Mapping[str, KeptAnswer] = {}
        self._wordings: tuple[Phrasing, ...] = ()
        self._known: tuple[Phrasing, ...] = ()

    def keep(self, answers: Iterable[KeptAnswer], wordings: Iterable[Phrasing] = ()) -> None:
        """Know the owner's kept answers and the wordings that mean them or a topic, all anew."""
        self._kept = {answer.id: answer for answer in answers}
        self._wordings = tuple(wordings)

    def kept(self, topic: str) -> KeptAnswer | None:
        """The kept answer of this id, if there is one."""
        return self._kept.get(topic)

    def load(self) -> None:
        """Load all that texts are read with."""
        self.reader.facts("data scientist in Pune")  # reads the tables of places
        self.matcher.match("why leave?")

    @property
    def matcher(self) -> "TopicMatcher":
        """Finds topics and kept answers."""
        # Imported here, so that the start of the program need not wait for it.
        from flows.nlu.faq.matcher import built_in_matcher  # noqa: PLC0415

        wordings = self._wordings
        if self._matcher is None or self._known != wordings:
            self._matcher = (self._matcher or built_in_matcher()).with_neighbours(wordings)
            self._known = wordings
        return self._matcher

    @property
    def reader(self) -> "Reader":
        """Reads answers and facts."""
        from flows.nlu.model import load_model  # noqa: PLC0415 - as above
        from flows.understanding import Reader  # noqa: PLC0415

        if self._reader is None:
            self._reader = Reader(load_model())
        return self._reader

    def interpret(self, text: str, context: TextContext) -> Interpretation:
        """Understand a text where the conversation stands; any text at all."""
        reader = self.reader
        question = context.question
        rest = without_leading_yes(text)
        stated = reader.facts(rest[:READ], question)
        amount, currency = self._amount(reader, context, text[:READ])
        typed = reader.option_for(question, text) if question else None
        told, asking = parted(rest[:READ])
        apart = reader.facts(told).answers if told and asking else {}
        match = self._match(text, asking if apart else "")
        tells = bool(stated.answers) or bool(typed and typed.option)
        asks = _asks(text, match, tells=tells)
        topics = tuple(scored.topic for scored in match.alternatives)
        if asks == "answer" and match.topic:
            topics = (match.topic,)
        facts = tuple(
            Fact(question=name, option=option, words=stated.phrases.get(name, ""))
            for name, option in stated.answers.items()
        )
        words = self.words.read(text)
        says_nothing_else = not facts and not stated.figures and asks == "nothing"
        return words.model_copy(
            update={
                "begins": words.begins or (leads_with_yes(text) and says_nothing_else),
                "option": typed.option if typed else None,
                "sure": bool(typed and typed.verdict == "sure"),
                "facts": facts,
                "figures": stated.figures,
                "says_more": says_more(text, facts),
                "amount": amount,
                "currency": currency,
                "runway": typed.share if typed and question == "runway" else stated.runway,
                "asks": asks,
                "topics": topics,
                "asking": asking,
                "apart": tuple(name for name in apart if apart[name] == stated.answers.get(name)),
                "kept": tuple(self._kept[topic] for topic in topics if topic in self._kept),
                "manners": manners(text),
            }
        )

    def _amount(
        self, reader: "Reader", context: TextContext, text: str
    ) -> tuple[Decimal | None, str | None]:
        """The figure that was asked for just before, and its currency, if the text gives it."""
        if not context.requested_figure:
            return None, None
        roles: Mapping[str, Literal["now", "next"]] = {"now": "now", "next": "next"}
        role: Literal["now", "next", ""] = roles.get(context.requested_figure, "")
        known = context.figures or Figures()
        found = reader.amount(text, role, context.market, known.now or known.next)
        return found or (None, None)

    def _match(self, text: str, asking: str) -> "Match":
        """The topic of the words that ask, or of the whole text where these say too little."""
        matcher = self.matcher
        whole = matcher.match(text)
        part = matcher.match(asking) if asking else whole
        return part if part.kind == "answer" or whole.kind != "answer" else whole


def _asks(text: str, match: "Match", *, tells: bool) -> Asks:
    """Whether a text asks something.

    A text that answers the open question, or tells a fact about oneself, is a question only when
    it looks like one, so that "backend" is an answer and "why backend?" is not.
    """
    looks = looks_asking(text)
    if tells and not looks:
        return "nothing"
    if match.kind == "unknown" and not looks:
        return "nothing"
    return "unknown" if match.kind == "outside" else match.kind


def manners(text: str) -> Manners:
    """Whether a text is nothing but a greeting, or thanks."""
    said = normalize(text)
    if GREETING.fullmatch(said):
        return "greeting"
    return "thanks" if said and THANKS.fullmatch(said) else ""
