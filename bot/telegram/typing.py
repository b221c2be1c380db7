"""What is done where an answer takes longer than a moment: it is shown that one is on its way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

SLOW = 0.5
"""Seconds after which somebody who waits is shown that an answer is on its way."""

LASTS = 4.5
"""Seconds for which a chat shows it, a little less than Telegram says."""


@contextmanager
def begun_when_slow(
    seconds: float, do: Callable[[], Coroutine[Any, Any, None]]
) -> Iterator[list[asyncio.Task[None]]]:
    """Begin something else if the block runs for longer; the list holds the task from then on."""
    begun: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(
        seconds, lambda: begun.append(asyncio.ensure_future(do()))
    )
    try:
        yield begun
    finally:
        timer.cancel()


@asynccontextmanager
async def shown_when_slow(show: Callable[[], Awaitable[bool]]) -> AsyncIterator[None]:
    """Show it while the block runs, unless that ends soon; ``show`` tells whether to go on."""
    with begun_when_slow(SLOW, lambda: _show(show)) as showing:
        try:
            yield
        finally:
            for task in showing:
                task.cancel()
                await asyncio.wait({task})


async def _show(show: Callable[[], Awaitable[bool]]) -> None:
    while await show():
        await asyncio.sleep(LASTS)
