"""Delivers one call: tries again, in another way, or not at all, as each error asks for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.bot_api import BotApi
from bot.telegram.messages import OutboundCall
from bot.telegram.request import InDoubtError, UnreadableAnswerError

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before the second try, and between tries in the long run."""

_LOG = logging.getLogger(__name__)


class DeliveryAction(Enum):
    """What to do about an error of the Bot API."""

    DONE = auto()
    """Nothing: it is as it should be."""
    GONE = auto()
    """The friend cannot be reached: stop writing to them."""
    WAIT = auto()
    """Try again later: the call surely had no effect."""
    IN_DOUBT = auto()
    """Repeat it: the call may have had its effect, or not, and twice is better than never."""
    SEND_NEW = auto()
    """Send as a new message: the old one cannot be edited."""
    SEND_PLAIN = auto()
    """Send without markup."""
    GIVE_UP = auto()
    """Stop: it would be refused again."""


_BAD_REQUESTS = (
    ("message is not modified", DeliveryAction.DONE),
    ("chat not found", DeliveryAction.GONE),
    ("user not found", DeliveryAction.GONE),
    ("message to edit not found", DeliveryAction.SEND_NEW),
    ("message can't be edited", DeliveryAction.SEND_NEW),
    ("no text in the message to edit", DeliveryAction.SEND_NEW),
    ("message_id_invalid", DeliveryAction.SEND_NEW),
    ("can't parse entities", DeliveryAction.SEND_PLAIN),
)


def action_for(error: TelegramError) -> DeliveryAction:
    """Tell what to do about an error that a call for a message has met."""
    match error:
        case Forbidden() | ChatMigrated():
            return DeliveryAction.GONE
        case BadRequest():
            said = error.message.lower()
            return next(
                (then for text, then in _BAD_REQUESTS if text in said), DeliveryAction.GIVE_UP
            )
        case RetryAfter() | InvalidToken():
            # The token was good at the start; gateways refuse it in passing.
            return DeliveryAction.WAIT
        case TimedOut() | NetworkError():
            return DeliveryAction.IN_DOUBT if _may_have_arrived(error) else DeliveryAction.WAIT
        case _:
            return DeliveryAction.GIVE_UP


def _may_have_arrived(error: NetworkError) -> bool:
    """Whether the call could have been carried out; a refusal by status says that it was not."""
    return isinstance(error, UnreadableAnswerError) or isinstance(error.__cause__, InDoubtError)


class UndeliverableError(Exception):
    """A message cannot be delivered; ``action`` tells in which way."""

    def __init__(self, action: DeliveryAction, why: str) -> None:
        super().__init__(why)
        self.action = action


async def deliver_with_retry(
    bot_api: BotApi,
    address: str,
    call: OutboundCall,
    failed: Callable[[str, bool], Awaitable[None]],
    before: Callable[[], Awaitable[None]] | None = None,
) -> int | None:
    """Try until it is delivered, and return the message's id.

    What may have arrived is repeated until Telegram has surely taken it: an edit does no harm then,
    and a friend reads a message rather twice than never. ``failed`` is told of each try after which
    there is another, and whether the message may arrive twice with that. ``before`` is awaited
    right before each try, and calls it off by raising an error. Raises UndeliverableError when
    there is nothing more to try.
    """
    wait = SHORTEST_WAIT
    while True:
        try:
            return await bot_api.deliver(address, call, before=before)
        except TelegramError as error:
            refusal = error
        action, why = action_for(refusal), type(refusal).__name__
        if action is DeliveryAction.SEND_NEW and call.only_edit:
            action = DeliveryAction.DONE  # what is not there any more needs no edit
        if action is DeliveryAction.DONE:
            return call.edits
        otherwise = _otherwise(call, action)
        if otherwise is not None:
            _LOG.warning("A message is sent in another way: %s (%s)", why, action.name)
            call = otherwise
        elif action in {DeliveryAction.WAIT, DeliveryAction.IN_DOUBT}:
            twice = action is DeliveryAction.IN_DOUBT and call.edits is None
            await failed(why, twice)
            if not isinstance(refusal, RetryAfter):  # then the rate limiter waits
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
        else:
            _LOG.warning("A message is given up: %s (%s)", why, action.name)
            raise UndeliverableError(action, why)


def _otherwise(call: OutboundCall, action: DeliveryAction) -> OutboundCall | None:
    """The call as it might be taken after all, or None if there is no other way."""
    if action is DeliveryAction.SEND_NEW and call.edits is not None:
        return call.as_new_message
    refused = action in {DeliveryAction.SEND_PLAIN, DeliveryAction.SEND_NEW, DeliveryAction.GIVE_UP}
    return call.as_plain_text if refused and call.html and call.text else None
