"""What the owner taught: answers kept for everyone, and new ways of asking for a topic."""

from dataclasses import dataclass

from flows.nlu.interpretation import KeptAnswer
from flows.topics.models import KEPT, Phrasing
from storage.connection import Connection, Row
from storage.texts import storable


@dataclass(frozen=True)
class Kept:
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
class Taught:
    """Everything taught so far, as of one moment."""

    version: int
    kept: tuple[KeptAnswer, ...]
    phrasings: tuple[Phrasing, ...]


class Lessons(Connection):
    """The verbs about what the owner taught."""

    def keep_answer(self, question: str, answer: str) -> str:
        """Keep an answer for everyone, its question as the first phrasing; returns its id."""
        with self.transaction():
            now = self.now()
            row = {"question": storable(question), "answer": storable(answer)}
            kept = name_of(self.add("kept_answers", row | {"created_at": now, "changed_at": now}))
            self.teach(question, kept)
            return kept

    def kept_answers(self) -> list[Kept]:
        """Every kept answer, retired ones included, the oldest first."""
        rows = self.rows(
            "SELECT kept_answers.*, (SELECT count(*) FROM phrasings WHERE state = 'accepted'"
            " AND topic = ? || kept_answers.id) AS phrasings FROM kept_answers ORDER BY id",
            KEPT,
        )
        return [_kept(row) for row in rows]

    def kept_answer(self, kept: str) -> Kept | None:
        """Find a kept answer by its id."""
        return next((each for each in self.kept_answers() if each.id == kept), None)

    def edit_kept(self, kept: str, question: str, answer: str) -> None:
        """Reword a kept answer; its new question is a phrasing too, the old ones stay."""
        with self.transaction():
            self.write(
                "UPDATE kept_answers SET question = ?, answer = ?, changed_at = ? WHERE id = ?",
                *(storable(question), storable(answer), self.now(), number_of(kept)),
            )
            self.teach(question, kept)

    def merge_kept(self, kept: str, into: str) -> None:
        """Let another kept answer take the place of this one, with all its phrasings."""
        with self.transaction():
            self.write(
                "UPDATE kept_answers SET retired = 1, merged_into = ?, changed_at = ?"
                " WHERE id = ? OR merged_into = ?",
                *(number_of(into), self.now(), number_of(kept), number_of(kept)),
            )
            self.write("UPDATE phrasings SET topic = ? WHERE topic = ?", into, kept)
            self.taught_anew()

    def retire_kept(self, kept: str) -> None:
        """Give a kept answer no more; it stays in the list."""
        with self.transaction():
            self.write(
                "UPDATE kept_answers SET retired = 1, changed_at = ? WHERE id = ?",
                *(self.now(), number_of(kept)),
            )
            self.taught_anew()

    def teach(self, text: str, topic: str) -> None:
        """Take a wording of the owner's choice in, unless it is there already."""
        with self.transaction():
            known = "SELECT 1 FROM phrasings WHERE state = 'accepted' AND text = ? AND topic = ?"
            if not self.rows(known, storable(text), topic):
                row = {"text": storable(text), "topic": topic, "state": "accepted"}
                self.add("phrasings", row | {"created_at": self.now()})
            self.taught_anew()

    def lessons_version(self) -> int:
        """A number that changes with every lesson."""
        version: int = self.rows("SELECT version FROM lessons")[0]["version"]
        return version

    def lessons(self) -> Taught:
        """Everything to learn: answers (merged ones with the words that took their place)."""
        with self.reading():
            phrasings = self.rows("SELECT text, topic FROM phrasings WHERE state = 'accepted'")
            kept = {each.id: each for each in self.kept_answers()}
            return Taught(
                version=self.lessons_version(),
                kept=tuple(
                    KeptAnswer(id=each.id, question=given.question, answer=given.answer)
                    for each in kept.values()
                    if not (given := kept[each.merged_into or each.id]).retired
                ),
                phrasings=tuple(Phrasing(**row) for row in phrasings),
            )

    def taught_anew(self) -> None:
        """Note that there is something new to learn."""
        self.write("UPDATE lessons SET version = version + 1")


def name_of(number: int) -> str:
    """The id of a kept answer by the number of its row."""
    return f"{KEPT}{number}"


def number_of(kept: str) -> int:
    """The number of a kept answer's row; 0, which no row has, for what is no such id."""
    number = kept.removeprefix(KEPT)
    return int(number) if number.isdecimal() and number.isascii() else 0


def _kept(row: Row) -> Kept:
    into = row["merged_into"]
    return Kept(
        id=name_of(row["id"]),
        question=row["question"],
        answer=row["answer"],
        retired=bool(row["retired"]),
        merged_into=None if into is None else name_of(into),
        phrasings=row["phrasings"],
    )
