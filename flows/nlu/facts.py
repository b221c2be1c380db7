"""Which readings of a message are facts about the friend: to be noted, or asked back first."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from flows.knowledge.models import Knowledge, Question
from flows.nlu.clauses import Clause
from flows.nlu.commands import WordReader, ahead_of, behind
from flows.nlu.guessing import answer_like
from flows.nlu.interpretation import Fact, TextContext
from flows.nlu.moods import unguessed
from flows.nlu.names import named_strictly, names_question
from flows.nlu.normalize import tokens
from flows.nlu.replies import manners, replied
from flows.nlu.slots.judgement import beside, names_other, says
from flows.nlu.slots.kinds import KINDS, Kind, pay_of
from flows.nlu.slots.matters import matter_of, tells_of_people
from flows.nlu.slots.mentions import mentions
from flows.nlu.slots.reading import Message, Reading

_SHORT = 14
"""Tokens of a reply that is about nothing else than its question."""
_WAVERING = 24
"""Tokens of a reply that may only say what it wavers between."""
_OTHERWISE = ("actually", "but", "hmm", "maybe", "or", "perhaps", "well")
"""Words at the head of a clause that goes back on what a reply said."""
_TIMES = ("years", "horizon")
"""What is told by stretches of time."""
_REPLYING = ("no", "nobody", "none", "nope", "not", "nothing", "yeah", "yes")
"""What a reply may begin with that its question alone makes one."""
_APART = 0.4
"""The lead from which on a reply is guessed to tell of another question than the open one."""
_DOUBTFUL = 4
"""Tokens of a reply whose question mark may be mere doubt: "3 years?"."""


_NAMED = re.compile(
    r"(?:my|the) (?P<name>[a-z ]{3,30}?) (?:is|are|should be) (?:actually |really )?"
    r"(?P<value>[^,.;:()]{1,30}?)(?:,? (?:and )?not [^,.;:()]{1,20})?",
    re.IGNORECASE,
)
"""A question by its name, its answer, and what was wrong."""


def message_of(text: str, context: TextContext) -> Message:
    """A text as it is read where the conversation stands."""
    today = context.today or datetime.now(UTC).date()
    return Message(text, answer_like, today, context.market or "")


def is_short(message: Message) -> bool:
    """Whether a message says no more than a reply to one question does."""
    return sum(len(clause.tokens) for clause in message.clauses) <= _SHORT


class FactReader:
    """Reads answers to the questions of the knowledge out of messages.

    ``kinds`` are the kinds of those read by more than labels, by question; ``first`` is the first
    question of each kind, the only one that running text tells of.
    """

    def __init__(self, knowledge: Knowledge, words: WordReader) -> None:
        self.kinds = {q.id: KINDS[q.reads] for q in knowledge.questions if q.reads in KINDS}
        self.first = {each.reads: each.id for each in reversed(knowledge.questions)}
        self._knowledge = knowledge
        self._words = words

    def stated(self, message: Message) -> dict[str, Reading]:
        """What running text states, by question."""
        return {
            question: reading
            for question, kind in self.kinds.items()
            if kind.by_question or question in self.first.values()
            if (reading := kind.stated(question, message)) and reading.option
        }

    def reply(
        self,
        message: Message,
        context: TextContext,
        read: Mapping[str, Reading],
        changed: Mapping[str, Reading],
    ) -> Reading | None:
        """What a text says about the open question: asked back where it is more than a reply.

        ``read`` is what it states as running text, ``changed`` what of that it takes back.
        """
        question, kind = self._open(context)
        if question is None or kind is None:
            return None
        whole = self._reply_of(message, question, kind, read, changed)
        head = None if changed else self._at_head(message, question, kind)
        if head is not None:
            labelled = message.head and question.id in self._words.labels(message.head.plain)
            sure = labelled or not (whole and whole.sure and whole.option != head.option)
            weighs = self._weighs(question, head) and not is_short(message)
            whole = head._replace(sure=sure and not weighs)
        return self._wavered(message, question, kind, whole) or whole

    def _at_head(self, message: Message, question: Question, kind: Kind) -> Reading | None:
        """The reply that a text begins with, if it does: "Exhausted. I used to love it"."""
        head = message.head
        if head is None or not kind.by_question or message.guess is unguessed:
            return None
        if mentions(head) or names_other(question.id, message):
            return None  # it begins with a title, a place or the like
        reading = self._reply_of(head, question, kind, {}, {})
        if reading is None or not (reading.option and reading.sure):
            return None
        plainly = head.tokens[0].word in _REPLYING
        plainly = plainly or question.id in self._words.labels(head.plain)
        # "Some background first. …" is only guessed to be a reply.
        return reading if plainly or says(question.id, reading.option, head) else None

    def _wavered(
        self, message: Message, question: Question, kind: Kind, whole: Reading | None
    ) -> Reading | None:
        """What is asked back of a short reply that says one thing "or" another, "but" another.

        That is its last word; None for what means both: "small or big".
        """
        opens = [each.tokens[0].word for each in message.clauses]
        ors = [at for at, word in enumerate(opens) if at and word in _OTHERWISE]
        if not ors or len(message.tokens) > _WAVERING:
            return None
        texts = (behind(c.text, "settling") or c.text for c in message.clauses)
        texts = (text.removeprefix("or ").removeprefix("maybe ") for text in texts)
        parts = (replace(message, text=text) for text in texts)
        read = [self._reply_of(part, question, kind, {}, {}) for part in parts]
        said = [(at, e) for at, e in enumerate(read) if e and e.option and e.sure]
        options = {each.option for _, each in said}
        at, last = said[-1] if len(options) > 1 else (0, None)
        if last is None or (whole and whole.option == last.option and "but" not in opens):
            return None
        together = matter_of(question.id).together.values() if kind.by_question else ()
        return None if options in together and at <= ors[-1] else last._replace(sure=False)

    def _reply_of(
        self,
        message: Message,
        question: Question,
        kind: Kind,
        read: Mapping[str, Reading],
        changed: Mapping[str, Reading],
    ) -> Reading | None:
        named = self._words.labels(message.plain).get(question.id)
        if named:
            return Reading(named, message.plain)
        doubts = _is_doubtful(message)
        if doubts:
            message = replace(message, text=message.plain.rstrip("? "))
        guesses = kind.by_question and message.guess is unguessed
        reading = changed.get(question.id)
        if not (reading or guesses):
            reading = kind.replied(question.id, message)
        if not reading and (stated := read.get(question.id)):
            # What is no reply to it is not guessed to be one.
            guessed = kind.by_question and not stated.sure and is_short(message)
            reading = None if guessed else stated
        if reading is None and is_short(message):
            options = {self._part(c, message, question, kind) for c in message.clauses if c.tells}
            options -= {""}
            reading = Reading(options.pop(), message.plain) if len(options) == 1 else None
        if reading is None or (doubts and not reading.option):
            return None
        weighs = self._weighs(question, reading) and not is_short(message)
        return reading._replace(sure=reading.sure and not doubts and not weighs)

    def _part(self, clause: Clause, message: Message, question: Question, kind: Kind) -> str:
        """The option that a clause of a short reply names, or tells by time ahead; or ""."""
        text = clause.text.removeprefix("and ").removeprefix("so ")
        if named := self._words.labels(text).get(question.id):
            return named
        if question.reads != "horizon":
            return ""  # a number in a part may be an age or pay
        reading = kind.replied(question.id, replace(message, text=text))
        return reading.option if reading and reading.sure else ""

    def sort(
        self,
        message: Message,
        context: TextContext,
        read: Mapping[str, Reading],
        reply: Reading | None,
    ) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """The facts to be noted, and those to be asked back, in the order of the questions."""
        noted: list[Fact] = []
        asked_back: list[Fact] = []
        open_question, kind = self._open(context)
        of_others = is_short(message) and tells_of_people(context.question or "", message)
        for question in self._knowledge.questions:
            reading = reply if question is open_question else read.get(question.id)
            if reading and question.id == context.previous and question is not open_question:
                reading = beside(question.id, reading, message)
            if reading is None or not reading.option:
                continue
            if reply and kind and question.reads == kind.rival and is_short(message):
                continue
            may_pass = kind and not kind.of_people and question.id != context.previous
            if question is not open_question and may_pass and self._passes(message, question, read):
                continue
            if open_question and question is not open_question and _is_far(reading, reply):
                continue
            of_whom = of_others and self.kinds[question.id].of_people
            weighs = question is not open_question and self._weighs(question, reading)
            sure = reading.sure and not (of_whom or weighs)
            fact = Fact(question=question.id, option=reading.option, words=reading.words)
            (noted if sure else asked_back).append(fact)
        if open_question and not (noted or asked_back or (reply and reply.option)):
            asked_back += self._elsewhere(message, read)
        return tuple(noted), tuple(asked_back)

    def _elsewhere(self, message: Message, read: Mapping[str, Reading]) -> tuple[Fact, ...]:
        """The one answer that a word by itself surely is, whichever question it belongs to."""
        if len(message.tokens) > 1 or replied(message.plain) or manners(message.plain):
            return ()
        listed = {} if read else self.kinds
        replies = {
            name: self._reply_of(message, self._knowledge.question[name], kind, {}, {})
            for name, kind in listed.items()
        }
        named = [
            Fact(question=name, option=each.option, words=each.words)
            for name, each in {**replies, **read}.items()
            if each and each.option and (name in read or says(name, each.option, message))
        ]
        return tuple(named) if len(named) == 1 else ()

    def put_right(self, said: str, context: TextContext) -> tuple[str, tuple[Fact, ...]]:
        """What a text puts right: "sorry, 7 years", "it's 7 years actually", "my years are 7".

        It comes with the facts that are put right; empty where there is nothing to it. "5 years
        actually" rather answers an open question that takes years.
        """
        _, kind = self._open(context)
        head = behind(said, "correction")
        if not head and kind and kind.of_people:
            return "", ()
        rest = ahead_of(head or said, "correction behind") or head
        for text in filter(None, (rest, self._named(said))):
            if facts := self._corrected(text, context):
                return rest, facts
        return rest, ()

    def _named(self, said: str) -> str:
        """A new answer by the name of its question, "my years are 7, not 6", as "years to 7"."""
        found = _NAMED.fullmatch(said.strip())
        words = tuple(token.word for token in tokens(found["name"])) if found else ()
        question = named_strictly(words, self._knowledge.questions)
        return f"{question.id} to {found['value']}" if found and question else ""

    def _corrected(self, text: str, context: TextContext) -> tuple[Fact, ...]:
        """What a text puts right: the question that it names, or the one answered last."""
        names, _, value = text.rpartition(" to ")
        message = message_of(value if names else text, context)
        candidates = [q for q in self._knowledge.questions if names and names_question(names, q)]
        if not candidates:
            message = message_of(text, context)
            previous = self._knowledge.question.get(context.previous or "")
            candidates = [previous] if previous else []
        for question in candidates:
            kind = self.kinds.get(question.id)
            named = self._words.labels(message.plain).get(question.id)
            reading = kind.replied(question.id, message) if kind else None
            likely = reading and (reading.sure or not (kind and kind.by_question))
            if not names and reading and beside(question.id, reading, message) != reading:
                return ()
            option = named or (reading.option if reading and likely else "")
            if option:
                return (Fact(question=question.id, option=option, words=message.plain),)
        return ()

    def is_guessed(self, question: str) -> bool:
        """Whether what running text says of it may be no more than a guess, or another stretch."""
        kind = self.kinds[question]
        return kind.by_question or self._knowledge.question[question].reads in _TIMES

    def _open(self, context: TextContext) -> tuple[Question | None, Kind | None]:
        """The open question, and how its answers are read where they are read at all."""
        question = self._knowledge.question.get(context.question or "")
        return question, self.kinds.get(question.id) if question else None

    def _weighs(self, question: Question, reading: Reading) -> bool:
        option = question.option(reading.option)
        return option is not None and option.weighty

    def _passes(self, message: Message, question: Question, read: Mapping[str, Reading]) -> bool:
        """Whether a short reply to another question only names a title, a degree or some years.

        "VP", "my thesis", "fine. 3", "2 years of savings": nothing else of the kind is named, no
        place and no pay, and the friend does not say outright that it is theirs.
        """
        if not (self.kinds[question.id].of_people and is_short(message)):
            return False
        reading = read[question.id]
        named = [q for q in self._knowledge.questions if q.id in read]
        others = [q for q in named if self.kinds[q.id].of_people or q.reads == "place"]
        if pay_of(message) or {read[q.id].words for q in others} != {reading.words}:
            return False
        clause = next((c for c in message.clauses if reading.words in c.text), None)
        times = question.reads in _TIMES and not reading.words.isdecimal()
        return not (reading.sure and (times or (clause and clause.own_subjects)))


def _is_far(reading: Reading, reply: Reading | None) -> bool:
    """Whether a reading is a mere guess at a question that is not open.

    What answers the open question is about that one, and so are most of the texts that do not.
    """
    return reading.lead is not None and (reply is not None or reading.lead < _APART)


def _is_doubtful(message: Message) -> bool:
    """Whether a text answers and is not sure of it: "3 years?"."""
    few = sum(len(clause.tokens) for clause in message.clauses) <= _DOUBTFUL
    return few and message.plain.endswith("?") and not any(c.asks for c in message.clauses)
