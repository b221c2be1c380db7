"""Reaching Telegram at the start, and hearing that somebody else polls with the same token."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.errors import UserError
from bot.telegram.ending import Ending

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between the first tries, and between tries in the long run."""

GRACE = 5.0
"""Seconds of undisturbed polling after which it is the other one who came second."""

CONFLICTS = 2
"""Conflicts after which the one who came second goes; a poll cut off by a restart makes one."""

UNKNOWN_BOT = (
    "Telegram does not accept the token: set ADVISOR_TELEGRAM_TOKEN to the one that @BotFather "
    "shows for your bot."
)
SECOND_INSTANCE = (
    "Another program is polling with the same token: stop it, or give this one the token of "
    "another bot."
)

_LOG = logging.getLogger(__name__)


async def insist(call: Callable[[], Awaitable[Any]], api: str, ending: Ending) -> None:
    """Try until Telegram answers or the program is to end; raises UserError for a wrong token."""
    wait = FIRST_WAIT
    while not ending.begun:
        try:
            await call()
        except InvalidToken:
            raise UserError(UNKNOWN_BOT) from None
        except TelegramError as error:
            _LOG.warning("%s does not answer (%s); next try in %g s", api, _kind(error), wait)
        else:
            return
        await ending.wait(wait)
        wait = min(2 * wait, LONGEST_WAIT)


class PollingErrors:
    """Told of each error of polling; ends the program that came second."""

    def __init__(self, ending: Ending, api: str) -> None:
        self._ending, self._api = ending, api
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
            self._ending.begin(UserError(SECOND_INSTANCE))


def _kind(error: TelegramError) -> str:
    return type(error).__name__
