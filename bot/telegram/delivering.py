"""Delivers one call: tries again, in another way, or not at all, as each error asks for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import RetryAfter, TelegramError

from bot.telegram.bot_api import BotApi
from bot.telegram.messages import OutboundCall
from bot.telegram.reactions import Reaction, react

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before the second try, and between tries in the long run."""

DOUBTS = 2
"""How often a short message is repeated when it is unknown whether it arrived."""

_LOG = logging.getLogger(__name__)


class UndeliverableError(Exception):
    """A message cannot be delivered; ``reaction`` tells in which way."""

    def __init__(self, reaction: Reaction, why: str) -> None:
        super().__init__(why)
        self.reaction = reaction


async def deliver(
    bot_api: BotApi, address: str, call: OutboundCall, failed: Callable[[str], Awaitable[None]]
) -> int | None:
    """Try until it is delivered, and return the message's id.

    ``failed`` is told of each try after which there is another. Raises UndeliverableError when
    there is nothing more to try.
    """
    wait, doubts = SHORTEST_WAIT, 0
    while True:
        try:
            return await bot_api.deliver(address, call)
        except TelegramError as error:
            refusal = error
        reaction, why = react(refusal), type(refusal).__name__
        if reaction is Reaction.DONE:
            return call.edits
        doubts += reaction is Reaction.IN_DOUBT
        otherwise = _otherwise(call, reaction)
        if otherwise is not None:
            _LOG.warning("A message is sent in another way: %s", refusal.message)
            call = otherwise
        elif reaction is Reaction.WAIT or (doubts <= DOUBTS and _again(call, reaction)):
            await failed(why)
            await asyncio.sleep(_asked_for(refusal, wait))
            wait = min(2 * wait, LONGEST_WAIT)
        else:
            _LOG.warning("A message is given up: %s", refusal.message)
            raise UndeliverableError(reaction, why)


def _again(call: OutboundCall, reaction: Reaction) -> bool:
    return reaction is Reaction.IN_DOUBT and call.repeatable


def _otherwise(call: OutboundCall, reaction: Reaction) -> OutboundCall | None:
    """The call as it might be taken after all, or None if there is no other way."""
    if reaction is Reaction.SEND_NEW and call.edits is not None:
        return call.as_new_message
    refused = reaction in {Reaction.SEND_PLAIN, Reaction.SEND_NEW, Reaction.GIVE_UP}
    return call.as_plain_text if refused and call.html and call.text else None


def _asked_for(error: TelegramError, otherwise: float) -> float:
    """The seconds that Telegram asks to wait, if it does."""
    if not isinstance(error, RetryAfter):
        return otherwise
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
