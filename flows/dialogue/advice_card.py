"""What the advice card shows at once, and what is folded below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from flows.dialogue.advice_view import AdviceView
from flows.dialogue.costs import Costs
from flows.rules.verdict import PlanStep

MOST = 3
"""Reasons, and points to know before, that are shown at once."""

ROOM = 24
"""Words that the reasons may take, and the points; the first is shown however long it is."""

PointCase = Literal[
    "said", "hanging", "named", "pay-unasked", "pay-limit", "limit-alone", "runner-up", "cost"
]


@dataclass(frozen=True)
class Point:
    """Something to know before the advice is followed.

    ``name`` is that of the path meant, or of the question on which it hangs.
    """

    case: PointCase
    says: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        return f"{self.name} {self.says}"


@dataclass(frozen=True)
class AdviceCard:
    """The advice split in two: what is read at once, and what a tap unfolds (``more_…``).

    ``costs`` are those not shown among the points.
    """

    reasons: list[str]
    points: list[Point]
    steps: tuple[PlanStep, ...]
    more_reasons: list[str]
    more_points: list[Point]
    more_steps: tuple[PlanStep, ...]
    costs: Costs


def advice_card(view: AdviceView) -> AdviceCard:
    """Split the advice; what the author himself warns of is always read at once.

    The first step of a close call is the test that would settle it.
    """
    put_off, costs, steps = view.put_off(), view.costs(), view.steps()
    told = {line.says for line in view.reasons()[:1]} if put_off else set()
    found = put_off.reasons if put_off else view.all_reasons()
    reasons = [line.says for line in found if line.says not in told]
    must, points = _must_know(view), []
    if not put_off:
        points = [*must, *_worth_knowing(view, costs)]
    first = 0 if put_off else shown(reasons)
    known = shown([point.text for point in points], len(must))
    costs_told = sum(point.case == "cost" for point in points[:known])
    left = [point for point in points[known:] if point.case != "cost"]  # costs have their own list
    begun = 0 if view.tests() else 1
    return AdviceCard(
        reasons=reasons[:first],
        points=points[:known],
        steps=steps[:begun],
        more_reasons=reasons[first:],
        more_points=[*(must if put_off else ()), *left],
        more_steps=steps[begun:],
        costs=costs.without(costs_told),
    )


def _must_know(view: AdviceView) -> list[Point]:
    """What warns of the path, what it hangs on, and that the author says next to nothing for it.

    Beside a path that is put off the pick is one of the rest, and its warnings name it.
    """
    case: PointCase = "named" if view.verdict.put_off else "said"
    found = [Point(case, line.says, view.name(view.verdict.pick or "")) for line in view.warnings()]
    found += [Point("hanging", says, name) for name, says in view.hanging()]
    pay = view.unknown_pay()
    found += [Point(pay, view.unpriced())] if pay in ("pay-limit", "limit-alone") else []
    rival = [each for each in view.dissents() if each.name == view.close_to()]
    found += [Point("named", each.sentence.says, each.name) for each in rival]
    return [*found, *([Point("said", view.thin())] if view.thin() else ())]


def _worth_knowing(view: AdviceView, costs: Costs) -> list[Point]:
    """What else speaks against following the advice, the weightiest first.

    What speaks against it of all that the friend said goes before what it costs anybody.
    """
    found: list[Point] = []
    if runner_up := view.runner_up():
        found.append(Point("runner-up", runner_up.sentence.says, runner_up.name))
    objections = [Point("said", line.says) for line in view.against()]
    weighty = view.weighty_objections()
    found += objections[:weighty][:1]
    if view.unknown_pay() == "pay-unasked":
        found.append(Point("pay-unasked", view.unpriced()))
    elif not costs.of_engineering:
        found += [Point("cost", cost.says) for cost in costs.listed[:1]]
    return [*found, *objections[bool(weighty) :]]


def shown(sentences: Sequence[str], at_least: int = 1) -> int:
    """How many of some sentences are shown at once: as many as there is room for, three at most."""
    words = accumulate(len(each.split()) for each in sentences[:MOST])
    return max(min(max(at_least, 1), len(sentences)), sum(total <= ROOM for total in words))
