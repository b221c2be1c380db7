"""Wordings that friends used for a topic, until the owner takes them in or leaves them out."""

from dataclasses import dataclass

from storage.connection import Row
from storage.lessons import Lessons
from storage.outbox import Outbox
from storage.questions import BLANK
from storage.records import Friend, Message
from storage.texts import storable

_WAITING = """
    SELECT phrasings.*, name, username FROM phrasings JOIN friends ON friends.id = friend_id
    WHERE state = 'suggested'
"""
_SHOWN = "id IN (SELECT outgoing_id FROM shown_phrasings WHERE friend_id = ?)"


@dataclass(frozen=True)
class Suggestion:
    """A wording that a friend used for a topic, waiting for the owner; ``names`` are theirs."""

    id: int
    text: str
    topic: str
    state: str
    names: tuple[str, ...]


class Suggestions(Lessons, Outbox):
    """The verbs about wordings that wait for the owner."""

    def suggest(self, friend_id: int, text: str, topic: str) -> None:
        """Keep a wording that a friend used for a topic, for the owner to accept."""
        row = {"friend_id": friend_id, "text": storable(text), "topic": topic}
        self.add("phrasings", row | {"state": "suggested", "created_at": self.now()})

    def suggestions(self) -> list[Suggestion]:
        """The wordings that wait for the owner, the oldest first."""
        return self._suggestions("")

    def unshown(self, owner: Friend) -> list[Suggestion]:
        """The waiting wordings of which no message went, or is about to go, to the owner."""
        return self._suggestions(
            " AND phrasings.id NOT IN (SELECT phrasing_id FROM shown_phrasings"
            " JOIN outbox ON outbox.id = outgoing_id"
            " WHERE outbox.friend_id = ? AND given_up_at IS NULL)",
            owner.id,
        )

    def show_suggestion(self, owner: Friend, message: Message, suggestion_id: int) -> None:
        """Put a message about a waiting wording into the owner's outbox.

        It repeats a friend's words, so it goes with the friend even if the wording stays.
        """
        with self.transaction():
            (outgoing,) = self.say(owner, [message])
            self.write(
                "INSERT INTO shown_phrasings (outgoing_id, phrasing_id, friend_id)"
                " SELECT ?, id, friend_id FROM phrasings WHERE id = ? AND friend_id IS NOT NULL",
                *(outgoing.id, suggestion_id),
            )

    def is_suggestion(self, owner: Friend, message_id: int) -> bool:
        """Whether a message to the owner is about a wording."""
        rows = self.rows(
            "SELECT 1 FROM shown_phrasings JOIN outbox ON outbox.id = outgoing_id"
            " WHERE outbox.friend_id = ? AND message_id = ?",
            *(owner.id, message_id),
        )
        return bool(rows)

    def accept(self, suggestion_id: int, text: str) -> None:
        """Take a wording in, as ``text``; from then on it is nobody's."""
        with self.transaction():
            self.write(
                "UPDATE phrasings SET state = 'accepted', text = ?, friend_id = NULL WHERE id = ?",
                *(storable(text), suggestion_id),
            )
            self.taught_anew()

    def decline(self, suggestion_id: int) -> None:
        """Leave a wording out."""
        self.write("UPDATE phrasings SET state = 'declined' WHERE id = ?", suggestion_id)

    def blank_shown(self, friend_id: int) -> None:
        """Take a friend's words out of what the owner was shown; what waits, is never sent."""
        self.write(f"DELETE FROM outbox WHERE sent_at IS NULL AND {_SHOWN}", friend_id)  # noqa: S608 (a constant)
        self.write(f"UPDATE outbox SET message = ? WHERE {_SHOWN}", BLANK, friend_id)  # noqa: S608 (likewise)

    def _suggestions(self, condition: str, *values: object) -> list[Suggestion]:
        rows = self.rows(f"{_WAITING}{condition} ORDER BY phrasings.id", *values)
        return [_suggestion(row) for row in rows]


def _suggestion(row: Row) -> Suggestion:
    return Suggestion(
        id=row["id"],
        text=row["text"],
        topic=row["topic"],
        state=row["state"],
        names=(row["name"], row["username"]),
    )
