"""Builds the program: the one place where knowledge, dialogue, rendering and storage meet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.advisor import Advisor
from bot.interpreter import Interpreter
from bot.models import Models
from bot.owner import OwnerIdentity, OwnerService
from bot.rendering import Renderer
from bot.settings import Settings
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from flows.topics.learning import Learner, Trainer
from flows.topics.load import built_in_topics
from storage.store import Store


def now() -> datetime:
    """The clock of the program: the present moment, in UTC."""
    return datetime.now(UTC)


def build_advisor(settings: Settings, clock: Callable[[], datetime] = now) -> Advisor:
    """Wire the program up with what comes from outside.

    Raises KnowledgeError where the knowledge is broken, StorageError where the database of the
    settings cannot be used.
    """
    topics = built_in_topics()
    store = Store.open(settings.database_path, clock, bot_id=settings.bot_id)
    renderer = Renderer()
    models = Models(settings.models)
    learner = Learner(Trainer(models.matcher))
    understanding = ModelInterpreter(built_in(), learner, models.reader)
    interpreter = Interpreter(understanding, store.faq, topics, models.stop)
    owner_service = OwnerService(store, renderer, OwnerIdentity(store, settings.owner), interpreter)
    return Advisor(
        Dialogue(compile_rules(built_in()), topics), store, renderer, interpreter, owner_service
    )


@contextmanager
def open_advisor(settings: Settings, clock: Callable[[], datetime] = now) -> Iterator[Advisor]:
    """Build the advisor for as long as a program runs; at its end nothing is left open."""
    advisor = build_advisor(settings, clock)
    try:
        yield advisor
    finally:
        if advisor.interpreter:
            advisor.interpreter.close()
        advisor.store.close()
