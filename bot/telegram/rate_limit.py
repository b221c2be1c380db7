"""How fast messages go out: to one chat quickly for a while, then one a second; to all, 25.

Groups get no more than twenty in any minute. Where Telegram tells a chat to wait, it waits.
"""

import asyncio
from time import monotonic

from aiolimiter import AsyncLimiter

BURST = 30
"""Messages in a row that go out at once; an interview answered fast is not held up."""

PER_SECOND = 1.0
"""Messages a second that Telegram wants in one chat in the long run."""

GROUP_BURST, GROUP_SECONDS = 10, 60.0
"""Messages to one group at once, and the seconds until as many more: 20 in the fullest minute."""

OVERALL = 25.0
"""New messages a second to all chats together; Telegram's guideline is about 30."""

OVERALL_SECONDS = 0.2
"""Seconds' worth of those that may go out at once: so no second has more than 30."""

MANY = 1000
"""Chats remembered before those that rest are forgotten."""


def is_group(address: str) -> bool:
    """Whether an address is that of a group: Telegram numbers groups below zero."""
    return address.startswith("-")


class RateLimiter:
    """A bucket for each chat, and one for all, that leak at the rate Telegram wants.

    The library's own limiter is not used: it counts edits, which makes taps slow for everybody, and
    one chat that is told to wait halts all the others. Here the others wait only once a second chat
    is told to while the first one still waits: then Telegram means the bot, and not the chat.
    """

    def __init__(
        self, burst: float = BURST, per_second: float = PER_SECOND, overall: float = OVERALL
    ) -> None:
        self._burst, self._seconds = burst, burst / per_second
        at_once = max(1.0, overall * OVERALL_SECONDS)
        self._all = AsyncLimiter(at_once, at_once / overall)
        self._buckets: dict[str, AsyncLimiter] = {}
        self._rests: dict[str, float] = {}
        self._all_rest = 0.0

    async def acquire(self, address: str) -> None:
        """Wait until this chat may get another message."""
        if len(self._buckets) > MANY:
            self._forget_rested()
        if address not in self._buckets:
            self._buckets[address] = self._bucket(groups=is_group(address))
        await self._buckets[address].acquire()
        await self._all.acquire()
        await self.rested(address)

    def rest(self, address: str, seconds: float) -> None:
        """Note that Telegram told this chat to wait; with another one that waits, all do."""
        now = monotonic()
        self._rests = {key: until for key, until in self._rests.items() if until > now}
        if self._rests.keys() - {address}:
            self._all_rest = max(self._all_rest, now + seconds)
        self._rests[address] = now + seconds

    async def rested(self, address: str) -> None:
        """Wait as long as Telegram told this chat, or all of them."""
        while (wait := max(self._rests.get(address, 0.0), self._all_rest) - monotonic()) > 0:
            await asyncio.sleep(wait)

    def _bucket(self, *, groups: bool) -> AsyncLimiter:
        if groups:
            return AsyncLimiter(GROUP_BURST, GROUP_SECONDS)
        return AsyncLimiter(self._burst, self._seconds)

    def _forget_rested(self) -> None:
        rested = [key for key, each in self._buckets.items() if each.has_capacity(each.max_rate)]
        for key in rested:
            del self._buckets[key]
