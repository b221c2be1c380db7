"""Long polling in which an update is stored before Telegram can be told that it has arrived.

python-telegram-bot confirms a batch as soon as it has queued it, ends polling for good on one
passing 401 or 404, and is stuck for ever on one update that it cannot parse. All three are cured
here, between the network and the library.
"""

import json
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError

from bot.errors import UserError
from bot.telegram.receiving import UpdateReceiver, updates_in
from bot.telegram.request import SUCCESS, AiohttpRequest, CarefulRequest

REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}

REFUSED_FOR = 15.0
"""Seconds after which a refused token ends the program."""

REVOKED = (
    "Telegram does not accept the token any more: it was revoked, or its bot deleted. Set "
    "ADVISOR_TELEGRAM_TOKEN to the one that @BotFather shows for the bot now, and start again."
)


class GuardedPolling(CarefulRequest):
    """The request for getUpdates alone, whose answers a receiver takes.

    The library gets no more than the last number, so that nothing is parsed twice. Once ``closed``
    nothing is asked any more.
    """

    __slots__ = ("_receiver", "closed")

    def __init__(self, receiver: UpdateReceiver) -> None:
        super().__init__(connection_pool_size=1)
        self._receiver = receiver
        self.closed = False

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the base class has seven arguments, passed on untouched
        """Fetch updates; only those that are stored are handed on."""
        if self.closed:
            raise NetworkError("polling has ended")
        try:
            code, payload = await AiohttpRequest.do_request(self, *args, **kwargs)
        except NetworkError:
            self._receiver.end_trouble()
            raise
        if code in REFUSED:
            # The token was good when the program started; gateways answer so in passing.
            self._receiver.note_trouble(UserError(REVOKED), REFUSED_FOR)
            raise NetworkError(f"getUpdates was answered with {code}")
        if code not in SUCCESS:
            self._receiver.end_trouble()
            return code, payload
        found = updates_in(payload)
        await self._receiver.accept(found)
        # What comes after the last one is asked for next.
        last = [{"update_id": each.number} for each in found[-1:]]
        return code, json.dumps({"ok": True, "result": last}).encode()
