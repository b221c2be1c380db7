"""Questions for the owner: passed on, answered, and which message to the owner means which."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, NamedTuple

from storage.database import Database, Row
from storage.outbox import Outbox
from storage.records import Friend, Message, Outgoing
from storage.texts import storable
from storage.users import friend_of

QuestionState = Literal["waiting", "answered", "closed"]

Wanted = Literal["answer", "wordings"]
"""What a reply to a message about a question is: its answer, or other ways of asking it."""

BLANK = json.dumps({"text": "", "place": "new", "buttons": []})
"""What stays of a message to the owner that repeated a forgotten friend's words."""

_WITH_FRIENDS = """
    SELECT questions.*, channel, address, name, username, active
    FROM questions JOIN friends ON friends.id = friend_id
"""

_ABOUT = """
    id IN (SELECT outgoing_id FROM notices WHERE question_id IN
        (SELECT id FROM questions WHERE friend_id = ?))
"""


@dataclass(frozen=True)
class OwnerQuestion:
    """A question that a friend passed on.

    ``nearest`` are ids of topics, the likeliest first; ``progress`` tells in a line where the
    conversation stood. ``closed`` is a question settled without an answer of its own. ``similar``
    are the ids of waiting questions that the owner was shown beside it, and ``kept`` the id of the
    answer that was kept for everyone out of it.
    """

    id: int
    friend: Friend
    conversation: int
    text: str
    nearest: tuple[str, ...]
    progress: str
    state: QuestionState
    answer: str
    similar: tuple[int, ...]
    kept: str | None
    asked: str


@dataclass(frozen=True)
class Draft:
    """An answer that waits for the owner's yes; it may correct the one given before."""

    question_id: int
    text: str
    corrects: bool


class Meant(NamedTuple):
    """What a reply to a message to the owner means: the question, and what is said about it."""

    question_id: int
    wants: Wanted


