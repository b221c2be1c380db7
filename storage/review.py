"""The owner's look at what is stored: find, show and mark conversations."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from flows.knowledge import Knowledge
from storage.database import Database, Row
from storage.finding import (
    ALL,
    QUIET,
    REASONS,
    SAMPLED,
    Filters,
    Reason,
    cursor,
    found,
)
from storage.snapshots import read
from storage.texts import plain, storable
from storage.told_events import told

AS_STORED = (
    *("id", "friend_id", "number", "place", "question", "answered", "market", "role", "pick"),
    *("note", "should_be", "because"),
)
"""What a list has of a conversation as it is called in the table."""

LISTED = f"""
    SELECT {", ".join(f"conversations.{name}" for name in AS_STORED)},
        conversations.created_at AS started, updated_at AS updated, is_new, reviewed_at,
        channel, name, username, outcome, json_extract(snapshot, '$.told.later') AS later,
        CASE WHEN advised THEN runner_up END AS runner_up,
        CASE WHEN advised THEN summaries.confidence END AS confidence
    FROM conversations JOIN friends ON friends.id = conversations.friend_id
    LEFT JOIN summaries ON summaries.friend_id = conversations.friend_id
        AND summaries.conversation = conversations.number
"""  # noqa: S608 (names from this file)

SHOWN = LISTED.replace("SELECT", "SELECT snapshot, text,", 1)

PAGE = 200
"""How many conversations are looked up at once where all are read."""


@dataclass(frozen=True)
class Listed:
    """One conversation at a glance; ``id`` is what to show it by, times are ISO 8601 in UTC.

    ``later`` tells that the pick was put off: the runner-up is then what spoke loudest of the rest.
    ``place``, the open ``question`` and ``answered`` tell how far it got; ``outcome`` is None until
    it was advised or given up, and pick, runner-up and confidence are those of what was advised.

    ``is_new`` tells that the owner did not review it, or that it went on since. ``note`` is theirs,
    and ``should_be`` the path that they think was right, ``because`` of something.
    """

    id: int
    friend_id: int
    number: int
    channel: str
    name: str
    username: str
    started: str
    updated: str
    place: str
    answered: int
    market: str | None
    role: str | None
    outcome: str | None
    pick: str | None
    runner_up: str | None
    confidence: str | None
    question: str | None = None
    later: bool = False
    is_new: bool = True
    reviewed_at: str | None = None
    note: str = ""
    should_be: str | None = None
    because: str = ""

    @property
    def cursor(self) -> str:
        """Where a page ends that has this conversation last."""
        return cursor(self.updated, self.id)


@dataclass(frozen=True)
class TranscriptLine:
    """One thing said: when, by whom, and what; ``sent`` is False for a reply that never left.

    Of what a friend typed, ``read`` are the answers read out of it, as (question, option), and
    ``told`` the circumstances heard.
    """

    at: str
    who: Literal["friend", "advisor"]
    text: str
    sent: bool = True
    read: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A whole conversation: at a glance, the answers, the summary if any, and the transcript.

    ``circumstances`` are ids of what was heard that the reasoning has no place for.
    """

    listed: Listed
    answers: dict[str, str]
    skipped: tuple[str, ...]
    figures: dict[str, Any] | None
    circumstances: tuple[str, ...]
    summary: str | None
    transcript: tuple[TranscriptLine, ...]


