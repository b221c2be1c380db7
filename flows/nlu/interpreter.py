"""Understands what a friend types, before the dialogue takes it: text in, Interpretation out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from flows.figures import band_of_cut
from flows.knowledge import built_in
from flows.knowledge.models import Knowledge
from flows.nlu.circumstances import denied, heard
from flows.nlu.commands import WordReader, behind
from flows.nlu.facts import FactReader, is_short, message_of
from flows.nlu.faq.models import Phrasing
from flows.nlu.guessing import certainly, tapped_by
from flows.nlu.interpretation import (
    AskedQuestion,
    Fact,
    Interpretation,
    KeptAnswer,
    TextContext,
)
from flows.nlu.known_figures import aimed_at_figures
from flows.nlu.language import is_foreign, without_foreign
from flows.nlu.matching import guessed, matched
from flows.nlu.moods import Felt, felt, unguessed
from flows.nlu.normalize import tokens
from flows.nlu.questions import Asked, asked, names_a_topic, seems_to_ask, tells
from flows.nlu.reckoning import reckoned
from flows.nlu.replies import leads_with_yes, without_leading_yes
from flows.nlu.revisions import revised
from flows.nlu.slots import pay, place
from flows.nlu.slots.kinds import pay_of
from flows.nlu.slots.reading import Message, Reading
from flows.nlu.stated_figures import assumed, figured, other_pay, requested
from flows.nlu.suppositions import (
    SUBJECTS,
    SUPPOSED,
    as_stated,
    facts_of,
    offered_in,
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


class ModelInterpreter:
    """Turns typed text into what it means; holds the model, and no friend's words.

    Whatever needs the model raises OSError or ValueError where that is missing or damaged.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = WordReader(knowledge)
        self._knowledge = knowledge
        self._would = would(knowledge)
        self._facts = FactReader(knowledge, self.words)
        self._kept: Mapping[str, KeptAnswer] = {}
        self._wordings: tuple[Phrasing, ...] = ()
        self._matcher: tuple[TopicMatcher, tuple[Phrasing, ...]] | None = None
        """With the wordings it knows, as one value: several threads may read texts."""

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
        matcher, known = self._matcher or (built_in_matcher(), None)
        if known != wordings:
            matcher = matcher.with_neighbours(wordings)
            self._matcher = matcher, wordings
        return matcher

    def interpret(self, text: str, context: TextContext) -> Interpretation:
        """Understand a text where the conversation stands; any text at all."""
        words = self.words.read(text, context.buttons, context.question)
        known = words.button or words.command or words.claim
        if known or (words.manners and not context.question):
            return words
        about_figures = self._of_figures(words, text, context)
        if about_figures or words.edits:
            return about_figures or words
        said = without_leading_yes(text)
        said, unread = said[:READ], said[READ:]
        said = self._settled(said, context)
        if supposed := self._supposed(said, context):
            return words.model_copy(update=supposed)
        corrected, facts = self._facts.put_right(said, context)
        if facts:
            return words.model_copy(update={"facts": facts, "corrects": True})
        message, mood, foreign = self._felt(message_of(corrected or said, context))
        moved = mood.mood or foreign
        meant = {} if moved or words.reply else certainly(text, context.buttons)
        message = replace(message, guess=unguessed) if meant else message
        read = self._facts.stated(message)
        changed = revised(message, read, self._facts.kinds, context.question or "")
        read |= changed
        reply = self._reply(message, context, read, changed, is_no=words.reply == "no")
        where = replace(context, question=None) if corrected and not reply else context
        facts, ask_back = self._facts.sort(message, where, read, reply)
        if chosen := self._chosen(words, said, context):
            option = chosen[0].question, chosen[0].option
            facts = tuple(each for each in facts if (each.question, each.option) == option)
            ask_back = () if facts else chosen
        answered = {**read, context.question: reply} if context.question else read
        stated = pay_of(message)
        told = [each.words for each in (*facts, *ask_back, stated) if each and each.words]
        replies = words.reply and not any(clause.asks for clause in message.clauses)
        asks = () if chosen or replies else self._questions(message, told, reply, context)
        questions = tuple(each for each in asks if self._is_asked(each, mood, foreign=foreign))
        questions = _as_typed(questions, said, unread)
        if not (facts or ask_back or told or (reply and reply.option)):
            settled = any(each.kind in ("answer", "outside") for each in questions)
            guessing = not (settled or moved or words.reply)
            if tapped := tapped_by(message, context, mood, meant, guessing=guessing):
                return words.model_copy(update=tapped)
            may_ask = guessing and not context.requested_figure
            questions = questions or (self._guessed(message) if may_ask else ())
            if foreign:
                ask_back = self._in_english(message)
            elif not (questions or context.requested_figure):
                ask_back = self._named(words, said)
        lasting = mood.aimed or mood.mood != "anger" or not (facts or stated)
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
                "denies": denied(message) if is_short(message) else (),
                "kept": tuple(self._kept_among(questions)),
                "mood": mood.mood if lasting else "",
                "foreign": foreign,
            }
        )

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
        noted, ask_back = self._facts.sort(rest, TextContext(), self._facts.stated(rest), None)
        return noted + ask_back

    def _reply(
        self,
        message: Message,
        context: TextContext,
        read: dict[str, Reading],
        changed: dict[str, Reading],
        *,
        is_no: bool,
    ) -> Reading | None:
        """What a text says to the open question; each no is read as a plain one: "not really"."""
        reply = self._facts.reply(message, context, read, changed)
        if not is_no or (reply and reply.sure):
            return reply
        plain = self._facts.reply(message_of("no", context), context, {}, {})
        return plain._replace(words=message.plain) if plain and plain.sure else reply

    def _guessed(self, message: Message) -> tuple[AskedQuestion, ...]:
        """What a text rather asks that tells nothing of the friend."""
        asks = seems_to_ask(message)
        if tells(message) and not asks:
            return ()
        return guessed(self.matcher, message.plain, asks=asks)

    @staticmethod
    def _named(words: Interpretation, said: str) -> tuple[Fact, ...]:
        """The one option that a text names and nothing else, whatever question is open."""
        return () if words.reply or len(words.labels) != 1 else facts_of(words.labels, said)

    def _chosen(self, words: Interpretation, said: str, context: TextContext) -> tuple[Fact, ...]:
        """The one option that a text says to take, though no question about it is open."""
        if words.reply or context.requested_figure or context.question in words.labels:
            return ()
        chosen = self.words.chosen(said)
        return facts_of(chosen, said) if len(chosen) == 1 else ()

    def _of_figures(
        self, words: Interpretation, text: str, context: TextContext
    ) -> Interpretation | None:
        """What a short text means that is about nothing but figures or answers that are noted."""
        if value := assumed(text, context):
            return Interpretation.model_validate(value)
        questions = self._knowledge.questions
        asked = next((each.reads for each in questions if each.id == context.question), "")
        said = "" if supposed_in(text) else text
        found = aimed_at_figures(said, context, questions, asked) or reckoned(text, context, asked)
        if asked == "cut" and not found:
            found = other_pay(message_of(said, context), context)
        if not found:
            return None
        return words.model_copy(update={**found, "denies": denied(message_of(text, context))})

    def _settled(self, text: str, context: TextContext) -> str:
        """A text without "let's say" where that settles the open question, and supposes nothing."""
        rest = behind(text, "settling")
        said = [token.word for token in tokens(rest)]
        if not said or said[0] in SUBJECTS or not SUPPOSED.isdisjoint(said):
            return text
        reply = self._facts.reply(message_of(rest, context), context, {}, {})
        return rest if reply and reply.option else text

    def _supposed(self, text: str, context: TextContext) -> dict[str, object] | None:
        """What a "what if …" supposes, as if it were so; None where it supposes nothing known."""
        rest = supposed_in(text)
        if not rest:
            return None
        if plain := supposed_plainly(rest, self._would):
            return plain
        if not is_short(message_of(rest, context)):
            return None  # a story that only begins with a supposition
        rest, costless = without_cost(rest)
        message = message_of(as_stated(rest), context)
        read = {
            name: reading._replace(sure=True)
            for name, reading in self._facts.stated(message).items()
            if reading.sure or not self._facts.is_guessed(name)  # no guess is tried
        }
        facts = facts_of({name: each.option for name, each in read.items()}, rest)
        facts = facts or self._named(self.words.read(message.plain), rest)
        if not facts and len(within := self.words.within(message.plain)) == 1:
            facts = facts_of(within, rest)
        country = place.country_of(context.market or "")
        stated = pay.stated(message, country)
        if offered_in(rest) and not (stated and stated.next):
            stated = pay.offered_like(message, country, context.figures) or stated
        if costless and "cut" in self._facts.first:
            facts += facts_of({self._facts.first["cut"]: band_of_cut(Decimal(0))}, rest)
        if not facts and not (stated and {stated.now, stated.next, stated.floor} - {None}):
            return None
        figures = figured(stated, self._knowledge.questions, read)
        return {"what_if": True, "facts": facts, **figures}

    def _questions(
        self, message: Message, told: list[str], reply: Reading | None, context: TextContext
    ) -> tuple[AskedQuestion, ...]:
        if reply and is_short(message) and not any(c.asks for c in message.clauses):
            return ()
        found = matched(self.matcher, asked(message.plain, message.clauses, told))
        whole = Asked(message.plain, message.plain)
        if not found and not told and names_a_topic(message):
            named = matched(self.matcher, [whole])
            kinds = ("answer",) if context.question else ("answer", *_NAMED)
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


def _as_typed(
    questions: tuple[AskedQuestion, ...], said: str, unread: str
) -> tuple[AskedQuestion, ...]:
    """The questions, for the owner; the last as it was typed if it goes on behind what was read."""
    if not (unread and questions and said.rstrip().endswith(questions[-1].words)):
        return questions
    whole = {"words": questions[-1].words + unread}
    return (*questions[:-1], questions[-1].model_copy(update=whole))


@cache
def built_in_interpreter() -> ModelInterpreter:
    """The interpreter that comes with the program, without anything the owner added."""
    return ModelInterpreter(built_in())
