"""What speaks for a path never hurts it, and what says nothing of it changes nothing."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.figures import Figures
from flows.knowledge import built_in
from flows.rules import Verdict, advise, compile_rules
from tests.flows.rules.reading import with_bands
from tests.flows.strategies import AMOUNTS, ANSWERS, SHARES

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
BANDS = ("none", "under-25", "25-50", "50-75", "over-75")
MODELLING = ("modelling-startup", "modelling-bigco")
OTHERS = ("analyst", "data-engineer", "software-engineer")
"""Roles whose work is not modelling."""

Answers = dict[str, str]


def with_answer(answers: Answers, question: str, option: str | None) -> Answers:
    """The answers with one of them changed, or skipped."""
    rest = {q: answer for q, answer in answers.items() if q != question}
    return {**rest, question: option} if option else rest


def options(question: str) -> list[str | None]:
    return [None, *(option.id for option in KNOWLEDGE.question[question].options)]


def with_figures(answers: Answers, figures: Figures) -> Verdict:
    return advise(RULES, with_bands(answers, figures), figures)


def figures_never_hurt_platform(answers: Answers, worse: Figures, better: Figures) -> None:
    never_hurt(with_figures(answers, worse), with_figures(answers, better), "platform")


def place(verdict: Verdict, path: str) -> int:
    """The place in the ranking from 0 on; one that is not ranked stands behind all."""
    ranked = verdict.ranking
    return ranked.index(path) if path in ranked else len(KNOWLEDGE.paths)


def ahead(verdict: Verdict, path: str) -> set[str]:
    """The paths outside modelling that come before a path; all of them where it is not ranked."""
    return set(verdict.ranking[: place(verdict, path)]) - set(MODELLING)


def never_hurt(worse: Verdict, better: Verdict, path: str) -> None:
    statuses = ("not-now", "open", "in")
    status = [statuses.index(verdict.path(path).status) for verdict in (worse, better)]
    assert status == sorted(status)
    assert place(better, path) <= place(worse, path)


@given(ANSWERS)
def test_more_runway_never_hurts_platform(answers: Answers) -> None:
    verdicts = [advise(RULES, {**answers, "runway": band}) for band in BANDS]
    for worse, better in pairwise(verdicts):
        never_hurt(worse, better, "platform")


@given(ANSWERS)
def test_smaller_cut_never_hurts_platform(answers: Answers) -> None:
    verdicts = [advise(RULES, {**answers, "cut": band}) for band in reversed(BANDS)]
    for worse, better in pairwise(verdicts):
        never_hurt(worse, better, "platform")


@given(ANSWERS, AMOUNTS, AMOUNTS, SHARES, SHARES)
def test_more_runway_in_figures_never_hurts_platform(
    answers: Answers, now: Decimal, new: Decimal, one: Decimal, other: Decimal
) -> None:
    worse, better = (Figures(now=now, next=new, runway=share) for share in sorted((one, other)))
    figures_never_hurt_platform(answers, worse, better)


@given(ANSWERS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_lower_floor_never_hurts_platform(
    answers: Answers, now: Decimal, new: Decimal, one: Decimal, other: Decimal
) -> None:
    better, worse = (Figures(now=now, next=new, floor=floor) for floor in sorted((one, other)))
    figures_never_hurt_platform(answers, worse, better)


@given(ANSWERS, AMOUNTS, AMOUNTS, AMOUNTS, SHARES)
def test_better_offer_never_hurts_platform(
    answers: Answers, now: Decimal, one: Decimal, other: Decimal, share: Decimal
) -> None:
    worse, better = (Figures(now=now, next=new, runway=share) for new in sorted((one, other)))
    figures_never_hurt_platform(answers, worse, better)


@pytest.mark.parametrize("learning", options("learning"))
@given(ANSWERS)
def test_thrill_never_hurts_modelling(learning: str | None, answers: Answers) -> None:
    answers = with_answer(answers, "learning", learning)
    thrilled = advise(RULES, {**answers, "fatigue": "thrilled"})
    for fatigue in (None, "some", "tired"):
        other = advise(RULES, with_answer(answers, "fatigue", fatigue))
        for path in MODELLING:
            assert thrilled.path(path).points > other.path(path).points
            assert ahead(thrilled, path) <= ahead(other, path)


@given(ANSWERS, st.sampled_from(OTHERS))
def test_modelling_that_tires_says_nothing_to_others(answers: Answers, role: str) -> None:
    answers = {**answers, "role": role}
    verdicts = [
        advise(RULES, with_answer(answers, "fatigue", fatigue))
        for fatigue in (None, "some", "tired")
    ]
    for verdict in verdicts[1:]:
        assert verdict.ranking == verdicts[0].ranking
        assert [path.points for path in verdict.paths] == [
            path.points for path in verdicts[0].paths
        ]


@given(ANSWERS, st.sampled_from(options("fatigue")))
def test_modelling_that_tires_says_nothing_of_other_work(
    answers: Answers, fatigue: str | None
) -> None:
    tired = advise(RULES, {**answers, "fatigue": "tired"})
    other = advise(RULES, with_answer(answers, "fatigue", fatigue))
    for path in ("platform", "data-engineering", "analytics", "research-degree"):
        assert tired.path(path).points == other.path(path).points


@given(ANSWERS, st.sampled_from(options("ambition")))
def test_wish_to_lead_data_never_takes_an_ml_lead_off_the_ladder(
    answers: Answers, ambition: str | None
) -> None:
    answers = with_answer({**answers, "role": "ml-lead"}, "ambition", ambition)
    leading = advise(RULES, {**answers, "ambition": "lead-data"})
    if advise(RULES, answers).pick == "ml-lead":
        assert leading.pick == "ml-lead"
    else:
        assert place(leading, "ml-lead") <= place(advise(RULES, answers), "ml-lead")
