"""A chat as a phone shows it, without Telegram's servers: what the bot wrote, edited and noted."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Self, cast

from telegram import Bot, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, TelegramError
from telegram.request import RequestData

from bot.advisor import Advisor
from bot.telegram.bot_api import BotApi
from bot.telegram.callback_data import decode
from bot.telegram.dispatcher import CHANNEL, Dispatcher
from bot.telegram.lifecycle import Shutdown, Supervisor
from bot.telegram.rate_limit import RateLimiter
from bot.telegram.rests import Rests
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Chose, Event
from storage.texts import plain

CHAT = 1
NEEDED = {
    "send_message": ("chat_id", "text"),
    "edit_message_text": ("text",),
    "edit_message_reply_markup": (),
    "answer_callback_query": ("callback_query_id",),
}
"""What the methods take by position that the bot's calls are carried out by, as Bot has them."""

_FOLDED = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)


@dataclass
class Shown:
    """A message in the chat; ``first`` is its text as it was first sent, in Telegram's HTML."""

    message_id: int
    first: str
    text: str
    keyboard: InlineKeyboardMarkup | None

    @property
    def words(self) -> int:
        """The words that are read before anything is unfolded."""
        return sum(map(_is_word, plain(_FOLDED.sub("", self.first)).split()))

    @property
    def events(self) -> list[tuple[str, Event]]:
        """The data of each button that stands below it now, and what a tap on it means."""
        rows = self.keyboard.inline_keyboard if self.keyboard else ()
        data = [str(button.callback_data) for row in rows for button in row]
        return [(each, decode(each)) for each in data]

    @property
    def asks(self) -> str:
        """The question whose answers stand below it, if any."""
        return next((each.question for _, each in self.events if isinstance(each, Chose)), "")


def _is_word(token: str) -> bool:
    return any(character.isalnum() for character in token)


@dataclass
class Phone:
    """What stands in the chat, and how it came there. It takes the calls that a Bot makes.

    ``repeats`` counts new messages that put a question which an earlier one has put, ``copies``
    those that left it standing under two keyboards, and ``popups`` the notes over the chat. Edits
    are refused as long as there are ``refusals``, and where the message was deleted.
    """

    messages: dict[int, Shown] = field(default_factory=dict)
    edits: int = 0
    popups: int = 0
    repeats: int = 0
    copies: int = 0
    refusals: list[TelegramError] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def newest_first(self) -> list[Shown]:
        """The messages from the bottom of the chat upwards."""
        return [*reversed(self.messages.values())]

    def look(self) -> None:
        """Count the keyboards that stand there twice, once all that a step sent has arrived."""
        asked = [shown.asks for shown in self.messages.values() if shown.asks]
        self.copies += len(asked) - len(set(asked))

    base_url = ""

    @property
    def request(self) -> Self:
        """What carries out the calls: the phone itself."""
        return self

    async def post(self, url: str, data: RequestData) -> Any:  # noqa: ANN401 - as the library has it
        """Carry out a call by the method of its name, and answer as Telegram does."""
        name = re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", url.rpartition("/")[2])
        given: dict[str, Any] = {**data.parameters}
        keys = given.pop("reply_markup", {})
        if "inline_keyboard" in keys:
            given["reply_markup"] = InlineKeyboardMarkup.de_json(keys)
        needed = [given.pop(each) for each in NEEDED[name]]
        shown = await getattr(self, name)(*needed, **given)
        return {"message_id": shown.message_id} if name == "send_message" else True

    async def send_message(self, _chat: int, text: str, **more: Any) -> Shown:  # noqa: ANN401 - as Bot has it
        """Put a message below the others."""
        shown = Shown(next(self._numbers), text, text, more.get("reply_markup"))
        self.messages[shown.message_id] = shown
        self.repeats += bool(shown.asks) and shown.asks in self._asked
        self._asked.add(shown.asks)
        return shown

    async def send_photo(self, chat: int, _file: object, **more: Any) -> Shown:  # noqa: ANN401 - as Bot has it
        """Put a picture below the others, of which the caption is read."""
        return await self.send_message(chat, more.get("caption") or "", **more)

    send_document = send_photo

    async def edit_message_text(self, text: str, *, message_id: int, **more: Any) -> Shown:  # noqa: ANN401 - as Bot has it
        """Put another text and keyboard in the place of a message."""
        return self._edit(message_id, text, more.get("reply_markup"))

    async def edit_message_reply_markup(self, *, message_id: int, **more: Any) -> Shown:  # noqa: ANN401 - as Bot has it
        """Put another keyboard below a message, or none."""
        return self._edit(message_id, None, more.get("reply_markup"))

    def _edit(self, number: int, text: str | None, keyboard: InlineKeyboardMarkup | None) -> Shown:
        if self.refusals:
            raise self.refusals.pop(0)
        if number not in self.messages:
            raise BadRequest("Message to edit not found")
        shown = self.messages[number]
        text = shown.text if text is None else text
        if (shown.text, shown.keyboard) == (text, keyboard):
            raise BadRequest("Message is not modified")
        shown.text, shown.keyboard = text, keyboard
        self._asked.add(shown.asks)
        self.edits += 1
        return shown

    async def answer_callback_query(self, _query: str, text: str = "", **_: object) -> None:
        """Let a tap's button rest, perhaps with a note over the chat."""
        self.popups += bool(text)


