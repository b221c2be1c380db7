"""Turns a rendered message into the call of the Bot API that sends it, within its limits."""

import html
import logging
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.callback_data import encode
from storage.records import Attachment, Button, Message
from storage.texts import plain

LONGEST_TEXT = 4096
"""UTF-16 units that a message may show."""

LONGEST_CAPTION = 1024
"""UTF-16 units that a caption may show."""

SHORT = 600
"""A text up to this length may rather arrive twice than not at all."""

TOO_LONG = (
    "Sorry, what I had to say here became too long to be sent, which is a mistake of mine. "
    "Send /help to see how to go on."
)
_LOG = logging.getLogger(__name__)


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
        short = self.attachment is None and shown_length(self.text) <= SHORT
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


def call_for(message: Message, tapped: int | None) -> OutboundCall | None:
    """The call for one message; None for an edit where nothing was tapped."""
    if message.place == "tapped" and tapped is None:
        return None
    # A note that had no tap to go with is a message like any other.
    text = html.escape(message.text) if message.place == "toast" else message.text
    return OutboundCall(
        _within_limit(text, LONGEST_CAPTION if message.attachment else LONGEST_TEXT),
        _keyboard(message.buttons),
        message.attachment,
        tapped if message.place in ("tapped", "page") else None,
    )


def shown_length(text: str) -> int:
    """How long a text in HTML shows, in the UTF-16 units that Telegram counts."""
    return len(plain(text).encode("utf-16-le", "surrogatepass")) // 2


def _within_limit(text: str, limit: int) -> str:
    """The text; an apology in place of one that is too long, which no message should be.

    ``advisor check`` proves that no template gives one, and what the owner writes is limited.
    """
    length = shown_length(text)
    if length <= limit:
        return text
    _LOG.error("A message of %d characters cannot be sent; Telegram takes %d", length, limit)
    return TOO_LONG


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_key(button) for button in row] for row in rows])


def _key(button: Button) -> InlineKeyboardButton:
    data = encode(button.event)
    return InlineKeyboardButton(button.label, callback_data=data, style=button.emphasis or None)
