"""The outbox: replies wait here until their channel has taken them."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal, cast

from pydantic import TypeAdapter, ValidationError

from flows.dialogue.events import EVENT, Event, Misfired
from flows.dialogue.replies import INTERVIEW, PAGES, Place
from storage.database import Database, Row
from storage.records import (
    Attachment,
    Button,
    Friend,
    Message,
    Outgoing,
    StandingMessage,
)
from storage.texts import storable

WAITING = "sent_at IS NULL AND given_up_at IS NULL"

SENDABLE = """
    sent_at IS NULL AND given_up_at IS NULL AND NOT held
    AND NOT EXISTS (SELECT 1 FROM friends WHERE friends.id = friend_id AND NOT active)
"""
"""What waits to be sent, and can be: a farewell goes to somebody who is no friend any more."""

Count = Literal["sent", "failed", "in doubt", "given up"]
"""What is counted of messages."""

WITHOUT_BUTTONS = "message = json_set(message, '$.buttons', json('[]')), attachment = NULL"
"""Nobody reads them again: what a button meant is in the event of its tap."""


BUTTONS: TypeAdapter[tuple[tuple[Button, ...], ...]] = TypeAdapter(tuple[tuple[Button, ...], ...])


class Outbox:
    """Outgoing messages; those to a friend go out in the order of their ids.

    ``counts`` has how many were sent, failed, may have arrived twice and were given up since the
    program started, as far as that is stored. ``deletions`` counts how often this program erased
    messages that waited: while it stays the same, what was read is still there.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self.counts: Counter[Count] = Counter()
        self.deletions = 0

    def pending(
        self,
        channel: str,
        friend_id: int | None = None,
        after: int = 0,
        besides: Iterable[int] = (),
    ) -> list[Outgoing]:
        """What waits to be sent on a channel (to one friend), to those who can be reached.

        ``after`` is the id after which to look, ``besides`` are those that need not be read.
        """
        deletions = self.deletions  # before it is read
        to = "AND friend_id = ?" if friend_id is not None else ""
        who = () if friend_id is None else (friend_id,)
        rows = self._db.rows(
            f"SELECT * FROM outbox WHERE channel = ? AND {SENDABLE} AND id > ?"  # noqa: S608 (constants)
            f" AND id NOT IN (SELECT value FROM json_each(?)) {to} ORDER BY id",
            *(channel, after, json.dumps([*besides]), *who),
        )
        return [_outgoing(row, deletions) for row in rows]

    def pending_ids(self, channel: str, after: int, limit: int) -> list[int]:
        """The ids of what waits to be sent, a page of them from an id on."""
        rows = self._db.rows(
            f"SELECT id FROM outbox WHERE channel = ? AND {SENDABLE} AND id > ?"  # noqa: S608 (a constant)
            " ORDER BY id LIMIT ?",
            *(channel, after, limit),
        )
        return [row["id"] for row in rows]

    def still_pending(self, ids: Iterable[int]) -> list[Outgoing]:
        """Those of these messages that still wait to be sent."""
        deletions = self.deletions  # as above
        rows = self._db.rows(
            f"SELECT * FROM outbox WHERE id IN (SELECT value FROM json_each(?)) AND {SENDABLE}"  # noqa: S608 (a constant)
            " ORDER BY id",
            json.dumps([*ids]),
        )
        return [_outgoing(row, deletions) for row in rows]

    def kept_among(self, ids: Iterable[int]) -> set[int]:
        """Those of these messages that nobody has erased, whatever became of them."""
        rows = self._db.rows(
            "SELECT id FROM outbox WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps([*ids]),
        )
        return {row["id"] for row in rows}

    def note_deletion(self) -> None:
        """Note that messages which wait are erased in this transaction."""

        def count() -> None:
            self.deletions += 1

        self._db.once_committed(count)

    def give_up_notes(self, channel: str, why: str) -> None:
        """Give up the notes that wait: each belonged to a tap, and that is long gone."""
        self._db.write(
            f"UPDATE outbox SET given_up_at = ?, error = ? WHERE channel = ? AND {WAITING}"  # noqa: S608 (a constant)
            " AND json_extract(message, '$.place') IN ('toast', 'alert')",
            *(self._db.now(), storable(why), channel),
        )

    def is_waiting(self, channel: str, longer_than: timedelta) -> bool:
        """Whether something that could be sent has waited for that long."""
        return bool(
            self._db.rows(
                f"SELECT 1 FROM outbox WHERE channel = ? AND {SENDABLE} AND created_at < ? LIMIT 1",  # noqa: S608 (a constant)
                *(channel, self._db.ago(longer_than)),
            )
        )

    def longest_wait(self, channel: str) -> float:
        """For how many seconds the oldest message waits that could be sent; 0 without any."""
        rows = self._db.rows(
            f"SELECT (julianday(?) - julianday(created_at)) * 86400 AS waits FROM outbox"  # noqa: S608 (a constant)
            f" WHERE channel = ? AND {SENDABLE} ORDER BY id LIMIT 1",
            *(self._db.now(), channel),
        )
        return max(0.0, rows[0]["waits"]) if rows else 0.0

    def latency(self, channel: str, of: int = 100) -> float:
        """The mean seconds that the latest messages took to be delivered; 0 without any."""
        rows = self._db.rows(
            "SELECT avg(julianday(sent_at) - julianday(created_at)) * 86400 AS seconds FROM"
            " (SELECT * FROM outbox WHERE channel = ? AND sent_at IS NOT NULL"
            " ORDER BY id DESC LIMIT ?)",
            *(channel, of),
        )
        return float(rows[0]["seconds"] or 0)

    def has_reached(self, friend_id: int) -> bool:
        """Whether any message has arrived in the chat of a friend."""
        return bool(
            self._db.rows(
                "SELECT 1 FROM outbox WHERE friend_id = ? AND message_id IS NOT NULL LIMIT 1",
                friend_id,
            )
        )

    def has_export(self, friend_id: int) -> bool:
        """Whether a file with all that is stored about a friend waits to be sent to them."""
        return bool(
            self._db.rows(
                f"SELECT 1 FROM outbox WHERE friend_id = ? AND {WAITING}"  # noqa: S608 (a constant)
                " AND json_extract(message, '$.attachment.kind') = 'export' LIMIT 1",
                friend_id,
            )
        )

    def add(  # noqa: PLR0913 (each is about the one message, and has its default)
        self,
        friend: Friend,
        messages: Iterable[Message],
        tapped: int | None = None,
        *,
        conversation: int | None = None,
        farewell: bool = False,
        must_arrive: bool = False,
        question_id: int | None = None,
        after: int | None = None,
    ) -> list[Outgoing]:
        """Put messages into the outbox, after the latest event of this friend (``after``: its id).

        A farewell is kept no longer than it takes to send it. What must arrive can be held until
        the friend is back; ``question_id`` is the owner question that it answers, if any.
        """
        with self._db.transaction():
            about = {
                "friend_id": friend.id,
                "conversation": conversation,
                "event_id": self.latest_event(friend.id) if after is None else after,
                "channel": friend.channel,
                "address": friend.address,
                "farewell": int(farewell),
                "must_arrive": int(must_arrive or question_id is not None),
                "question_id": question_id,
                "created_at": self._db.now(),
            }
            outgoing: list[Outgoing] = []
            for message in messages:
                # What follows a new message is read below it, not in the place of what was tapped.
                below = any(each.message.place == "new" for each in outgoing)
                above = message.place in INTERVIEW and below
                outgoing.append(self._add(about, message, None if above else tapped))
            return outgoing

    def latest_event(self, friend_id: int) -> int | None:
        """The id of the latest thing a friend did, which messages are put behind.

        Another one tells that they went on.
        """
        rows = self._db.rows("SELECT max(id) AS id FROM events WHERE friend_id = ?", friend_id)
        return cast("int | None", rows[0]["id"])

    def _add(self, about: Row, message: Message, tapped: int | None) -> Outgoing:
        content = message.attachment.content if message.attachment else None
        row = about | {
            "message": message_as_json(message),
            "attachment": content,
            "tapped": tapped,
        }
        added = row | {"id": self._db.add("outbox", row)}
        return _outgoing(added, self.deletions, message)

    def attach(self, outgoing: Outgoing, attachment: Attachment) -> Outgoing:
        """Add a file to a message that waits in the outbox."""
        self._db.write(
            "UPDATE outbox SET message = json_patch(message, ?), attachment = ? WHERE id = ?",
            *(json.dumps(attachment_as_dict(attachment)), attachment.content, outgoing.id),
        )
        row = self._db.rows("SELECT * FROM outbox WHERE id = ?", outgoing.id)[0]
        return _outgoing(row, outgoing.deletions)

    def sent(self, outgoing_id: int, message_id: int | None) -> None:
        """Note that a message was taken, under which id; its file and buttons go."""
        with self._db.transaction():
            self._db.write(
                f"UPDATE outbox SET sent_at = ?, message_id = ?, {WITHOUT_BUTTONS} WHERE id = ?",  # noqa: S608 (a constant)
                *(self._db.now(), message_id, outgoing_id),
            )
            self._end_farewell(outgoing_id)
            self._count("sent")

    def all_sent(self, taken: Iterable[tuple[int, int | None]]) -> None:
        """Note of several messages together that they were taken, each with its id there."""
        with self._db.transaction():
            for outgoing_id, message_id in taken:
                self.sent(outgoing_id, message_id)

    def standing(self, friend_id: int, place: Place) -> StandingMessage | None:
        """The message that gives way to one that goes to a place; None where none does."""
        if place in PAGES:
            return self._page(friend_id)
        interview = place in INTERVIEW or place == "interview-over"
        return self.interview_message(friend_id) if interview else None

    def interview_message(self, friend_id: int) -> StandingMessage | None:
        """The message that the interview stands in, as far as it was sent; None once it is over."""
        places = "SELECT id, message_id, json_extract(message, '$.place') AS place FROM outbox"
        latest = self._db.rows(
            f"{places} WHERE friend_id = ? AND message_id IS NOT NULL"
            " AND place LIKE 'interview%' ORDER BY id DESC LIMIT 1",
            friend_id,
        )
        if not latest or latest[0]["place"] == "interview-over":
            return None
        number = latest[0]["message_id"]
        parts = self._db.rows(
            "SELECT json_extract(message, '$.lasting') AS lasting FROM outbox"
            " WHERE friend_id = ? AND message_id = ? ORDER BY id",
            *(friend_id, number),
        )
        lasting = dict.fromkeys(part["lasting"] for part in parts if part["lasting"])
        return StandingMessage(number, "\n\n".join(lasting))

    def _page(self, friend_id: int) -> StandingMessage | None:
        """The page that was sent last, wherever it stands; None before any."""
        latest = self._db.rows(
            "SELECT message_id FROM outbox WHERE friend_id = ? AND message_id IS NOT NULL"
            " AND json_extract(message, '$.place') LIKE 'page%' ORDER BY id DESC LIMIT 1",
            friend_id,
        )
        return StandingMessage(latest[0]["message_id"], "") if latest else None

    def failed(self, outgoing_id: int, why: str, *, in_doubt: bool = False) -> None:
        """Note that a message could not be sent this time.

        One that is ``in_doubt`` may have arrived all the same, and with the next try twice.
        """
        with self._db.transaction():
            self._db.write(
                "UPDATE outbox SET attempts = attempts + 1, doubts = doubts + ?, error = ?"
                " WHERE id = ?",
                *(int(in_doubt), storable(why), outgoing_id),
            )
            self._count("failed")
            if in_doubt:
                self._count("in doubt")

    def in_doubt(self, period: timedelta) -> int:
        """How many messages of that long may have arrived twice."""
        rows = self._db.rows(
            "SELECT count(*) AS doubtful FROM outbox WHERE doubts > 0 AND created_at >= ?",
            self._db.ago(period),
        )
        return int(rows[0]["doubtful"])

    def give_up(self, outgoing_id: int, why: str) -> None:
        """Note that a message will never be sent."""
        with self._db.transaction():
            self._db.write(
                f"UPDATE outbox SET given_up_at = ?, error = ?, {WITHOUT_BUTTONS} WHERE id = ?",  # noqa: S608 (a constant)
                *(self._db.now(), storable(why), outgoing_id),
            )
            self._end_farewell(outgoing_id)
            self._count("given up")

    def hold(self, outgoing_id: int, why: str) -> int:
        """Keep a message until its friend is back (``Users.activate``), instead of giving it up.

        Returns how often it was held by now; 0 where it was erased.
        """
        with self._db.transaction():
            self._db.write(
                "UPDATE outbox SET held = 1, holds = holds + 1, error = ? WHERE id = ?",
                *(storable(why), outgoing_id),
            )
            rows = self._db.rows("SELECT holds FROM outbox WHERE id = ?", outgoing_id)
            return int(rows[0]["holds"]) if rows else 0

    def _count(self, what: Count) -> None:
        self._db.once_committed(lambda: self.counts.update([what]))

    def _end_farewell(self, outgoing_id: int) -> None:
        if self._db.write("DELETE FROM outbox WHERE id = ? AND farewell", outgoing_id):
            self._db.scrub_after()


