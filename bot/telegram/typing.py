"""Shows that something is being done, where an answer takes longer than a moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

SLOW = 0.5
"""Seconds after which somebody who waits is shown that an answer is on its way."""

LASTS = 4.5
"""Seconds for which a chat shows it, a little less than Telegram says."""


@asynccontextmanager
async def shown_when_slow(show: Callable[[], Awaitable[bool]]) -> AsyncIterator[None]:
    """Show it while the block runs, unless that ends soon; ``show`` tells whether to go on."""
    showing = asyncio.ensure_future(_show(show))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait({showing})


async def _show(show: Callable[[], Awaitable[bool]]) -> None:
    await asyncio.sleep(SLOW)
    while await show():
        await asyncio.sleep(LASTS)
