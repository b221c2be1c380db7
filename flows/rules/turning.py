"""Which single answers would turn the outcome, and whether a path put off would come first."""

from collections.abc import Iterator

from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers
from flows.rules.outcome import Outcome, evaluate
from flows.rules.relevance import domain_of
from flows.rules.search import PATIENCE, can_come_first, must_come_first, without


def _changes(
    rules: CompiledRules, answers: Answers, question: str
) -> Iterator[tuple[str, Outcome]]:
    """Every other answer to a question, with the outcome it would lead to."""
    for option, state in _states(rules, answers, question):
        yield option, evaluate(rules, state)


def deciding_questions(rules: CompiledRules, answers: Answers, outcome: Outcome) -> tuple[str, ...]:
    """The questions whose answer would turn a close call, or single out a pick where none is.

    Unanswered questions if any of them would; else those answered ones that a friend can change.
    The one with the most such answers first. Empty where the pick is clear.
    """
    if outcome.pick is not None and not outcome.close_call:
        return ()
    turning = {
        question: sum(other.pick != outcome.pick for _, other in _changes(rules, answers, question))
        for question in rules.knowledge.question
    }
    found = sorted((q for q in turning if turning[q]), key=lambda q: -turning[q])
    missing = [question for question in found if question not in answers]
    changeable = [q for q in found if not rules.knowledge.question[q].given]
    return tuple(missing or changeable)


def first_so_far(rules: CompiledRules, answers: Answers, path: int) -> bool:
    """Whether a path that is put off would come first without that, by the answers given."""
    return evaluate(rules, without(rules, rules.bits.state(answers), path)).pick == path


def turning_to_later(rules: CompiledRules, answers: Answers) -> tuple[str, ...]:
    """The questions answered of which another answer puts the advice off.

    A path that is not possible now would then come first; the pick may stay what it is.
    """
    return tuple(
        question
        for question in rules.bits.option
        if question in answers
        and any(_puts_off(rules, other) for _, other in _states(rules, answers, question))
    )


def _states(rules: CompiledRules, answers: Answers, question: str) -> Iterator[tuple[str, int]]:
    """Every other answer to a question, with the state it would lead to."""
    state = rules.bits.state(answers)
    for option in rules.bits.option[question]:
        if option != answers.get(question):
            yield option, rules.bits.changed(state, question, option)


def _puts_off(rules: CompiledRules, state: int) -> bool:
    statuses = evaluate(rules, state).statuses
    return any(
        statuses[path] == "not-now" and evaluate(rules, without(rules, state, path)).pick == path
        for path in rules.put_off
    )


def would_be_first(rules: CompiledRules, answers: Answers, path: int) -> bool | None:
    """Whether a path that is put off would come first without that, as far as that is certain.

    Certain is what holds under every answer to the questions not answered.
    """
    domain = without(rules, domain_of(rules, answers), path)
    if must_come_first(rules, domain, path):
        return True
    return None if can_come_first(rules, domain, path, PATIENCE) else False
