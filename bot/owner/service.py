"""What the owner can do, on any channel: answer questions, and teach answers for everyone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import WrongUseError
from bot.interpreter import Interpreter
from bot.owner.announcing import Announcer
from bot.owner.identity import OwnerIdentity
from bot.owner.invitations import Invitations
from bot.owner.notices import progress_line
from bot.owner.wording import each_worded, worded
from bot.rendering import Renderer
from bot.settings import QUESTIONS_A_DAY
from flows.dialogue.conversation import Conversation
from flows.dialogue.presenter import ways_on
from flows.dialogue.replies import ForOwner, Reply
from flows.dialogue.summary import Summary
from flows.nlu.faq.anonymise import anonymise
from storage.faq import FaqEntry, Suggestion, entry_id
from storage.owner_questions import OwnerQuestion, QuestionState
from storage.records import Friend, real_names
from storage.store import Store

A_DAY = timedelta(days=1)

REFUSALS = 3
"""Times that Telegram may refuse what must arrive before it is given up.

It is tried again at all, since a later version of this program may word it in another way.
"""

SHOWN = 5
"""Similar questions shown beside an answer, and closed with one tap; the others come next."""


@dataclass(frozen=True)
class Answered:
    """An answer on its way: the question, waiting ones like it, and answers it may contradict."""

    question: OwnerQuestion
    similar: tuple[OwnerQuestion, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likeness:
    """What a question is like: ids of waiting ones that its answer may answer, too, and the titles
    of answers that a friend asking it would be given, or offered, today.
    """

    similar: tuple[int, ...]
    conflicts: tuple[str, ...]


class OwnerService:
    """The owner's verbs, free of any channel.

    Every verb is one transaction, so that it happens as a whole, and raises WrongUseError with a
    sentence for the owner where it cannot be done. ``interpreter`` finds what is alike; without it
    nothing is. Without ``invitations`` anybody may become a friend, who may pass on
    ``questions_a_day``.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that comes from outside
        self,
        store: Store,
        renderer: Renderer,
        identity: OwnerIdentity,
        interpreter: Interpreter | None = None,
        invitations: Invitations | None = None,
        questions_a_day: int = QUESTIONS_A_DAY,
    ) -> None:
        self.store = store
        self.renderer = renderer
        self.identity = identity
        self.invitations = invitations or Invitations(store, identity)
        self.announcer = Announcer(store, renderer, identity)
        self.questions_a_day = questions_a_day
        self._interpreter = interpreter

    def limit_for(self, friend: Friend | None) -> int | None:
        """How many questions a friend may pass on a day, where they did; None while more may go."""
        limit = self.questions_a_day
        passed_on = self.store.owner_questions.passed_on(friend.id, A_DAY) if friend else 0
        return limit if passed_on >= limit else None

    def receive(
        self,
        friend: Friend,
        conversation: Conversation,
        word: ForOwner,
        summary: Summary | None,
        nearest: Sequence[str],
    ) -> None:
        """Take what a step of the dialogue has for the owner: a question, or a wording.

        ``nearest`` are the topics nearest to a question, the likeliest first.
        """
        if word.topic:
            if self.store.faq.suggested(friend.id, A_DAY) < self.questions_a_day:
                self.store.faq.suggest(friend.id, word.text, word.topic)
                self.announcer.show_suggestions()
            return
        line = progress_line(self.store.knowledge(), conversation, summary)
        self.store.owner_questions.add(friend, conversation.number, word.text, nearest, line)
        self.announcer.tell_of_questions()

    def answer(
        self,
        question_id: int,
        text: str,
        likeness: Likeness | None = None,
        *,
        corrects: bool = False,
    ) -> Answered:
        """Answer a question; its friend gets the answer.

        One that has an answer already, perhaps given elsewhere a moment ago, is sent another one
        only where it ``corrects`` the first on purpose.
        """
        words = worded(text, "answer")
        likeness = likeness or self.likeness(question_id)
        with self.store.transaction():
            question = self.question(question_id)
            if question.answer and not corrects:
                raise WrongUseError(
                    f"Question {question.id} is {question.state} already with "
                    f"“{question.answer:.200}”, so nothing was sent. Another answer goes only as a "
                    "correction."
                )
            if corrects and not question.answer:
                raise WrongUseError(f"Question {question.id} has no answer yet to correct.")
            if corrects and words == question.answer:
                raise WrongUseError(f"Question {question.id} is answered with just that already.")
            self._bring(question, words, "answered")
            return self.look(question_id, likeness)

    def look(self, question_id: int, likeness: Likeness | None = None) -> Answered:
        """An answered question, with the waiting ones like it, which are noted as shown."""
        likeness = likeness or self.likeness(question_id)
        with self.store.transaction():
            question = self.question(question_id)
            found = map(self.store.owner_questions.get, likeness.similar)
            similar = tuple(each for each in found if each and each.state == "waiting")
            self.store.owner_questions.note_similar(question.id, [each.id for each in similar])
            conflicts = () if question.kept else likeness.conflicts
            return Answered(self.question(question_id), similar, conflicts)

    def likeness(self, question_id: int) -> Likeness:
        """What a question is like today; the models take their time, so before a transaction."""
        question = self.question(question_id)
        similar = tuple(each.id for each in self.similar(question))
        return Likeness(similar, self.conflicts(question.text))

    def keep(self, question_id: int, question: str = "", answer: str = "") -> str:
        """Keep an answered question for everyone, without anything personal; returns its id.

        ``question`` and ``answer`` take the place of the words that were used.
        """
        with self.store.transaction():
            asked = self.question(question_id)
            if asked.kept:
                raise WrongUseError(f"Question {asked.id} is kept already, as {asked.kept}.")
            if asked.state != "answered" and not answer:
                raise WrongUseError(f"Question {asked.id} has no answer yet: answer it first.")
            kept = self.store.faq.add(
                worded(question, "question") if question else self.wording(asked),
                worded(answer, "answer") if answer else self.answer_for_all(asked),
            )
            self.store.owner_questions.note_kept(asked.id, kept)
            return kept

    def hold(self, outgoing_id: int, why: str, *, refused: bool = False) -> bool:
        """Keep a message that cannot be delivered until its friend is back.

        One that is ``refused``, though its friend is there, is given up after some times. Where it
        is an answer of the owner, they are told when it is first held, and when it is given up.
        Returns whether it is kept.
        """
        with self.store.transaction():
            times = self.store.outbox.hold(outgoing_id, why)
            given_up = refused and times >= REFUSALS
            if given_up:
                self.store.outbox.give_up(outgoing_id, why)
            if times == 1 or given_up:
                self._tell_of_undelivered(outgoing_id, given_up=given_up)
            return not given_up

    def _tell_of_undelivered(self, outgoing_id: int, *, given_up: bool) -> None:
        question = self.store.owner_questions.answered_by(outgoing_id)
        owner = self.identity.owner() if question else None
        if question and owner:
            reply = Reply("owner/undelivered", {"question": question, "given_up": given_up})
            message = self.renderer.for_owner(reply)
            self.store.owner_questions.notify_owner(owner, message, question.id)

    def close_similar(self, question_id: int) -> tuple[OwnerQuestion, ...]:
        """Give the answer to the waiting questions that were shown beside it; returns those."""
        with self.store.transaction():
            question = self.question(question_id)
            if question.state == "waiting":
                raise WrongUseError(f"Question {question.id} has no answer yet: answer it first.")
            shown = [self.store.owner_questions.get(number) for number in question.similar]
            waiting = tuple(each for each in shown if each and each.state == "waiting")
            for each in waiting:
                self._bring(each, question.answer, "closed")
            return waiting

    def dismiss(self, question_id: int) -> None:
        """Let a question wait no more, without an answer."""
        with self.store.transaction():
            question = self.question(question_id)
            if question.state != "waiting":
                raise WrongUseError(f"Question {question.id} is {question.state} already.")
            self.store.owner_questions.settle(question.id, "closed", "")

    def question(self, question_id: int) -> OwnerQuestion:
        """Find a question."""
        question = self.store.owner_questions.get(question_id)
        if question is None:
            raise WrongUseError(
                f"There is no question {question_id}; perhaps its friend has erased it."
            )
        return question

    def wording(self, question: OwnerQuestion) -> str:
        """The question as it is kept for everyone: without anything personal."""
        words = anonymise(question.text, _names(question))
        if not any(map(str.isalnum, words)):
            raise WrongUseError(
                f"Nothing of question {question.id} is left without what is personal in it: "
                f"word it yourself, as in advisor inbox keep {question.id} --question '…?'"
            )
        return words

    def wording_or_none(self, question: OwnerQuestion) -> str | None:
        """The same, or None where nothing is left."""
        try:
            return self.wording(question)
        except WrongUseError:
            return None

    def answer_for_all(self, question: OwnerQuestion) -> str:
        """The answer as it is kept for everyone: its friend is not named in it."""
        return anonymise(question.answer, _names(question), whole=True) or question.answer

    def similar(self, question: OwnerQuestion) -> tuple[OwnerQuestion, ...]:
        """The waiting questions that an answer to this one may answer too."""
        waiting = [each for each in self.store.owner_questions.waiting() if each.id != question.id]
        alike = self._alike(question.text, [each.text for each in waiting])
        like = [each for each, is_like in zip(waiting, alike, strict=True) if is_like]
        return tuple(like[:SHOWN])

    def _bring(self, question: OwnerQuestion, words: str, state: QuestionState) -> None:
        """Send an answer, or a correction of the one given before, with a way on below it."""
        self.store.owner_questions.settle(question.id, state, words)
        values = {
            "question": question.text,
            "answer": words,
            "corrects": bool(question.answer),
        }
        stands = self.store.conversations.latest(question.friend.id)
        ways = ways_on(stands or self.store.conversations.beginning(question.friend.id))
        message = self.renderer.render(Reply("owner/answer_from_owner", values, ways))
        self.store.outbox.add(
            question.friend, [message], conversation=question.conversation, question_id=question.id
        )

    def kept(self, number: str) -> FaqEntry:
        """Find an answer in use by its id, "kept-3", or its number alone."""
        found = self.entry(number)
        if found.retired:
            raise WrongUseError(f"{found.id} is retired; advisor inbox restore gives it again.")
        return found

    def entry(self, number: str) -> FaqEntry:
        """Find a kept answer by its id or number, in use or retired."""
        found = self.store.faq.get(entry_id(int(number)) if number.isdecimal() else number)
        if found is None:
            raise WrongUseError(f"There is no kept answer {number!r:.40}: see advisor inbox kept.")
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

    def add_wordings(self, number: str, texts: Iterable[str]) -> FaqEntry:
        """Let a kept answer be found by more ways of asking for it."""
        with self.store.transaction():
            kept = self.kept(number)
            for words in each_worded(texts, "wording"):
                self.store.faq.add_wording(words, kept.id)
            return self.kept(kept.id)

    def merge(self, number: str, into: str) -> FaqEntry:
        """Let one kept answer take the place of another, with the wordings of both."""
        with self.store.transaction():
            kept, target = self.to_merge(number, into)
            self.store.faq.merge(kept.id, target.id)
            return self.kept(target.id)

    def to_merge(self, number: str, into: str) -> tuple[FaqEntry, FaqEntry]:
        """Find two different answers in use."""
        kept, target = self.kept(number), self.kept(into)
        if kept.id == target.id:
            raise WrongUseError(f"{kept.id} cannot be merged into itself.")
        return kept, target

    def restore(self, number: str) -> FaqEntry:
        """Give a kept answer again that was retired or merged, by the wordings of its own."""
        with self.store.transaction():
            kept = self.entry(number)
            if not kept.retired:
                raise WrongUseError(f"{kept.id} is in use.")
            self.store.faq.restore(kept.id)
            return self.kept(kept.id)

    def retire(self, number: str) -> FaqEntry:
        """Give a kept answer no more; returns it as it was."""
        with self.store.transaction():
            kept = self.kept(number)
            self.store.faq.retire(kept.id)
            return kept

    def accept(self, number: int, text: str = "") -> str:
        """Take a suggested wording in, without anything personal; returns the words taken."""
        with self.store.transaction():
            suggestion = self._suggestion(number)
            if self.announcer.title(suggestion.topic) is None:
                raise WrongUseError(
                    f"Nothing answers {suggestion.topic!r} any more: decline phrasing {number}."
                )
            words = worded(text or self.proposed(suggestion), "phrasing")
            self.store.faq.accept(suggestion.id, words)
            return words

    def proposed(self, suggestion: Suggestion) -> str:
        """A wording as it would be taken in: without anything personal."""
        return anonymise(suggestion.text, suggestion.names)

    def decline(self, number: int) -> Suggestion:
        """Leave a suggested wording out."""
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
        return tuple(self.announcer.titles(topic for topic, _ in topics))

    def nearest(self, text: str) -> list[str]:
        """The topics nearest to a text, though they may be far from it."""
        match = self._interpreter.match(text) if self._interpreter else None
        return [topic for topic, _ in match.alternatives] if match else []

    def _suggestion(self, number: int) -> Suggestion:
        found = next((each for each in self.store.faq.suggestions() if each.id == number), None)
        if found is None:
            raise WrongUseError(
                f"No phrasing {number} waits to be accepted: see advisor inbox phrasings."
            )
        return found

    def _alike(self, text: str, others: list[str]) -> list[bool]:
        return self._interpreter.alike(text, others) if self._interpreter else [False] * len(others)


def _names(question: OwnerQuestion) -> tuple[str, ...]:
    return real_names(question.friend.name, question.friend.username)
