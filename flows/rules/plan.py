"""What to do next: what would make a path possible, the first steps, and the test that decides."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.affordability import cut_of, runway_of
from flows.figures import Figures
from flows.rules.findings import Findings
from flows.rules.outcome import Outcome
from flows.rules.verdict import Change, NotNow, PlanKind, PlanStep

CONDITIONS: dict[str, PlanKind] = {"cut": "pay", "runway": "runway"}
"""What a change of an answer that puts a path off comes to."""


def plan(
    found: Findings,
    outcome: Outcome,
    figures: Figures | None,
    later: NotNow | None,
    decided_by: Sequence[str],
) -> tuple[PlanStep, ...]:
    """The steps for the path that is advised, which is the pick, or one that is put off for later.

    Empty where there is no pick.
    """
    if outcome.pick is None:
        return ()
    advised = later.path if later else found.rules.paths[outcome.pick]
    conditions = _conditions(found, later, figures) if later else ()
    test = _test(found, decided_by) if not later else ()
    return (*conditions, *_first_steps(found, advised), *test)


def _conditions(found: Findings, later: NotNow, figures: Figures | None) -> Iterator[PlanStep]:
    """What would make a path possible that is put off."""
    for change in later.possible_if:
        option = found.knowledge.question[change.question].option(change.option)
        amount, gap = _amounts(found, change, figures)
        yield PlanStep(
            kind=CONDITIONS[change.question],
            says=option.would if option else "",
            claims=("C20",),
            change=change,
            question=change.question,
            amount=amount,
            gap=gap,
        )


def _amounts(
    found: Findings, change: Change, figures: Figures | None
) -> tuple[Decimal | None, Decimal | None]:
    """The yearly cash that a condition comes to, and how far off it is; None where unknown."""
    cut, runway = cut_of(found.answers, figures), runway_of(found.answers, figures)
    if not (figures and cut and runway and cut.exact and runway.exact):
        return None, None
    if figures.now is None or figures.next is None:
        return None, None
    least = figures.now * (1 - runway.low)
    gap = least - figures.next
    return (least if change.question == "cut" else figures.next), gap


def _first_steps(found: Findings, path: str) -> Iterator[PlanStep]:
    for step in found.rules.steps:
        if path in step.rule.paths and step.fires(found.state):
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
