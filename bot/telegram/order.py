"""Keeps the updates of one chat in order while those of other chats go on at the same time."""

from collections import deque
from collections.abc import Coroutine
from typing import Any, cast

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256
"""Chats that are served at the same time."""


class PerChat(BaseUpdateProcessor):
    """One lane a chat: the first update in it works off those that come meanwhile.

    An update that waits holds no slot, so a flood in one chat costs only that chat its time, and
    nothing of it has to be dropped: what a friend sent is an answer until it has been read.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._lanes: dict[int | None, deque[Coroutine[Any, Any, Any]]] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: a lane is gone as soon as it is empty."""

    async def do_process_update(self, update: object, coroutine: object) -> None:
        """Handle an update now, or leave it to the one of the same chat that is being handled."""
        handling = cast("Coroutine[Any, Any, Any]", coroutine)
        chat = _chat_of(update)
        if chat in self._lanes:
            self._lanes[chat].append(handling)
            return
        lane = self._lanes[chat] = deque([handling])
        try:
            while lane:
                await lane.popleft()
        finally:
            del self._lanes[chat]
            for left in lane:
                left.close()


def _chat_of(update: object) -> int | None:
    """The chat that an update belongs to; those without one share a lane."""
    if not isinstance(update, Update):
        return None
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else user.id if user else None
