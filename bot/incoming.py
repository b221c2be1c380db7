"""The front ends, and the one record in which each of them hands on what a friend did."""

from dataclasses import dataclass
from typing import Final, Literal

from flows.dialogue.events import Event

TELEGRAM: Final = "telegram"
TERMINAL: Final = "terminal"

Channel = Literal["telegram", "terminal"]
"""Where messages are read: buttons are tapped on Telegram, in a terminal numbers are typed."""


@dataclass(frozen=True)
class Incoming:
    """Who did what, and where.

    ``channel`` is the front end and ``address`` the friend's place on it: a chat id, or a user
    name. ``update_id`` is the channel's own number of this update, by which one that comes again is
    known; None where a channel repeats nothing. ``tapped`` is the id of the message whose button
    was tapped, ``replied_to`` that of the message replied to.
    """

    channel: str
    address: str
    name: str
    event: Event
    username: str = ""
    update_id: int | None = None
    tapped: int | None = None
    replied_to: int | None = None
