"""Takes updates, however they come: each is stored before Telegram is told that it has arrived."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import NetworkError

from bot.telegram.request import UnreadableAnswerError, result_of
from bot.telegram.updates import UnusableUpdateError, is_empty, parsed, trimmed
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.store import Store
from storage.texts import storable

UNSTORABLE_FOR = 45.0
"""Seconds after which a database that takes nothing ends the program."""

LARGEST_ID = 2**63 - 1
TOO_DEEP = "RecursionError"

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_UPDATE_ID = re.compile(r'\{\s*"update_id"\s*:\s*(\d+)')
_LOG = logging.getLogger(__name__)

Raw = dict[str, Any]


@dataclass(frozen=True)
class Received:
    """An update as it came; ``problem`` is why it cannot be used, where that is known already."""

    number: int
    content: Raw
    problem: str | None = None


@dataclass
class Trouble:
    """What has kept updates from being taken since the last success, and for how long so far."""

    reason: Exception
    patience: float
    since: float
    until: float


class UpdateReceiver:
    """Stores updates and hands them on; ``last_ok`` (monotonic) is when Telegram was last heard.

    ``hand_on`` is given each update that is to be worked off, once it is stored, and ``unreadable``
    each that cannot be parsed. ``in_flight`` has the numbers of the updates that were handed on,
    ``stored`` and ``unread`` count updates.
    """

    def __init__(self, store: Store, worker: Worker, in_flight: set[int] | None = None) -> None:
        self._store = store
        self._worker = worker
        self._trouble: Trouble | None = None
        self.in_flight = set() if in_flight is None else in_flight
        self.last_ok = time.monotonic()
        self.hand_on: Callable[[Update], object] = lambda _: None
        self.unreadable: Callable[[Raw], object] = lambda _: None
        self.stored = self.unread = 0

    def begin(self) -> None:
        """Count the silence from now."""
        self.last_ok = time.monotonic()

    def check(self, patience: float) -> None:
        """Raise the reason why no update could be taken, once that has lasted for too long."""
        trouble = self._trouble
        if trouble and trouble.until - trouble.since > min(trouble.patience, patience):
            raise trouble.reason

    def note_trouble(self, reason: Exception, patience: float) -> None:
        """Note why no update could be taken; ``check`` raises it after so many seconds of it."""
        now, before = time.monotonic(), self._trouble
        same = before is not None and type(before.reason) is type(reason)
        self._trouble = Trouble(reason, patience, before.since if before and same else now, now)

    def end_trouble(self) -> None:
        """Note that what kept updates from being taken is over, or is something else now."""
        self._trouble = None

    async def receive(self, payload: bytes) -> None:
        """Store an update that Telegram has sent by itself, and hand it on.

        Raises NetworkError where it was not stored, or is none.
        """
        updates = updates_in(b'{"ok":true,"result":[' + payload + b"]}")
        if not updates:
            raise UnreadableAnswerError
        await self.accept(updates)

    async def accept(self, updates: Sequence[Received]) -> None:
        """Store updates, and hand those on that are to be worked off.

        Raises NetworkError where they were not stored.
        """
        taken, unread = await self._take(updates)
        self.begin()
        self.end_trouble()
        self.stored += len(updates)
        self.unread += len(unread)
        self.in_flight.update(each.update_id for each in taken)
        for each in unread:
            self.unreadable(each)
        for update in taken:
            self.hand_on(update)

    async def _take(self, updates: Sequence[Received]) -> tuple[list[Update], list[Raw]]:
        """Store updates; gives those to hand on, and those that cannot be read."""
        try:
            return await self._worker.commit(self._keep_all, updates)
        except StorageError as error:
            # The library retries, and without a new offset Telegram keeps the batch.
            _LOG.error("Updates could not be stored and stay with Telegram: %s", error)
            self.note_trouble(error, UNSTORABLE_FOR)
            raise NetworkError("the updates could not be stored") from error

    def _keep_all(self, updates: Sequence[Received]) -> tuple[list[Update], list[Raw]]:
        unread: list[Raw] = []
        with self._store.transaction():
            kept = [self._keep(update, unread) for update in updates]
            return [update for update in kept if update], unread

    def _keep(self, update: Received, unread: list[Raw]) -> Update | None:
        """Store an update; gives it where it is to be worked off."""
        number, raw = update.number, "" if update.problem else json.dumps(trimmed(update.content))
        if not self._store.inbox.keep(number, raw):
            # It came before, and is being worked off or done.
            return None
        if not update.problem and is_empty(update.content):
            self._store.inbox.done(number)
            return None
        try:
            if update.problem:
                raise UnusableUpdateError(update.problem)
            return parsed(raw)
        except UnusableUpdateError as error:
            _LOG.warning("Update %d cannot be read (%s) and is a dead letter", number, error)
            self._store.inbox.dead_letter(number, str(error))
            unread.append(update.content)
            return None


def updates_in(payload: bytes) -> list[Received]:
    """The updates of an answer; raises UnreadableAnswerError where it holds nothing of the kind.

    One that has no number which Telegram would give is left out: it cannot be told apart.
    """
    try:
        updates = result_of(payload)
    except RecursionError:
        return [each for part in _parts(payload.decode()) if (each := _received_text(part))]
    if not isinstance(updates, list):
        raise UnreadableAnswerError
    found = [Received(each["update_id"], each) for each in updates if _is_numbered(each)]
    if len(found) < len(updates):
        _LOG.warning("%d updates without a usable number are left out", len(updates) - len(found))
    if updates and not found:
        raise UnreadableAnswerError
    if _ESCAPED_SURROGATE.search(payload):
        return [Received(each.number, _storable(each.content)) for each in found]
    return found


def _is_numbered(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number <= LARGEST_ID


def _storable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The same with halves of surrogate pairs replaced, which nothing takes that writes text."""
    match value:
        case str():
            return storable(value)
        case list():
            return [_storable(each) for each in value]
        case dict():
            return {storable(key): _storable(each) for key, each in value.items()}
    return value


def _received_text(text: str) -> Received | None:
    """An update out of an answer that is nested too deeply to be parsed as a whole."""
    numbered = _UPDATE_ID.match(text)
    number = int(numbered[1]) if numbered else -1
    if not 0 <= number <= LARGEST_ID:
        return None
    try:
        return Received(number, _storable(json.loads(text)))
    except (ValueError, RecursionError):
        return Received(number, {"update_id": number}, TOO_DEEP)


def _parts(text: str) -> Iterator[str]:
    """The objects in the list of an answer, each as it stands there."""
    depth, start, quoted, escaped = 0, 0, False, False
    for at, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{[":
            depth += 1
            start = at if depth == 3 else start  # noqa: PLR2004 - in the list of the answer's object
        elif character in "}]":
            if depth == 3 and character == "}":  # noqa: PLR2004 - likewise
                yield text[start : at + 1]
            depth -= 1
