"""What the buttons of a message mean, read from their callback data."""

from bot.telegram.callback import decode
from flows.dialogue.events import Chose
from tests.botapi import Post


def question_of(post: Post) -> str:
    """The question that a message asks, if any."""
    events = [decode(button.data) for button in post.buttons]
    return next((event.question for event in events if isinstance(event, Chose)), "")


def meanings(data: str) -> tuple[str, ...]:
    event = decode(data)
    if isinstance(event, Chose):
        return (f"{event.question}={event.option}",)
    return (event.kind,)
