"""How the bot starts, what runs beside it, and why it stops."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.errors import UserError, for_people, where

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between the first tries to connect, and between tries in the long run."""

GRACE = 5.0
"""Seconds of undisturbed polling after which it is the other one who came second."""

CONFLICTS = 2
"""Conflicts after which the one who came second goes; a poll cut off by a restart makes one."""

CHECKS, LONGEST_TICK = 10, 1.0
"""How many times the watchdog looks within its patience, and the seconds between at most."""

UNKNOWN_BOT = (
    "Telegram does not accept the token: set ADVISOR_TELEGRAM_TOKEN to the one that @BotFather "
    "shows for your bot."
)
SECOND_INSTANCE = (
    "Another program is polling with the same token: stop it, or give this one the token of "
    "another bot."
)

_LOG = logging.getLogger(__name__)


class Shutdown:
    """The end of the program, asked for from outside or because something failed.

    Waited for by whoever has to clean up; the first reason given counts.
    """

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


class Supervisor:
    """Runs tasks in the background; one that fails ends the program with its reason."""

    def __init__(self, shutdown: Shutdown) -> None:
        self._shutdown = shutdown
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run work beside everything else; ``name`` says what failed, if it does."""
        task = asyncio.create_task(self._run(name, work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self, patience: float = 0) -> None:
        """Let what runs come to its end for so many seconds; cancel what still runs then."""
        if not self._tasks:
            return
        _, late = await asyncio.wait([*self._tasks], timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except for_people() as error:
            self._shutdown.begin(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody else would hear of it
            kind = type(error).__name__
            _LOG.error("%s failed with %s", name, where(error))
            self._shutdown.begin(
                UserError(f"{name} failed ({kind}), so the bot stops: see its log, start it again.")
            )


async def connect_with_retry(
    call: Callable[[], Awaitable[Any]], api: str, shutdown: Shutdown
) -> None:
    """Try until Telegram answers or the program is to end; raises UserError for a wrong token."""
    wait = FIRST_WAIT
    while not shutdown.begun:
        try:
            await call()
        except InvalidToken:
            raise UserError(UNKNOWN_BOT) from None
        except TelegramError as error:
            _LOG.warning("%s does not answer (%s); next try in %g s", api, _kind(error), wait)
        else:
            return
        await shutdown.wait(wait)
        wait = min(2 * wait, LONGEST_WAIT)


class ConflictDetector:
    """Told of each error of polling; ends the program that came second."""

    def __init__(self, shutdown: Shutdown, api: str) -> None:
        self._shutdown, self._api = shutdown, api
        self._started = time.monotonic()
        self._conflicts = 0
        self._came_second = False

    def __call__(self, error: TelegramError) -> None:
        """Say what happened; the library tries again."""
        _LOG.warning("%s does not answer getUpdates (%s); trying again", self._api, _kind(error))
        if not isinstance(error, Conflict):
            return
        if not self._conflicts:
            self._came_second = time.monotonic() - self._started < GRACE
        self._conflicts += 1
        if self._came_second and self._conflicts >= CONFLICTS:
            self._shutdown.begin(UserError(SECOND_INSTANCE))


async def silence(
    last_ok: Callable[[], float], patience: float, check: Callable[[], None] = lambda: None
) -> float:
    """Wait until ``last_ok`` (monotonic) is ``patience`` seconds ago; returns the silence.

    Polling can die while the process lives, which nothing else would tell. Time in which the whole
    program was stopped does not count. ``check`` is called now and then, and raises what else is a
    reason to end.
    """
    tick = min(LONGEST_TICK, patience / CHECKS)
    heard, before, silent = last_ok(), time.monotonic(), time.monotonic() - last_ok()
    while silent <= patience:
        await asyncio.sleep(tick)
        check()
        now = time.monotonic()
        passed = min(now - before, 2 * tick)
        silent = silent + passed if last_ok() == heard else min(now - last_ok(), passed)
        heard, before = last_ok(), now
    return silent


def _kind(error: TelegramError) -> str:
    return type(error).__name__
