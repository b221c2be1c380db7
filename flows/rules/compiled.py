"""Compiles the knowledge once: conditions to masks, arguments to weights on single paths."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flows.knowledge.models import Argument, Condition, Cost, Gate, Knowledge, Note, Rule, Strength
from flows.knowledge.references import PRESENT
from flows.rules.bits import Bits, Mask
from flows.rules.bounds import ReachTable, by_sway, representatives
from flows.rules.factors import Table, factorise, packed
from flows.rules.picks import Rows
from flows.rules.rule import CompiledElimination, CompiledRule, PathArgument, R

__all__ = ["WEIGHTS", "CompiledElimination", "CompiledRule", "CompiledRules", "PathArgument"]

WEIGHTS: dict[Strength, int] = {"strong": 16, "moderate": 8, "weak": 4}
"""Points of an argument. Each step counts double, so half of one is the next weaker one."""


class RulesOfPath(NamedTuple):
    """The rules that bear on one path."""

    eliminations: tuple[CompiledElimination, ...]
    arguments: tuple[PathArgument, ...]
    notes: tuple[CompiledRule[Note], ...]


class CompiledRules:
    """The knowledge ready to be evaluated; build it once and share it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.bits = Bits(knowledge.questions, knowledge.derived)
        self.paths = tuple(path.id for path in knowledge.paths)
        self.present = tuple(
            (self.paths.index(present.path), self.bits.mask(present.when))
            for present in knowledge.present
        )
        self.eliminations = tuple(
            CompiledElimination(*self._masks(rule), path=self.paths.index(rule.path))
            for rule in knowledge.eliminations
        )
        self.arguments = tuple(
            compiled for rule in knowledge.arguments for compiled in self._argument(rule)
        )
        self.gates = tuple(CompiledRule(*self._masks(rule)) for rule in knowledge.gates)
        self.confidence = tuple(CompiledRule(*self._masks(rule)) for rule in knowledge.confidence)
        self.notes = tuple(CompiledRule(*self._masks(rule)) for rule in knowledge.notes)
        self.costs = tuple(CompiledRule(*self._masks(rule)) for rule in knowledge.costs)
        self.steps = tuple(CompiledRule(*self._masks(rule)) for rule in knowledge.steps)
        self.base, self.factors = factorise(
            self.bits, len(self.paths), self.arguments, self.eliminations, self.present
        )
        self.packed_base = packed(self.base)
        tables = [Table(self.bits, factor) for factor in self.factors]
        self.tables = tuple((table.mask, table) for table in tables)

    @cached_property
    def of_paths(self) -> tuple[RulesOfPath, ...]:
        """The rules that bear on each path."""
        return tuple(
            RulesOfPath(
                tuple(each for each in self.eliminations if each.path == place),
                tuple(each for each in self.arguments if each.path == place),
                tuple(each for each in self.notes if path in each.rule.paths),
            )
            for place, path in enumerate(self.paths)
        )

    @cached_property
    def put_off(self) -> dict[int, dict[str, str]]:
        """The paths that can be put off, with the answers that would end it (see Elimination)."""
        return {each.path: each.rule.without for each in self.eliminations if each.rule.without}

    @cached_property
    def reach(self) -> tuple[tuple[int, ReachTable], ...]:
        """What open questions can still do, factor by factor."""
        tables = [ReachTable(self.bits, factor) for factor in self.factors]
        return tuple((table.mask, table) for table in tables)

    @cached_property
    def rows(self) -> Rows:
        """The factors laid out for many states at once."""
        return Rows(self.bits, self.base, self.factors)

    @cached_property
    def representatives(self) -> dict[str, tuple[int, ...]]:
        """For each question, the bits of its answers that can differ in the ranking."""
        return representatives(self.bits, self.factors)

    @cached_property
    def by_sway(self) -> tuple[str, ...]:
        """The questions, those that move the most points first."""
        return by_sway(self.bits, self.factors)

    def _masks(self, rule: R) -> tuple[R, Mask, tuple[Mask, ...]]:
        return rule, self.bits.mask(rule.when), self._defeaters(rule)

    def _defeaters(self, rule: Rule) -> tuple[Mask, ...]:
        """What defeats a rule: its own `unless`, and the gates that silence its claim."""
        gates = [gate.when for gate in self.knowledge.gates if self._silenced(rule, gate)]
        return tuple(map(self.bits.mask, (*rule.unless, *gates)))

    @staticmethod
    def _silenced(rule: Rule, gate: Gate) -> bool:
        return isinstance(rule, Argument | Cost) and not set(rule.claims).isdisjoint(gate.silences)

    def _argument(self, rule: Argument) -> Iterator[PathArgument]:
        """Spread an argument over its paths, today's path being one by its own condition."""
        for halves, paths in enumerate((rule.paths, rule.half_paths)):
            for path in paths:
                if path == PRESENT:
                    for present in self.knowledge.present:
                        condition = _both(rule.when, present.when)
                        if all(condition.values()):
                            yield self._on_path(rule, present.path, halves, condition)
                else:
                    yield self._on_path(rule, path, halves, rule.when)

    def _on_path(
        self, rule: Argument, path: str, halves: int, condition: Condition
    ) -> PathArgument:
        halves += self.knowledge.claim[rule.claim].counts_half
        if rule.points is not None:
            halves = 0
        points = rule.points or WEIGHTS[rule.strength] >> halves
        return PathArgument(
            rule=rule,
            when=self.bits.mask(condition),
            unless=self._defeaters(rule),
            path=self.paths.index(path),
            halves=halves,
            points=points if rule.side == "for" else -points,
            condition=condition,
        )


def _both(one: Condition, other: Condition) -> Condition:
    """The conjunction of two conditions; no option is left of a question on which they disagree."""
    merged = {**one, **other}
    for question in one.keys() & other.keys():
        merged[question] = tuple(o for o in one[question] if o in other[question])
    return merged


def compile_rules(knowledge: Knowledge) -> CompiledRules:
    """Compile validated knowledge; the result is immutable and may be shared by threads."""
    return CompiledRules(knowledge)
