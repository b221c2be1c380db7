"""Everything written has an effect: each rule can hold and matter, no question or claim is idle."""

from collections.abc import Iterator
from functools import partial
from random import Random

from flows.checks.subject import CheckStep, Subject, of_rule
from flows.knowledge.models import Argument, Confidence, Gate, Knowledge, Option, Question, Rule
from flows.knowledge.problems import Problem
from flows.rules.advise import advise
from flows.rules.compiled import CompiledRules, compile_rules
from flows.rules.relevance import domain_of, relevance
from flows.rules.rule import CompiledElimination, CompiledRule
from flows.rules.scopes import scope_of
from flows.rules.search import can_turn_pick
from flows.rules.verdict import Verdict

KINDS = ("eliminations", "arguments", "gates", "confidence", "notes", "costs")


def rules_fire_and_matter(subject: Subject) -> Iterator[CheckStep]:
    """Steps for each rule; an argument on several paths is one rule."""
    for kind in KINDS:
        for rule in getattr(subject.rules, kind):
            yield CheckStep(f"{rule.rule.id} can hold", partial(_can_fire, subject, kind, rule))
    for rule in subject.rules.eliminations:
        yield CheckStep(f"{rule.rule.id} can matter", partial(_can_eliminate, subject, rule))
    for argument in subject.knowledge.arguments:
        yield CheckStep(f"{argument.id} can matter", partial(_can_argue, subject, argument))
    for gate in subject.knowledge.gates:
        yield CheckStep(f"{gate.id} can matter", partial(_can_gate, subject, gate))
    for kind in ("confidence", "costs"):
        for rule in getattr(subject.knowledge, kind):
            yield CheckStep(
                f"{rule.id} shows in some advice", partial(_can_show, subject, kind, rule)
            )


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


TRIES = 500
"""Answers tried at random for advice in which a rule shows; one example is proof."""


def shows_in_advice(subject: Subject, rule: Rule) -> bool:
    """Whether answers are found for which a rule changes the advice beside the pick."""
    random = Random(0)  # noqa: S311 - examples to try, no secret
    weighs = isinstance(rule, Confidence) and rule.effect != "keep"
    without = _rules_without(subject, rule) if weighs else None
    for _ in range(TRIES):
        answers = _fitting_answers(subject, rule, random)
        verdict = advise(subject.rules, answers)
        if without is None:
            if verdict.pick and rule.id in _beside_the_pick(verdict):
                return True
        elif verdict.pick and advise(without, answers).confidence != verdict.confidence:
            return True
    return False


def _beside_the_pick(verdict: Verdict) -> set[str]:
    return {found.rule for found in (*verdict.costs, *verdict.confidence_reasons)}


def _fitting_answers(subject: Subject, rule: Rule, random: Random) -> dict[str, str]:
    """Somebody who fits the condition of a rule."""
    answers = {q.id: random.choice(q.options).id for q in subject.knowledge.questions}
    return {**answers, **{question: random.choice(ok) for question, ok in rule.when.items()}}


def _rules_without(subject: Subject, rule: Rule) -> CompiledRules:
    others = tuple(each for each in subject.knowledge.confidence if each.id != rule.id)
    return compile_rules(subject.knowledge.model_copy(update={"confidence": others}))


# Whether a rule matters becomes whether a question does: the knowledge gets one more question,
# "switch", and the rule holds only with the switch on. If the switch can turn the pick, so can the
# rule, whatever other rules say the same; if it cannot, the rule is idle. That is decided by the
# same proof as for any question.
SWITCH = "switch"
ON, OFF = "on", "off"


def argument_matters(knowledge: Knowledge, argument: Argument) -> bool:
    switched = argument.model_copy(update={"when": {**argument.when, SWITCH: (ON,)}})
    arguments = (switched if each.id == argument.id else each for each in knowledge.arguments)
    return _switch_turns_pick(_with_switch(knowledge, arguments=tuple(arguments)), argument)


def gate_matters(knowledge: Knowledge, gate: Gate) -> bool:
    """Whether what a gate silences could have turned the pick."""
    switched = gate.model_copy(update={"when": {**gate.when, SWITCH: (ON,)}})
    gates = (switched if each.id == gate.id else each for each in knowledge.gates)
    return _switch_turns_pick(_with_switch(knowledge, gates=tuple(gates)), gate)


def _with_switch(knowledge: Knowledge, **update: object) -> Knowledge:
    option = Option(id=ON, label=ON, told=ON, would=ON)
    switch = Question(
        id=SWITCH,
        section=knowledge.sections[0].id,
        name=SWITCH,
        ask=SWITCH,
        why=SWITCH,
        options=(option, option.model_copy(update={"id": OFF, "label": OFF})),
    )
    # A fresh copy: what is cached of the knowledge goes by its questions.
    fields = {name: getattr(knowledge, name) for name in type(knowledge).model_fields}
    fields |= update | {"questions": (*knowledge.questions, switch)}
    return Knowledge.model_construct(**fields)


def _switch_turns_pick(knowledge: Knowledge, rule: Argument | Gate) -> bool:
    """Whether the switch turns the pick in some state in which the rule holds."""
    rules = compile_rules(knowledge)
    on, off = (rules.bits.option[SWITCH][each] for each in (ON, OFF))
    needed = {question: options[0] for question, options in rule.when.items() if len(options) == 1}
    domain = domain_of(rules, needed)
    return can_turn_pick(rules, domain, SWITCH, (on, off))


def questions_change_something(subject: Subject) -> Iterator[CheckStep]:
    """One step: with nothing answered, no question may be without effect."""
    yield CheckStep("every question can change something", partial(_idle, subject))


def _idle(subject: Subject) -> Iterator[Problem]:
    """Those that change no pick, no status, no gate, no confidence, and no note or cost."""
    told = {
        question
        for rule in (*subject.knowledge.notes, *subject.knowledge.costs)
        for condition in (rule.when, *rule.unless)
        for question in condition
    }
    for question in relevance(subject.rules, {}).dropped:
        if question not in told:
            what = "no answer to it changes anything; use it in a rule or do not ask it"
            yield Problem("questions.toml", f"question.{question}", what)


def claims_are_cited(subject: Subject) -> Iterator[CheckStep]:
    """One step; none where it is not known what the topics cite."""
    if subject.cited is not None:
        yield CheckStep("every claim is cited", partial(_uncited, subject))


def _uncited(subject: Subject) -> Iterator[Problem]:
    by_rules = {claim for rule in subject.knowledge.rules for claim in rule.claims}
    for claim in subject.knowledge.claim:
        if claim not in by_rules and claim not in (subject.cited or ()):
            what = "no rule, cost, note or topic cites it; use it or remove it"
            yield Problem("claims.toml", f"claim.{claim}", what)
