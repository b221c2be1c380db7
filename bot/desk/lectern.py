"""What the owner teaches for everyone: kept answers, and new ways of asking."""

import unicodedata

from bot.desk.owner import Ownership
from bot.errors import WrongUseError
from bot.interpreter import Interpreter
from bot.rendering import Renderer
from flows.topics.impersonal import impersonal
from flows.topics.load import built_in_topics
from storage.faq import FaqEntry, Suggestion, entry_id
from storage.store import Store

LONGEST = 4096
"""Characters of a question or an answer: as many as a message has."""


class Lectern:
    """The part of the desk where answers and phrasings are kept.

    ``hearing`` finds what is alike; without it nothing is.
    """

    def __init__(
        self,
        store: Store,
        renderer: Renderer,
        ownership: Ownership,
        interpreter: Interpreter | None = None,
    ) -> None:
        self.store = store
        self.renderer = renderer
        self.ownership = ownership
        self._interpreter = interpreter

    def prepare(self) -> None:
        """Have what is alike found in what follows; to be called outside of a transaction."""
        if self._interpreter:
            self._interpreter.prepare()

    def kept(self, number: str) -> FaqEntry:
        """Find an answer in use by its id, "kept-3", or its number alone."""
        found = self.store.faq.get(entry_id(int(number)) if number.isdecimal() else number)
        if found is None:
            raise WrongUseError(f"There is no kept answer {number!r:.40}: see advisor inbox kept.")
        if found.retired:
            raise WrongUseError(f"{found.id} is retired already.")
        return found

    def edit(self, number: str, question: str = "", answer: str = "") -> FaqEntry:
        """Reword a kept answer or its question; what is empty stays as it is."""
        with self.store.transaction():
            kept = self.kept(number)
            if not question and not answer:
                raise WrongUseError("Give the new words, as in --answer '…' or --question '…?'.")
            asked = worded(question, "question") if question else kept.question
            said = worded(answer, "answer") if answer else kept.answer
            self.store.faq.edit(kept.id, asked, said)
            return self.kept(kept.id)

    def merge(self, number: str, into: str) -> FaqEntry:
        """Let one kept answer take the place of another, with the phrasings of both."""
        with self.store.transaction():
            kept, target = self.kept(number), self.kept(into)
            if kept.id == target.id:
                raise WrongUseError(f"{kept.id} cannot be merged into itself.")
            self.store.faq.merge(kept.id, target.id)
            return self.kept(target.id)

    def retire(self, number: str) -> FaqEntry:
        """Give a kept answer no more; returns it as it was."""
        with self.store.transaction():
            kept = self.kept(number)
            self.store.faq.retire(kept.id)
            return kept

    def accept(self, number: int, text: str = "") -> str:
        """Take a suggested phrasing in, without anything personal; returns the words taken."""
        with self.store.transaction():
            suggestion = self._suggestion(number)
            if self.title(suggestion.topic) is None:
                raise WrongUseError(
                    f"Nothing answers {suggestion.topic!r} any more: decline phrasing {number}."
                )
            words = worded(text or impersonal(suggestion.text, suggestion.names), "phrasing")
            self.store.faq.accept(suggestion.id, words)
            return words

    def decline(self, number: int) -> Suggestion:
        """Leave a suggested phrasing out."""
        with self.store.transaction():
            suggestion = self._suggestion(number)
            self.store.faq.decline(suggestion.id)
            return suggestion

    def conflicts(self, text: str) -> tuple[str, ...]:
        """The titles of answers that a friend who writes this would be given, or offered, today."""
        match = self._interpreter.match(text) if self._interpreter else None
        if match is None or match.kind == "unknown":
            return ()
        topics = match.alternatives[: 1 if match.kind == "answer" else None]
        return tuple(title for topic, _ in topics if (title := self.title(topic)))

    def nearest(self, text: str) -> list[str]:
        """The topics nearest to a text, though they may be far from it."""
        match = self._interpreter.match(text) if self._interpreter else None
        return [topic for topic, _ in match.alternatives] if match else []

    def title(self, topic: str) -> str | None:
        """What a topic or kept answer answers, in the owner's lists; None where it is gone."""
        built_in = built_in_topics().get(topic)
        if built_in:
            return built_in.question
        kept = self.store.faq.get(topic)
        return None if kept is None or kept.retired else f"{kept.question} ({kept.id})"

    def _suggestion(self, number: int) -> Suggestion:
        found = next((each for each in self.store.faq.suggestions() if each.id == number), None)
        if found is None:
            raise WrongUseError(
                f"No phrasing {number} waits to be accepted: see advisor inbox phrasings."
            )
        return found

    def _alike(self, text: str, others: list[str]) -> list[bool]:
        return self._interpreter.alike(text, others) if self._interpreter else [False] * len(others)


def worded(text: str, what: str) -> str:
    """The text as it is kept; raises WrongUseError where it says nothing, or is too long.

    An answer may be a mere "👍"; what is to be found again needs a word.
    """
    words = text.strip()
    says = _is_seen if what == "answer" else str.isalnum
    if not any(map(says, words)):
        raise WrongUseError(f"The {what} says nothing: give it in words.")
    if len(words) > LONGEST:
        raise WrongUseError(
            f"The {what} has {len(words)} characters; a message takes {LONGEST}: shorten it."
        )
    return words


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"