@dataclass
class Talk:
    """A friend's side: what is typed and tapped reaches the bot as updates of Telegram."""

    phone: Phone
    advisor: Advisor
    dispatcher: Dispatcher
    typed: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def conversation(self) -> Conversation:
        """Where the conversation stands."""
        return self.advisor.conversation_of(self.advisor.store.users.find(CHANNEL, str(CHAT)))

    async def types(self, *texts: str) -> None:
        """Write a message, or several before anything is answered."""
        for text in texts:
            self.typed.append(text)
            number = next(self._numbers)
            await self._reaches({"message": _message(number) | {"text": text}})
        await self._looks()

    async def taps(self, shown: Shown, data: str) -> None:
        """Tap a button by its data."""
        query = {"id": "1", "from": _FRIEND, "chat_instance": "1", "data": data}
        await self._reaches({"callback_query": query | {"message": _message(shown.message_id)}})
        await self._looks()

    async def _reaches(self, content: dict[str, Any]) -> None:
        raw = {"update_id": next(self._numbers), **content}
        await self.dispatcher(Update.de_json(raw, None), None)

    async def _looks(self) -> None:
        await self.settles()
        self.phone.look()

    async def settles(self) -> None:
        """Wait until all that waits in the outbox is sent, as after a restart."""
        sender, outbox = self.dispatcher.sender, self.advisor.store.outbox
        while (waiting := outbox.pending(CHANNEL)) or sender.waiting:
            with sender.look():
                sender.submit(waiting)
                await asyncio.sleep(0.001)


_FRIEND = {"id": CHAT, "is_bot": False, "first_name": "Asha"}


def _message(number: int) -> dict[str, Any]:
    chat = {"id": CHAT, "type": "private", "first_name": "Asha"}
    date = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    return {"message_id": number, "date": date, "chat": chat, "from": _FRIEND, "text": "…"}


@asynccontextmanager
async def talking(advisor: Advisor, phone: Phone | None = None) -> AsyncIterator[Talk]:
    """A talk over this phone, or a new one, with all of the front end but HTTP and its limits."""
    phone, worker, shutdown = phone or Phone(), Worker(), Shutdown()
    unlimited = RateLimiter(burst=1000, per_second=1000, overall=1000)
    bot_api = BotApi(cast("Bot", phone), unlimited)
    supervisor = Supervisor(shutdown)
    sender = Sender(bot_api, advisor.owner_service, worker, supervisor)
    dispatcher = Dispatcher(
        advisor, advisor.store, bot_api, sender, worker, shutdown.begin, rests=Rests(0)
    )
    try:
        yield Talk(phone, advisor, dispatcher)
    finally:
        await sender.close(1)
        worker.close()
