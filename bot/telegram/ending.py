"""The end of the program: asked for from outside, or because something failed."""

import asyncio


class Ending:
    """Waited for by whoever has to clean up; the first reason given counts."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.reason: Exception | None = None

    @property
    def begun(self) -> bool:
        """Whether the program is to end."""
        return self._event.is_set()

    def begin(self, reason: Exception | None = None) -> None:
        """End the program, with the reason if it is a failure."""
        if not self.begun:
            self.reason = reason
            self._event.set()

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, but no longer than this; returns whether it has begun."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        return True
