"""A change of mind: what was advised, compared with what other knowledge says to the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.rendering import Renderer
from flows.dialogue.advice_record import (
    AdviceRecord,
    VerdictRecord,
    findings,
    in_short,
    record_of,
)
from flows.dialogue.events import Enough
from flows.dialogue.replies import AdviceGiven, Choice, Reply
from flows.figures import Figures
from flows.knowledge import Knowledge, KnowledgeError, parse
from flows.rules import CompiledRules, Verdict, advise, compile_rules
from storage.advices import StoredAdvice
from storage.records import Message
from storage.store import Store
from storage.texts import plain

Effect = Literal[
    "other-pick", "other-runner-up-or-confidence", "other-reasons", "same", "not-comparable"
]
"""What other knowledge does to an advice; the pick first, then what stands beside it."""

REMEMBERED = 1024
"""Verdicts that are remembered: equal answers are worked out once."""

NAMED = 3
"""How many findings are named that turn a pick."""

Answers = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """A verdict in short, with the points of each finding on each path: (path, rule) to points.

    ``said`` are the findings with their sentences.
    """

    verdict: VerdictRecord
    points: dict[tuple[str, str], int]
    said: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Compared:
    """An advice beside what is said to the same answers.

    ``now`` is None where they cannot be compared: ``gone`` names the questions and options that are
    no more. ``by`` are ids of the rules that make another pick, the weightiest first.
    """

    advice: StoredAdvice
    effect: Effect
    now: VerdictRecord | None
    by: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Judge:
    """Works verdicts out by one version of the knowledge, equal answers only once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.rules: CompiledRules = compile_rules(knowledge)
        self._worked_out = lru_cache(maxsize=REMEMBERED)(self._work_out)

    def gone(self, record: AdviceRecord) -> tuple[str, ...]:
        """The questions and options of an advice that this knowledge does not have."""
        questions = self.knowledge.question
        return tuple(
            f"{question} = {option}" if question in questions else question
            for question, option in record.answers.items()
            if question not in questions or not questions[question].option(option)
        )

    def verdict(self, record: AdviceRecord) -> Verdict:
        """The verdict on the answers and figures of an advice."""
        return advise(self.rules, record.answers, record.figures)

    def outcome(self, record: AdviceRecord) -> Outcome:
        """The same, in what can be compared."""
        return self._worked_out(frozenset(record.answers.items()), record.figures)

    def _work_out(self, answers: Answers, figures: Figures | None) -> Outcome:
        verdict = advise(self.rules, dict(sorted(answers)), figures)
        points: Counter[tuple[str, str]] = Counter()
        for path in verdict.paths:
            for argument in path.arguments:
                sign = 1 if argument.speaks_for else -1
                points[path.id, argument.rule] += sign * argument.points
            for elimination in path.eliminations:
                points[path.id, elimination.rule] -= OUT
        said = frozenset((each.rule, each.says) for each in findings(verdict))
        return Outcome(in_short(verdict), dict(points), said)


OUT = 1000
"""More than all points together: an elimination decides before any argument."""


class Impact:
    """Compares advices with what other knowledge says; by default, the present one."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self.store = store
        self.judge = Judge(knowledge)
        self._then: dict[str, Judge | None] = {knowledge.digest: self.judge}

    def compare(self, since: str = "") -> Iterator[Compared]:
        """Every advice given since a moment, the oldest first, read as they are needed."""
        return map(self.compared, self.store.advices.all(since))

    def compared(self, advice: StoredAdvice) -> Compared:
        """One advice beside what is said to the same answers."""
        if gone := self.judge.gone(advice.record):
            return Compared(advice, "not-comparable", None, gone=gone)
        now, before = self.judge.outcome(advice.record), advice.record.verdict
        then = self._outcome_then(advice)
        if now.verdict.advised != before.advised:
            by = _turning(then, now, {before.advised, now.verdict.advised}) if then else ()
            return Compared(advice, "other-pick", now.verdict, by)
        beside = ("headline", "runner_up", "confidence")
        if any(getattr(now.verdict, name) != getattr(before, name) for name in beside):
            return Compared(advice, "other-runner-up-or-confidence", now.verdict)
        if now.verdict != before or (then and then.said != now.said):
            return Compared(advice, "other-reasons", now.verdict)
        return Compared(advice, "same", now.verdict)

    def then(self, advice: StoredAdvice) -> Judge | None:
        """What judges by the knowledge of an advice; None where this version cannot read it."""
        if advice.knowledge not in self._then:
            try:
                knowledge = parse(self.store.advices.knowledge_files(advice.knowledge))
                self._then[advice.knowledge] = Judge(knowledge)
            except KnowledgeError:
                self._then[advice.knowledge] = None
        return self._then[advice.knowledge]

    def _outcome_then(self, advice: StoredAdvice) -> Outcome | None:
        judge = self.then(advice)
        return judge.outcome(advice.record) if judge and not judge.gone(advice.record) else None

    def corrections(self) -> Iterator[tuple[int, str, str | None]]:
        """What the owner said should be advised, with what is: conversation, path and pick.

        Of conversations with a record of their advice; the last one counts.
        """
        for advice, should_be in self.store.advices.corrected():
            if not self.judge.gone(advice.record):
                yield (
                    advice.conversation_id,
                    should_be,
                    self.judge.outcome(advice.record).verdict.advised,
                )


def _turning(then: Outcome, now: Outcome, paths: set[str | None]) -> tuple[str, ...]:
    """The rules that count otherwise for one of these paths, or for any where none does."""
    moved = {
        key: abs(now.points.get(key, 0) - then.points.get(key, 0))
        for key in {*then.points, *now.points}
        if now.points.get(key, 0) != then.points.get(key, 0)
    }
    close = {key: by for key, by in moved.items() if key[0] in paths} or moved
    ranked = sorted(close, key=lambda key: (-close[key], key))
    return tuple(dict.fromkeys(rule for _, rule in ranked))[:NAMED]


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
