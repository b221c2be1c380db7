"""Every combination of answers has one outcome, and the rules do not contradict each other.

The outcome is a sum over factors (see ``rules.factors``). Two such sums that agree wherever only
the questions of one factor are answered agree everywhere: what several questions do together lies
within a factor. So the tables are compared with the rules applied one by one on those states only,
and the result holds for all combinations.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from flows.checks.subject import CheckStep, Subject, of_path, of_rule
from flows.knowledge.models import Path
from flows.knowledge.problems import Problem
from flows.rules.factors import Factor
from flows.rules.fields import WEIGHED, Status, favour_of
from flows.rules.outcome import evaluate, unpacked
from flows.rules.relevance import domain_of
from flows.rules.rule import CompiledElimination, PathArgument
from flows.rules.scopes import scope_of
from flows.rules.search import can_come_first, reach

ByPath = tuple[tuple[Status, ...], tuple[int, ...], tuple[int, ...]]
"""Statuses, points and points in favour of the paths."""


def one_outcome_each(subject: Subject) -> Iterator[CheckStep]:
    """No two outcomes for the same answers, always a path left, and tables true to the rules."""
    for factor in subject.rules.factors:
        name = ", ".join(factor.questions)
        yield CheckStep(f"tables agree with the rules on {name}", partial(_agree, subject, factor))
    for path in range(len(subject.rules.paths)):
        name = subject.rules.paths[path]
        yield CheckStep(f"one status for {name}", partial(_one_status, subject, path))
    yield CheckStep("some path is always left", partial(_some_left, subject))


def _agree(subject: Subject, factor: Factor) -> Iterator[Problem]:
    for state in subject.combinations(factor.questions):
        outcome = evaluate(subject.rules, state)
        favour = tuple(map(favour_of, outcome.fields))
        if (outcome.statuses, outcome.points, favour) != _one_by_one(subject, state):
            questions = ", ".join(factor.questions)
            yield Problem("rules", questions, "the tables disagree with the rules one by one")
            return


def _one_by_one(subject: Subject, state: int) -> ByPath:
    """Statuses, points and points in favour of all paths, rule by rule."""
    rules = subject.rules
    statuses: list[Status] = ["in"] * len(rules.paths)
    for elimination in rules.eliminations:
        judged = elimination.judge(state)
        if judged == "fires":
            statuses[elimination.path] = elimination.rule.status
        elif judged == "hangs" and statuses[elimination.path] == "in":
            statuses[elimination.path] = "open"
    points, favour = [0] * len(rules.paths), [0] * len(rules.paths)
    for argument in rules.arguments:
        if argument.fires(state):
            points[argument.path] += argument.points
            favour[argument.path] += max(argument.points, 0)
    return tuple(statuses), tuple(points), tuple(favour)


def _one_status(subject: Subject, path: int) -> Iterator[Problem]:
    rules = _of_path(subject, path)
    for state in subject.combinations(_scope(subject, rules)):
        firing = [rule.rule for rule in rules if rule.fires(state)]
        if len({rule.status for rule in firing}) > 1:
            names = " and ".join(rule.id for rule in firing)
            what = (
                f"{names} hold together and give the path two statuses; make one exclude the other"
            )
            yield of_rule("eliminations", firing[0].id, what)
            return


def _some_left(subject: Subject) -> Iterator[Problem]:
    """Look for answers with every path out, one path after the other."""
    if all(_of_path(subject, path) for path in range(len(subject.rules.paths))) and _all_out(
        subject, 0, {}
    ):
        yield Problem(
            "rules/eliminations.toml",
            "elimination",
            "some answers put every path out; leave one path in for everybody",
        )


def _all_out(subject: Subject, path: int, answers: dict[str, int]) -> bool:
    """Whether the paths from one on can all be out, with some questions answered before."""
    if path == len(subject.rules.paths):
        return True
    bits = subject.rules.bits
    questions = _scope(subject, _of_path(subject, path))
    for state in subject.combinations(questions):
        here = {question: state & bits.of(question) for question in questions}
        compatible = all(answers.get(q, answer) == answer for q, answer in here.items())
        out = compatible and not evaluate(subject.rules, state).fields[path] & WEIGHED
        if out and _all_out(subject, path + 1, {**answers, **here}):
            return True
    return False


def _of_path(subject: Subject, path: int) -> list[CompiledElimination]:
    return [rule for rule in subject.rules.eliminations if rule.path == path]


def _scope(subject: Subject, rules: Iterable[CompiledElimination]) -> list[str]:
    scopes = [scope_of(subject.rules.bits, rule) for rule in rules]
    return [q for q in subject.rules.bits.variables if any(q in scope for scope in scopes)]


def paths_come_first_and_go_out(subject: Subject) -> Iterator[CheckStep]:
    """Two steps for each path."""
    for place, path in enumerate(subject.knowledge.paths):
        yield CheckStep(f"{path.id} can come first", partial(_can_come_first, subject, place, path))
        yield CheckStep(f"{path.id} can go out", partial(_can_go_out, subject, place, path))


def _can_come_first(subject: Subject, place: int, path: Path) -> Iterator[Problem]:
    if not can_come_first(subject.rules, domain_of(subject.rules, {}), place):
        yield of_path(
            path.id, "can never be the pick, whatever is answered; remove it or argue for it"
        )


def _can_go_out(subject: Subject, place: int, path: Path) -> Iterator[Problem]:
    """The status of a path lies in one factor, so its bound over all answers is exact."""
    worst = reach(subject.rules, domain_of(subject.rules, {})).low
    always_in = bool(unpacked(worst, len(subject.rules.paths))[place] & WEIGHED)
    if always_in and not path.never_out:
        yield of_path(
            path.id, "can never go out; explain why with never_out, or add an elimination"
        )
    if path.never_out and not always_in:
        yield of_path(path.id, "can go out, yet never_out explains why it cannot; remove never_out")


def no_argument_counts_both_ways(subject: Subject) -> Iterator[CheckStep]:
    """One step for each claim that is argued with."""
    for claim in subject.knowledge.claim:
        arguments = [each for each in subject.rules.arguments if each.rule.claim == claim]
        if arguments:
            yield CheckStep(
                f"{claim} never counts both ways", partial(_both_ways, subject, arguments)
            )


def _both_ways(subject: Subject, arguments: list[PathArgument]) -> Iterator[Problem]:
    for one, other in combinations(arguments, 2):
        if one.path != other.path or (one.points > 0) == (other.points > 0):
            continue
        shared = [question for question in one.condition if question in other.condition]
        if shared and subject.hold_together(one, other):
            yield of_rule(
                "arguments",
                one.rule.id,
                f"with {other.rule.id} it counts {one.rule.claim} for and against "
                f"{subject.rules.paths[one.path]} by the same answer to {', '.join(shared)}; "
                "make one exclude the other",
            )
