"""No claim speaks for and against the same path at once on the strength of the same answer."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from flows.check.subject import Step, Subject, of_rule
from flows.knowledge.problems import Problem
from flows.rules.rule import PathArgument
from flows.rules.scopes import scope_of


def no_argument_counts_both_ways(subject: Subject) -> Iterator[Step]:
    """One step for each claim that is argued with."""
    for claim in subject.knowledge.claim:
        arguments = [each for each in subject.rules.arguments if each.rule.claim == claim]
        if arguments:
            yield Step(f"{claim} never counts both ways", partial(_both_ways, subject, arguments))


def _both_ways(subject: Subject, arguments: list[PathArgument]) -> Iterator[Problem]:
    for one, other in combinations(arguments, 2):
        if one.path != other.path or (one.points > 0) == (other.points > 0):
            continue
        shared = [question for question in one.condition if question in other.condition]
        if shared and _together(subject, one, other):
            yield of_rule(
                "arguments",
                one.rule.id,
                f"with {other.rule.id} it counts {one.rule.claim} for and against "
                f"{subject.rules.paths[one.path]} by the same answer to {', '.join(shared)}; "
                "make one exclude the other",
            )


def _together(subject: Subject, one: PathArgument, other: PathArgument) -> bool:
    bits = subject.rules.bits
    states = subject.combinations(scope_of(bits, one) | scope_of(bits, other))
    return any(one.fires(state) and other.fires(state) for state in states)
