"""The table of errors, and of calls whose effect is unknown."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.bot_api import UnreadableAnswerError
from bot.telegram.reactions import Reaction, react


def caused_by(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reaction"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Reaction.GONE),
        (Forbidden("Forbidden: user is deactivated"), Reaction.GONE),
        (BadRequest("Chat not found"), Reaction.GONE),
        (BadRequest("Message is not modified: exactly the same"), Reaction.DONE),
        (BadRequest("Message to edit not found"), Reaction.SEND_NEW),
        (BadRequest("Message can't be edited"), Reaction.SEND_NEW),
        (BadRequest("There is no text in the message to edit"), Reaction.SEND_NEW),
        (BadRequest("Can't parse entities: unclosed tag"), Reaction.SEND_PLAIN),
        (BadRequest("Message is too long"), Reaction.GIVE_UP),
        (BadRequest("BUTTON_DATA_INVALID"), Reaction.GIVE_UP),
        (NetworkError("Bad Gateway"), Reaction.WAIT),
        (InvalidToken("Unauthorized"), Reaction.WAIT),
        (UnreadableAnswerError(), Reaction.IN_DOUBT),
        (caused_by(TimedOut(), httpx.ReadTimeout("")), Reaction.IN_DOUBT),
        (caused_by(TimedOut(), httpx.WriteTimeout("")), Reaction.IN_DOUBT),
        (caused_by(TimedOut(), httpx.PoolTimeout("")), Reaction.WAIT),
        (caused_by(TimedOut(), httpx.ConnectTimeout("")), Reaction.WAIT),
        (caused_by(NetworkError(""), httpx.ConnectError("")), Reaction.WAIT),
        (caused_by(NetworkError(""), httpx.RemoteProtocolError("")), Reaction.IN_DOUBT),
        (ChatMigrated(-100), Reaction.GONE),
        (Conflict("another one"), Reaction.GIVE_UP),
        (TelegramError("whatever"), Reaction.GIVE_UP),
    ],
    ids=str,
)
def test_reaction(error: TelegramError, reaction: Reaction) -> None:
    assert react(error) is reaction


def test_a_flood_is_waited_for() -> None:
    assert react(RetryAfter(3)) is Reaction.WAIT
