"""Conversations: events are appended, and a snapshot tells where they lead."""

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import EVENT, Event, TextReceived
from flows.dialogue.summary import Summary
from flows.knowledge import Knowledge
from storage.database import Database
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.records import Friend, Message, Outgoing
from storage.snapshots import fitted, read
from storage.texts import storable
from storage.words import SUMMARISED, remember_text, remember_words

SUMMARY_COLUMNS = (
    "outcome",
    "market",
    "role",
    "pick",
    "runner_up",
    "confidence",
    "answered",
    "asked",
)

FORMAT = 9
"""Of snapshots: raised when a replay of the same events would lead to another one."""


class StoredConversation(NamedTuple):
    """A conversation as it was read from its snapshot, perhaps one of a former format."""

    conversation: Conversation
    is_of_former_format: bool


class Conversations:
    """Conversations, their events and their summaries."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        outbox: Outbox,
        knowledge: Callable[[], Knowledge],
    ) -> None:
        self._db = database
        self._inbox = inbox
        self._outbox = outbox
        self._knowledge = knowledge

    def latest(self, friend_id: int) -> Conversation | None:
        """The latest conversation of a friend, fitted to today's questions; None before any."""
        found = self.stored(friend_id)
        return found and found.conversation

    def stored(self, friend_id: int) -> StoredConversation | None:
        """The same, and whether it is to be made anew from the events."""
        rows = self._db.rows(
            "SELECT number, snapshot, knowledge, format FROM conversations WHERE friend_id = ?"
            " ORDER BY number DESC LIMIT 1",
            friend_id,
        )
        if not rows:
            return None
        former = rows[0].pop("format") != FORMAT
        return StoredConversation(self._restored(**rows[0]), former)

    def _restored(self, number: int, snapshot: str, knowledge: str) -> Conversation:
        """Read a snapshot that was written under some version of the questions."""
        conversation = read(snapshot, number)
        today = self._knowledge()
        return conversation if knowledge == today.questions_digest else fitted(conversation, today)

    def beginning(self, friend_id: int | None) -> Conversation:
        """The conversation before a friend did anything: a replay of their history starts there.

        The first one has the second of its beginning as its number, the next ones count on. So
        buttons from before a friend was erased never mean anything in what is begun anew.
        """
        rows = self._db.rows(
            "SELECT min(conversation) AS number FROM events WHERE friend_id = ?", friend_id
        )
        return Conversation(number=rows[0]["number"] or self._db.second())

    def history(self, friend_id: int) -> list[Event]:
        """Everything a friend did, in order: replayed, it leads to the latest conversation."""
        rows = self._db.rows(
            "SELECT payload FROM events WHERE friend_id = ? ORDER BY id", friend_id
        )
        return [EVENT.validate_json(row["payload"]) for row in rows]

    def record(  # noqa: PLR0913, PLR0917 (what belongs together is recorded together)
        self,
        friend: Friend,
        conversation: Conversation,
        event: Event,
        messages: Iterable[Message],
        update_id: int | None = None,
        tapped: int | None = None,
        summary: Summary | None = None,
    ) -> list[Outgoing]:
        """Record a step as a whole: the event, the conversation after it, and the replies.

        The event counts to the conversation that it leads to. The update is done with that.
        """
        with self._db.transaction():
            begins = self._snap(friend.id, conversation)
            event_id = self._append(friend.id, conversation.number, event, update_id)
            place = friend.id, conversation.number
            summarised = summary is not None and self._write_summary(*place, summary)
            if begins or summarised:
                remember_words(self._db.sqlite, *place)
            elif isinstance(event, TextReceived):  # a tap has no words of its own
                remember_text(self._db.sqlite, *place, event.text)
            if update_id is not None and not self._inbox.done(update_id):
                raise RuntimeError(f"Update {update_id} was recorded before.")
            return self._outbox.add(
                friend, messages, tapped, conversation=conversation.number, after=event_id
            )

    def summarise(self, friend_id: int, number: int, summary: Summary) -> None:
        """Write the summary of a conversation, or write it anew."""
        with self._db.transaction():
            if self._write_summary(friend_id, number, summary):
                remember_words(self._db.sqlite, friend_id, number)

    def _write_summary(self, friend_id: int, number: int, summary: Summary) -> bool:
        """Write it; returns whether it has other words than before."""
        row = {column: getattr(summary, column) for column in SUMMARY_COLUMNS} | {
            "friend_id": friend_id,
            "conversation": number,
            "answers": json.dumps(dict(summary.answers)),
            "text": storable(summary.text),
            "written_at": self._db.now(),
        }
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        news = ", ".join(f"{column} = excluded.{column}" for column in row)
        before = self._db.rows(
            f"SELECT {', '.join(SUMMARISED)} FROM summaries"  # noqa: S608 (constants)
            " WHERE friend_id = ? AND conversation = ?",
            *(friend_id, number),
        )
        self._db.write(
            f"INSERT INTO summaries ({names}) VALUES ({marks})"  # noqa: S608 (names from this file)
            f" ON CONFLICT (friend_id, conversation) DO UPDATE SET {news}",
            *row.values(),
        )
        return before != [{name: row[name] for name in SUMMARISED}]

    def _snap(self, friend_id: int, conversation: Conversation) -> bool:
        """Write the snapshot; no upsert, which would use up an id each time.

        Returns whether it is the first one of this conversation.
        """
        news = {
            "snapshot": conversation.model_dump_json(),
            "knowledge": self._knowledge().questions_digest,
            "format": FORMAT,
            "updated_at": self._db.now(),
        }
        begins = not self._db.write(
            "UPDATE conversations SET snapshot = ?, knowledge = ?, format = ?, updated_at = ?"
            " WHERE friend_id = ? AND number = ?",
            *(*news.values(), friend_id, conversation.number),
        )
        if begins:
            place = {"friend_id": friend_id, "number": conversation.number}
            self._db.add("conversations", place | news | {"created_at": news["updated_at"]})
        return begins

    def _append(self, friend_id: int, number: int, event: Event, update_id: int | None) -> int:
        before = self._db.rows(
            "SELECT max(sequence) AS sequence FROM events WHERE friend_id = ? AND conversation = ?",
            *(friend_id, number),
        )
        return self._db.add(
            "events",
            {
                "friend_id": friend_id,
                "conversation": number,
                "sequence": (before[0]["sequence"] or 0) + 1,
                "kind": event.kind,
                "payload": EVENT.dump_json(event, exclude_none=True).decode(),
                "said": event.text if isinstance(event, TextReceived) else None,
                "at": self._db.now(),
                "update_id": update_id,
            },
        )
