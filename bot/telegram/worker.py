"""Threads for everything that blocks, so that the event loop stays free to listen."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.errors import PassingFaultError
from storage.errors import LostDatabaseError, StorageError

P = ParamSpec("P")
T = TypeVar("T")

RETRIES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between tries while the database is busy; each try waits for it, too."""

_LOG = logging.getLogger(__name__)


class Worker:
    """Runs calls one after the other in a thread of its own; what is urgent, in a second one."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")
        self._urgent = ThreadPoolExecutor(max_workers=1, thread_name_prefix="urgent")

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one call there and wait for what it returns or raises."""
        return await _run(self._executor, partial(call, *args, **kwargs))

    async def persist(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a call of the storage, with patience while the database is busy or the machine short.

        Raises StorageError or PassingFaultError where it stays so.
        """
        return await _patiently(self._executor, partial(call, *args, **kwargs))

    async def persist_at_once(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same past all that waits to be run: only a transaction keeps it waiting."""
        return await _patiently(self._urgent, partial(call, *args, **kwargs))

    def close(self) -> None:
        """Wait until the calls made so far have ended."""
        self._executor.shutdown()
        self._urgent.shutdown()


async def _run(executor: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, call)


async def _patiently(executor: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    for delay in RETRIES:
        try:
            return await _run(executor, call)
        except LostDatabaseError:
            raise
        except (StorageError, PassingFaultError) as error:
            _LOG.warning("%s; trying again", error)
            await asyncio.sleep(delay)
    return await _run(executor, call)
