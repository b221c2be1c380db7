"""What the owner can do, on any channel: answer a question once, and keep it for everyone."""

from dataclasses import dataclass

from bot.desk.lectern import Lectern, worded
from bot.desk.standing import standing
from bot.errors import WrongUseError
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Decided
from flows.dialogue.replies import Choice, ForOwner, Reply
from flows.dialogue.summary import Summary
from flows.topics.impersonal import impersonal
from storage.faq import Suggestion
from storage.owner_questions import OwnerQuestion, QuestionState
from storage.records import Friend, Message

SHOWN = 5
"""Similar questions shown beside an answer, and closed with one tap; the others come next.

As many new wordings wait for the owner's tap at once.
"""

PROPOSED = 600
"""Characters of a wording that the owner can take in by a tap."""

PART = 1500
"""Characters of a question in one message to the owner; a longer one comes in several."""


@dataclass(frozen=True)
class Answered:
    """An answer on its way: the question, waiting ones like it, and answers it may contradict."""

    question: OwnerQuestion
    similar: tuple[OwnerQuestion, ...]
    conflicts: tuple[str, ...]


class Desk(Lectern):
    """The owner's desk, free of any channel.

    Every verb is one transaction, so that it happens as a whole, and raises WrongUseError with a
    sentence for the owner where it cannot be done.
    """

    def receive(
        self,
        friend: Friend,
        conversation: Conversation,
        word: ForOwner,
        summary: Summary | None,
    ) -> None:
        """Take what a step of the dialogue has for the owner: a question, or a phrasing."""
        if word.topic:
            self.store.faq.suggest(friend.id, word.text, word.topic)
            self.show_suggestions()
            return
        nearest = self.nearest(word.text)
        line = standing(self.store.knowledge(), conversation, summary)
        self._announce(
            self.store.owner_questions.add(friend, conversation.number, word.text, nearest, line)
        )

    def catch_up(self) -> None:
        """Tell the owner of everything that waits for them and that they were not told of yet."""
        with self.store.transaction():
            owner = self.ownership.owner()
            for question in self.store.owner_questions.unannounced(owner) if owner else ():
                self._announce(question)
            self.show_suggestions()

    def answer(self, question_id: int, text: str) -> Answered:
        """Answer a question; its friend gets the answer. A second one is sent as well."""
        words = worded(text, "answer")
        with self.store.transaction():
            question = self.question(question_id)
            self._bring(question, words, "answered")
            return self.look(question_id)

    def look(self, question_id: int) -> Answered:
        """An answered question, with the waiting ones like it, which are noted as shown."""
        with self.store.transaction():
            question = self.question(question_id)
            similar = self.similar(question)
            self.store.owner_questions.note_similar(question.id, [each.id for each in similar])
            return Answered(self.question(question_id), similar, self.conflicts_of(question))

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
        words = impersonal(question.text, _names(question))
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
        words = impersonal(question.answer, _names(question), whole=True)
        return words or question.answer

    def similar(self, question: OwnerQuestion) -> tuple[OwnerQuestion, ...]:
        """The waiting questions that an answer to this one may answer too."""
        waiting = [each for each in self.store.owner_questions.waiting() if each.id != question.id]
        alike = self._alike(question.text, [each.text for each in waiting])
        like = [each for each, is_like in zip(waiting, alike, strict=True) if is_like]
        return tuple(like[:SHOWN])

    def conflicts_of(self, question: OwnerQuestion) -> tuple[str, ...]:
        """The titles of answers that a friend asking this would be given, or offered, today."""
        return () if question.kept else self.conflicts(question.text)

    def _bring(self, question: OwnerQuestion, words: str, state: QuestionState) -> None:
        self.store.owner_questions.settle(question.id, state, words)
        values = {"question": question.text, "answer": words}
        message = self.renderer.render(Reply("desk/answer_from_owner", values))
        self.store.outbox.add(
            question.friend, [message], conversation=question.conversation, question_id=question.id
        )

    def _announce(self, question: OwnerQuestion) -> None:
        """Tell the owner of a question, where it is known who that is."""
        owner = self.ownership.owner()
        if owner:
            for message in self._notices(question):
                self.store.owner_questions.notify_owner(owner, message, question.id)

    def show_suggestions(self) -> None:
        """Show the owner new ways of asking, a few at a time, where it is known who that is."""
        owner = self.ownership.owner()
        if owner is None:
            return
        unshown = self.store.faq.unshown_suggestions(owner)
        room = SHOWN - (len(self.store.faq.suggestions()) - len(unshown))
        for suggestion in unshown[: max(0, room)]:
            title = self.title(suggestion.topic)
            if title:
                self.store.faq.show_suggestion(
                    owner, self._proposal(suggestion, title), suggestion.id
                )

    def _proposal(self, suggestion: Suggestion, title: str) -> Message:
        """The words just as they would be taken in; without buttons where they are too long."""
        words = impersonal(suggestion.text, suggestion.names)
        fits = 0 < len(words) <= PROPOSED
        values = {"words": words, "title": title, "fits": fits, "number": suggestion.id}
        take = Choice("Take it in", Decided(deed="accept", item=suggestion.id), emphasis="primary")
        leave = Choice("Leave it out", Decided(deed="decline", item=suggestion.id))
        choices = ((take, leave),) if fits else ((leave,),)
        return self.renderer.render(Reply("desk/phrasing", values, choices))

    def _notices(self, question: OwnerQuestion) -> list[Message]:
        """The question in as many messages as it needs; the last says what is known about it."""
        text = question.text
        parts = [text[at : at + PART] for at in range(0, len(text), PART)] or [""]
        values = {
            "part": parts[-1],
            "friend": question.friend,
            "standing": question.standing,
            "nearest": [title for topic in question.nearest if (title := self.title(topic))],
        }
        earlier = [Reply("desk/part", {"friend": question.friend, "part": p}) for p in parts[:-1]]
        replies = [*earlier, Reply("desk/question", values)]
        return [self.renderer.render(reply) for reply in replies]


def _names(question: OwnerQuestion) -> tuple[str, str]:
    return question.friend.name, question.friend.username
