"""Robustness is the share of single changes that leave the pick alone, and names the others."""

from fractions import Fraction

from hypothesis import given, settings

from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from flows.rules.robustness import least_sure, robustness, without_least_sure
from tests.flows.rules.plain import evaluate_plainly
from tests.flows.strategies import ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)


def pick(answers: dict[str, str]) -> int | None:
    return evaluate_plainly(RULES, RULES.bits.state(answers)).pick


@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_robustness_counts_every_single_change(answers: dict[str, str]) -> None:
    changes = [
        (question, option)
        for question in answers
        for option in RULES.bits.option[question]
        if option != answers[question]
    ]
    turned = [q for q, option in changes if pick({**answers, q: option}) != pick(answers)]
    found = robustness(RULES, answers)
    assert (found.changes, found.kept) == (len(changes), len(changes) - len(turned))
    assert set(found.hangs_on) == set(turned)
    if changes:
        assert found.share == float(Fraction(found.kept, found.changes))


def test_nothing_answered_has_no_share() -> None:
    assert robustness(RULES, {}).share is None


@settings(max_examples=40)
@given(ANSWERS)
def test_least_sure_claims_argue_nothing_when_left_out(answers: dict[str, str]) -> None:
    unsure = set(least_sure(KNOWLEDGE))
    verdict = advise(RULES, answers)
    found = without_least_sure(RULES, answers)
    assert found.same_pick == (found.pick == verdict.pick)
    if not unsure & {a.claim for path in verdict.paths for a in path.arguments}:
        assert found.same_pick
    assert {found.pick, found.runner_up} <= {None, *verdict.ranking}


@given(ANSWERS)
def test_points_without_the_least_sure_decide(answers: dict[str, str]) -> None:
    found = without_least_sure(RULES, {**answers, "role": "ml-lead"})
    verdict = advise(RULES, {**answers, "role": "ml-lead"})
    unsure = set(least_sure(KNOWLEDGE))
    points = {
        path.id: sum(
            a.points if a.speaks_for else -a.points
            for a in path.arguments
            if a.claim not in unsure or not a.halved
        )
        for path in verdict.paths
        if path.status in ("in", "open")
    }
    if found.pick:
        assert points[found.pick] == max(points.values())
