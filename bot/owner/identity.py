"""Who the owner is: named in the settings, or whoever opens a link that only they were shown."""

import hmac
import secrets

from flows.dialogue.events import Began, Event
from storage.records import Friend
from storage.store import Store

CHANNEL = "telegram"
"""Where owners get their messages."""

LINK = "owner-"
"""How the payload of the link begins that makes its opener the owner; a secret follows."""


class OwnerIdentity:
    """Knows the owner; ``named`` is their numeric Telegram id, as the settings have it."""

    def __init__(self, store: Store, named: int | None = None) -> None:
        self._store = store
        self._named = None if named is None else str(named)
        self._secret: str | None = None

    def owner(self) -> Friend | None:
        """The owner, whether or not they ever wrote; None while nobody knows who that is.

        One who is named is stored with this, so that something can wait for them.
        """
        if self._named is None:
            return self._store.users.owner()
        known = self._store.users.find(CHANNEL, self._named)
        return known or self._store.users.get_or_create(CHANNEL, self._named, "Owner")

    def acquainted(self) -> str:
        """The address of an owner who is known to have a chat with the bot; empty before that.

        Whoever opened the link has one. Of one who is named only a message that arrived tells it.
        """
        if self._named is None:
            owner = self._store.users.owner()
            return owner.address if owner else ""
        named = self._store.users.find(CHANNEL, self._named)
        return named.address if named and self._store.outbox.has_reached(named.id) else ""

    def is_owner(self, friend: Friend) -> bool:
        """Whether this friend is the owner."""
        return self.is_at(friend.channel, friend.address)

    def is_at(self, channel: str, address: str) -> bool:
        """Whether the owner is at this address, known to have written or not."""
        if self._named is not None:
            return (channel, address) == (CHANNEL, self._named)
        owner = self._store.users.owner()
        return owner is not None and (owner.channel, owner.address) == (channel, address)

    def may_claim(self, channel: str, event: Event) -> bool:
        """Whether somebody opened the link that makes its opener the owner, or one like it."""
        is_link = isinstance(event, Began) and event.payload.startswith(LINK)
        return self._secret is not None and channel == CHANNEL and is_link

    def offer(self) -> str | None:
        """A payload for ``?start=`` that works once; None where nobody is wanted."""
        if self._named is not None or self._store.users.owner():
            return None
        self._secret = secrets.token_urlsafe(24)
        return LINK + self._secret

    def is_invited(self, channel: str, event: Event) -> bool:
        """Whether somebody opened the very link that makes its opener the owner."""
        if self._secret is None or channel != CHANNEL or not isinstance(event, Began):
            return False
        return hmac.compare_digest(event.payload.encode(), (LINK + self._secret).encode())

    def claim(self, friend: Friend, event: Event) -> bool:
        """Make a friend the owner who opened the link; the link is used up once that is stored.

        Until then it works, as the transaction may fail and be tried again; but another friend who
        opens it in the same transaction comes too late.
        """
        if not self.is_invited(friend.channel, event) or self._store.users.owner():
            return False
        self._store.users.set_owner(friend.id)
        self._store.database.once_committed(self._use_up)
        return True

    def _use_up(self) -> None:
        self._secret = None
