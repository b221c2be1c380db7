"""Interprets what friends type with all that the owner added, and learns while nobody waits."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from bot.errors import UserError
from flows.dialogue.events import Asked, AskedMoney, Decided, Event, PassedOn, TextReceived
from flows.nlu.interpretation import Interpretation, KeptAnswer, TextContext
from flows.nlu.interpreter import ModelInterpreter
from storage.faq import Faq

if TYPE_CHECKING:
    from flows.topics.matcher import Match

BACKOFF = 60.0
"""Seconds after a failure in which nothing is learned or loaded."""

PATIENCE = 2.0
"""Seconds that the end of the program waits for what is being loaded."""

log = logging.getLogger(__name__)


class Interpreter:
    """The models, kept up with the FAQ in the database.

    Training runs in a thread of its own, one at a time; until it is over, the model before goes
    on. ``prepare`` is to be called outside of any transaction, since the training reads the
    database too; everything else never waits.
    """

    def __init__(
        self,
        models: ModelInterpreter,
        faq: Faq,
        topics: Collection[str],
        stop: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._models = models
        self._stop = stop
        self._faq = faq
        self._topics = frozenset(topics)
        self._turn = threading.Lock()
        self._training = threading.Lock()
        self._learning: Future[None] | None = None
        self._loading: Future[None] | None = None
        self._closing = threading.Event()
        self._tried: int | None = None
        self._clock = clock
        self._not_before = clock()

    def keep_up(self) -> Future[None] | None:
        """Learn in the background whatever is new; returns the latest training.

        After a failure nothing is tried again for a while: each try may take long.
        """
        version = self._faq.version()
        with self._turn:
            if version != self._tried and self._may_try():
                self._tried = version
                self._learning = _in_background(self._learn)
            return self._learning

    def start(self) -> None:
        """Learn in the background, and load all that the first texts would wait for."""
        self.keep_up()
        self._load()

    def preparation(self, event: Event | None = None) -> list[Future[None]]:
        """Keep up with the FAQ; returns what to wait for where nothing has been learned yet.

        An event for which nothing has to be understood needs no preparation.
        """
        if event is not None and not _needs_models(event):
            return []
        works = (self.keep_up(), self._load())
        if self._models.ready or isinstance(event, Asked):
            return []
        return [work for work in works if work and not work.done()]

    def prepare(self, event: Event | None = None) -> None:
        """The same, and wait."""
        for work in self.preparation(event):
            work.result()

    def enrich(self, context: TextContext, event: Event) -> Event:
        """The event with what it was understood to mean, or with the kept answer it asks for."""
        if isinstance(event, TextReceived):
            return event.model_copy(update={"interpretation": self._interpret(event.text, context)})
        if isinstance(event, AskedMoney) and event.text:
            interpretation = self._interpret(f"now {event.text}", context)
            return event.model_copy(update={"interpretation": interpretation})
        if isinstance(event, Asked):
            return event.model_copy(update={"kept": self._models.kept(event.topic)})
        return event

    def match(self, text: str) -> "Match | None":
        """What a text would be answered today; None while the model is out of order."""
        learner = self._models.learner
        return learner.matcher().match(text) if learner.ready else None

    def kept(self, topic: str) -> KeptAnswer | None:
        """The kept answer of this id, if it is in use."""
        return self._models.kept(topic)

    def alike(self, text: str, others: Sequence[str]) -> list[bool]:
        """Tell of each of the others whether an answer to ``text`` may answer it."""
        learner = self._models.learner
        if not learner.ready:
            return [False] * len(others)
        matcher = learner.matcher()
        return [matcher.is_like(likeness) for likeness in matcher.alike(text, others)]

    def close(self, patience: float = PATIENCE) -> None:
        """End what is being learned, and wait for its threads, ``patience`` seconds at most.

        A thread that loads a model cannot be interrupted, and on a busy machine that takes long.
        """
        self._closing.set()
        self._stop()
        wait(self._under_way(), patience)

    @property
    def busy(self) -> bool:
        """Whether something is still being learned or loaded."""
        return bool(self._under_way())

    def _under_way(self) -> list[Future[None]]:
        return [work for work in (self._learning, self._loading) if work and not work.done()]

    def _learn(self) -> None:
        try:
            with self._training:
                snapshot = self._faq.snapshot()
                self._models.keep(snapshot.kept)
                known = self._topics | {answer.id for answer in snapshot.kept}
                phrasings = [each for each in snapshot.phrasings if each.topic in known]
                self._models.learner.learn(phrasings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the model before goes on
            self._failed("Learning failed: %s", error)
            self._tried = None

    def _load(self) -> Future[None] | None:
        """Load the reader in the background, unless it is there; returns the latest loading."""
        with self._turn:
            under_way = self._loading and not self._loading.done()
            if not self._models.loaded and not under_way and self._may_try():
                self._loading = _in_background(self._load_reader)
            return self._loading

    def _load_reader(self) -> None:
        try:
            self._models.load()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again later
            self._failed("Loading failed: %s", error)

    def _may_try(self) -> bool:
        return self._clock() >= self._not_before and not self._closing.is_set()

    def _failed(self, what: str, error: Exception) -> None:
        """Note a failure, without words that were learned; at the end nobody minds it."""
        self._not_before = self._clock() + BACKOFF
        if not self._closing.is_set():
            log.error(what, error if isinstance(error, UserError) else type(error).__name__)

    def _interpret(self, text: str, context: TextContext) -> Interpretation:
        """Understand a text; a broken model is no reason to say that there is no answer."""
        if not self._models.ready:
            log.error("There is no model, so a text was not understood")
            return self._by_words_alone(text)
        try:
            return self._without_retired(self._models.interpret(text, context))
        except Exception as error:  # noqa: BLE001 - whatever a text does to the models
            log.error("Understanding failed with %s", type(error).__name__)
            return self._by_words_alone(text)

    def _by_words_alone(self, text: str) -> Interpretation:
        words = self._models.words.read(text)
        return words.model_copy(update={"deaf": True})

    def _without_retired(self, interpretation: Interpretation) -> Interpretation:
        """Leave out answers that were retired after the model was trained."""
        topics = [each for each in interpretation.topics if each in self._topics or self.kept(each)]
        lost = interpretation.asks in ("answer", "did-you-mean") and not topics
        asks = "unknown" if lost else interpretation.asks
        return interpretation.model_copy(update={"topics": tuple(topics), "asks": asks})


def _needs_models(event: Event) -> bool:
    """Whether an event has to be understood, or was to be, or is about the FAQ."""
    figures = isinstance(event, AskedMoney) and bool(event.text)
    return figures or isinstance(event, TextReceived | PassedOn | Asked | Decided)


def _in_background(work: Callable[[], None]) -> Future[None]:
    """Run work that handles its own errors in a thread of its own, which ends with the program."""
    done: Future[None] = Future()

    def run() -> None:
        try:
            work()
        finally:
            done.set_result(None)

    threading.Thread(target=run, daemon=True).start()
    return done
