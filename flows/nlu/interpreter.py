"""Understands what a friend types, before the dialogue takes it: text in, Interpretation out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from flows.figures import band_of_cut
from flows.knowledge import built_in
from flows.knowledge.models import Knowledge, Question
from flows.nlu.circumstances import heard
from flows.nlu.commands import WordReader, ahead_of, behind
from flows.nlu.faq.models import Phrasing
from flows.nlu.guessing import answer_like, certainly, tapped_by
from flows.nlu.interpretation import (
    AskedQuestion,
    Fact,
    Interpretation,
    KeptAnswer,
    TextContext,
)
from flows.nlu.language import is_foreign, without_foreign
from flows.nlu.matching import matched
from flows.nlu.moods import Felt, felt, unguessed
from flows.nlu.names import names_question
from flows.nlu.questions import Asked, asked, names_a_topic
from flows.nlu.replies import leads_with_yes, without_leading_yes
from flows.nlu.revisions import revised
from flows.nlu.slots import pay, place
from flows.nlu.slots.kinds import KINDS, Kind, pay_of
from flows.nlu.slots.matters import tells_of_people
from flows.nlu.slots.reading import Message, Reading
from flows.nlu.stated_figures import assumed, figured, requested
from flows.nlu.suppositions import (
    as_stated,
    facts_of,
    supposed_in,
    supposed_plainly,
    without_cost,
    would,
)

if TYPE_CHECKING:
    from flows.nlu.faq.matcher import TopicMatcher

_NAMED = ("did-you-mean", "outside")
"""How a text that only names a topic may be taken where no question is open."""
READ = 2000
"""How many characters of a text are read for facts; more is slow to read, and seldom more."""
SHORT = 14
"""Tokens of a reply that is about nothing else than its question."""
_TIMES = ("years", "horizon")
"""What is told by stretches of time."""
_DOUBTFUL = 4
"""Tokens of a reply whose question mark may be mere doubt: "3 years?"."""


class ModelInterpreter:
    """Turns typed text into what it means; holds the model, and no friend's words.

    Whatever needs the model raises OSError or ValueError where that is missing or damaged.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = WordReader(knowledge)
        self._knowledge = knowledge
        self._would = would(knowledge)
        self._kinds = {q.id: KINDS[q.reads] for q in knowledge.questions if q.reads in KINDS}
        self._first = {each.reads: each.id for each in reversed(knowledge.questions)}
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
        """Load all that texts are read with, whatever button is in sight."""
        text = "data scientist in Pune, 5 years, 70k now, 60k elsewhere, up 20%. why leave?"
        self.interpret(text, TextContext(buttons=("go on",)))

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

    def interpret(self, text: str, context: TextContext) -> Interpretation:
        """Understand a text where the conversation stands; any text at all."""
        words = self.words.read(text, context.buttons, context.question)
        known = words.button or words.command or words.claim or words.edits
        if known or (words.manners and not context.question):
            return words
        if value := assumed(text, context):
            return Interpretation.model_validate(value)
        said = without_leading_yes(text)
        said, unread = said[:READ], said[READ:]
        if supposed := self._supposed(said, context):
            return words.model_copy(update=supposed)
        corrected = self._put_right(said, context)
        if corrected and (facts := self._corrected(corrected, context)):
            return words.model_copy(update={"facts": facts, "corrects": True})
        message, mood, foreign = self._felt(self._message(corrected or said, context))
        moved = mood.mood or foreign
        meant = {} if moved or words.reply else certainly(text, context.buttons)
        message = replace(message, guess=unguessed) if meant else message
        read = {
            question.id: reading
            for question in self._knowledge.questions
            if (reading := self._stated(question, message)) and reading.option
        }
        changed = revised(message, read, self._kinds, context.question or "")
        read |= changed
        reply = self._reply(message, context, read, changed)
        facts, ask_back = self._sorted(message, context, read, reply)
        answered = {**read, context.question: reply} if context.question else read
        stated = pay_of(message)
        told = [each.words for each in (*facts, *ask_back, stated) if each and each.words]
        questions = self._questions(message, told, reply, open_question=bool(context.question))
        questions = tuple(each for each in questions if self._is_asked(each, mood, foreign=foreign))
        if unread and questions and said.rstrip().endswith(questions[-1].words):
            whole = {"words": questions[-1].words + unread}  # as it was typed, for the owner
            questions = (*questions[:-1], questions[-1].model_copy(update=whole))
        if not (facts or ask_back or told or (reply and reply.option)):
            settled = any(each.kind in ("answer", "outside") for each in questions)
            guessing = not (settled or moved or words.reply)
            if tapped := tapped_by(message, context, mood, meant, guessing=guessing):
                return words.model_copy(update=tapped)
            if foreign:
                ask_back = self._in_english(message)
            elif not (questions or context.requested_figure):
                ask_back = self._named(words, said)
        return words.model_copy(
            update={
                "begins": words.begins
                or (not (facts or ask_back or questions or stated) and leads_with_yes(text)),
                "option": reply.option or None if reply else None,
                "sure": bool(reply and reply.option and reply.sure),
                "facts": facts,
                "ask_back": ask_back,
                "corrects": bool(corrected and facts),
                **figured(stated, self._knowledge.questions, answered),
                **requested(message, context),
                "questions": questions,
                "circumstances": heard(message),
                "kept": tuple(self._kept_among(questions)),
                "mood": mood.mood,
                "foreign": foreign,
            }
        )

    def _message(self, text: str, context: TextContext) -> Message:
        today = context.today or datetime.now(UTC).date()
        return Message(text, answer_like, today, context.market or "")

    @staticmethod
    def _felt(message: Message) -> tuple[Message, Felt, bool]:
        """A message with its mood and whether it is foreign: then nothing of it is guessed."""
        mood, foreign = felt(message), is_foreign(message.plain)
        plain = mood.alone or foreign
        return replace(message, guess=unguessed) if plain else message, mood, foreign

    def _is_asked(self, question: AskedQuestion, mood: Felt, *, foreign: bool) -> bool:
        """Whether a question is meant as one: an outburst is none, unless a topic answers it."""
        if not foreign:
            outburst = not mood.asks and any(words in question.words for words in mood.words)
            return question.kind == "answer" or not outburst
        rest = without_foreign(question.words)
        answered = question.kind == "answer" and len(rest.split()) > 1
        return answered and self.matcher.match(rest).topic == question.topic

    def _in_english(self, message: Message) -> tuple[Fact, ...]:
        """What the English words of a foreign text say by themselves, to be asked back."""
        rest = replace(message, text=without_foreign(message.plain))
        read = {q.id: found for q in self._knowledge.questions if (found := self._stated(q, rest))}
        return tuple(
            fact for facts in self._sorted(rest, TextContext(), read, None) for fact in facts
        )

    def _stated(self, question: Question, message: Message) -> Reading | None:
        kind = KINDS.get(question.reads)
        if kind is None or not (kind.by_question or self._first[question.reads] == question.id):
            return None
        return kind.stated(question.id, message)

    def _reply(
        self,
        message: Message,
        context: TextContext,
        read: Mapping[str, Reading],
        changed: Mapping[str, Reading],
    ) -> Reading | None:
        """What a text says about the open question: asked back where it is more than a reply."""
        question, kind = self._open(context)
        if question is None or kind is None:
            return None
        named = self.words.labels(message.plain).get(question.id)
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
            guessed = kind.by_question and not stated.sure and _is_short(message)
            reading = None if guessed else stated
        if reading is None or (doubts and not reading.option):
            return None
        weighs = self._weighs(question, reading) and not _is_short(message)
        return reading._replace(sure=reading.sure and not doubts and not weighs)

    def _open(self, context: TextContext) -> tuple[Question | None, Kind | None]:
        """The open question, and how its answers are read where they are read at all."""
        question = self._knowledge.question.get(context.question or "")
        return question, KINDS.get(question.reads) if question else None

    def _weighs(self, question: Question, reading: Reading) -> bool:
        option = question.option(reading.option)
        return option is not None and option.weighty

    def _sorted(
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
        of_others = _is_short(message) and tells_of_people(context.question or "", message)
        for question in self._knowledge.questions:
            reading = reply if question is open_question else read.get(question.id)
            if reading is None or not reading.option:
                continue
            if reply and kind and question.reads == kind.rival and _is_short(message):
                continue
            may_pass = kind and not kind.of_people and question.id != context.previous
            if question is not open_question and may_pass and self._passes(message, question, read):
                continue
            of_whom = of_others and KINDS[question.reads].of_people
            weighs = question is not open_question and self._weighs(question, reading)
            sure = reading.sure and not (of_whom or weighs)
            fact = Fact(question=question.id, option=reading.option, words=reading.words)
            (noted if sure else asked_back).append(fact)
        return tuple(noted), tuple(asked_back)

    def _passes(self, message: Message, question: Question, read: Mapping[str, Reading]) -> bool:
        """Whether a short reply to another question only names a title, a degree or some years.

        "VP", "my thesis", "2 years of savings": nothing else of the kind is named, no place and no
        pay, and the friend does not say outright that it is theirs.
        """
        if not (KINDS[question.reads].of_people and _is_short(message)):
            return False
        reading = read[question.id]
        named = [q for q in self._knowledge.questions if q.id in read and read[q.id].option]
        others = [q for q in named if KINDS[q.reads].of_people or q.reads == "place"]
        if pay_of(message) or {read[q.id].words for q in others} != {reading.words}:
            return False
        clause = next((c for c in message.clauses if reading.words in c.text), None)
        own = question.reads in _TIMES or (clause and clause.own_subjects)
        return not (reading.sure and own)

    @staticmethod
    def _named(words: Interpretation, said: str) -> tuple[Fact, ...]:
        """The one option that a text names and nothing else, whatever question is open."""
        return () if words.reply or len(words.labels) != 1 else facts_of(words.labels, said)

    def _put_right(self, said: str, context: TextContext) -> str:
        """What a text puts right: "sorry, 7 years", "it's 7 years actually"; empty where nothing.

        "5 years actually" rather answers an open question that takes years.
        """
        _, kind = self._open(context)
        if (head := behind(said, "correction")) or not (kind and kind.of_people):
            return ahead_of(head or said, "correction behind") or head
        return ""

    def _corrected(self, text: str, context: TextContext) -> tuple[Fact, ...]:
        """What a text puts right: the question that it names, or the one answered last."""
        names, _, value = text.rpartition(" to ")
        message = self._message(value if names else text, context)
        candidates = [q for q in self._knowledge.questions if names and names_question(names, q)]
        if not candidates:
            message = self._message(text, context)
            previous = self._knowledge.question.get(context.previous or "")
            candidates = [previous] if previous else []
        for question in candidates:
            kind = KINDS.get(question.reads)
            named = self.words.labels(message.plain).get(question.id)
            reading = kind.replied(question.id, message) if kind else None
            likely = reading and (reading.sure or not (kind and kind.by_question))
            option = named or (reading.option if reading and likely else "")
            if option:
                return (Fact(question=question.id, option=option, words=message.plain),)
        return ()

    def _supposed(self, text: str, context: TextContext) -> dict[str, object] | None:
        """What a "what if …" supposes, as if it were so; None where it supposes nothing known."""
        rest = supposed_in(text)
        if not rest:
            return None
        if plain := supposed_plainly(rest, self._would):
            return plain
        if not _is_short(self._message(rest, context)):
            return None  # a story that only begins with a supposition
        rest, costless = without_cost(rest)
        message = self._message(as_stated(rest), context)
        read = {
            question.id: reading._replace(sure=True)
            for question in self._knowledge.questions
            if (reading := self._stated(question, message))
            and reading.option
            and (reading.sure or not _is_guessed(question))  # no guess is tried
        }
        facts = facts_of({name: each.option for name, each in read.items()}, rest)
        facts = facts or self._named(self.words.read(message.plain), rest)
        if not facts and len(within := self.words.within(message.plain)) == 1:
            facts = facts_of(within, rest)
        stated = pay.stated(message, place.country_of(context.market or ""))
        if costless and "cut" in self._first:
            facts += facts_of({self._first["cut"]: band_of_cut(Decimal(0))}, rest)
        if not facts and not (stated and {stated.now, stated.next, stated.floor} - {None}):
            return None
        figures = figured(stated, self._knowledge.questions, read)
        return {"what_if": True, "facts": facts, **figures}

    def _questions(
        self, message: Message, told: list[str], reply: Reading | None, *, open_question: bool
    ) -> tuple[AskedQuestion, ...]:
        if reply and _is_short(message) and not any(c.asks for c in message.clauses):
            return ()
        found = matched(self.matcher, asked(message.plain, message.clauses, told))
        whole = Asked(message.plain, message.plain)
        if not found and not told and names_a_topic(message):
            named = matched(self.matcher, [whole])
            kinds = ("answer",) if open_question else ("answer", *_NAMED)
            found = [each for each in named if each.kind in kinds]
        if len(found) == 1 and not told:
            if found[0].kind == "unknown":
                every = matched(self.matcher, [whole])
                found = [each for each in every if each.kind in ("answer", "outside")] or found
            # Nothing else was said: the owner is to read it as it was put.
            found = [each.model_copy(update={"words": message.text.strip()}) for each in found]
        return tuple(found)

    def _kept_among(self, questions: Iterable[AskedQuestion]) -> Iterator[KeptAnswer]:
        names = [name for each in questions for name in (each.topic or "", *each.alternatives)]
        yield from (self._kept[name] for name in dict.fromkeys(names) if name in self._kept)


def _is_guessed(question: Question) -> bool:
    """Whether what text says of it may be no more than a guess, or something else's stretch."""
    return KINDS[question.reads].by_question or question.reads in _TIMES


def _is_short(message: Message) -> bool:
    return sum(len(clause.tokens) for clause in message.clauses) <= SHORT


def _is_doubtful(message: Message) -> bool:
    """Whether a text answers and is not sure of it: "3 years?"."""
    few = sum(len(clause.tokens) for clause in message.clauses) <= _DOUBTFUL
    return few and message.plain.endswith("?") and not any(c.asks for c in message.clauses)


@cache
def built_in_interpreter() -> ModelInterpreter:
    """The interpreter that comes with the program, without anything the owner added."""
    return ModelInterpreter(built_in())
