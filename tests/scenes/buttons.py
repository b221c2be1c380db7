"""What the buttons of a message mean, read from their callback data."""

from bot.telegram.callback_data import decode
from flows.dialogue.events import (
    Asked,
    Assumed,
    Chose,
    PassedOn,
    Shared,
    TrialEnded,
    Tried,
    WhatIfRequested,
)
from tests.botapi import Button, Post


def callbacks(post: Post) -> list[Button]:
    """The buttons of a message that send something to the bot; others are links."""
    return [button for button in post.buttons if "callback_data" in button.raw]


def question_of(post: Post) -> str:
    """The question that a message asks, if any."""
    events = [decode(button.data) for button in callbacks(post)]
    return next((event.question for event in events if isinstance(event, Chose)), "")


def meanings(data: str) -> tuple[str, ...]:
    """The words that name a button in a case."""
    event = decode(data)
    match event:
        case Chose() | Tried():
            found = f"{event.question}={event.option}"
        case Assumed():
            found = f"{event.name}={event.choice}"
        case Asked():
            found = f"{event.kind}={event.topic}"
        case WhatIfRequested():
            found = f"{event.kind}={event.question}"
        case Shared():
            found = f"{event.kind}={event.much}"
        case TrialEnded():
            found = f"{event.kind}={'keep' if event.keep else 'discard'}"
        case PassedOn():
            found = f"{event.kind}={event.text}"
        case _:
            found = event.kind
    return (found, event.kind)
