"""How fast messages go out: to one chat quickly for a while, then one a second; to all, 25."""

from aiolimiter import AsyncLimiter

BURST = 30
"""Messages in a row that go out at once; an interview answered fast is not held up."""

PER_SECOND = 1.0
"""Messages a second that Telegram wants in one chat in the long run."""

OVERALL = 25.0
"""New messages a second to all chats together; Telegram's guideline is about 30."""

MANY = 1000
"""Chats remembered before those that rest are forgotten."""


class Pace:
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

    async def turn(self, address: str) -> None:
        """Wait until this chat may get another message."""
        if len(self._buckets) > MANY:
            self._forget_rested()
        bucket = self._buckets.setdefault(address, AsyncLimiter(self._burst, self._seconds))
        await bucket.acquire()
        await self._all.acquire()

    def _forget_rested(self) -> None:
        rested = [key for key, each in self._buckets.items() if each.has_capacity(self._burst)]
        for key in rested:
            del self._buckets[key]
