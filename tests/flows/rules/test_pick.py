"""Who may be sent where, and how sure the advice may be of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from flows.rules.robustness import without_least_sure
from tests.examples import examples
from tests.flows.rules.reading_points import present_paths
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

RULES = compile_rules(built_in())
CONFIDENCE = ("low", "medium", "high")
LITTLE_SAID = ("data-engineering", "analytics", "research-degree")
"""Paths of which the essay says next to nothing."""

Answers = dict[str, str]

PRESENT = ANSWERS.filter(present_paths)
"""Somebody whose path of today is known."""

WELL_SUPPORTED = FULL_ANSWERS.map(lambda full: {**full, "years": "10+", "market": "india"})
"""Somebody of whom the advice may be as sure as it ever is."""


@examples(60, 400)
@given(ANSWERS | FULL_ANSWERS)
def test_alternative_named_is_never_out(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    without = without_least_sure(RULES, answers)
    for path in (without.pick, without.runner_up, verdict.runner_up):
        assert path in (None, *verdict.ranking)


@examples(60, 400)
@given(PRESENT)
def test_staying_comes_first_at_equal_points(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    present = present_paths(answers) & set(verdict.ranking)
    most = max(verdict.path(path).points for path in verdict.ranking)
    if any(verdict.path(path).points == most for path in present):
        assert verdict.ranking[0] in present


@pytest.mark.parametrize("role", ["analyst", "data-engineer", "software-engineer", "student"])
@given(ANSWERS)
def test_ladder_is_not_offered_to_who_does_not_stand_on_it(role: str, answers: Answers) -> None:
    assert "ml-lead" not in advise(RULES, {**answers, "role": role}).ranking


@given(ANSWERS, st.sampled_from(["thrilled", "some"]))
def test_ml_lead_who_would_lead_data_leaves_for_two_strong_arguments(
    answers: Answers, fatigue: str
) -> None:
    leader = {**answers, "role": "ml-lead", "ambition": "lead-data", "fatigue": fatigue}
    verdict = advise(RULES, leader)
    first = verdict.path(verdict.ranking[0])
    strong = [each for each in first.arguments if each.speaks_for and each.strength == "strong"]
    assert first.id == "ml-lead" or len(strong) > 1


@given(ANSWERS)
def test_pay_speaks_for_no_role_underpaid_for_both(answers: Answers) -> None:
    silent = {q: option for q, option in answers.items() if q != "ambition"}
    paid, unasked = (advise(RULES, each) for each in ({**silent, "ambition": "pay-first"}, silent))
    assert paid.path("hybrid").points < unasked.path("hybrid").points
    assert not paid.path("hybrid").kept_in_by
    assert paid.path("hybrid").points < 0


@given(ANSWERS)
def test_pay_speaks_for_big_companies_to_who_works_there_alone(answers: Answers) -> None:
    paid = advise(RULES, {**answers, "ambition": "pay-first"}).path("modelling-bigco")
    pleading = [each for each in paid.arguments if each.speaks_for and "ambition" in each.answers]
    assert not pleading or "modelling-bigco" in present_paths(answers)


@examples(60, 200)
@given(ANSWERS | WELL_SUPPORTED)
def test_close_call_is_never_more_than_not_very_sure(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    if verdict.close_call or verdict.margin == 0:
        assert verdict.confidence == "low"


@examples(60, 200)
@given(WELL_SUPPORTED)
def test_pick_of_which_little_is_said_is_never_quite_sure(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    if verdict.pick in LITTLE_SAID:
        assert verdict.confidence != "high"


@given(ANSWERS, st.sampled_from(["3-5", "6-9", "10+"]))
def test_market_far_from_the_authors_costs_one_step(answers: Answers, years: str) -> None:
    near, far = (
        advise(RULES, {**answers, "years": years, "market": market}).confidence
        for market in ("india", "elsewhere")
    )
    assert CONFIDENCE.index(far) == max(CONFIDENCE.index(near) - 1, 0)
