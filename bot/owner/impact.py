"""A change of mind: what was advised, compared with what other knowledge says to the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.owner.judge import Judge, Turning
from bot.rendering import Renderer
from flows.dialogue.advice_record import record_of
from flows.dialogue.events import Enough
from flows.dialogue.replies import AdviceGiven, Choice, Reply
from flows.knowledge import Knowledge, KnowledgeError, parse
from flows.rules.verdict import VerdictRecord
from storage.advices import StoredAdvice
from storage.records import Message
from storage.store import Store
from storage.texts import plain, printable

Effect = Literal[
    "other-pick", "other-runner-up-or-confidence", "other-reasons", "same", "not-comparable"
]
"""What other knowledge does to an advice; the pick first, then what stands beside it."""


@dataclass(frozen=True)
class Compared:
    """An advice beside what is said to the same answers.

    ``now`` is None where they cannot be compared: ``gone`` names the questions and options that are
    no more. ``by`` are ids of the rules that make another pick.
    """

    advice: StoredAdvice
    effect: Effect
    now: VerdictRecord | None
    by: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastAdvice:
    """The last advice of a conversation, with its ``text`` as it was sent.

    ``today`` is what is said to the same answers, where that is another pick.
    """

    advice: StoredAdvice
    text: str
    today: VerdictRecord | None


class Impact:
    """Compares advices with what other knowledge says; by default, the present one."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self.store = store
        self.judge = Judge(knowledge)
        self._then: dict[str, Judge | None] = {knowledge.digest: self.judge}
        self._turns: dict[str, Turning] = {}

    def compare(self, since: str = "") -> Iterator[Compared]:
        """Every advice given since a moment, the oldest first, read as they are needed."""
        return map(self.compared, self.store.advices.all(since))

    def again(self, advice_ids: Iterable[int]) -> Iterator[Compared]:
        """Some advices compared once more, read as they are needed; erased ones are left out."""
        for advice_id in advice_ids:
            if advice := self.store.advices.get(advice_id):
                yield self.compared(advice)

    def compared(self, advice: StoredAdvice) -> Compared:
        """One advice beside what is said to the same answers."""
        if gone := self.judge.gone(advice.record):
            return Compared(advice, "not-comparable", None, gone=gone)
        now, before = self.judge.in_short(advice.record), advice.record.verdict
        if now.advised != before.advised:
            return Compared(advice, "other-pick", now, self._turning(advice))
        beside = ("headline", "runner_up", "confidence")
        if any(getattr(now, name) != getattr(before, name) for name in beside):
            return Compared(advice, "other-runner-up-or-confidence", now)
        if now != before or self._says_otherwise(advice):
            return Compared(advice, "other-reasons", now)
        return Compared(advice, "same", now)

    def last(self, friend_id: int, conversation: int) -> LastAdvice | None:
        """The last advice of a conversation; None before any."""
        given = self.store.advices.of_conversation(friend_id, conversation)
        if not given:
            return None
        compared = self.compared(given[-1])
        text = printable(plain(self.store.advices.text(given[-1].id)))
        today = compared.now if compared.effect == "other-pick" else None
        return LastAdvice(given[-1], text, today)

    def then(self, advice: StoredAdvice) -> Judge | None:
        """What judges by the knowledge of an advice; None where this version cannot read it."""
        if advice.knowledge not in self._then:
            try:
                knowledge = parse(self.store.advices.knowledge_files(advice.knowledge))
                self._then[advice.knowledge] = Judge(knowledge)
            except KnowledgeError:
                self._then[advice.knowledge] = None
        return self._then[advice.knowledge]

    def _says_otherwise(self, advice: StoredAdvice) -> bool:
        """Whether other sentences are said than then; False where the knowledge of then is lost."""
        then = self.then(advice)
        if not then or then is self.judge or then.gone(advice.record):
            return False
        return then.said(advice.record) != self.judge.said(advice.record)

    def _turning(self, advice: StoredAdvice) -> tuple[str, ...]:
        """The rules that make another pick; () where the knowledge of then cannot say."""
        then = self.then(advice)
        if not then or then.gone(advice.record):
            return ()
        if advice.knowledge not in self._turns:
            self._turns[advice.knowledge] = Turning(then, self.judge)
        return self._turns[advice.knowledge].rules(advice.record)

    def corrections(self) -> Iterator[tuple[int, str, str | None]]:
        """What the owner said should be advised, with what is: conversation, path and pick.

        Of conversations with a record of their advice; the last one counts.
        """
        for advice, should_be in self.store.advices.corrected():
            if not self.judge.gone(advice.record):
                yield (
                    advice.conversation_id,
                    should_be,
                    self.judge.in_short(advice.record).advised,
                )


class Telling:
    """Tells friends that they would be advised another pick today."""

    def __init__(self, impact: Impact, renderer: Renderer) -> None:
        self._impact = impact
        self._renderer = renderer
        self._knowledge = impact.judge.knowledge

    def due(self, compared: Compared) -> bool:
        """Whether a friend is to be told: of another pick, while they can be reached.

        It is of their latest advice, in the conversation that they are in. What they were told of
        is a newer advice, so nobody is told twice of the same.
        """
        advice = compared.advice
        if compared.effect != "other-pick" or not advice.active:
            return False
        return self._impact.store.advices.latest_of(advice.friend_id) == advice.id

    def message(self, compared: Compared) -> Message:
        """What the friend is told, with a button to the whole advice."""
        assert compared.now, "only what can be compared has another pick"  # noqa: S101
        before, after = compared.advice.record.verdict, compared.now
        values = {"before": self._name(before), "after": self._name(after)}
        see = Enough(conversation=compared.advice.conversation)
        return self._renderer.render(Reply("revised", values, ((Choice("See the advice", see),),)))

    def _name(self, verdict: VerdictRecord) -> str:
        known = self._knowledge.advised(verdict.advised, later=verdict.later)
        return known or verdict.advised or ""

    def tell(self, compared: Compared) -> bool:
        """Put the message into the outbox, and record it as the advice that it is.

        Returns whether it was still due.
        """
        store, advice = self._impact.store, compared.advice
        message, record = self.message(compared), advice.record
        verdict = self._impact.judge.verdict(record)
        given = AdviceGiven("revision", record.answers, record.figures, verdict)
        with store.transaction():
            friend = store.users.get(advice.friend_id)
            if not friend or not friend.active or not self.due(compared):
                return False
            (outgoing,) = store.outbox.add(friend, [message], conversation=advice.conversation)
            store.advices.add(advice.conversation, outgoing, record_of(given, plain(message.text)))
            return True
