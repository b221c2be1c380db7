"""Works out what a version of the knowledge advises, and which rule makes the difference."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flows.dialogue.advice_record import AdviceRecord, VerdictRecord, findings, in_short
from flows.figures import Figures
from flows.knowledge import Knowledge
from flows.knowledge.models import Rule
from flows.knowledge.references import problems_of_references
from flows.rules import CompiledRules, Verdict, advise, compile_rules

REMEMBERED = 1024
"""Verdicts that are remembered: equal answers are worked out once."""

NAMED = 3
"""How many rules are named that turn a pick."""

TRIED = 8
"""Changed rules that are taken back one by one; where more are changed, what moved is named."""

DECIDING = ("eliminations", "arguments", "gates")
"""The kinds of rules that have a part in the pick."""

OUT = 1000
"""More than all points together: an elimination decides before any argument."""

Answers = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """A verdict in short, with the points of each finding on each path: (path, rule) to points.

    ``said`` are the findings with their sentences, where they are to be compared.
    """

    verdict: VerdictRecord
    points: dict[tuple[str, str], int]
    said: frozenset[tuple[str, str]]


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

    def outcome(self, record: AdviceRecord, *, says: bool = True) -> Outcome:
        """The same, in what can be compared; what it ``says`` takes an eighth of the time."""
        return self._worked_out(frozenset(record.answers.items()), record.figures, says)

    def _work_out(self, answers: Answers, figures: Figures | None, says: bool) -> Outcome:
        verdict = advise(self.rules, dict(sorted(answers)), figures)
        points: Counter[tuple[str, str]] = Counter()
        for path in verdict.paths:
            for argument in path.arguments:
                sign = 1 if argument.speaks_for else -1
                points[path.id, argument.rule] += sign * argument.points
            for elimination in path.eliminations:
                points[path.id, elimination.rule] -= OUT
        told = findings(verdict) if says else ()
        said = frozenset((each.rule, each.says) for each in told)
        return Outcome(in_short(verdict), dict(points), said)


class Turning:
    """Names the rules by which one version of the knowledge advises another path than a former one.

    What counts otherwise need not be the cause: a rule may silence others, or count only for what
    would be if a path were possible. So each rule that was changed is taken back by itself.
    """

    def __init__(self, then: Judge, now: Judge) -> None:
        self._then = then
        self._now = now
        self._taken_back = dict(_taken_back(then, now))

    def rules(self, record: AdviceRecord) -> tuple[str, ...]:
        """The rules without whose change the path would not be the one that is advised now.

        Those first that bring back the former one. Where none does so by itself, those that count
        otherwise, the weightiest first.
        """
        then, now = self._then.outcome(record), self._now.outcome(record)
        before, after = then.verdict.advised, now.verdict.advised
        without = {
            rule: judge.outcome(record).verdict.advised for rule, judge in self._taken_back.items()
        }
        turning = [rule for rule, advised in without.items() if advised != after]
        turning.sort(key=lambda rule: without[rule] != before)
        return tuple(turning or moved(then, now, {before, after}))[:NAMED]


def _taken_back(then: Judge, now: Judge) -> Iterator[tuple[str, Judge]]:
    """The present knowledge with each changed rule as it was, by the rule; none where many are."""
    changed = [*_changed(then.knowledge, now.knowledge)]
    for rule in changed if len(changed) <= TRIED else ():
        knowledge = _as_it_was(rule, then.knowledge, now.knowledge)
        if not problems_of_references(knowledge):
            yield rule, Judge(knowledge)


def _changed(then: Knowledge, now: Knowledge) -> Iterator[str]:
    """The rules that decide otherwise, or decide no more, or did not; wordings play no part."""
    before, after = ({each.id: _deciding(each) for each in _rules(k)} for k in (then, now))
    for rule in {**before, **after}:
        if before.get(rule) != after.get(rule):
            yield rule


def _rules(knowledge: Knowledge) -> Iterator[Rule]:
    for kind in DECIDING:
        yield from getattr(knowledge, kind)


def _deciding(rule: Rule) -> tuple[str, str]:
    return type(rule).__name__, rule.model_dump_json(exclude={"says", "wordings"})


def _as_it_was(rule: str, then: Knowledge, now: Knowledge) -> Knowledge:
    """The present knowledge with one rule as it was then, or without it."""
    fields = {name: getattr(now, name) for name in Knowledge.model_fields}
    for kind in DECIDING:
        others = (each for each in fields[kind] if each.id != rule)
        fields[kind] = (*others, *(each for each in getattr(then, kind) if each.id == rule))
    return Knowledge.model_construct(**fields)


def moved(then: Outcome, now: Outcome, paths: set[str | None]) -> Iterator[str]:
    """The rules that count otherwise for one of these paths, or for any where none does."""
    by = {
        key: abs(now.points.get(key, 0) - then.points.get(key, 0))
        for key in {*then.points, *now.points}
        if now.points.get(key, 0) != then.points.get(key, 0)
    }
    close = {key: points for key, points in by.items() if key[0] in paths} or by
    ranked = sorted(close, key=lambda key: (-close[key], key))
    yield from dict.fromkeys(rule for _, rule in ranked)
