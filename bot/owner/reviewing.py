"""The owner's verbs for reviewing conversations, free of any channel."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot.errors import WrongUseError
from bot.owner.filters import read_filters
from storage.finding import Filters
from storage.review import Listed, Shown
from storage.store import Store

LONGEST_NOTE = 2000
"""Characters of a note, or of the reason for a correction."""

Found = TypeVar("Found", Listed, Shown)


class Reviewing:
    """Marks, notes and corrections beside conversations.

    Every verb raises WrongUseError with a sentence for the owner where it cannot be done.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def filters(self, given: Mapping[str, str], told: Iterable[str] = ()) -> Filters:
        """Filters as they are typed, or stand in an address."""
        return read_filters(given, told, self.store.knowledge())

    def listed(self, conversation_id: int) -> Listed:
        """A conversation at a glance."""
        return _there(conversation_id, self.store.review.listed(conversation_id))

    def show(self, conversation_id: int) -> Shown:
        """A whole conversation."""
        return _there(conversation_id, self.store.review.show(conversation_id))

    def mark(self, conversation_id: int, up_to: str = "") -> Listed:
        """Mark a conversation as reviewed; it is new again when its friend goes on.

        ``up_to`` is its last activity as it was shown to the owner; by default, all of it.
        """
        with self.store.transaction():
            listed = self.listed(conversation_id)
            seen = min(up_to or listed.updated, listed.updated)
            self.store.review.mark_reviewed(conversation_id, seen)
            return self.listed(conversation_id)

    def unmark(self, conversation_id: int) -> Listed:
        """Take the mark back."""
        with self.store.transaction():
            self.listed(conversation_id)
            self.store.review.unmark_reviewed(conversation_id)
            return self.listed(conversation_id)

    def note(self, conversation_id: int, text: str) -> Listed:
        """Write the one note beside a conversation; "" takes it away."""
        words = _fitting(text, "note")
        with self.store.transaction():
            self.listed(conversation_id)
            self.store.review.write_note(conversation_id, words)
            return self.listed(conversation_id)

    def wrong(self, conversation_id: int, should_be: str, because: str = "") -> Listed:
        """Note that another path should have been advised; "" takes that back."""
        paths = self.store.knowledge().path
        if should_be and should_be not in paths:
            raise WrongUseError(f"{should_be!r:.80} is no path; accepted: {', '.join(paths)}.")
        reason = _fitting(because, "reason") if should_be else ""
        with self.store.transaction():
            self.listed(conversation_id)
            self.store.review.correct(conversation_id, should_be or None, reason)
            return self.listed(conversation_id)


def _there(conversation_id: int, found: Found | None) -> Found:
    if found is None:
        raise WrongUseError(
            f"There is no conversation {conversation_id}; perhaps its friend has erased it. "
            "`advisor review list` tells the ids."
        )
    return found


def _fitting(text: str, what: str) -> str:
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise WrongUseError(
            f"The {what} has {len(words)} characters; {LONGEST_NOTE} fit: shorten it."
        )
    return words
