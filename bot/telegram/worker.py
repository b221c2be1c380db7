"""Threads for everything that blocks, so that the event loop stays free to listen."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from bot.errors import PassingFaultError
from storage.errors import LostDatabaseError, StorageError

P = ParamSpec("P")
T = TypeVar("T")

RETRIES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between tries while the database is busy; each try waits for it, too."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Ended:
    """What a call returned, or the error that it ended with."""

    value: Any = None
    error: BaseException | None = None


class Lane:
    """A thread of its own that runs calls one after the other.

    An executor does the same with two futures a call, each with locks of its own, and a chain of
    callbacks between them, which took an eighth of what a tap costs.
    """

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]] | None]
        self._calls = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        self._closed = False

    def run(self, call: Callable[[], T]) -> asyncio.Future[T]:
        """Have a call run after those before; the future has what it returns or raises.

        One that is cancelled before its turn is not run. Raises RuntimeError once closed.
        """
        if self._closed:
            raise RuntimeError("The lane is closed.")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._calls.put((call, future))
        return future

    def close(self) -> None:
        """Wait until the calls made so far have ended."""
        self._closed = True
        self._calls.put(None)
        self._thread.join()

    def _work(self) -> None:
        while given := self._calls.get():
            call, future = given
            if not future.cancelled():
                with suppress(RuntimeError):  # nobody waits where the loop has ended
                    future.get_loop().call_soon_threadsafe(_settle, future, _ended(call))


class Worker:
    """Runs calls one after the other in a thread of its own, and what is to be stored in another.

    To be on the disk takes far longer than to be written. So whatever comes to be stored while the
    disk is busy shares the next transaction, and nobody is told that it is done before all of that
    is on the disk. ``transaction`` begins one that is committed when it is left, and one within
    another is a part of it that can fail alone, as ``Store.transaction`` has it.
    """

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self._transaction = transaction
        self._thinking, self._reading, self._storing = map(Lane, ("thinking", "reading", "storing"))
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._busy = False

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one call after those before, and wait for what it returns or raises."""
        return await self._thinking.run(partial(call, *args, **kwargs))

    async def patiently(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same, with patience while the database is busy or the machine short.

        Raises StorageError or PassingFaultError where it stays so.
        """
        return await _patiently(lambda: self._thinking.run(partial(call, *args, **kwargs)))

    async def here(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in the event loop itself what takes but a moment; only where it fails, as above."""
        try:
            return call(*args, **kwargs)
        except (StorageError, PassingFaultError):
            return await self.patiently(call, *args, **kwargs)

    async def at_length(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same with what takes long, in a thread where only the like waits for it."""
        return await _patiently(lambda: self._reading.run(partial(call, *args, **kwargs)))

    async def commit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one call of the storage in the next transaction, and wait until that is committed.

        It may be run twice, where something else in the transaction has failed. Raises what it
        raises, or StorageError where the transaction fails.
        """
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[T] = loop.create_future()
        self._waiting.append((partial(call, *args, **kwargs), ended))
        if not self._busy:
            self._busy = True
            loop.call_soon(self._begin)  # with all that comes in the same turn of the loop
        return await ended

    async def persist(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same with patience, as `patiently`."""
        return await _patiently(lambda: self.commit(call, *args, **kwargs))

    def close(self) -> None:
        """Wait until the calls made so far have ended."""
        for lane in (self._thinking, self._reading, self._storing):
            lane.close()

    def _begin(self) -> None:
        """Have all that waits to be stored run in one transaction."""
        together, self._waiting = self._waiting, []
        futures = [future for _, future in together]
        run = partial(self._run_together, [call for call, _ in together])
        self._storing.run(run).add_done_callback(partial(self._go_on, futures))

    def _go_on(
        self, futures: Sequence[asyncio.Future[Any]], ran: asyncio.Future[list[_Ended]]
    ) -> None:
        for future, ended in zip(futures, ran.result(), strict=True):
            _settle(future, ended)
        self._busy = bool(self._waiting)
        if self._busy:
            self._begin()

    def _run_together(self, calls: Sequence[Callable[[], Any]]) -> list[_Ended]:
        begun = False
        try:
            with self._transaction():
                begun = True
                if len(calls) == 1:
                    return [_Ended(calls[0]())]
                return [self._run_part(call) for call in calls]
        except Exception as error:  # noqa: BLE001 - whoever waits for the call is told
            if not begun or len(calls) == 1:
                return [_Ended(error=error)] * len(calls)
        # Nothing of it was stored. What made it fail fails alone now.
        return [ended for call in calls for ended in self._run_together([call])]

    def _run_part(self, call: Callable[[], Any]) -> _Ended:
        """Run a call whose failure is no other's; raises StorageError, after which nothing goes."""
        try:
            with self._transaction():
                return _Ended(call())
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - whoever waits for the call is told
            return _Ended(error=error)


def _ended(call: Callable[[], Any]) -> _Ended:
    try:
        return _Ended(call())
    except BaseException as error:  # noqa: BLE001 - whoever waits for the call is told
        return _Ended(error=error)


def _settle(future: asyncio.Future[Any], ended: _Ended) -> None:
    """Tell whoever waits, if anybody still does."""
    if future.done():
        return
    if isinstance(ended.error, StopIteration):  # which no future takes
        future.set_exception(RuntimeError("A call raised StopIteration."))
    elif ended.error:
        future.set_exception(ended.error)
    else:
        future.set_result(ended.value)


async def _patiently(run: Callable[[], Awaitable[T]]) -> T:
    for delay in RETRIES:
        try:
            return await run()
        except LostDatabaseError:
            raise
        except (StorageError, PassingFaultError) as error:
            _LOG.warning("%s; trying again", error)
            await asyncio.sleep(delay)
    return await run()
