"""Verbs for tests of the advisor: one friend, whose updates come in one after the other."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Event
from storage.records import Friend, Outgoing
from storage.store import Store
from tests.flows.dialogue.talk import DIALOGUE
from tests.storage.helpers import Clock, raw_update

RENDERER = Renderer()


class Acquaintance:
    """A friend on Telegram whose raw updates are kept before they are handled."""

    def __init__(
        self,
        path: Path | None,
        address: str = "42",
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.store = Store.open(path, clock or Clock())
        self.advisor = Advisor(DIALOGUE, self.store, RENDERER)
        self.address = address
        self._ids = count(1)

    def does(self, event: Event, update_id: int | None = None) -> list[Outgoing]:
        """Handle an event, as an update of its own unless it is told which."""
        update_id = next(self._ids) if update_id is None else update_id
        self.store.inbox.keep(update_id, raw_update(event.model_dump_json()))
        return self.advisor.handle(
            Incoming("telegram", self.address, "Ann", event, update_id=update_id)
        )

    @property
    def friend(self) -> Friend:
        friend = self.store.users.find("telegram", self.address)
        assert friend
        return friend

    @property
    def conversation(self) -> Conversation:
        conversation = self.store.conversations.latest(self.friend.id)
        assert conversation
        return conversation
