"""Raw updates as Telegram sends them, in parts that tests put together, and how they arrive."""

import json
from typing import Any

from telegram import Update

from bot.telegram.dispatcher import Dispatcher
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.updates import private_chat_in

Json = dict[str, Any]

ANNA: Json = {"id": 77, "is_bot": False, "first_name": "Anna", "username": "anna_of_tests"}
CHAT: Json = {"id": 77, "type": "private", "first_name": "Anna"}
GROUP: Json = {"id": -5, "type": "group", "title": "Friends"}
BOT: Json = {"id": 1, "is_bot": True, "first_name": "Advisor"}


def message(chat: Json = CHAT, **content: Any) -> Json:
    return {"message_id": 9, "date": 1_790_000_000, "chat": chat, "from": ANNA, **content}


def query(under: Json | None, data: str | None = "kept:1:2") -> Json:
    found = {"id": "q1", "from": ANNA, "chat_instance": "1"}
    return found | ({"message": under} if under else {}) | ({"data": data} if data else {})


def membership(status: str, chat: Json = CHAT) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    states = {
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": status, "user": BOT, **until},
    }
    return {"chat": chat, "from": ANNA, "date": 1_790_000_000, **states}


def update(number: int = 1, **content: Any) -> Update:
    return Update.de_json({"update_id": number, **content})


async def arrives(receiver: UpdateReceiver, dispatcher: Dispatcher, raw: Json) -> Update | None:
    """Take an update the way it takes in the running bot, from the bytes on; gives it if it can."""
    unreadable: list[Json] = []
    taken: list[Update] = []
    receiver.unreadable, receiver.hand_on = unreadable.append, taken.append
    await receiver.receive(json.dumps(raw).encode())
    for unread in unreadable:
        chat = private_chat_in(unread)
        if chat is not None:
            await dispatcher.apologise(chat)
    for each in taken:
        await dispatcher(each, None)
    return taken[0] if taken else None
