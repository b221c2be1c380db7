"""What was said in a conversation, by both sides, in order and as plain text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flows.knowledge import Knowledge
from storage.connection import Connection, Row
from storage.texts import plain

UNSAID = frozenset({"kind", "conversation", "revision"})


@dataclass(frozen=True)
class Line:
    """One thing said: when, by whom, and what; ``sent`` is False for a reply that never left."""

    at: str
    who: Literal["friend", "advisor"]
    text: str
    sent: bool = True


class Transcripts(Connection):
    """Reads transcripts."""

    def transcript(self, friend_id: int, number: int) -> tuple[Line, ...]:
        """What a friend did and what was answered, in the order in which it happened."""
        rows = self.rows(
            "SELECT id AS event_id, 0 AS place, at, payload AS said, 1 AS sent FROM events"
            " WHERE friend_id = ? AND conversation = ?"
            " UNION ALL SELECT coalesce(event_id, 0), id, created_at, message,"
            " sent_at IS NOT NULL FROM outbox WHERE friend_id = ? AND conversation = ?"
            " ORDER BY event_id, place",
            *(friend_id, number, friend_id, number),
        )
        return tuple(self._line(row) for row in rows)

    def _line(self, row: Row) -> Line:
        said = json.loads(row["said"])
        if row["place"]:
            return Line(row["at"], "advisor", plain(said["text"]), bool(row["sent"]))
        return Line(row["at"], "friend", told(said, self.knowledge()))


def told(event: Mapping[str, Any], knowledge: Knowledge) -> str:
    """Tell a stored event in words, whatever version of the program wrote it."""
    if event["kind"] == "text-received":
        return str(event["text"])
    question = knowledge.question.get(str(event.get("question")))
    option = question and question.option(str(event.get("option")))
    if question and option and event["kind"] == "chose":
        return f"{question.name}: {option.label}"
    details = [str(value) for key, value in event.items() if key not in UNSAID and value]
    return f"({' '.join([event['kind'].replace('-', ' '), *details])})"
