"""Builds the program: the one place where knowledge, dialogue, rendering and storage meet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.advisor import Advisor
from bot.clock import now
from bot.incoming import TELEGRAM, Channel
from bot.interpreter import Interpreter
from bot.old_models import remove_old_models
from bot.owner import Invitations, OwnerIdentity, OwnerService
from bot.rendering import Renderer
from bot.settings import Settings, folder_of_old_models
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules
from storage.database import Announce, to_nobody
from storage.store import Store


def build_advisor(
    settings: Settings,
    clock: Callable[[], datetime] = now,
    channel: Channel = TELEGRAM,
    announce: Announce = to_nobody,
) -> Advisor:
    """Wire the program up with what comes from outside.

    ``announce`` tells people of what takes its time before the program can start.

    Raises KnowledgeError where the knowledge is broken, StorageError where the database of the
    settings cannot be used.
    """
    topics = built_in_topics()
    store = Store.open(settings.database_path, clock, bot_id=settings.bot_id, announce=announce)
    renderer = Renderer(
        channel=channel,
        answers_within=settings.answers_within,
        by_invitation=settings.invite and channel == TELEGRAM,
    )
    interpreter = Interpreter(ModelInterpreter(built_in()), store.faq, topics)
    identity = OwnerIdentity(store, settings.owner)
    invitations = Invitations(store, identity, required=settings.invite)
    owner_service = OwnerService(
        store, renderer, identity, interpreter, invitations, settings.questions_a_day
    )
    return Advisor(
        Dialogue(compile_rules(built_in()), topics), store, renderer, interpreter, owner_service
    )


@contextmanager
def open_advisor(
    settings: Settings,
    clock: Callable[[], datetime] = now,
    channel: Channel = TELEGRAM,
    announce: Announce = to_nobody,
) -> Iterator[Advisor]:
    """Build the advisor for as long as a program runs; at its end nothing is left open."""
    remove_old_models(folder_of_old_models())
    advisor = build_advisor(settings, clock, channel, announce)
    try:
        yield advisor
    finally:
        advisor.store.close()
