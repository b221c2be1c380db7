"""The outbox: replies wait here until their channel has taken them."""

import json
from collections.abc import Iterable

from storage.connection import Connection, Row
from storage.messages import attachment_as_dict, message_as_json, message_from_json
from storage.records import Attachment, Friend, Message, Outgoing
from storage.texts import storable

WAITING = "sent_at IS NULL AND given_up_at IS NULL"


class Outbox(Connection):
    """The verbs about outgoing messages; a friend's messages go out in the order of their ids."""

    def outgoing(self, channel: str, friend_id: int | None = None) -> list[Outgoing]:
        """What waits to be sent on a channel (to one friend), to those who can be reached."""
        rows = self.rows(
            f"SELECT * FROM outbox WHERE channel = ? AND {WAITING}"  # noqa: S608 (a constant)
            " AND friend_id = coalesce(?, friend_id)"
            " AND friend_id NOT IN (SELECT id FROM friends WHERE NOT active) ORDER BY id",
            *(channel, friend_id),
        )
        return [_outgoing(row) for row in rows]

    def say(
        self,
        friend: Friend,
        messages: Iterable[Message],
        tapped: int | None = None,
        *,
        conversation: int | None = None,
        farewell: bool = False,
    ) -> list[Outgoing]:
        """Put messages into the outbox, after the latest event of this friend.

        A farewell is kept no longer than it takes to send it.
        """
        with self.transaction():
            latest = self.rows("SELECT max(id) AS id FROM events WHERE friend_id = ?", friend.id)
            about = {
                "friend_id": friend.id,
                "conversation": conversation,
                "event_id": latest[0]["id"],
                "channel": friend.channel,
                "address": friend.address,
                "tapped": tapped,
                "farewell": int(farewell),
                "created_at": self.now(),
            }
            return [self._say(about, message) for message in messages]

    def _say(self, about: Row, message: Message) -> Outgoing:
        content = message.attachment.content if message.attachment else None
        row = about | {"message": message_as_json(message), "attachment": content}
        return _outgoing(row | {"attempts": 0, "id": self.add("outbox", row)})

    def attach(self, outgoing: Outgoing, attachment: Attachment) -> Outgoing:
        """Add a file to a message that waits in the outbox."""
        self.write(
            "UPDATE outbox SET message = json_patch(message, ?), attachment = ? WHERE id = ?",
            *(json.dumps(attachment_as_dict(attachment)), attachment.content, outgoing.id),
        )
        return _outgoing(self.rows("SELECT * FROM outbox WHERE id = ?", outgoing.id)[0])

    def sent(self, outgoing_id: int, message_id: int | None) -> None:
        """Note that a message was taken, under which id; its file is not needed any more."""
        with self.transaction():
            self.write(
                "UPDATE outbox SET sent_at = ?, message_id = ?, attachment = NULL WHERE id = ?",
                *(self.now(), message_id, outgoing_id),
            )
            self._end_farewell(outgoing_id)

    def failed(self, outgoing_id: int, why: str) -> None:
        """Note that a message could not be sent this time."""
        self.write(
            "UPDATE outbox SET attempts = attempts + 1, error = ? WHERE id = ?",
            *(storable(why), outgoing_id),
        )

    def give_up(self, outgoing_id: int, why: str) -> None:
        """Note that a message will never be sent."""
        with self.transaction():
            self.write(
                "UPDATE outbox SET given_up_at = ?, error = ?, attachment = NULL WHERE id = ?",
                *(self.now(), storable(why), outgoing_id),
            )
            self._end_farewell(outgoing_id)

    def _end_farewell(self, outgoing_id: int) -> None:
        if self.rows("SELECT 1 FROM outbox WHERE id = ? AND farewell", outgoing_id):
            self.write("DELETE FROM outbox WHERE id = ?", outgoing_id)
            self.scrub_after()


def _outgoing(row: Row) -> Outgoing:
    return Outgoing(
        id=row["id"],
        friend_id=row["friend_id"],
        address=row["address"],
        message=message_from_json(row["message"], row["attachment"]),
        attempts=row["attempts"],
        tapped=row["tapped"],
    )
