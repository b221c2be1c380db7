"""What is checked, and the form of a check: named steps that each yield the problems they find."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from flows.knowledge.models import Knowledge
from flows.knowledge.problems import Problem
from flows.knowledge.references import RULE_FILES
from flows.rules.compiled import CompiledRules, compile_rules
from flows.rules.rule import CompiledRule
from flows.rules.scopes import scope_of


class Subject:
    """The knowledge under check, and the claims that the topics cite (None: not known here)."""

    def __init__(self, knowledge: Knowledge, cited: Collection[str] | None = None) -> None:
        self.knowledge = knowledge
        self.cited = cited

    @cached_property
    def rules(self) -> CompiledRules:
        return compile_rules(self.knowledge)

    def combinations(self, questions: Iterable[str]) -> Iterator[int]:
        """The states with every way to answer or skip some questions, and no other answered."""
        bits = self.rules.bits
        asked = list(questions)
        rest = bits.nothing & ~sum(map(bits.of, asked))
        for answers in product(*map(bits.answers, asked)):
            yield rest | sum(answers)

    def hold_together(self, one: CompiledRule[Any], other: CompiledRule[Any]) -> bool:
        """Whether some answers let two rules hold at once."""
        bits = self.rules.bits
        states = self.combinations(scope_of(bits, one) | scope_of(bits, other))
        return any(one.fires(state) and other.fires(state) for state in states)


class CheckStep(NamedTuple):
    """A part of a check: what it proves, and how; it yields what it finds wrong."""

    proves: str
    run: Callable[[], Iterable[Problem]]


Check = Callable[[Subject], Iterable[CheckStep]]
"""A check: the steps for a subject. Steps are small, so that progress can be shown."""


def of_rule(kind: str, rule_id: str, what: str) -> Problem:
    """A problem of a rule; ``kind`` is its field in the knowledge, such as "arguments"."""
    file, table = RULE_FILES[kind]
    return Problem(file, f"{table}.{rule_id}", what)


def of_path(path: str, what: str) -> Problem:
    return Problem("paths.toml", f"path.{path}", what)
