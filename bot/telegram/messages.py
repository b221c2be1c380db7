"""Turns a rendered message into the call of the Bot API that sends it, within its limits."""

import html
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.telegram.callback_data import encode
from flows.dialogue.replies import INTERVIEW, LONGEST_CAPTION, LONGEST_MESSAGE, PAGES
from storage.records import Attachment, Button, Message, Outgoing, StandingMessage
from storage.texts import plain, shown_length, shows_at_most

MOST_ROWS = 12
"""Rows of buttons that several messages may have together in one."""

TOO_LONG = (
    "Sorry, what I had to say here became too long to be sent, which is a mistake of mine. "
    "Send /help to see how to go on."
)
_LOG = logging.getLogger(__name__)


Keyboard = dict[str, Any]
"""A keyboard as Telegram takes it.

The library's own goes through all that any button may have, which takes as long as the call itself.
"""


@dataclass(frozen=True)
class OutboundCall:
    """One call: a text, or a file with a caption; ``edits`` is the message it replaces, if any.

    Without a text an edit takes the keyboard away, or replaces it. One that is ``only_edit`` is not
    sent as a message of its own where there is nothing left to edit. One that ``asks_reply`` opens
    a reply to itself, with these words in the empty field.
    """

    text: str
    keyboard: Keyboard | None = None
    attachment: Attachment | None = None
    edits: int | None = None
    html: bool = True
    only_edit: bool = False
    asks_reply: str = ""

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
    text = html.escape(message.text) if message.is_note else message.text
    return OutboundCall(
        _within_limit(text, LONGEST_CAPTION if message.attachment else LONGEST_MESSAGE),
        keyboard(message.buttons),
        message.attachment,
        tapped if message.place in ("tapped", "page") else None,
        asks_reply=message.asks_reply,
    )


def calls_for(
    message: Message, tapped: int | None, standing: StandingMessage | None
) -> tuple[OutboundCall, ...]:
    """The calls for one message, in their order; ``standing`` is the interview's message.

    Only one message of the interview has a keyboard. It is edited where it was tapped; where it was
    not, or has no room left, the interview goes on in a new message, and then it loses its
    keyboard: a friend never waits without one. Of a page, ``standing`` is the former one, which
    loses its keyboard to one that is a new message.
    """
    if message.place in INTERVIEW or message.place == "interview-over":
        return _calls_for_interview(message, tapped, standing)
    call = call_for(message, tapped)
    if call is None:
        return ()
    former = standing if message.place in PAGES and call.edits is None else None
    return (call, *_bared(former))


def _bared(standing: StandingMessage | None) -> tuple[OutboundCall, ...]:
    """The call that takes a message's keyboard away, if there is such a message."""
    return (OutboundCall("", edits=standing.message_id, only_edit=True),) if standing else ()


def gathered(rows: Sequence[Outgoing]) -> list[Outgoing]:
    """Those of the messages which wait for a chat that can be told in one, the first of them too.

    Several texts of one place stand below each other. A file takes the same along, which need not
    be made and read again and again.
    """
    first = rows[0]
    if first.message.attachment:
        return [each for each in rows if replace(each, id=first.id) == first]
    taken, told = [first], {first.message: None}
    for row in rows[1:] if _is_gathered(first) else ():
        if not _is_gathered(row) or row.message.place != first.message.place:
            break
        told.pop(row.message, None)
        told[row.message] = None  # the latest stands last, and what came before only once
        together = told_together([*told])
        too_long = not shows_at_most(together.text, LONGEST_MESSAGE)
        if too_long or len(together.buttons) > MOST_ROWS:
            break
        taken.append(row)
    return taken


def told_together(messages: Sequence[Message]) -> Message:
    """One message that tells what all of these do; what they repeat stands there once.

    In the interview only the latest buttons mean something.
    """
    if len({(each.text, each.buttons) for each in messages}) == 1:
        return messages[-1]
    latest = messages[-1]
    every = dict.fromkeys(row for each in messages for row in each.buttons)
    return replace(
        latest,
        text="\n\n".join(dict.fromkeys(each.text for each in messages)),
        lasting="\n\n".join(dict.fromkeys(each.lasting for each in messages if each.lasting)),
        buttons=latest.buttons if latest.place in INTERVIEW else (*every,),
    )


def _is_gathered(row: Outgoing) -> bool:
    """Whether a message may share another with others: no edit, file, or one that is replied to."""
    message = row.message
    plain_text = not (message.attachment or message.asks_reply or row.must_arrive)
    return plain_text and row.tapped is None and message.place in {"new", "interview"}


def _calls_for_interview(
    message: Message, tapped: int | None, standing: StandingMessage | None
) -> tuple[OutboundCall, ...]:
    keys, is_over = keyboard(message.buttons), message.place == "interview-over"
    if standing and tapped == standing.message_id and message.place != "interview-new":
        text = "\n\n".join(filter(None, (standing.lasting, message.text)))
        if shows_at_most(text, LONGEST_MESSAGE):
            return (OutboundCall(text, keys, edits=tapped, only_edit=is_over),)
    if is_over:
        return _bared(standing)
    new = OutboundCall(_within_limit(message.text, LONGEST_MESSAGE), keys)
    return (new, *_bared(standing))


def _within_limit(text: str, limit: int) -> str:
    """The text; an apology in place of one that is too long, which no message should be.

    ``advisor check`` proves that no template gives one, and what the owner writes is limited.
    """
    if shows_at_most(text, limit):
        return text
    length = shown_length(text)
    _LOG.error("A message of %d characters cannot be sent; Telegram takes %d", length, limit)
    return TOO_LONG


def keyboard(rows: Sequence[Sequence[Button]]) -> Keyboard | None:
    """Buttons that mean an event, row by row; None where there are none."""
    return {"inline_keyboard": [[_key(button) for button in row] for row in rows]} if rows else None


def _key(button: Button) -> dict[str, str]:
    key = {"text": button.label, "callback_data": encode(button.event)}
    return key | {"style": button.emphasis} if button.emphasis else key
