"""What to do next: what would make a path possible, the first steps, and the test that decides."""

from collections.abc import Iterator, Sequence

from flows.affordability import (
    Interval,
    cut_of,
    largest_band_within,
    runway_of,
    smallest_band_covering,
)
from flows.figures import Figures
from flows.knowledge.models import StepKind
from flows.rules.findings import Findings
from flows.rules.outcome import Outcome
from flows.rules.turning import first_so_far, would_be_first
from flows.rules.verdict import Change, NotNow, PlanStep


def not_now(found: Findings, outcome: Outcome, figures: Figures | None) -> tuple[NotNow, ...]:
    """The paths that are put off, with what would make each possible and whether it would lead."""
    return tuple(
        _put_off(found, path, figures)
        for path, status in enumerate(outcome.statuses)
        if status == "not-now"
    )


def _put_off(found: Findings, path: int, figures: Figures | None) -> NotNow:
    conditions = tuple(
        step.model_copy(update=_distance(found, step.kind == "pay", figures))
        for step in _steps(found, found.rules.paths[path], "pay", "runway")
    )
    return NotNow(
        path=found.rules.paths[path],
        conditions=conditions,
        possible_if=tuple(step.change for step in conditions if step.change),
        first_so_far=first_so_far(found.rules, found.answers, path),
        would_be_first=would_be_first(found.rules, found.answers, path),
    )


def _distance(found: Findings, by_pay: bool, figures: Figures | None) -> dict[str, object]:
    """How far off a condition is, as far as it is known: the fields of a step that tell it."""
    cut, runway = cut_of(found.answers, figures), runway_of(found.answers, figures)
    if cut is None or runway is None:
        return {}
    question, bound = ("cut", runway) if by_pay else ("runway", cut)
    option = largest_band_within(runway) if by_pay else smallest_band_covering(cut)
    return {
        "question": question,
        "change": Change(question=question, option=option) if option else None,
        "share": bound.low if bound.exact else None,
        **_amounts(by_pay, cut, runway, figures),
    }


def _amounts(
    by_pay: bool, cut: Interval, runway: Interval, figures: Figures | None
) -> dict[str, object]:
    """The sums behind a condition, unless an answer given since goes against them."""
    if figures is None or not (cut.exact or figures.cut is None):
        return {}
    least = figures.now * (1 - runway.low) if figures.now and runway.exact else None
    return {
        "amount": least if by_pay else figures.next,
        "gap": least - figures.next if least is not None and figures.next is not None else None,
        "currency": figures.currency,
    }


def plan(
    found: Findings, outcome: Outcome, later: NotNow | None, decided_by: Sequence[str]
) -> tuple[PlanStep, ...]:
    """The steps for the path that is advised, which is the pick, or one that is put off for later.

    Empty where there is no pick.
    """
    if outcome.pick is None:
        return ()
    advised = later.path if later else found.rules.paths[outcome.pick]
    conditions = later.conditions if later else ()
    test = () if later else _test(found, decided_by)
    return (*conditions, *_steps(found, advised, "skill", "coach"), *test)


def _steps(found: Findings, path: str, *kinds: StepKind) -> Iterator[PlanStep]:
    for step in found.rules.steps:
        if step.rule.kind in kinds and path in step.rule.paths and step.fires(found.state):
            said = found.finding(step.rule)
            yield PlanStep(
                kind=step.rule.kind, says=said.says, claims=said.claims, answers=said.answers
            )


def _test(found: Findings, decided_by: Sequence[str]) -> Iterator[PlanStep]:
    """The test for the first of the deciding questions that has one."""
    for question in decided_by:
        if says := found.knowledge.question[question].try_out:
            yield PlanStep(kind="test", says=says, question=question)
            return