class OwnerQuestions:
    """Questions for the owner."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        self._db = database
        self._outbox = outbox

    def add(
        self, friend: Friend, conversation: int, text: str, nearest: Iterable[str], progress: str
    ) -> OwnerQuestion:
        """Keep a question until the owner answers it."""
        row = {
            "friend_id": friend.id,
            "conversation": conversation,
            "text": storable(text),
            "nearest": json.dumps([*nearest]),
            "standing": storable(progress),
            "state": "waiting",
            "asked_at": self._db.now(),
        }
        with self._db.transaction():
            return self._questions("questions.id = ?", self._db.add("questions", row))[0]

    def get(self, question_id: int) -> OwnerQuestion | None:
        """Find a question; None where there is none, or its friend has erased it."""
        return next(iter(self._questions("questions.id = ?", question_id)), None)

    def waiting(self, limit: int | None = None) -> list[OwnerQuestion]:
        """The questions that wait for an answer, the oldest first."""
        return self._questions("state = 'waiting'", limit=limit)

    def count_waiting(self) -> int:
        """How many questions wait."""
        return self._db.count("questions", "state = 'waiting'")

    def answered(self, limit: int) -> list[OwnerQuestion]:
        """The latest questions that were answered and not kept for everyone, the latest first."""
        found = "state = 'answered' AND kept IS NULL"
        return self._questions(found, latest=True, limit=limit)

    def of(self, friend_id: int, conversation: int) -> list[OwnerQuestion]:
        """The questions that were passed on in a conversation, the oldest first."""
        return self._questions("friend_id = ? AND conversation = ?", friend_id, conversation)

    def all(self) -> list[OwnerQuestion]:
        """Every question in whatever state, the oldest first."""
        return self._questions("true")

    def settle(self, question_id: int, state: QuestionState, answer: str) -> None:
        """Note that a question was answered or closed, and with which words."""
        self._db.write(
            "UPDATE questions SET state = ?, answer = ?, settled_at = ? WHERE id = ?",
            *(state, storable(answer), self._db.now(), question_id),
        )

    def note_similar(self, question_id: int, similar: Iterable[int]) -> None:
        """Note which waiting questions the owner is shown beside this one."""
        numbers = json.dumps([*similar])
        self._db.write("UPDATE questions SET similar = ? WHERE id = ?", numbers, question_id)

    def note_kept(self, question_id: int, kept: str) -> None:
        """Note which kept answer came out of a question."""
        self._db.write("UPDATE questions SET kept = ? WHERE id = ?", kept, question_id)

    def notify_owner(  # noqa: PLR0913 (each is about the one message, and has its default)
        self,
        owner: Friend,
        message: Message,
        question_id: int,
        *,
        mentioned: Iterable[int] = (),
        tapped: int | None = None,
        wants: Wanted = "answer",
        announces: bool = False,
    ) -> Outgoing:
        """Put a message about a question into the owner's outbox; a reply to it means that one.

        ``mentioned`` are other questions whose words it repeats: it goes with any of them. What
        ``announces`` tells the owner of a question by itself, and not because of what they did.
        """
        announced = self._db.now() if announces else None
        with self._db.transaction():
            (outgoing,) = self._outbox.add(owner, [message], tapped, must_arrive=True)
            for number in {question_id, *mentioned}:
                self._db.write(
                    "INSERT INTO notices (outgoing_id, question_id, meant, wants, announced_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    *(outgoing.id, number, int(number == question_id), wants, announced),
                )
            return outgoing

    def announce_together(
        self, owner: Friend, message: Message, question_ids: Iterable[int]
    ) -> Outgoing:
        """Tell the owner of several questions in one message; a reply to it means none of them."""
        with self._db.transaction():
            (outgoing,) = self._outbox.add(owner, [message], must_arrive=True)
            for number in question_ids:
                self._db.write(
                    "INSERT INTO notices (outgoing_id, question_id, meant, announced_at)"
                    " VALUES (?, ?, 0, ?)",
                    *(outgoing.id, number, self._db.now()),
                )
            return outgoing

    def announced(self, period: timedelta) -> Counter[int | None]:
        """How many questions the owner was told of in that time, by the id of their friend.

        Those of friends who have erased everything since count together, under None.
        """
        rows = self._db.rows(
            "SELECT friend_id, count(DISTINCT question_id) AS many FROM notices"
            " LEFT JOIN questions ON questions.id = question_id"
            " WHERE announced_at >= ? GROUP BY friend_id",
            self._db.ago(period),
        )
        return Counter({row["friend_id"]: row["many"] for row in rows})

    def passed_on(self, friend_id: int, period: timedelta) -> int:
        """How many questions a friend passed on in that time."""
        rows = self._db.rows(
            "SELECT count(*) AS many FROM questions WHERE friend_id = ? AND asked_at >= ?",
            *(friend_id, self._db.ago(period)),
        )
        return int(rows[0]["many"])

    def keep_draft(self, outgoing: Outgoing, text: str, *, corrects: bool) -> None:
        """Keep an answer that the owner is asked about by a message, until they tap there."""
        self._db.write(
            "UPDATE notices SET draft = ?, corrects = ? WHERE outgoing_id = ? AND meant",
            *(storable(text), int(corrects), outgoing.id),
        )

    def take_draft(self, owner: Friend, message_id: int) -> Draft | None:
        """The answer that the owner was asked about by this message; it is given out once."""
        with self._db.transaction():
            rows = self._db.rows(
                "SELECT outgoing_id, notices.question_id, draft, corrects FROM notices"
                " JOIN outbox ON outbox.id = outgoing_id"
                " WHERE outbox.friend_id = ? AND message_id = ? AND draft IS NOT NULL",
                *(owner.id, message_id),
            )
            if not rows:
                return None
            number, question, text, corrects = rows[0].values()
            self._db.write("UPDATE notices SET draft = NULL WHERE outgoing_id = ?", number)
            return Draft(question, text, bool(corrects))

    def meant_by(self, owner: Friend, message_id: int) -> Meant | None:
        """What a reply to a message to the owner means, even of a question erased since."""
        rows = self._db.rows(
            "SELECT notices.question_id, wants FROM notices JOIN outbox ON outbox.id = outgoing_id"
            " WHERE outbox.friend_id = ? AND message_id = ? AND meant",
            *(owner.id, message_id),
        )
        if not rows:
            return None
        wordings = any(row["wants"] == "wordings" for row in rows)
        return Meant(rows[0]["question_id"], "wordings" if wordings else "answer")

    def answered_by(self, outgoing_id: int) -> OwnerQuestion | None:
        """The question that a message in the outbox answers, if it answers one."""
        found = self._questions(
            "questions.id = (SELECT question_id FROM outbox WHERE id = ?)", outgoing_id
        )
        return next(iter(found), None)

    def unannounced(self, owner: Friend) -> list[OwnerQuestion]:
        """The waiting questions of which no message went, or is about to go, to the owner.

        Of one whose message was held and refused again and again, another would fare no better.
        """
        return self._questions(
            "state = 'waiting' AND questions.id NOT IN (SELECT notices.question_id FROM notices"
            " JOIN outbox ON outbox.id = outgoing_id"
            " WHERE (meant OR announced_at IS NOT NULL)"
            " AND outbox.friend_id = ? AND (given_up_at IS NULL OR holds))",
            owner.id,
        )

    def blank_notices(self, friend_id: int) -> None:
        """Take a friend's words out of what the owner was sent; what was not sent yet, never is."""
        self._db.write(f"DELETE FROM outbox WHERE sent_at IS NULL AND {_ABOUT}", friend_id)  # noqa: S608 (a constant)
        self._db.write(f"UPDATE outbox SET message = ? WHERE {_ABOUT}", BLANK, friend_id)  # noqa: S608 (likewise)
        self._db.write(
            "UPDATE notices SET draft = NULL WHERE question_id IN"
            " (SELECT id FROM questions WHERE friend_id = ?)",
            friend_id,
        )

    def _questions(
        self, where: str, *values: object, latest: bool = False, limit: int | None = None
    ) -> list[OwnerQuestion]:
        order = "ORDER BY questions.id DESC" if latest else "ORDER BY questions.id"
        rows = self._db.rows(
            f"{_WITH_FRIENDS} WHERE {where} {order} LIMIT ?",
            *(*values, -1 if limit is None else limit),
        )
        return [_question(row) for row in rows]


def _question(row: Row) -> OwnerQuestion:
    return OwnerQuestion(
        **{name: row[name] for name in ("id", "conversation", "text", "state")},
        **{name: row[name] for name in ("answer", "kept")},
        friend=friend_of(row | {"id": row["friend_id"]}),
        progress=row["standing"],
        nearest=tuple(json.loads(row["nearest"])),
        similar=tuple(json.loads(row["similar"])),
        asked=row["asked_at"],
    )
