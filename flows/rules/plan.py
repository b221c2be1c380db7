"""What to do next: what would make a path possible, the first steps, and the test that decides."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal, InvalidOperation

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
from flows.rules.outcome import Outcome, evaluate
from flows.rules.turning import first_so_far, would_be_first
from flows.rules.verdict import Change, NotNow, PlanKind, PlanStep

CENTS_BELOW = 1000
"""Sums of a year are told in whole units from here on."""

NO_CUT = Interval(Decimal(0), Decimal(0))


def not_now(found: Findings, outcome: Outcome, figures: Figures | None) -> tuple[NotNow, ...]:
    """The paths that are put off, with what would make each possible and whether it would lead."""
    return tuple(
        _put_off(found, path, figures)
        for path, status in enumerate(outcome.statuses)
        if status == "not-now"
    )


def _put_off(found: Findings, path: int, figures: Figures | None) -> NotNow:
    first = first_so_far(found.rules, found.state, path)
    conditions = list(_conditions(found, path, figures, "pay", "runway"))
    possible_if = tuple(step.change for step in conditions if step.change)
    if first and not any(step.leads for step in conditions):
        conditions += _conditions(found, path, figures, "no-cut")
    return NotNow(
        path=found.rules.paths[path],
        conditions=tuple(conditions),
        possible_if=possible_if,
        first_so_far=first,
        would_be_first=would_be_first(found.rules, found.answers, path),
    )


def _conditions(
    found: Findings, path: int, figures: Figures | None, *kinds: StepKind
) -> Iterator[PlanStep]:
    """The steps that would make a path possible, with how far off each is and what it does."""
    cut, runway = cut_of(found.answers, figures), runway_of(found.answers, figures)
    for step in _steps(found, found.rules.paths[path], *kinds):
        if cut and runway:
            limit = NO_CUT if step.kind == "no-cut" else runway
            distance = _distance(step.kind == "runway", cut, limit, figures)
            leads = _leads(found, path, step.kind)
            yield step.model_copy(update={**distance, "leads": leads})


def _leads(found: Findings, path: int, kind: PlanKind) -> bool:
    """Whether a path comes first, by the answers given, with a condition only just fulfilled."""
    cut, limit = (found.answers[question] for question in ("cut", "runway"))
    changes = {"pay": ("cut", limit), "runway": ("runway", cut), "no-cut": ("cut", "none")}
    changed = found.rules.bits.changed(found.state, *changes[kind])
    return evaluate(found.rules, changed).pick == path


def _distance(
    by_runway: bool, cut: Interval, limit: Interval, figures: Figures | None
) -> dict[str, object]:
    """How far off a condition is, as far as it is known: the fields of a step that tell it."""
    question, bound = ("runway", cut) if by_runway else ("cut", limit)
    option = smallest_band_covering(cut) if by_runway else largest_band_within(limit)
    return {
        "question": question,
        "change": Change(question=question, option=option) if option else None,
        "share": bound.low if bound.exact else None,
        **_amounts(by_runway, cut, limit, figures),
    }


def _amounts(
    by_runway: bool, cut: Interval, limit: Interval, figures: Figures | None
) -> dict[str, object]:
    """The sums behind a condition, unless an answer given since goes against them."""
    if figures is None or not (cut.exact or figures.cut is None):
        return {}
    least = _least_pay(figures.now, limit, figures) if figures.now and limit.exact else None
    asked = _rounded_up(least) if least is not None and not by_runway else least
    return {
        "amount": figures.next if by_runway else asked,
        "gap": asked - figures.next if asked is not None and figures.next is not None else None,
        "currency": figures.currency,
    }


def _rounded_up(amount: Decimal) -> Decimal:
    """To whole units, below 1000 to cents: a least that is rounded down is not enough."""
    step = Decimal(1) if amount >= CENTS_BELOW else Decimal("0.01")
    try:
        return amount.quantize(step, ROUND_CEILING)
    except InvalidOperation:  # more digits than a decimal holds: whole as it is
        return amount


def _least_pay(now: Decimal, limit: Interval, figures: Figures) -> Decimal:
    """The least pay within a limit; a floor may be above today's pay, where no share reaches."""
    least = now * (1 - limit.low)
    if figures.floor is None:
        return least
    return figures.floor if limit.low == figures.largest_cut else max(figures.floor, least)


def plan(
    found: Findings, advised: str | None, later: NotNow | None, decided_by: Sequence[str]
) -> tuple[PlanStep, ...]:
    """The steps for the path that is advised, if any; ``later`` tells of it where it is put off."""
    if advised is None:
        return ()
    conditions = [step for step in later.conditions if step.leads] if later else ()
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
