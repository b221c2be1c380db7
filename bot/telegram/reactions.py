"""What to do about each error of the Bot API: the table that the sender goes by."""

from enum import Enum, auto

import httpx
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

from bot.telegram.bot_api import UnreadableAnswerError


class Reaction(Enum):
    """What the sender does next."""

    DONE = auto()
    """Nothing: it is as it should be."""
    GONE = auto()
    """The friend cannot be reached: stop writing to them."""
    WAIT = auto()
    """Try again later: the call surely had no effect."""
    IN_DOUBT = auto()
    """The call may have had its effect, or not."""
    SEND_NEW = auto()
    """Send as a new message: the old one cannot be edited."""
    SEND_PLAIN = auto()
    """Send without markup."""
    GIVE_UP = auto()
    """Stop: it would be refused again."""


_BAD_REQUESTS = (
    ("message is not modified", Reaction.DONE),
    ("chat not found", Reaction.GONE),
    ("user not found", Reaction.GONE),
    ("message to edit not found", Reaction.SEND_NEW),
    ("message can't be edited", Reaction.SEND_NEW),
    ("no text in the message to edit", Reaction.SEND_NEW),
    ("message_id_invalid", Reaction.SEND_NEW),
    ("can't parse entities", Reaction.SEND_PLAIN),
)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def react(error: TelegramError) -> Reaction:
    """Tell what to do about an error that a call for a message has met."""
    match error:
        case Forbidden() | ChatMigrated():
            return Reaction.GONE
        case BadRequest():
            said = error.message.lower()
            return next((then for text, then in _BAD_REQUESTS if text in said), Reaction.GIVE_UP)
        case RetryAfter() | InvalidToken():
            # The token was good at the start; gateways refuse it in passing.
            return Reaction.WAIT
        case TimedOut() | NetworkError():
            return Reaction.IN_DOUBT if _may_have_arrived(error) else Reaction.WAIT
        case _:
            return Reaction.GIVE_UP


def _may_have_arrived(error: NetworkError) -> bool:
    """Whether the call could have been carried out; a refusal by status says that it was not."""
    if isinstance(error, UnreadableAnswerError):
        return True
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _UNSENT)
