"""What Telegram would refuse about a message."""

from collections.abc import Iterator

from bot.telegram.callback import encode
from bot.telegram.split import LONGEST, length
from storage.records import Message

LONGEST_TOAST = 200
"""UTF-16 units of a passing note."""

MOST_BUTTONS = 100
WIDEST_ROW = 8
LONGEST_LABEL = 64


def breaches(message: Message) -> Iterator[str]:
    """What is too long, too many or empty, one sentence each."""
    longest = LONGEST_TOAST if message.place == "toast" else LONGEST
    shown = length(message.text)
    if not 0 < shown <= longest:
        yield f"shows {shown} UTF-16 units; accepted are 1 to {longest}"
    yield from _breaches_of_buttons(message)


def _breaches_of_buttons(message: Message) -> Iterator[str]:
    buttons = [button for row in message.buttons for button in row]
    if len(buttons) > MOST_BUTTONS:
        yield f"has {len(buttons)} buttons; accepted are {MOST_BUTTONS}"
    for row in message.buttons:
        if not 0 < len(row) <= WIDEST_ROW:
            yield f"has {len(row)} buttons in a row; accepted are 1 to {WIDEST_ROW}"
    for button in buttons:
        if not 0 < len(button.label) <= LONGEST_LABEL:
            yield f"has a label of {len(button.label)} characters: {button.label!r}"
        try:
            encode(button.event)
        except ValueError as error:
            yield f"has a button {button.label!r} with {error}"