class Review:
    """The owner's look at all conversations."""

    def __init__(self, database: Database, knowledge: Callable[[], Knowledge]) -> None:
        self._db = database
        self._knowledge = knowledge

    def list_conversations(self, filters: Filters = ALL, limit: int | None = None) -> list[Listed]:
        """The conversations found by the filters, the latest activity first."""
        source, values = self._found(filters)
        rows = self._db.rows(
            f"{LISTED} WHERE conversations.id IN (SELECT conversations.id {source}"
            " ORDER BY updated_at DESC, conversations.id DESC LIMIT :limit)"
            " ORDER BY updated_at DESC, conversations.id DESC",
            **values,
            limit=-1 if limit is None else limit,
        )
        return [_listed(row) for row in rows]

    def newer(self, filters: Filters, than: Listed) -> Listed | None:
        """The conversation above one in the list that the filters find, if there is any."""
        source, values = self._found(replace(filters, before=""))
        rows = self._db.rows(
            f"{LISTED} WHERE conversations.id IN (SELECT conversations.id {source}"
            " AND (updated_at, conversations.id) > (:updated, :id)"
            " ORDER BY updated_at, conversations.id LIMIT 1)",
            **values,
            updated=than.updated,
            id=than.id,
        )
        return _listed(rows[0]) if rows else None

    def listed(self, conversation_id: int) -> Listed | None:
        """A conversation at a glance, or None when there is none with this id."""
        rows = self._db.rows(f"{LISTED} WHERE conversations.id = :id", id=conversation_id)
        return _listed(rows[0]) if rows else None

    def id_of(self, friend_id: int, number: int) -> int | None:
        """The id to show a friend's conversation by."""
        rows = self._db.rows(
            "SELECT id FROM conversations WHERE friend_id = ? AND number = ?", friend_id, number
        )
        return rows[0]["id"] if rows else None

    def count(self, filters: Filters = ALL) -> int:
        """How many conversations the filters find."""
        source, values = self._found(filters)
        rows = self._db.rows(f"SELECT count(*) AS found {source}", **values)
        return int(rows[0]["found"])

    def reasons(self, conversation_id: int) -> tuple[Reason, ...]:
        """Why a conversation is worth a look; none for one that was reviewed."""
        flags = ", ".join(f'{condition} AS "{name}"' for name, condition in REASONS.items())
        rows = self._db.rows(
            f"SELECT {flags} FROM conversations WHERE id = :id AND is_new",  # noqa: S608 (constants)
            id=conversation_id,
            quiet_since=self._db.ago(QUIET),
        )
        if not rows:
            return ()
        sample: tuple[Reason, ...] = () if conversation_id % SAMPLED else ("sample",)
        return tuple(name for name in REASONS if rows[0][name]) or sample

    def show(self, conversation_id: int) -> Shown | None:
        """A whole conversation, or None when there is none with this id."""
        with self._db.reading():
            rows = self._db.rows(f"{SHOWN} WHERE conversations.id = :id", id=conversation_id)
            return self._shown(rows[0]) if rows else None

    def shown(self, filters: Filters = ALL) -> Iterator[Shown]:
        """Every conversation found by the filters as a whole, the oldest first.

        They are read one at a time, and nobody is kept from writing between two.
        """
        source, values = self._found(filters)
        last = 0
        while ids := self._db.rows(
            f"SELECT conversations.id {source} AND conversations.id > :last"
            " ORDER BY conversations.id LIMIT :limit",
            **values,
            last=last,
            limit=PAGE,
        ):
            for row in ids:
                last = row["id"]
                if found := self.show(last):
                    yield found

    def mark_reviewed(self, conversation_id: int, up_to: str) -> None:
        """Note that the owner has read a conversation up to a moment: its last activity, as shown.

        What its friend did since then is not covered.
        """
        self._db.write(
            "UPDATE conversations SET reviewed_at = ?, reviewed_up_to = ? WHERE id = ?",
            *(self._db.now(), up_to, conversation_id),
        )

    def unmark_reviewed(self, conversation_id: int) -> None:
        """Note that a conversation is to be read again."""
        self._db.write(
            "UPDATE conversations SET reviewed_at = NULL, reviewed_up_to = NULL WHERE id = ?",
            conversation_id,
        )

    def write_note(self, conversation_id: int, text: str) -> None:
        """Write the owner's note beside a conversation; "" takes it away."""
        self._db.write(
            "UPDATE conversations SET note = ? WHERE id = ?", storable(text), conversation_id
        )

    def correct(self, conversation_id: int, should_be: str | None, because: str) -> None:
        """Note which path was right in the owner's eyes, and why; None takes that back."""
        self._db.write(
            "UPDATE conversations SET should_be = ?, because = ? WHERE id = ?",
            *(should_be, storable(because), conversation_id),
        )

    def _found(self, filters: Filters) -> tuple[str, dict[str, object]]:
        return found(filters, self._db.ago(QUIET))

    def transcript(self, friend_id: int, number: int) -> tuple[TranscriptLine, ...]:
        """What a friend did and what was answered, in the order in which it happened."""
        rows = self._db.rows(
            "SELECT id AS event_id, 0 AS place, at, payload AS said, 1 AS sent FROM events"
            " WHERE friend_id = ? AND conversation = ?"
            " UNION ALL SELECT coalesce(event_id, 0), id, created_at, message,"
            " sent_at IS NOT NULL FROM outbox WHERE friend_id = ? AND conversation = ?"
            " ORDER BY event_id, place",
            *(friend_id, number, friend_id, number),
        )
        return tuple(self._line(row) for row in rows)

    def _shown(self, row: Row) -> Shown:
        conversation = read(row["snapshot"], row["number"])
        figures = conversation.figures
        return Shown(
            listed=_listed(row),
            answers=conversation.answers,
            skipped=conversation.skipped,
            figures=figures.model_dump(mode="json", exclude_none=True) if figures else None,
            circumstances=conversation.circumstances,
            summary=row["text"],
            transcript=self.transcript(row["friend_id"], row["number"]),
        )

    def _line(self, row: Row) -> TranscriptLine:
        said = json.loads(row["said"])
        if row["place"]:
            return TranscriptLine(row["at"], "advisor", plain(said["text"]), bool(row["sent"]))
        meant = said.get("interpretation") or {}
        read = tuple((fact["question"], fact["option"]) for fact in meant.get("facts", ()))
        return TranscriptLine(
            row["at"],
            "friend",
            told(said, self._knowledge()),
            read=read,
            told=tuple(meant.get("circumstances", ())),
        )


def _listed(row: Row) -> Listed:
    fields = {name: row[name] for name in Listed.__dataclass_fields__}
    return Listed(**fields | {name: bool(row[name]) for name in ("is_new", "later")})
