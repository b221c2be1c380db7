"""Long polling in which an update is stored before Telegram can be told that it has arrived.

python-telegram-bot confirms a batch as soon as it has queued it, ends polling for good on one
passing 401 or 404, and is stuck for ever on one update that it cannot parse. All three are cured
here, between the network and the library.
"""

import json
import logging
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import NetworkError

from bot.telegram.bot_api import SUCCESS, CarefulRequest, UnreadableAnswerError, result_of
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.store import Store

REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}
_LOG = logging.getLogger(__name__)

Raw = dict[str, Any]


class GuardedPolling(CarefulRequest):
    """The request for getUpdates alone; ``last_ok`` (monotonic) is when it last succeeded.

    ``unreadable`` is told of each update that cannot be parsed, once it is stored.
    """

    __slots__ = ("_store", "_unread", "_worker", "last_ok", "unreadable")

    def __init__(self, store: Store, worker: Worker) -> None:
        super().__init__(connection_pool_size=1)
        self._store = store
        self._worker = worker
        self._unread: list[Raw] = []
        self.last_ok = time.monotonic()
        self.unreadable: Callable[[Raw], object] = lambda _: None

    def begin(self) -> None:
        """Count the silence from now."""
        self.last_ok = time.monotonic()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the base class has eight arguments, passed on untouched
        """Fetch updates; only those that are stored are handed on."""
        code, payload = await super().do_request(*args, **kwargs)
        if code in REFUSED:
            # The token was good when the program started; gateways answer so in passing.
            raise NetworkError(f"getUpdates was answered with {code}")
        if code not in SUCCESS:
            return code, payload
        updates = await self._worker(self._guard, _updates_in(payload))
        self.last_ok = time.monotonic()
        while self._unread:
            self.unreadable(self._unread.pop(0))
        return code, json.dumps({"ok": True, "result": updates}).encode()

    def _guard(self, updates: Sequence[Raw]) -> list[Raw]:
        self._unread.clear()
        try:
            with self._store.transaction():
                return [self._keep(update) for update in updates]
        except StorageError as error:
            # The library retries, and without a new offset Telegram keeps the batch.
            _LOG.error("Updates could not be stored and stay with Telegram: %s", error)
            raise NetworkError("the updates could not be stored") from error

    def _keep(self, update: Raw) -> Raw:
        number = update["update_id"]
        raw = json.dumps(update)
        if not self._store.inbox.keep(number, raw):
            # It came before, and is being worked off or done.
            return {"update_id": number}
        problem = _problem_with(raw)
        if problem is None:
            return update
        _LOG.warning("Update %d cannot be parsed (%s) and is a dead letter", number, problem)
        self._store.inbox.dead_letter(number, problem)
        self._unread.append(update)
        return {"update_id": number}


def _updates_in(payload: bytes) -> list[Raw]:
    """The updates of an answer; raises UnreadableAnswerError where it holds anything else."""
    updates = result_of(payload)
    if not isinstance(updates, list):
        raise UnreadableAnswerError
    if not all(isinstance(u, dict) and isinstance(u.get("update_id"), int) for u in updates):
        raise UnreadableAnswerError
    return updates


def _problem_with(raw: str) -> str | None:
    """The kind of error that the library has with an update, without a word of its content."""
    try:
        Update.de_json(json.loads(raw))
    except Exception as error:  # noqa: BLE001 - a strange update can break the parser anywhere
        return type(error).__name__
    return None
