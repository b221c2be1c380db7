"""Interprets what friends type, with all that the owner added to the FAQ."""

import logging
from collections.abc import Collection, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import passing_fault
from bot.garbage import give_back, made_to_stay
from flows.dialogue.events import Asked, AskedMoney, Event, TextReceived
from flows.nlu.interpretation import (
    AskedQuestion,
    Interpretation,
    KeptAnswer,
    TextContext,
)
from flows.nlu.interpreter import ModelInterpreter
from storage.faq import Faq

if TYPE_CHECKING:
    from flows.nlu.faq.matcher import Match

log = logging.getLogger(__name__)


class Interpreter:
    """The models, kept up with the FAQ in the database."""

    def __init__(self, models: ModelInterpreter, faq: Faq, topics: Collection[str]) -> None:
        self._models = models
        self._faq = faq
        self._topics = frozenset(topics)
        self._version: int | None = None
        self._taking_in = Lock()

    def load(self) -> None:
        """Load what the first text would wait for; where that fails, the text will tell of it."""
        self._keep_up()
        try:
            with made_to_stay():
                self._models.load()
            give_back()
        except (OSError, ValueError) as error:
            _report(error)

    def enrich(self, context: TextContext, event: Event) -> Event:
        """The event with what it was understood to mean, or with the kept answer it asks for."""
        if isinstance(event, TextReceived):
            return event.model_copy(update={"interpretation": self._interpret(event.text, context)})
        if isinstance(event, AskedMoney) and event.text:
            interpretation = self._interpret(f"now {event.text}", context)
            return event.model_copy(update={"interpretation": interpretation})
        if isinstance(event, Asked):
            return event.model_copy(update={"kept": self.kept(event.topic)})
        return event

    def match(self, text: str) -> "Match | None":
        """What a text would be answered today; None where the model is out of order.

        As with all that reads a text, raises PassingFaultError where the machine is short of
        something: the text is then tried again, and read as well as any other.
        """
        self._keep_up()
        try:
            return self._models.matcher.match(text)
        except Exception as error:  # noqa: BLE001 - whatever a text does to the model
            _report_lasting(error)
            return None

    def kept(self, topic: str) -> KeptAnswer | None:
        """The kept answer of this id, if it is in use."""
        self._keep_up()
        return self._models.kept(topic)

    def alike(self, text: str, others: Sequence[str]) -> list[bool]:
        """Tell of each of the others whether an answer to ``text`` may answer it."""
        try:
            matcher = self._models.matcher
            return [matcher.is_like(likeness) for likeness in matcher.alike(text, others)]
        except Exception as error:  # noqa: BLE001 - as above
            _report_lasting(error)
            return [False] * len(others)

    def _keep_up(self) -> None:
        """Take in what the owner added or retired since, which takes milliseconds.

        Long texts are read in a thread of their own: without a lock, one thread could put what it
        had read before in the place of what another took in meanwhile.
        """
        if self._faq.version() == self._version:
            return
        with self._taking_in:
            snapshot = self._faq.snapshot()
            known = self._topics | {answer.id for answer in snapshot.kept}
            wordings = [each for each in snapshot.phrasings if each.topic in known]
            self._models.keep(snapshot.kept, wordings)
            self._version = snapshot.version

    def _interpret(self, text: str, context: TextContext) -> Interpretation:
        """Understand a text; a broken model is no reason to say that there is no answer."""
        self._keep_up()
        try:
            return self._without_retired(self._models.interpret(text, context))
        except Exception as error:  # noqa: BLE001 - as above
            _report_lasting(error)
            words = self._models.words.read(text, context.buttons)
            return words.model_copy(update={"out_of_order": True})

    def _without_retired(self, interpretation: Interpretation) -> Interpretation:
        """Leave out topics that this version does not have."""
        questions = tuple(map(self._answerable, interpretation.questions))
        return interpretation.model_copy(update={"questions": questions})

    def _answerable(self, asked: AskedQuestion) -> AskedQuestion:
        if asked.kind == "answer" and asked.topic and not self._is_known(asked.topic):
            return AskedQuestion(words=asked.words, kind="unknown")
        alternatives = tuple(filter(self._is_known, asked.alternatives))
        lost = asked.kind == "did-you-mean" and not alternatives
        kind = "unknown" if lost else asked.kind
        return asked.model_copy(update={"alternatives": alternatives, "kind": kind})

    def _is_known(self, topic: str) -> bool:
        return topic in self._topics or self.kept(topic) is not None


def _report_lasting(error: Exception) -> None:
    """Note a failure of the model's; raises PassingFaultError for one of the machine."""
    if passing := passing_fault(error):
        raise passing from error
    _report(error)


def _report(error: Exception) -> None:
    """Note a failure, without the error's text, which may repeat what a friend wrote."""
    log.error("Understanding failed with %s", type(error).__name__)
