"""Invariants of every verdict, for any partial answers."""

import pytest
from hypothesis import given

from flows.figures import Figures
from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from flows.rules.bits import UnknownAnswerError
from tests.flows.rules.reading import expected_status, with_bands
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)


@given(ANSWERS)
def test_status_of_every_path_equals_the_second_reading(answers: dict[str, str]) -> None:
    verdict = advise(RULES, answers)
    assert {path.id: path.status for path in verdict.paths} == {
        path.id: expected_status(path.id, answers) for path in KNOWLEDGE.paths
    }


@given(ANSWERS, FIGURES)
def test_figures_decide_as_in_the_second_reading(answers: dict[str, str], figures: Figures) -> None:
    verdict = advise(RULES, with_bands(answers, figures), figures)
    assert {path.id: path.status for path in verdict.paths} == {
        path.id: expected_status(path.id, answers, figures) for path in KNOWLEDGE.paths
    }


@given(ANSWERS)
def test_pick_leads_the_ranking_of_paths_still_weighed(answers: dict[str, str]) -> None:
    verdict = advise(RULES, answers)
    weighed = {path.id for path in verdict.paths if path.status in ("in", "open")}
    assert set(verdict.ranking) == weighed
    assert verdict.pick in (None, verdict.ranking[0])
    points = [verdict.path(path).points for path in verdict.ranking]
    assert points == sorted(points, reverse=True)


@given(ANSWERS)
def test_points_are_the_sum_of_the_arguments_told(answers: dict[str, str]) -> None:
    for path in advise(RULES, answers).paths:
        total = sum(a.points if a.speaks_for else -a.points for a in path.arguments)
        assert total == path.points


@given(ANSWERS)
def test_every_finding_follows_from_the_answers_it_names(answers: dict[str, str]) -> None:
    for path in advise(RULES, answers).paths:
        for argument in path.arguments:
            alone = advise(RULES, argument.answers).path(path.id)
            assert argument.rule in {each.rule for each in alone.arguments}
        for elimination in path.eliminations:
            alone = advise(RULES, elimination.answers).path(path.id)
            assert elimination.rule in {each.rule for each in alone.eliminations}


@given(ANSWERS)
def test_open_paths_name_exactly_missing_answers(answers: dict[str, str]) -> None:
    for path in advise(RULES, answers).paths:
        assert bool(path.unsettled_by) == (path.status == "open")
        assert not set(path.unsettled_by) & set(answers)


@given(ANSWERS)
def test_ten_times_learner_is_told_and_not_argued_with(answers: dict[str, str]) -> None:
    verdict = advise(RULES, {**answers, "learning": "ten-times"})
    assert "ten-times" in verdict.gates
    silenced = {"C5", "C18"}
    assert not silenced & {a.claim for path in verdict.paths for a in path.arguments}
    assert not silenced & {cost.claim for cost in verdict.costs}


@given(ANSWERS | FULL_ANSWERS)
def test_costs_come_with_every_pick_and_only_to_those_whose_they_are(
    answers: dict[str, str],
) -> None:
    verdict = advise(RULES, answers)
    assert bool(verdict.costs) <= bool(verdict.pick)
    if not verdict.pick:
        return
    role = answers.get("role")
    told = {cost.id for cost in verdict.costs}
    models = role in ("data-scientist", "ml-engineer", "ml-lead")
    assert ({"talk", "fading-skill"} <= told) == models == bool({"talk", "fading-skill"} & told)
    moves = not (role == "software-engineer" and verdict.staying)
    assert ("title" in told) == (moves and role != "student")
    costs_cash = moves and answers.get("cut") != "none"
    assert ("cash" in told) == costs_cash
    assert ("authors-cut" in told) == (costs_cash and role != "software-engineer")
    assert {cost.id for cost in verdict.costs if cost.comparison} == {"authors-cut"} & told
    assert verdict.models == models
    in_modelling = KNOWLEDGE.path[verdict.pick].modelling or verdict.pick == "research-degree"
    assert ("ceiling" in told) == (models or in_modelling)


@given(FULL_ANSWERS)
def test_who_gives_up_the_lead_is_told_what_the_title_costs(answers: dict[str, str]) -> None:
    verdict = advise(RULES, {**answers, "role": "ml-lead"})
    told = {cost.id for cost in verdict.costs}
    models = verdict.pick is not None and not KNOWLEDGE.path[verdict.pick].leaves_modelling
    steps_down = models and verdict.pick != "ml-lead" and not verdict.put_off
    assert ("lead-title" in told) == steps_down
    assert "lead-title" not in {cost.id for cost in advise(RULES, answers).costs} or (
        answers["role"] == "ml-lead"
    )


@given(ANSWERS)
def test_talk_of_others_never_decides(answers: dict[str, str]) -> None:
    verdict = advise(RULES, answers)
    assert "C23" not in {a.claim for path in verdict.paths for a in path.arguments}


@given(ANSWERS)
def test_evidence_far_from_the_authors_lowers_confidence(answers: dict[str, str]) -> None:
    order = ("low", "medium", "high")
    near = advise(RULES, {**answers, "market": "india", "years": "10+"})
    far = advise(RULES, {**answers, "market": "elsewhere", "years": "10+"})
    assert order.index(far.confidence) <= order.index(near.confidence)


@given(ANSWERS, FIGURES)
def test_figures_outrank_the_bands_answered(answers: dict[str, str], figures: Figures) -> None:
    assert advise(RULES, answers, figures) == advise(RULES, with_bands(answers, figures), figures)


@given(ANSWERS)
def test_named_answer_decides_a_close_call(answers: dict[str, str]) -> None:
    verdict = advise(RULES, answers)
    for question in verdict.decided_by:
        options = [option.id for option in KNOWLEDGE.question[question].options]
        picks = {advise(RULES, {**answers, question: option}).pick for option in options}
        assert picks - {verdict.pick}


def test_nothing_answered_gives_no_pick() -> None:
    verdict = advise(RULES, {})
    assert (verdict.pick, verdict.close_call, verdict.costs) == (None, False, ())


@pytest.mark.parametrize("answers", [{"shoe-size": "44"}, {"years": "seven"}])
def test_unknown_answer_is_refused_with_what_is_accepted(answers: dict[str, str]) -> None:
    with pytest.raises(UnknownAnswerError, match=r"accepted|questions are"):
        advise(RULES, answers)


@given(ANSWERS)
def test_staying_in_software_has_no_moves_price(answers: dict[str, str]) -> None:
    verdict = advise(RULES, {**answers, "role": "software-engineer"})
    assert verdict.path("platform").status == "in"
    assert not verdict.staying or "move" not in {cost.of for cost in verdict.costs}
