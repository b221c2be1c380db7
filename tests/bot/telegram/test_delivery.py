"""The table of errors, and of calls whose effect is unknown."""

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

from bot.telegram.delivery import DeliveryAction, action_for
from bot.telegram.request import InDoubtError, UnreadableAnswerError


def caused_by(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), DeliveryAction.GONE),
        (Forbidden("Forbidden: user is deactivated"), DeliveryAction.GONE),
        (BadRequest("Chat not found"), DeliveryAction.GONE),
        (BadRequest("Message is not modified: exactly the same"), DeliveryAction.DONE),
        (BadRequest("Message to edit not found"), DeliveryAction.SEND_NEW),
        (BadRequest("Message can't be edited"), DeliveryAction.SEND_NEW),
        (BadRequest("There is no text in the message to edit"), DeliveryAction.SEND_NEW),
        (BadRequest("Can't parse entities: unclosed tag"), DeliveryAction.SEND_PLAIN),
        (BadRequest("Message is too long"), DeliveryAction.GIVE_UP),
        (BadRequest("BUTTON_DATA_INVALID"), DeliveryAction.GIVE_UP),
        (NetworkError("Bad Gateway"), DeliveryAction.WAIT),
        (InvalidToken("Unauthorized"), DeliveryAction.WAIT),
        (UnreadableAnswerError(), DeliveryAction.IN_DOUBT),
        (TimedOut(), DeliveryAction.WAIT),
        (caused_by(TimedOut(), InDoubtError("")), DeliveryAction.IN_DOUBT),
        (caused_by(NetworkError(""), InDoubtError("")), DeliveryAction.IN_DOUBT),
        (ChatMigrated(-100), DeliveryAction.GONE),
        (Conflict("another one"), DeliveryAction.GIVE_UP),
        (TelegramError("whatever"), DeliveryAction.GIVE_UP),
    ],
    ids=str,
)
def test_action(error: TelegramError, action: DeliveryAction) -> None:
    assert action_for(error) is action


def test_a_flood_is_waited_for() -> None:
    assert action_for(RetryAfter(3)) is DeliveryAction.WAIT
