"""A rule that can be switched: whether it matters becomes whether a question does.

The knowledge gets one more question, "switch", and the rule holds only with the switch on. If the
switch can turn the pick, so can the rule, whatever other rules say the same; and if it cannot,
the rule is idle. That is decided by the same proof as for any question.
"""

from flows.knowledge.models import Argument, Gate, Knowledge, Option, Question
from flows.rules.compiled import compile_rules
from flows.rules.relevance import domain_of
from flows.rules.search import can_turn_pick

SWITCH = "switch"
ON, OFF = "on", "off"


def argument_matters(knowledge: Knowledge, argument: Argument) -> bool:
    """Whether an argument can turn the pick."""
    switched = argument.model_copy(update={"when": {**argument.when, SWITCH: (ON,)}})
    arguments = (switched if each.id == argument.id else each for each in knowledge.arguments)
    return _turns(_with(knowledge, arguments=tuple(arguments)), argument)


def gate_matters(knowledge: Knowledge, gate: Gate) -> bool:
    """Whether what a gate silences could have turned the pick."""
    switched = gate.model_copy(update={"when": {**gate.when, SWITCH: (ON,)}})
    gates = (switched if each.id == gate.id else each for each in knowledge.gates)
    return _turns(_with(knowledge, gates=tuple(gates)), gate)


def _with(knowledge: Knowledge, **update: object) -> Knowledge:
    """The knowledge with a switch, and with other rules."""
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


def _turns(knowledge: Knowledge, rule: Argument | Gate) -> bool:
    """Whether the switch turns the pick in some state in which the rule holds."""
    rules = compile_rules(knowledge)
    on, off = (rules.bits.option[SWITCH][each] for each in (ON, OFF))
    needed = {question: options[0] for question, options in rule.when.items() if len(options) == 1}
    domain = domain_of(rules, needed)
    return can_turn_pick(rules, domain, SWITCH, (on, off))
