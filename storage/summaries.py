"""Summaries: what the owner reads of a conversation that was advised or given up."""

import json

from flows.dialogue.summary import Summary
from storage.connection import Connection
from storage.texts import storable

COLUMNS = ("outcome", "market", "role", "pick", "runner_up", "confidence", "answered", "asked")


class Summaries(Connection):
    """The verbs about summaries."""

    def summarise(self, friend_id: int, number: int, summary: Summary) -> None:
        """Write the summary of a conversation, or write it anew."""
        row = {column: getattr(summary, column) for column in COLUMNS} | {
            "friend_id": friend_id,
            "conversation": number,
            "answers": json.dumps(dict(summary.answers)),
            "text": storable(summary.text),
            "written_at": self.now(),
        }
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        news = ", ".join(f"{column} = excluded.{column}" for column in row)
        self.write(
            f"INSERT INTO summaries ({names}) VALUES ({marks})"  # noqa: S608 (names from this file)
            f" ON CONFLICT (friend_id, conversation) DO UPDATE SET {news}",
            *row.values(),
        )
