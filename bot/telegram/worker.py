"""Threads for everything that blocks, so that the event loop stays free to listen."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
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
    error: Exception | None = None


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
        self._thinking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="thinking")
        self._storing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storing")
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one call after those before, and wait for what it returns or raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, partial(call, *args, **kwargs))

    async def patiently(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same, with patience while the database is busy or the machine short.

        Raises StorageError or PassingFaultError where it stays so.
        """
        return await _patiently(lambda: self(call, *args, **kwargs))

    async def commit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one call of the storage in the next transaction, and wait until that is committed.

        It may be run twice, where something else in the transaction has failed. Raises what it
        raises, or StorageError where the transaction fails.
        """
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[T] = loop.create_future()
        self._waiting.append((partial(call, *args, **kwargs), ended))
        if self._committing is None:
            self._committing = loop.create_task(self._commit_all())
        return await ended

    async def persist(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same with patience, as `patiently`."""
        return await _patiently(lambda: self.commit(call, *args, **kwargs))

    def close(self) -> None:
        """Wait until the calls made so far have ended."""
        self._thinking.shutdown()
        self._storing.shutdown()

    async def _commit_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            together, self._waiting = self._waiting, []
            calls = [call for call, _ in together]
            all_ended = await loop.run_in_executor(self._storing, self._run_together, calls)
            for (_, future), ended in zip(together, all_ended, strict=True):
                if future.done():  # nobody waits for it any more
                    continue
                if ended.error:
                    future.set_exception(ended.error)
                else:
                    future.set_result(ended.value)
        self._committing = None

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
