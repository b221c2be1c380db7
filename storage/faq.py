"""The FAQ: answers that the owner keeps for everyone, and ways of asking for them or a topic."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from flows.nlu.faq.models import KEPT, Phrasing
from flows.nlu.interpretation import KeptAnswer
from storage.database import Database, Row
from storage.outbox import Outbox
from storage.owner_questions import BLANK
from storage.records import Friend, Message, real_names
from storage.texts import storable

_WAITING = """
    SELECT phrasings.*, name, username FROM phrasings JOIN friends ON friends.id = friend_id
    WHERE state = 'suggested'
"""
_SHOWN = "id IN (SELECT outgoing_id FROM shown_phrasings WHERE friend_id = ?)"


@dataclass(frozen=True)
class FaqEntry:
    """An answer kept for everyone; found by ``phrasings`` wordings, unless it is ``retired``.

    ``merged_into`` is the id of the answer that took its place, if one did.
    """

    id: str
    question: str
    answer: str
    retired: bool
    merged_into: str | None
    phrasings: int


@dataclass(frozen=True)
class FaqSnapshot:
    """The answers and accepted wordings as of one moment; ``version`` changes with them."""

    version: int
    kept: tuple[KeptAnswer, ...]
    phrasings: tuple[Phrasing, ...]


@dataclass(frozen=True)
class Suggestion:
    """A wording that a friend used for a topic, waiting for the owner; ``names`` are theirs."""

    id: int
    text: str
    topic: str
    state: str
    names: tuple[str, ...]


class Faq:
    """Kept answers and accepted wordings, and the wordings of friends that wait for the owner."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        self._db = database
        self._outbox = outbox

    def add(self, question: str, answer: str) -> str:
        """Keep an answer for everyone, its question as the first wording; returns its id."""
        with self._db.transaction():
            now = self._db.now()
            row = {"question": storable(question), "answer": storable(answer)}
            kept = entry_id(
                self._db.add("kept_answers", row | {"created_at": now, "changed_at": now})
            )
            self.add_wording(question, kept)
            return kept

    def entries(self) -> list[FaqEntry]:
        """Every kept answer, retired ones included, the oldest first."""
        with self._db.reading():
            given = self._given()
            accepted = self._db.rows("SELECT topic FROM phrasings WHERE state = 'accepted'")
            wordings = Counter(given.get(row["topic"], row["topic"]) for row in accepted)
            rows = self._db.rows("SELECT * FROM kept_answers ORDER BY id")
            return [_kept(row, wordings[entry_id(row["id"])]) for row in rows]

    def wordings(self, kept: str) -> list[str]:
        """The wordings that find a kept answer, those of answers merged into it included."""
        with self._db.reading():
            given = self._given()
            rows = self._db.rows(
                "SELECT text, topic FROM phrasings WHERE state = 'accepted' ORDER BY id"
            )
            return [row["text"] for row in rows if given.get(row["topic"]) == kept]

    def get(self, kept: str) -> FaqEntry | None:
        """Find a kept answer by its id."""
        return next((each for each in self.entries() if each.id == kept), None)

    def edit(self, kept: str, question: str, answer: str) -> None:
        """Reword a kept answer; its new question is a wording too, the old ones stay."""
        with self._db.transaction():
            self._db.write(
                "UPDATE kept_answers SET question = ?, answer = ?, changed_at = ? WHERE id = ?",
                *(storable(question), storable(answer), self._db.now(), entry_number(kept)),
            )
            self.add_wording(question, kept)

    def merge(self, kept: str, into: str) -> None:
        """Let another kept answer take the place of this one: whatever finds it finds that."""
        with self._db.transaction():
            self._db.write(
                "UPDATE kept_answers SET retired = 1, merged_into = ?, changed_at = ? WHERE id = ?",
                *(entry_number(into), self._db.now(), entry_number(kept)),
            )
            self._changed()

    def restore(self, kept: str) -> None:
        """Give a kept answer again, by the wordings of its own, that was retired or merged."""
        with self._db.transaction():
            self._db.write(
                "UPDATE kept_answers SET retired = 0, merged_into = NULL, changed_at = ?"
                " WHERE id = ?",
                *(self._db.now(), entry_number(kept)),
            )
            self._changed()

    def retire(self, kept: str) -> None:
        """Give a kept answer no more; it stays in the list."""
        with self._db.transaction():
            self._db.write(
                "UPDATE kept_answers SET retired = 1, changed_at = ? WHERE id = ?",
                *(self._db.now(), entry_number(kept)),
            )
            self._changed()

    def add_wording(self, text: str, topic: str) -> None:
        """Take a wording of the owner's choice in, unless it is there already."""
        with self._db.transaction():
            known = "SELECT 1 FROM phrasings WHERE state = 'accepted' AND text = ? AND topic = ?"
            if not self._db.rows(known, storable(text), topic):
                row = {"text": storable(text), "topic": topic, "state": "accepted"}
                self._db.add("phrasings", row | {"created_at": self._db.now()})
            self._changed()

    def version(self) -> int:
        """A number that changes with every kept answer and accepted wording."""
        version: int = self._db.rows("SELECT version FROM lessons")[0]["version"]
        return version

    def snapshot(self) -> FaqSnapshot:
        """Everything to learn: answers (merged ones with the words that took their place)."""
        with self._db.reading():
            phrasings = self._db.rows("SELECT text, topic FROM phrasings WHERE state = 'accepted'")
            given_for = self._given()
            kept = {each.id: each for each in self.entries()}
            return FaqSnapshot(
                version=self.version(),
                kept=tuple(
                    KeptAnswer(id=each.id, question=given.question, answer=given.answer)
                    for each in kept.values()
                    if not (given := kept[given_for[each.id]]).retired
                ),
                phrasings=tuple(
                    Phrasing(text=row["text"], topic=str(given_for.get(row["topic"], row["topic"])))
                    for row in phrasings
                ),
            )

    def suggest(self, friend_id: int, text: str, topic: str) -> None:
        """Keep a wording that a friend used for a topic, for the owner to accept."""
        row = {"friend_id": friend_id, "text": storable(text), "topic": topic}
        self._db.add("phrasings", row | {"state": "suggested", "created_at": self._db.now()})

    def suggested(self, friend_id: int, period: timedelta) -> int:
        """How many wordings of a friend's were kept in that time, whatever became of them."""
        rows = self._db.rows(
            "SELECT count(*) AS many FROM phrasings WHERE friend_id = ? AND created_at >= ?",
            *(friend_id, self._db.ago(period)),
        )
        return int(rows[0]["many"])

    def suggestions(self) -> list[Suggestion]:
        """The wordings that wait for the owner, the oldest first."""
        return self._suggestions("")

    def unshown_suggestions(self, owner: Friend) -> list[Suggestion]:
        """The waiting wordings of which no message went, or is about to go, to the owner.

        See ``OwnerQuestions.unannounced``.
        """
        return self._suggestions(
            " AND phrasings.id NOT IN (SELECT phrasing_id FROM shown_phrasings"
            " JOIN outbox ON outbox.id = outgoing_id"
            " WHERE outbox.friend_id = ? AND (given_up_at IS NULL OR holds))",
            owner.id,
        )

    def show_suggestion(self, owner: Friend, message: Message, suggestion_id: int) -> None:
        """Put a message about a waiting wording into the owner's outbox.

        It repeats a friend's words, so it goes with the friend even if the wording stays.
        """
        with self._db.transaction():
            (outgoing,) = self._outbox.add(owner, [message], must_arrive=True)
            self._db.write(
                "INSERT INTO shown_phrasings (outgoing_id, phrasing_id, friend_id)"
                " SELECT ?, id, friend_id FROM phrasings WHERE id = ? AND friend_id IS NOT NULL",
                *(outgoing.id, suggestion_id),
            )

    def is_suggestion(self, owner: Friend, message_id: int) -> bool:
        """Whether a message to the owner is about a wording."""
        rows = self._db.rows(
            "SELECT 1 FROM shown_phrasings JOIN outbox ON outbox.id = outgoing_id"
            " WHERE outbox.friend_id = ? AND message_id = ?",
            *(owner.id, message_id),
        )
        return bool(rows)

    def accept(self, suggestion_id: int, text: str) -> None:
        """Take a wording in, as ``text``; from then on it is nobody's."""
        with self._db.transaction():
            self._db.write(
                "UPDATE phrasings SET state = 'accepted', text = ?, friend_id = NULL WHERE id = ?",
                *(storable(text), suggestion_id),
            )
            self._changed()

    def decline(self, suggestion_id: int) -> None:
        """Leave a wording out."""
        self._db.write("UPDATE phrasings SET state = 'declined' WHERE id = ?", suggestion_id)

    def blank_shown(self, friend_id: int) -> None:
        """Take a friend's words out of what the owner was shown; what waits, is never sent."""
        self._db.write(f"DELETE FROM outbox WHERE sent_at IS NULL AND {_SHOWN}", friend_id)  # noqa: S608 (a constant)
        self._db.write(f"UPDATE outbox SET message = ? WHERE {_SHOWN}", BLANK, friend_id)  # noqa: S608 (likewise)

    def _changed(self) -> None:
        self._db.write("UPDATE lessons SET version = version + 1")

    def _suggestions(self, condition: str, *values: object) -> list[Suggestion]:
        with self._db.reading():
            rows = self._db.rows(f"{_WAITING}{condition} ORDER BY phrasings.id", *values)
            given = self._given()
            return [_suggestion(row, str(given.get(row["topic"], row["topic"]))) for row in rows]

    def _given(self) -> dict[str, str]:
        """The answer that is given for each kept one: itself, or what took its place in the end."""
        rows = self._db.rows("SELECT id, merged_into FROM kept_answers")
        into: dict[int, int] = {row["id"]: row["merged_into"] for row in rows if row["merged_into"]}
        given: dict[str, str] = {}
        for number in (row["id"] for row in rows):
            last = number
            while last in into:
                last = into[last]
            given[entry_id(number)] = entry_id(last)
        return given


def entry_id(number: int) -> str:
    """The id of a kept answer by the number of its row."""
    return f"{KEPT}{number}"


def entry_number(kept: str) -> int:
    """The number of a kept answer's row; 0, which no row has, for what is no such id."""
    number = kept.removeprefix(KEPT)
    return int(number) if number.isdecimal() and number.isascii() else 0


def _kept(row: Row, wordings: int) -> FaqEntry:
    into = row["merged_into"]
    return FaqEntry(
        id=entry_id(row["id"]),
        question=row["question"],
        answer=row["answer"],
        retired=bool(row["retired"]),
        merged_into=None if into is None else entry_id(into),
        phrasings=wordings,
    )


def _suggestion(row: Row, topic: str) -> Suggestion:
    return Suggestion(
        id=row["id"],
        text=row["text"],
        topic=topic,
        state=row["state"],
        names=real_names(row["name"], row["username"]),
    )
