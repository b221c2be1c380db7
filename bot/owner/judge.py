"""Works out what a version of the knowledge advises, and which rule makes the difference."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from flows.dialogue.advice_record import AdviceRecord
from flows.figures import Figures
from flows.knowledge import Knowledge
from flows.knowledge.models import Rule
from flows.knowledge.references import problems_of_references
from flows.rules import CompiledRules, Verdict, advise, compile_rules
from flows.rules.advise import Advising
from flows.rules.verdict import VerdictRecord

REMEMBERED = 256
"""Answers of which is remembered what was worked out: where they are equal, it is done once."""

NAMED = 3
"""How many rules are named that turn a pick."""

TRIED = 8
"""Changed rules that are taken back one by one; where more are changed, what moved is named."""

DECIDING = ("eliminations", "arguments", "gates")
"""The kinds of rules that have a part in the pick."""

T = TypeVar("T")
Points = Mapping[tuple[str, str], int]
"""What the rules do to the paths: (path, rule) to points."""


class Judge:
    """Works out by one version of the knowledge what is asked for, for equal answers only once.

    ``in_short`` is the verdict, ``said`` its findings with their sentences, ``points`` what they
    do to each path; all of the answers and figures of an advice.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.rules: CompiledRules = compile_rules(knowledge)
        self.in_short: Callable[[AdviceRecord], VerdictRecord] = self._once(Advising.in_short)
        self.said: Callable[[AdviceRecord], frozenset[tuple[str, str]]] = self._once(
            lambda advising: frozenset(advising.said())
        )
        self.points: Callable[[AdviceRecord], Points] = self._once(_summed)

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

    def _once(self, work_out: Callable[[Advising], T]) -> Callable[[AdviceRecord], T]:
        @lru_cache(maxsize=REMEMBERED)
        def worked_out(answers: frozenset[tuple[str, str]], figures: Figures | None) -> T:
            return work_out(Advising(self.rules, dict(sorted(answers)), figures))

        return lambda record: worked_out(frozenset(record.answers.items()), record.figures)


def _summed(advising: Advising) -> Points:
    points: Counter[tuple[str, str]] = Counter()
    for path, rule, given in advising.points():
        points[path, rule] += given
    return points


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
        before, after = (each.in_short(record).advised for each in (self._then, self._now))
        without = {rule: judge.in_short(record).advised for rule, judge in self._taken_back.items()}
        turning = [rule for rule, advised in without.items() if advised != after]
        turning.sort(key=lambda rule: without[rule] != before)
        if not turning:
            points = self._then.points(record), self._now.points(record)
            turning = [*moved(*points, {before, after})]
        return tuple(turning[:NAMED])


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


def moved(then: Points, now: Points, paths: set[str | None]) -> Iterator[str]:
    """The rules that count otherwise for one of these paths, or for any where none does."""
    by = {
        key: abs(now.get(key, 0) - then.get(key, 0))
        for key in {*then, *now}
        if now.get(key, 0) != then.get(key, 0)
    }
    close = {key: points for key, points in by.items() if key[0] in paths} or by
    ranked = sorted(close, key=lambda key: (-close[key], key))
    yield from dict.fromkeys(rule for _, rule in ranked)
