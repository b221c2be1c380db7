"""The queue of updates with the true meaning of offset: what is not confirmed comes again."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from tests.botapi.errors import Json, RefusalError
from tests.botapi.world import World

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass
class _Poll:
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    superseded: bool = False

    def wake(self) -> None:
        self.loop.call_soon_threadsafe(self.woken.set)


class Updates:
    """Updates on their way to the bot.

    ``confirmed`` maps each confirmed update to its time (monotonic seconds), ``delivered`` each
    update to how often it was handed out, ``pushed`` each to what it holds, and ``refused`` lists
    those of kinds nobody asked for.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.pending: list[Json] = []
        self.confirmed: dict[int, float] = {}
        self.delivered: dict[int, int] = {}
        self.pushed: dict[int, Json] = {}
        self.refused: list[Json] = []
        self.allowed: list[str] = []
        self.ids = itertools.count(100_001)
        self._poll: _Poll | None = None

    @property
    def polled(self) -> bool:
        """Whether a long poll waits at this instant."""
        return self._poll is not None

    def push(self, *contents: Json) -> list[int]:
        """Queue updates such that one poll sees all of them; their ids."""
        with self.world.changed:
            updates = [{"update_id": next(self.ids)} | content for content in contents]
            for update in updates:
                self.pushed[update["update_id"]] = update
                (self.pending if self._wanted(update) else self.refused).append(update)
            if self._poll:
                self._poll.wake()
            self.world.stir()
        return [update["update_id"] for update in updates]

    async def take(self, params: Json) -> list[Json]:
        """Answer one getUpdates; raises RefusalError 409 once another one takes its place."""
        with self.world.changed:
            self._confirm(params.get("offset") or 0)
            if params.get("allowed_updates") is not None:
                self.allowed = params["allowed_updates"]
            poll = self._take_over()
        limit = min(max(params.get("limit") or 100, 1), 100)
        deadline = time.monotonic() + (params.get("timeout") or 0)
        try:
            return await self._wait(poll, limit, deadline)
        finally:
            with self.world.changed:
                self._poll = None if self._poll is poll else self._poll
                self.world.stir(0)

    def clear(self) -> None:
        """Forget everything that waits (drop_pending_updates)."""
        with self.world.changed:
            self._confirm(next(self.ids))

    async def _wait(self, poll: _Poll, limit: int, deadline: float) -> list[Json]:
        while True:
            if poll.superseded:
                raise RefusalError(409, CONFLICT)
            left = deadline - time.monotonic()
            if self.pending or left <= 0:
                return self._hand_out(limit)
            try:
                await asyncio.wait_for(poll.woken.wait(), left)
            except TimeoutError:
                continue
            poll.woken.clear()

    def _hand_out(self, limit: int) -> list[Json]:
        with self.world.changed:
            batch = self.pending[:limit]
            for update in batch:
                number = update["update_id"]
                self.delivered[number] = self.delivered.get(number, 0) + 1
            self.world.stir(len(batch))
            return batch

    def _take_over(self) -> _Poll:
        if self._poll:
            self._poll.superseded = True
            self._poll.wake()
        self._poll = _Poll(asyncio.get_running_loop())
        self.world.stir(0)
        return self._poll

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            waiting = [update["update_id"] for update in self.pending[offset:]]
            offset = min(waiting, default=0)
        done = [u["update_id"] for u in self.pending if u["update_id"] < offset]
        self.confirmed.update(dict.fromkeys(done, time.monotonic()))
        self.pending = [u for u in self.pending if u["update_id"] >= offset]
        self.world.stir(len(done))

    def _wanted(self, update: Json) -> bool:
        kinds = set(update) - {"update_id"}
        return not kinds or bool(kinds & set(self.allowed) if self.allowed else kinds - UNASKED)
