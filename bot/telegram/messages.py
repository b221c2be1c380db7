"""Packs a rendered message into what Telegram takes: texts, pictures and files within limits."""

import html
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.callback_data import encode
from bot.telegram.split import LONGEST_CAPTION, length, plain, split
from storage.records import Attachment, Button, Message

SHORT = 600
"""A text up to this length may rather arrive twice than not at all."""


@dataclass(frozen=True)
class OutboundCall:
    """One call: a text, or a file with a caption; ``edits`` is the message it replaces, if any."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    attachment: Attachment | None = None
    edits: int | None = None
    html: bool = True

    @property
    def repeatable(self) -> bool:
        """Whether to repeat it where the first try may have arrived: an edit, or a short text."""
        short = self.attachment is None and length(self.text) <= SHORT
        return self.edits is not None or short

    @property
    def as_plain_text(self) -> "OutboundCall":
        """The same as nothing but text, for what Telegram refuses as it is."""
        return replace(
            self,
            text=plain(self.text),
            attachment=None if self.text else self.attachment,
            html=False,
        )

    @property
    def as_new_message(self) -> "OutboundCall":
        """The same as a message of its own."""
        return replace(self, edits=None)


def calls_for(message: Message, tapped: int | None) -> list[OutboundCall]:
    """The calls for one message, in order; none for an edit where nothing was tapped."""
    if message.place == "tapped" and tapped is None:
        return []
    edits = tapped if message.place == "tapped" else None
    keyboard = _keyboard(message.buttons)
    if message.attachment is None:
        # A note that had no tap to go with is a message like any other.
        toast = message.place == "toast"
        return _texts(html.escape(message.text) if toast else message.text, keyboard, edits)
    if length(message.text) <= LONGEST_CAPTION:
        return [OutboundCall(message.text, keyboard, message.attachment)]
    return [OutboundCall("", None, message.attachment), *_texts(message.text, keyboard, None)]


def _texts(
    text: str, keyboard: InlineKeyboardMarkup | None, edits: int | None
) -> list[OutboundCall]:
    """The first part replaces what is to be edited, the last one has the buttons."""
    parts = [OutboundCall(part) for part in split(text)]
    parts[0] = replace(parts[0], edits=edits)
    parts[-1] = replace(parts[-1], keyboard=keyboard)
    return parts


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_key(button) for button in row] for row in rows])


def _key(button: Button) -> InlineKeyboardButton:
    data = encode(button.event)
    return InlineKeyboardButton(button.label, callback_data=data, style=button.emphasis or None)
