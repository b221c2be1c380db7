"""Runs all checks and gathers what they find."""

from collections.abc import Callable, Collection, Iterable

from flows.checks.contradictions import advice_agrees_with_itself
from flows.checks.effects import claims_are_cited, questions_change_something, rules_fire_and_matter
from flows.checks.logic import (
    no_argument_counts_both_ways,
    one_outcome_each,
    paths_come_first_and_go_out,
)
from flows.checks.subject import Check, CheckStep, Subject
from flows.knowledge.models import Knowledge
from flows.knowledge.problems import Problem

CHECKS: tuple[Check, ...] = (
    one_outcome_each,
    rules_fire_and_matter,
    paths_come_first_and_go_out,
    questions_change_something,
    no_argument_counts_both_ways,
    advice_agrees_with_itself,
    claims_are_cited,
)


def steps(
    knowledge: Knowledge,
    cited: Collection[str] | None = None,
    extra: Iterable[Check] = (),
) -> list[CheckStep]:
    """Every step of every check.

    ``cited`` are the claims that the topics cite; with None, claims are not checked to be cited.
    ``extra`` are checks of other parts, such as of the messages.
    """
    subject = Subject(knowledge, cited)
    return [step for check in (*CHECKS, *extra) for step in check(subject)]


def check(
    knowledge: Knowledge,
    cited: Collection[str] | None = None,
    extra: Iterable[Check] = (),
    done: Callable[[CheckStep], object] | None = None,
) -> tuple[Problem, ...]:
    """Prove the knowledge; every problem found, sorted by file and place.

    ``done`` is told of each step that is through.
    """
    problems: set[Problem] = set()
    for step in steps(knowledge, cited, extra):
        problems.update(step.run())
        if done:
            done(step)
    return tuple(sorted(problems))
