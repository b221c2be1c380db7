"""How fast messages go out: to one chat quickly for a while, then one a second; to all, 25.

Groups get no more than twenty in any minute.
"""

from aiolimiter import AsyncLimiter

BURST = 30
"""Messages in a row that go out at once; an interview answered fast is not held up."""

PER_SECOND = 1.0
"""Messages a second that Telegram wants in one chat in the long run."""

GROUP_BURST, GROUP_SECONDS = 10, 60.0
"""Messages to one group at once, and the seconds until as many more: 20 in the fullest minute."""

OVERALL = 25.0
"""New messages a second to all chats together; Telegram's guideline is about 30."""

MANY = 1000
"""Chats remembered before those that rest are forgotten."""


def is_group(address: str) -> bool:
    """Whether an address is that of a group: Telegram numbers groups below zero."""
    return address.startswith("-")


class RateLimiter:
    """A bucket for each chat, and one for all, that leak at the rate Telegram wants.

    The library's own limiter is not used: it counts edits, which makes taps slow for everybody, and
    one chat that is told to wait halts all the others.
    """

    def __init__(
        self, burst: float = BURST, per_second: float = PER_SECOND, overall: float = OVERALL
    ) -> None:
        self._burst, self._seconds = burst, burst / per_second
        self._all = AsyncLimiter(overall, 1)
        self._buckets: dict[str, AsyncLimiter] = {}

    async def acquire(self, address: str) -> None:
        """Wait until this chat may get another message."""
        if len(self._buckets) > MANY:
            self._forget_rested()
        if address not in self._buckets:
            self._buckets[address] = self._bucket(groups=is_group(address))
        await self._buckets[address].acquire()
        await self._all.acquire()

    def _bucket(self, *, groups: bool) -> AsyncLimiter:
        if groups:
            return AsyncLimiter(GROUP_BURST, GROUP_SECONDS)
        return AsyncLimiter(self._burst, self._seconds)

    def _forget_rested(self) -> None:
        rested = [key for key, each in self._buckets.items() if each.has_capacity(each.max_rate)]
        for key in rested:
            del self._buckets[key]
