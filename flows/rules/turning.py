"""Which single answers would turn the outcome: for close calls, and for a path put off."""

from collections.abc import Iterator

from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers
from flows.rules.outcome import Outcome, evaluate
from flows.rules.relevance import domain_of
from flows.rules.search import PATIENCE, can_come_first, must_come_first, without
from flows.rules.verdict import Change, NotNow


def _changes(
    rules: CompiledRules, answers: Answers, question: str
) -> Iterator[tuple[str, Outcome]]:
    """Every other answer to a question, with the outcome it would lead to."""
    state = rules.bits.state(answers)
    for option in rules.bits.option[question]:
        if option != answers.get(question):
            yield option, evaluate(rules, rules.bits.changed(state, question, option))


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


def not_now(rules: CompiledRules, answers: Answers, outcome: Outcome) -> tuple[NotNow, ...]:
    """The paths that are put off, with what would make each possible and whether it would lead."""
    return tuple(
        NotNow(
            path=rules.paths[path],
            possible_if=tuple(_nearest_changes(rules, answers, path)),
            first_so_far=_first_so_far(rules, answers, path),
            would_be_first=_would_be_first(rules, answers, path),
        )
        for path, status in enumerate(outcome.statuses)
        if status == "not-now"
    )


def _nearest_changes(rules: CompiledRules, answers: Answers, path: int) -> Iterator[Change]:
    """For each question that put the path off, the nearest answer that would bring it back."""
    state = rules.bits.state(answers)
    firing = [each for each in rules.eliminations if each.path == path and each.fires(state)]
    for question in {name: None for each in firing for name in each.rule.when}:
        asked = rules.knowledge.question.get(question)
        if not asked or asked.given:
            continue
        options = list(rules.bits.option[question])
        here = options.index(answers[question])
        back = [
            option
            for option, other in _changes(rules, answers, question)
            if other.statuses[path] in ("in", "open")
        ]
        if back:
            nearest = min(back, key=lambda option: abs(options.index(option) - here))
            yield Change(question=question, option=nearest)


def _first_so_far(rules: CompiledRules, answers: Answers, path: int) -> bool:
    return evaluate(rules, without(rules, rules.bits.state(answers), path)).pick == path


def _would_be_first(rules: CompiledRules, answers: Answers, path: int) -> bool | None:
    """Whether the path would come first without what puts it off, as far as that is certain.

    Certain is what holds under every answer to the questions not answered.
    """
    domain = without(rules, domain_of(rules, answers), path)
    if must_come_first(rules, domain, path):
        return True
    return None if can_come_first(rules, domain, path, PATIENCE) else False
