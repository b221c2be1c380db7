"""Has a chat that sends a lot wait between its updates, so that the others are served soon."""

import math
import time
from asyncio import sleep
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

AT_ONCE, PER_SECOND = 20, 2.0
"""Updates of a chat that are worked off as they come, and how many more a second: more than anybody
types or taps for long, however long each takes.
"""

TIMES = 9.0
"""How many times as long as the last one took, what comes beyond that waits.

So a friend who floods the bot takes a tenth of the processor, and one who sends two long texts
waits for a part of a second.
"""

LONGEST = 1.0
"""Seconds of such a rest at most: the last one may have been kept by a disk that was busy."""

FILES_AT_ONCE, FILES_PER_SECOND, LONGEST_OF_FILES = 3, 0.5, 10.0
"""The same for pictures and files, of which each takes many times as long to be made."""

LONGEST_OF_MAINTENANCE = 10.0
"""Seconds between two steps at most, the first of which may have met a disk that was busy."""


class Rests:
    """Has what a chat does wait ``times`` as long as the same took before; other chats do not.

    Up to ``at_once``, and ``per_second`` more, are taken as they come. No rest is longer than
    ``longest``, in seconds.
    """

    def __init__(
        self,
        times: float,
        at_once: int = 0,
        per_second: float = math.inf,
        longest: float = math.inf,
    ) -> None:
        self._times, self._longest = times, longest
        self._apart, self._ahead = 1 / per_second, at_once / per_second
        self._until: dict[Hashable, float] = {}
        self._even: dict[Hashable, float] = {}
        """When each chat will have had no more than ``per_second``."""

    def __len__(self) -> int:
        return len(self._until.keys() | self._even.keys())

    @asynccontextmanager
    async def turn(self, chat: Hashable) -> AsyncIterator[None]:
        """Wait for the rest of this chat to end; the next one follows the block."""
        rest = self._until.get(chat, 0.0) - time.monotonic()
        if rest > 0:
            await sleep(rest)
        began = time.monotonic()
        try:
            yield
        finally:
            now = time.monotonic()
            self._until, self._even = _later(self._until, now), _later(self._even, now)
            even = self._even.get(chat, now) + self._apart
            self._even[chat] = min(even, now + self._ahead)
            if even >= now + self._ahead:
                self._until[chat] = now + min(self._times * (now - began), self._longest)


def of_updates() -> Rests:
    """Those of a chat that sends a lot."""
    return Rests(TIMES, AT_ONCE, PER_SECOND, LONGEST)


def of_files() -> Rests:
    """Those of a chat to which many pictures and files go."""
    return Rests(TIMES, FILES_AT_ONCE, FILES_PER_SECOND, LONGEST_OF_FILES)


def of_maintenance() -> Rests:
    """Those between two steps of what is done to the database when nobody waits."""
    return Rests(TIMES, longest=LONGEST_OF_MAINTENANCE)


def of_long_texts() -> Rests:
    """Those after a text that takes long to read: each is one."""
    return Rests(TIMES)


def _later(moments: dict[Hashable, float], now: float) -> dict[Hashable, float]:
    return {chat: moment for chat, moment in moments.items() if moment > now}