def _outgoing(row: Row, deletions: int, message: Message | None = None) -> Outgoing:
    """A row as it goes out; its message is read, unless it is known."""
    return Outgoing(
        id=row["id"],
        friend_id=row["friend_id"],
        address=row["address"],
        message=message or message_from_json(row["message"], row["attachment"]),
        tapped=row["tapped"],
        must_arrive=bool(row["must_arrive"]),
        deletions=deletions,
    )


def message_as_json(message: Message) -> str:
    """Write a message as JSON, without the content of its attachment."""
    rows = BUTTONS.dump_python(message.buttons, mode="json", exclude_none=True)
    about: dict[str, Any] = {"text": message.text, "place": message.place, "buttons": rows}
    if message.lasting:
        about["lasting"] = message.lasting
    if message.asks_reply:
        about["asks_reply"] = message.asks_reply
    if message.attachment:
        about |= attachment_as_dict(message.attachment)
    return json.dumps(about)


def attachment_as_dict(attachment: Attachment) -> dict[str, Any]:
    """Describe an attachment, without its content."""
    return {"attachment": {"kind": attachment.kind, "filename": attachment.filename}}


def message_from_json(text: str, content: bytes | None = None) -> Message:
    """Read a message; its attachment comes with it as long as its content is still stored."""
    stored = json.loads(text)
    attachment = stored.get("attachment")
    return Message(
        text=stored["text"],
        buttons=tuple(tuple(_button(each) for each in row) for row in stored["buttons"]),
        place=stored["place"],
        lasting=stored.get("lasting", ""),
        asks_reply=stored.get("asks_reply", ""),
        attachment=Attachment(**attachment, content=content) if content is not None else None,
    )


def _button(stored: dict[str, Any]) -> Button:
    return Button(stored["label"], _event(stored["event"]), stored["emphasis"])


def _event(stored: dict[str, Any]) -> Event:
    """Read a button's event; one that an older version wrote and this one lacks is a misfire."""
    try:
        return EVENT.validate_python(stored)
    except ValidationError:
        return Misfired()
