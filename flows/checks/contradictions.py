"""No advice contradicts itself: proved for each pair of sentences that must not stand together."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from flows.checks.subject import CheckStep, Subject, of_rule
from flows.knowledge.problems import Problem
from flows.rules.rule import CompiledElimination, CompiledRule
from flows.rules.scopes import questions_of, scope_of

PRICE = frozenset({"C20", "C21"})
"""The claims about what leaving costs: they say nothing to those who make no move."""


def advice_agrees_with_itself(subject: Subject) -> Iterator[CheckStep]:
    """A step for each elimination that puts a path off, and one for each path moved to."""
    for rule in subject.rules.eliminations:
        if rule.rule.status == "not-now":
            name = f"{rule.rule.id} holds beside no note on its path"
            yield CheckStep(name, partial(_put_off_and_noted, subject, rule))
    for path in subject.rules.put_off:
        name = f"nothing is said of a move to {subject.rules.paths[path]} where it is no move"
        yield CheckStep(name, partial(_no_move, subject, path))


def _put_off_and_noted(subject: Subject, rule: CompiledElimination) -> Iterator[Problem]:
    """A path that cannot be afforded has no note: one could call the cut affordable."""
    path = subject.rules.paths[rule.path]
    for note in subject.rules.notes:
        if path in note.rule.paths and subject.hold_together(rule, note):
            what = f"holds together with {rule.rule.id}, which puts {path} off; exclude one"
            yield of_rule("notes", note.rule.id, what)


def _no_move(subject: Subject, path: int) -> Iterator[Problem]:
    """Whoever is on a path already is told no price of moving to it."""
    today = [mask for place, mask in subject.rules.present if place == path]
    for kind, rule in _about_moving(subject, path):
        scope = scope_of(subject.rules.bits, rule)
        for mask in today:
            questions = scope | questions_of(subject.rules.bits, mask.excludes)
            states = subject.combinations(questions)
            if any(mask.holds(state) and rule.fires(state) for state in states):
                name = subject.rules.paths[path]
                what = f"speaks of a move to {name} to somebody who is there; exclude them"
                yield of_rule(kind, rule.rule.id, what)


def _about_moving(subject: Subject, path: int) -> Iterator[tuple[str, CompiledRule[Any]]]:
    """The rules that speak of what a move to a path costs, by their kind; costs go by the pick."""
    rules = subject.rules
    for argument in rules.arguments:
        if argument.path == path and argument.rule.claim in PRICE:
            yield "arguments", argument
    for elimination in rules.eliminations:
        if elimination.path == path and elimination.rule.status == "not-now":
            yield "eliminations", elimination
