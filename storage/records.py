"""What storage takes and gives: friends, messages, and what waits to be handled or sent."""

from dataclasses import dataclass, field
from typing import Literal

from flows.dialogue.events import Event
from flows.dialogue.replies import NOTES, Place

NAMELESS = "Somebody without a name"
"""What somebody is called whose account has no name at all, as deleted ones and some others do."""


def real_names(*names: str) -> tuple[str, ...]:
    """Those of somebody's names that tell who they are: nothing that stands in for a name."""
    return tuple(name for name in names if name and name != NAMELESS)


@dataclass(frozen=True)
class Friend:
    """Somebody who talks to the advisor: one address on one channel.

    ``address`` is whatever the channel sends to (Telegram: the chat's id). ``active`` is False
    while the friend cannot be reached, for example after blocking the bot.
    """

    id: int
    channel: str
    address: str
    name: str
    username: str
    active: bool


@dataclass(frozen=True)
class Button:
    """A choice under a message: its label and the event that a tap on it means."""

    label: str
    event: Event
    emphasis: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message.

    A ``drawing`` is the data of a picture not drawn yet. An ``export`` is empty until it is sent,
    and then all that is stored about its friend.
    """

    kind: Literal["photo", "document", "drawing", "export"]
    filename: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """A rendered reply: Telegram HTML (plain text where it is a note) and its buttons.

    ``lasting`` is the part of the text that is left standing above when the message is edited.
    What ``asks_reply`` opens a reply to itself, with these words in the empty field.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    place: Place = "new"
    attachment: Attachment | None = None
    lasting: str = ""
    asks_reply: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it goes with a tap rather than into the chat."""
        return self.place in NOTES


@dataclass(frozen=True)
class Outgoing:
    """A message in the outbox, kept there until its channel has taken it.

    ``tapped`` is the message whose button was tapped, which may be the one to replace. A message
    that ``must_arrive`` answers somebody: it is held rather than given up while its friend cannot
    be reached. ``deletions`` is ``Outbox.deletions`` as of when it was read.
    """

    id: int
    friend_id: int
    address: str
    message: Message
    tapped: int | None
    must_arrive: bool = False
    deletions: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StandingMessage:
    """The message of the interview, or a page, as its channel knows it.

    ``lasting`` is what an edit leaves above.
    """

    message_id: int
    lasting: str


@dataclass(frozen=True)
class DeadLetter:
    """An update that could not be worked off; ``raw`` is "" where its words are not kept.

    ``id`` is what to name it by, ``update_id`` its number among the updates of the bot, ``why`` the
    kind of error, and ``received`` is ISO 8601 in UTC.
    """

    id: int
    bot_id: int
    update_id: int
    received: str
    why: str
    raw: str


@dataclass(frozen=True)
class StoredUpdate:
    """A raw update that waits to be worked off."""

    update_id: int
    raw: str
