"""Verbs for tests of the owner: an owner and friends in one room, with everything wired up."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.interpreter import Interpreter
from bot.owner import OwnerIdentity, OwnerService
from bot.rendering import Renderer
from flows.dialogue.events import Began, Event, PassedOn, TextReceived
from flows.nlu.interpreter import ModelInterpreter
from storage.owner_questions import OwnerQuestion
from storage.records import Message
from storage.store import Store
from tests.flows.dialogue.talk import DIALOGUE, KNOWLEDGE, TOPICS
from tests.storage.helpers import Clock

OWNER = "1000"
RENDERER = Renderer()
UNKNOWN = "which laptop should I buy for coding?"
IN_OTHER_WORDS = "what laptop do you buy for coding"


class Company:
    """An advisor with everything wired up, in memory unless told otherwise."""

    def __init__(
        self,
        path: Path | None = None,
        owner: int | None = int(OWNER),
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.clock = Clock()
        self._numbers = count(1)
        self.store = Store.open(path, clock or self.clock)
        self.interpreter = Interpreter(ModelInterpreter(KNOWLEDGE), self.store.faq, TOPICS)
        self.identity = OwnerIdentity(self.store, owner)
        self.owner_service = OwnerService(self.store, RENDERER, self.identity, self.interpreter)
        self.advisor = Advisor(DIALOGUE, self.store, RENDERER, self.interpreter, self.owner_service)

    def does(
        self,
        address: str,
        event: Event,
        replies_to: int | None = None,
        tapped: int | None = None,
        channel: str = "telegram",
    ) -> str:
        """Somebody does something; gives what was replied to them, as one text."""
        name = {OWNER: "Olga Owner", "1": "Ann Example", "2": "Bo Sample"}.get(address, address)
        outgoing = self.advisor.handle(
            Incoming(channel, address, name, event, replied_to=replies_to, tapped=tapped)
        )
        assert all(each.address == address for each in outgoing)
        return "\n".join(each.message.text for each in outgoing)

    def asks(self, address: str, text: str = UNKNOWN, channel: str = "telegram") -> OwnerQuestion:
        """A friend asks what nobody knows and passes it on."""
        self.does(address, Began(), channel=channel)
        self.does(address, TextReceived(text=text), channel=channel)
        self.does(address, PassedOn(), channel=channel)
        return self.owner_service.store.owner_questions.all()[-1]

    def delivered(self, address: str) -> list[tuple[int, Message]]:
        """Send what waits for somebody; gives the messages under their numbers."""
        sent = []
        for each in self.store.outbox.pending("telegram"):
            if each.address == address:
                edits = each.message.place == "tapped" and each.tapped
                number = each.tapped if edits and each.tapped else next(self._numbers)
                self.store.outbox.sent(each.id, number)
                sent.append((number, each.message))
        return sent

    def close(self) -> None:
        """Leave nothing running."""
        self.store.close()
