"""Whatever is broken in a private message, its friend hears something: a reply, or an apology."""

import asyncio
import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.advisor import Advisor
from bot.clock import now
from bot.telegram.bot_api import BotApi
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.messages import OutboundCall
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.records import Outgoing
from storage.store import Store
from tests.bot.acquaintance import RENDERER
from tests.bot.telegram.raw import CHAT, Json, arrives, message, query
from tests.flows.dialogue.talk import DIALOGUE

REPLIED_TO = {"message_id": 3, "date": 1_790_000_000, "chat": CHAT, "text": "What?"}
TEXT = message(
    text="/help me, 🎉",
    entities=[{"type": "bot_command", "offset": 0, "length": 5}],
    reply_to_message=REPLIED_TO,
    quote={"text": "What", "position": 0},
    media_group_id="a",
)
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}
WHOLE: list[Json] = [
    {"message": TEXT},
    {"message": message(text="5 years", forward_origin=HIDDEN)},
    {"message": message(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])},
    {"callback_query": query(message(text="a"), "continued:1:1")},
]
BROKEN: list[Any] = [..., None, "", 0, -1, [], {}, {"x": 1}, "x" * 5000, "\ud83c", 10**30]
"""What stands in place of a value; the first leaves it out."""

PLACE = (["message", "chat", "id"], ["message", "chat", "type"])
"""What tells that it comes from this private chat: without it, there is nobody to reply to."""


@dataclass
class Heard:
    """Notes whatever reaches somebody, in the parts of the bot that are not the subject here."""

    by: set[str] = field(default_factory=set)

    async def answer_callback_query(self, query: str, note: str = "") -> None:
        assert query
        if note:
            self.by.add("77")

    async def deliver(self, address: str, call: OutboundCall) -> None:
        assert call.text
        self.by.add(address)

    def submit(self, rows: list[Outgoing]) -> None:
        self.by |= {row.address for row in rows}

    def last(self, _: str) -> int:
        return 0


def broken_in_every_place(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """The value with each part of it in turn replaced by something strange."""
    parts: list[Any] = [*value] if isinstance(value, dict) else [*range(len(value))]
    for part in parts:
        for strange in BROKEN:
            broken = copy.copy(value)
            if strange is ...:
                del broken[part]
            else:
                broken[part] = strange
            yield f"{at}/{part}={strange!r:.12}", broken
        if isinstance(value[part], dict | list):
            for place, inner in broken_in_every_place(value[part], f"{at}/{part}"):
                broken = copy.copy(value)
                broken[part] = inner
                yield place, broken


def without_a_place(place: str) -> bool:
    """Whether what is broken there is the place itself, or the message as a whole."""
    names = place.partition("=")[0].strip("/").split("/")
    names = names[1:] if names[0] == "callback_query" else names
    return names in ([], ["message"], ["message", "chat"]) or names in PLACE


@pytest.mark.parametrize("whole", WHOLE, ids=["text", "forward", "photo", "tap"])
def test_somebody_hears_something_whatever_is_broken(whole: Json) -> None:
    async def main() -> list[str]:
        worker, silent = Worker(), []
        failures: list[Exception] = []
        with Store.open(None, now) as store:
            advisor = Advisor(DIALOGUE, store, RENDERER)
            receiver = UpdateReceiver(store, worker)
            for number, (place, raw) in enumerate(broken_in_every_place(whole), 1):
                heard = Heard()
                dispatcher = Dispatcher(
                    advisor,
                    store,
                    cast("BotApi", heard),
                    cast("Sender", heard),
                    worker,
                    fail=failures.append,
                )
                await arrives(receiver, dispatcher, raw | {"update_id": number})
                if "77" not in heard.by and not without_a_place(place):
                    silent.append(place)
            left = store.inbox.waiting()
        worker.close()
        assert (failures, left) == ([], [])
        return silent

    assert asyncio.run(main()) == []
