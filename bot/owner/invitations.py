"""Who may become a friend: anybody, or only whoever opens a link that the owner passes on."""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Literal

from bot.incoming import TELEGRAM
from bot.owner.identity import LINK as OWNER_LINK
from bot.owner.identity import OwnerIdentity
from flows.dialogue.events import Began, Event
from storage.store import Store

LINK = "friend-"
"""How the payload of an invitation begins; its secret follows."""

GUESSES, GUESSES_SECONDS = 5, 3600.0
"""Links that do not work which one address may open within so many seconds."""

REMEMBERED = 1000
"""Addresses of which it is known that they opened such links."""

Refusal = Literal["uninvited", "outdated", "guessing"]
"""Why somebody is turned away: without a link, with one that does not work, or with too many."""


class Invitations:
    """Knows whom to let in; ``required`` tells whether a stranger needs the link.

    There is one link for all friends. It is kept in the database, so that every program over the
    same file knows it, and holds 128 random bits. Who is known already stays, whatever becomes of
    the link; who had everything erased is a stranger again.
    """

    def __init__(
        self,
        store: Store,
        identity: OwnerIdentity,
        *,
        required: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.required = required
        self._store, self._identity, self._clock = store, identity, clock
        self._guesses: OrderedDict[str, list[float]] = OrderedDict()

    def payload(self) -> str:
        """What the link carries behind ``?start=``; made when it is first asked for."""
        with self._store.transaction():
            return LINK + (self._secret() or self._new_secret())

    def renew(self) -> str:
        """Make another link and return its payload; the former one works no more."""
        return LINK + self._new_secret()

    def knows(self, address: str) -> bool:
        """Whether somebody at this address in Telegram needs no invitation (any more)."""
        if not self.required or self._identity.is_at(TELEGRAM, address):
            return True
        return self._store.users.find(TELEGRAM, address) is not None

    def refusal(self, address: str, event: Event) -> Refusal | None:
        """Why somebody who did this is not let in; None for whoever is."""
        if self.knows(address) or self._identity.is_invited(TELEGRAM, event):
            return None
        if not isinstance(event, Began) or not event.payload.startswith((LINK, OWNER_LINK)):
            return "uninvited"
        if self._has_guessed_enough(address):
            return "guessing"
        if self._is_right(event.payload):
            return None
        self._note_guess(address)
        return "outdated"

    def _is_right(self, payload: str) -> bool:
        secret = self._secret()
        return bool(secret) and hmac.compare_digest(payload.encode(), (LINK + secret).encode())

    def _secret(self) -> str:
        return self._store.owner_pages.setting("invitation")

    def _new_secret(self) -> str:
        secret = secrets.token_urlsafe(16)
        self._store.owner_pages.choose("invitation", secret)
        return secret

    def _has_guessed_enough(self, address: str) -> bool:
        since = self._clock() - GUESSES_SECONDS
        return sum(at > since for at in self._guesses.get(address, ())) >= GUESSES

    def _note_guess(self, address: str) -> None:
        guesses = [*self._guesses.pop(address, ()), self._clock()]
        self._guesses[address] = guesses[-GUESSES:]
        if len(self._guesses) > REMEMBERED:
            self._guesses.popitem(last=False)


def without_invitation(event: Event) -> Event:
    """What happened, without the secret of a link, which is nobody's to keep or to be shown."""
    if isinstance(event, Began) and event.payload.startswith(LINK):
        return event.model_copy(update={"payload": ""})
    return event
