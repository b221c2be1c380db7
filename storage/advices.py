"""Advices: what was advised to whom, when and by which knowledge; never changed."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from flows.dialogue.advice_record import AdviceRecord
from flows.knowledge import Knowledge
from storage.database import Database, Row
from storage.outbox import Outbox
from storage.records import Outgoing

VERDICT = ("pick", "headline", "runner_up", "confidence")
PAGE = 200

LAST_CORRECTED = """
    WHERE should_be IS NOT NULL AND advices.id = (
        SELECT max(id) FROM advices AS others WHERE (others.friend_id, others.conversation)
        = (advices.friend_id, advices.conversation)
    ) ORDER BY conversations.id
"""

SELECTED = """
    SELECT advices.*, should_be, name, username, channel, active,
        conversations.id AS conversation_id
    FROM advices JOIN friends ON friends.id = advices.friend_id
    JOIN conversations ON (conversations.friend_id, number) = (advices.friend_id, conversation)
"""


@dataclass(frozen=True)
class StoredAdvice:
    """An advice in the database: to whom it was given, when, and what it was.

    ``conversation_id`` is what to show its conversation by, ``at`` is ISO 8601 in UTC, and
    ``knowledge`` the digest of all that the advisor knew. ``active`` tells whether its friend can
    be reached.
    """

    id: int
    friend_id: int
    conversation_id: int
    conversation: int
    name: str
    username: str
    channel: str
    active: bool
    at: str
    knowledge: str
    record: AdviceRecord


class Advices:
    """What was advised, in the order in which it was told."""

    def __init__(
        self, database: Database, outbox: Outbox, knowledge: Callable[[], Knowledge]
    ) -> None:
        self._db = database
        self._outbox = outbox
        self._knowledge = knowledge

    def add(self, conversation: int, outgoing: Outgoing, record: AdviceRecord) -> int:
        """Record what a message in the outbox advises, and by which knowledge; returns its id.

        To be done in the transaction of the event that it answers.
        """
        with self._db.transaction():
            verdict = record.verdict.model_dump(mode="json")
            row: Row = {name: verdict[name] for name in VERDICT} | {
                "friend_id": outgoing.friend_id,
                "conversation": conversation,
                "event_id": self._outbox.latest_event(outgoing.friend_id),
                "outgoing_id": outgoing.id,
                "at": self._db.now(),
                "kind": record.kind,
                "answers": json.dumps(record.answers),
                "figures": record.figures and record.figures.model_dump_json(exclude_none=True),
                "paths": json.dumps(verdict["paths"]),
                "findings": json.dumps(record.findings),
                "knowledge": self._archive(),
            }
            return self._db.add("advices", row)

    def _archive(self) -> str:
        """Keep the files of the present knowledge, unless they are kept; returns its digest."""
        knowledge = self._knowledge()
        known = "SELECT 1 FROM knowledge_versions WHERE digest = ?"
        if not self._db.rows(known, knowledge.digest):
            files = zlib.compress(json.dumps(knowledge.files).encode())
            self._db.write(
                "INSERT INTO knowledge_versions (digest, files, first_used_at) VALUES (?, ?, ?)",
                *(knowledge.digest, files, self._db.now()),
            )
        return knowledge.digest

    def knowledge_files(self, digest: str) -> dict[str, str]:
        """The texts of the knowledge files under a digest, by name; {} for an unknown one."""
        rows = self._db.rows("SELECT files FROM knowledge_versions WHERE digest = ?", digest)
        return json.loads(zlib.decompress(rows[0]["files"])) if rows else {}

    def get(self, advice_id: int) -> StoredAdvice | None:
        """Find an advice; None where there is none, or its friend has erased it."""
        rows = self._db.rows(f"{SELECTED} WHERE advices.id = ?", advice_id)
        return _stored(rows[0]) if rows else None

    def count(self, since: str = "") -> int:
        """How many advices were given since a moment (ISO 8601, or the beginning of it)."""
        rows = self._db.rows("SELECT count(*) AS advices FROM advices WHERE at >= ?", since)
        return int(rows[0]["advices"])

    def friends(self, since: str = "") -> int:
        """How many friends were advised since a moment, whenever they came."""
        counted = "SELECT count(DISTINCT friend_id) AS friends FROM advices WHERE at >= ?"
        return int(self._db.rows(counted, since)[0]["friends"])

    def all(self, since: str = "") -> Iterator[StoredAdvice]:
        """The advices given since a moment, the oldest first, read some hundred at a time.

        Nobody is kept from writing meanwhile, and no read transaction is open between two.
        """
        last = 0
        while rows := self._db.rows(
            f"{SELECTED} WHERE advices.id > ? AND at >= ? ORDER BY advices.id LIMIT {PAGE}",
            *(last, since),
        ):
            last = rows[-1]["id"]
            yield from map(_stored, rows)

    def of_conversation(self, friend_id: int, conversation: int) -> list[StoredAdvice]:
        """What was advised in a conversation, the oldest first."""
        rows = self._db.rows(
            f"{SELECTED} WHERE advices.friend_id = ? AND conversation = ? ORDER BY advices.id",
            *(friend_id, conversation),
        )
        return [_stored(row) for row in rows]

    def latest_of(self, friend_id: int) -> int | None:
        """The id of the last advice in the latest conversation of a friend; None without one."""
        rows = self._db.rows(
            "SELECT max(id) AS id FROM advices WHERE friend_id = ? AND conversation = ("
            " SELECT max(number) FROM conversations WHERE friend_id = ?)",
            *(friend_id, friend_id),
        )
        return cast("int | None", rows[0]["id"])

    def corrected(self) -> Iterator[tuple[StoredAdvice, str]]:
        """The last advice of each conversation that the owner corrected, with the right path."""
        for row in self._db.rows(f"{SELECTED} {LAST_CORRECTED}"):
            yield _stored(row), row["should_be"]

    def unrecorded(self) -> int:
        """How many conversations came to advice before advices were recorded."""
        rows = self._db.rows(
            "SELECT count(*) AS conversations FROM conversations WHERE advised AND NOT EXISTS ("
            " SELECT 1 FROM advices WHERE advices.friend_id = conversations.friend_id"
            " AND conversation = number)"
        )
        return int(rows[0]["conversations"])

    def text(self, advice_id: int) -> str:
        """The message in which an advice was told, as Telegram HTML."""
        rows = self._db.rows(
            "SELECT json_extract(message, '$.text') AS text FROM advices"
            " JOIN outbox ON outbox.id = outgoing_id WHERE advices.id = ?",
            advice_id,
        )
        return str(rows[0]["text"]) if rows else ""


def _stored(row: Row) -> StoredAdvice:
    verdict = {name: row[name] for name in VERDICT}
    record = {name: json.loads(row[name]) for name in ("answers", "findings")} | {
        "kind": row["kind"],
        "figures": json.loads(row["figures"] or "null"),
        "verdict": verdict | {"paths": json.loads(row["paths"])},
    }
    return StoredAdvice(
        **{name: row[name] for name in ("id", "friend_id", "conversation_id", "conversation")},
        **{name: row[name] for name in ("name", "username", "channel", "at", "knowledge")},
        active=bool(row["active"]),
        record=AdviceRecord.model_validate(record),
    )
