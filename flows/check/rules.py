"""Every rule can hold for somebody, and can make a difference that no other rule makes anyway."""

from collections.abc import Iterator
from functools import partial

from flows.check.shown import shows_in_advice
from flows.check.subject import Step, Subject, of_rule
from flows.check.switch import argument_matters, gate_matters
from flows.knowledge.models import Argument, Gate, Rule
from flows.knowledge.problems import Problem
from flows.rules.rule import CompiledElimination, CompiledRule
from flows.rules.scopes import scope_of

KINDS = ("eliminations", "arguments", "gates", "confidence", "notes", "costs")


def rules_fire_and_matter(subject: Subject) -> Iterator[Step]:
    """Steps for each rule; an argument on several paths is one rule."""
    for kind in KINDS:
        for rule in getattr(subject.rules, kind):
            yield Step(f"{rule.rule.id} can hold", partial(_can_fire, subject, kind, rule))
    for rule in subject.rules.eliminations:
        yield Step(f"{rule.rule.id} can matter", partial(_can_eliminate, subject, rule))
    for argument in subject.knowledge.arguments:
        yield Step(f"{argument.id} can matter", partial(_can_argue, subject, argument))
    for gate in subject.knowledge.gates:
        yield Step(f"{gate.id} can matter", partial(_can_gate, subject, gate))
    for kind in ("confidence", "costs"):
        for rule in getattr(subject.knowledge, kind):
            yield Step(f"{rule.id} shows in some advice", partial(_can_show, subject, kind, rule))


def _can_fire(subject: Subject, kind: str, rule: CompiledRule[Rule]) -> Iterator[Problem]:
    states = subject.combinations(scope_of(subject.rules.bits, rule))
    if not any(rule.fires(state) for state in states):
        what = "can never hold: what defeats it holds whenever its condition does, or nothing does"
        yield of_rule(kind, rule.rule.id, what)


def _can_eliminate(subject: Subject, rule: CompiledElimination) -> Iterator[Problem]:
    """Whether the path would have another status without the rule, in some state."""
    others = [
        each for each in subject.rules.eliminations if each.path == rule.path and each is not rule
    ]
    bits = subject.rules.bits
    scope = scope_of(bits, rule).union(*(scope_of(bits, each) for each in others))
    for state in subject.combinations(scope):
        if rule.fires(state) and not any(each.fires(state) for each in others):
            return
    what = "puts nothing out that other rules do not put out anyway; remove it"
    yield of_rule("eliminations", rule.rule.id, what)


def _can_argue(subject: Subject, argument: Argument) -> Iterator[Problem]:
    if not argument_matters(subject.knowledge, argument):
        what = "no answers let it turn the pick: other rules decide every time; remove or change it"
        yield of_rule("arguments", argument.id, what)


def _can_gate(subject: Subject, gate: Gate) -> Iterator[Problem]:
    if gate.silences and not gate_matters(subject.knowledge, gate):
        what = "what it silences could not have turned the pick; silence nothing, or something else"
        yield of_rule("gates", gate.id, what)


def _can_show(subject: Subject, kind: str, rule: Rule) -> Iterator[Problem]:
    if not shows_in_advice(subject, rule):
        what = "no advice was found in which it shows; it only matters beside a pick"
        yield of_rule(kind, rule.id, what)
