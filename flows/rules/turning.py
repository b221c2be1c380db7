"""Which single answers would turn the outcome, and whether a path put off would come first."""

from collections.abc import Iterator

from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers
from flows.rules.outcome import Outcome, evaluate
from flows.rules.relevance import domain_of
from flows.rules.search import PATIENCE, can_come_first, must_come_first, without


def deciding_questions(rules: CompiledRules, answers: Answers, outcome: Outcome) -> tuple[str, ...]:
    """The questions whose answer would turn a close call, or single out a pick where none is.

    Unanswered questions if any of them would; else those answered ones that a friend can change.
    First the one with the most answers that lead to the path it is close with, then the one with
    the most that turn it at all. Empty where the pick is clear.
    """
    if outcome.pick is not None and not outcome.close_call:
        return ()
    state = rules.bits.state(answers)
    rival = outcome.ranking[1] if outcome.close_call else None
    turning = {}
    for question in rules.knowledge.question:
        picks = [evaluate(rules, other).pick for other in _others(rules, state, question)]
        to_rival = picks.count(rival) if rival is not None else 0
        turning[question] = (to_rival, sum(pick != outcome.pick for pick in picks))
    found = sorted((q for q in turning if turning[q][1]), key=lambda q: turning[q], reverse=True)
    missing = [question for question in found if question not in answers]
    changeable = [q for q in found if not rules.knowledge.question[q].given]
    return tuple(missing or changeable)


def first_so_far(rules: CompiledRules, state: int, path: int) -> bool:
    """Whether a path that is put off would come first without that, by the answers given."""
    return evaluate(rules, without(rules, state, path)).pick == path


def is_put_off(rules: CompiledRules, state: int) -> bool:
    """Whether a path that is not possible now would come first without that."""
    statuses = evaluate(rules, state).statuses
    return any(
        statuses[path] == "not-now" and first_so_far(rules, state, path) for path in rules.put_off
    )


def turning_to_later(rules: CompiledRules, answers: Answers) -> tuple[str, ...]:
    """The questions answered of which another answer puts the advice off.

    A path that is not possible now would then come first; the pick may stay what it is.
    """
    state = rules.bits.state(answers)
    return tuple(
        question
        for question in rules.bits.option
        if question in answers
        and any(is_put_off(rules, other) for other in _others(rules, state, question))
    )


def _others(rules: CompiledRules, state: int, question: str) -> Iterator[int]:
    """The states that every other answer to a question leads to."""
    for option, bit in rules.bits.option[question].items():
        if not state & bit:
            yield rules.bits.changed(state, question, option)


def would_be_first(rules: CompiledRules, answers: Answers, path: int) -> bool | None:
    """Whether a path that is put off would come first without that, as far as that is certain.

    Certain is what holds under every answer to the questions not answered.
    """
    domain = without(rules, domain_of(rules, answers), path)
    if must_come_first(rules, domain, path):
        return True
    return None if can_come_first(rules, domain, path, PATIENCE) else False
