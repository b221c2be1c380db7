"""The owner's look at what is stored: list, show, search, and count conversations."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flows.knowledge import Knowledge
from storage.database import Database, Row
from storage.outbox import WAITING
from storage.snapshots import read
from storage.texts import plain

LISTED = """
    SELECT conversations.*, channel, name, username, outcome, pick, runner_up, confidence, text
    FROM conversations JOIN friends ON friends.id = conversations.friend_id
    LEFT JOIN summaries ON summaries.friend_id = conversations.friend_id
        AND summaries.conversation = conversations.number
"""

AS_STORED = (
    *("id", "friend_id", "number", "channel", "name", "username"),
    *("outcome", "pick", "runner_up", "confidence"),
)

SEARCHED = """
    SELECT conversations.id, name AS text FROM conversations JOIN friends ON friends.id = friend_id
    UNION ALL SELECT conversations.id, username
        FROM conversations JOIN friends ON friends.id = friend_id
    UNION ALL SELECT conversations.id, said FROM events JOIN conversations
        ON (conversations.friend_id, number) = (events.friend_id, conversation)
        WHERE said IS NOT NULL
    UNION ALL SELECT conversations.id, concerns.value FROM summaries JOIN conversations
        ON (conversations.friend_id, number) = (summaries.friend_id, conversation)
        JOIN json_each(json_array(market, role, pick, text)) AS concerns
        WHERE concerns.value IS NOT NULL
"""
"""All texts in which a conversation can be found: the friend's name, what was typed, the summary.

They are read anew for each search, by the owner alone and without keeping anybody from writing: an
index would be a second copy of the words, from which they could not be erased in short time.
"""

OUTSIDE = """
    SELECT json_extract(asked.value, '$.topic') AS topic
    FROM events, json_each(payload, '$.interpretation.questions') AS asked
    WHERE json_extract(asked.value, '$.kind') = 'outside'
"""
"""The outside topics that friends asked about, as often as they did."""

WORDS = re.compile(r"[^\W_]+")

UNSAID = frozenset({"kind", "conversation", "revision"})


@dataclass(frozen=True)
class Listed:
    """One conversation at a glance; ``id`` is what to show it by, times are ISO 8601 in UTC.

    ``place`` and ``answered`` tell how far it got; outcome, pick, runner-up and confidence are None
    until it was advised or given up.
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


@dataclass(frozen=True)
class TranscriptLine:
    """One thing said: when, by whom, and what; ``sent`` is False for a reply that never left."""

    at: str
    who: Literal["friend", "advisor"]
    text: str
    sent: bool = True


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

    def list_conversations(self, limit: int | None = None) -> list[Listed]:
        """The conversations, the latest first."""
        return self._listed("", limit)

    def show(self, conversation_id: int) -> Shown | None:
        """A whole conversation, or None when there is none with this id."""
        with self._db.reading():
            rows = self._db.rows(f"{LISTED} WHERE conversations.id = ?", conversation_id)
            return self._shown(rows[0]) if rows else None

    def search(self, text: str, limit: int | None = None) -> list[Listed]:
        """The conversations in which every word of the text begins some word, latest first.

        Looked through are names, what friends typed, and summaries. No character of the text has a
        special meaning; a text without any word finds nothing.
        """
        wanted = [words for part in text.replace("\0", " ").split() if (words := _words(part))]
        with self._db.reading():
            found = self._containing(wanted) if wanted else set()
            return self._listed(
                "WHERE conversations.id IN (SELECT value FROM json_each(?))",
                limit,
                json.dumps([*found]),
            )

    def stats(self) -> dict[str, Any]:
        """Counts over everything stored; JSON takes them as they are."""
        with self._db.reading():
            listed = self.list_conversations()
            return {
                "friends": self._db.table("friends").count,
                "conversations": len(listed),
                **{
                    name: _counted(getattr(each, name) for each in listed)
                    for name in ("outcome", "place", "market", "role", "pick", "confidence")
                },
                "outside": _counted(row["topic"] for row in self._db.rows(OUTSIDE)),
                "updates": _counted(row["state"] for row in self._db.table("updates").rows),
                "unsent": self._db.table("outbox").count_where(WAITING),
            }

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

    def _listed(self, where: str, limit: int | None, *values: object) -> list[Listed]:
        rows = self._db.rows(
            f"{LISTED} {where} ORDER BY updated_at DESC, conversations.id DESC LIMIT ?",
            *(*values, -1 if limit is None else limit),
        )
        return [_listed(row) for row in rows]

    def _containing(self, wanted: list[str]) -> set[int]:
        """The ids of conversations that contain all of the words, each in any of its texts."""
        found: list[set[int]] = [set() for _ in wanted]
        # SQLite looks first, at what it can compare itself: that is all in most of the texts.
        longest = [max(words.split(), key=len) for words in wanted]
        may_be = " OR ".join(
            [
                "length(text) != length(CAST(text AS BLOB))",
                *(["instr(lower(text), ?)"] * len(longest)),
            ]
        )
        query = f"SELECT * FROM ({SEARCHED}) WHERE {may_be}"  # noqa: S608 (constants)
        for conversation, text in self._db.sqlite.execute(query, longest):
            words = _words(text)
            for word, ids in zip(wanted, found, strict=True):
                if word in words:
                    ids.add(conversation)
        return set.intersection(*found)

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
        return TranscriptLine(row["at"], "friend", told(said, self._knowledge()))


def _listed(row: Row) -> Listed:
    conversation = read(row["snapshot"], row["number"])
    return Listed(
        **{name: row[name] for name in AS_STORED},
        started=row["created_at"],
        updated=row["updated_at"],
        place=conversation.lasting_state,
        answered=len(conversation.answers),
        market=conversation.answers.get("market"),
        role=conversation.answers.get("role"),
    )


def _words(text: str) -> str:
    """The words of a text, each after a space, without case, accents, and all that is between."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(each for each in letters if not unicodedata.combining(each))
    return "".join(f" {word}" for word in WORDS.findall(text.lower()))


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    """How often each value occurs, the most frequent first; None is left out."""
    return dict(Counter(value for value in values if value is not None).most_common())


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
