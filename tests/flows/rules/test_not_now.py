"""Not now is an answer of its own, and what is said of it stands under every completion."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.affordability import compare, cut_of, runway_of
from flows.figures import Figures
from flows.knowledge import built_in
from flows.rules import Verdict, advise, compile_rules, evaluate
from flows.rules.verdict import PlanStep
from tests.examples import examples
from tests.flows.rules.brute import completions
from tests.flows.rules.reading import with_bands
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
PLATFORM = RULES.paths.index("platform")
DROPPABLE = [
    question for question in KNOWLEDGE.question if question not in ("role", "cut", "runway")
]

Answers = dict[str, str]


@st.composite
def short_of_money(draw: st.DrawFn) -> tuple[Answers, set[str]]:
    """Somebody who cannot afford the move, with up to four questions unanswered."""
    full = draw(FULL_ANSWERS)
    full["runway"] = draw(st.sampled_from(["none", "under-25", "25-50"]))
    full["cut"] = draw(st.sampled_from(["50-75", "over-75"]))
    unanswered = draw(st.sets(st.sampled_from(DROPPABLE), max_size=4))
    return {q: option for q, option in full.items() if q not in unanswered}, unanswered


def first_without_cut(answers: Answers, unanswered: set[str]) -> set[bool]:
    """Whether platform comes first once the cut is none, in each completion."""
    return {
        evaluate(RULES, RULES.bits.state({**done, "cut": "none"})).pick == PLATFORM
        for done in completions(RULES, answers, unanswered)
    }


def stands(verdict: Verdict, answers: Answers, unanswered: set[str]) -> None:
    for put_off in verdict.not_now:
        found = first_without_cut(answers, unanswered)
        if put_off.would_be_first is not None:
            assert found == {put_off.would_be_first}
        if not unanswered:
            assert put_off.would_be_first is not None


@examples(25, 60)
@given(short_of_money())
def test_would_be_first_stands_in_every_completion(person: tuple[Answers, set[str]]) -> None:
    answers, unanswered = person
    stands(advise(RULES, answers), answers, unanswered)


@examples(25, 60)
@given(short_of_money(), FIGURES)
def test_would_be_first_stands_with_figures_as_well(
    person: tuple[Answers, set[str]], figures: Figures
) -> None:
    answers, unanswered = with_bands(person[0], figures), person[1]
    stands(advise(RULES, answers, figures), answers, unanswered)


@examples(40, 100)
@given(short_of_money(), FIGURES | st.none())
def test_put_off_path_comes_back_for_certain_by_each_change_named(
    person: tuple[Answers, set[str]], figures: Figures | None
) -> None:
    answers = with_bands(person[0], figures)
    for put_off in advise(RULES, answers, figures).not_now:
        assert any(change.question == "cut" for change in put_off.possible_if)
        for change in put_off.possible_if:
            changed = {**answers, change.question: change.option}
            cut, runway = cut_of(changed, figures), runway_of(changed, figures)
            assert cut
            assert runway
            assert compare(cut, runway) in ("within", "tight")
            gone = ("now", "next") if change.question == "cut" else ("runway", "floor")
            left = figures and figures.model_copy(update=dict.fromkeys(gone))
            after = advise(RULES, changed, left)
            assert after.path(put_off.path).status == "in"


@examples(40, 100)
@given(short_of_money(), FIGURES)
def test_conditions_are_as_exact_as_what_is_known(
    person: tuple[Answers, set[str]], figures: Figures
) -> None:
    answers = with_bands(person[0], figures)
    for put_off in advise(RULES, answers, figures).not_now:
        pay, runway, *_ = put_off.conditions
        assert (pay.kind, runway.kind) == ("pay", "runway")
        limit = Decimal(0) if answers["runway"] == "none" else figures.largest_cut
        assert pay.share == limit
        assert runway.share == figures.cut
        if figures.now and limit is not None:
            floor = figures.floor
            least = figures.now * (1 - limit) if floor is None else floor
            assert pay.amount
            assert 0 <= pay.amount - least < (1 if least >= 1000 else Decimal("0.01"))
            assert pay.amount == round(pay.amount, 0 if least >= 1000 else 2)
            if figures.next is not None:
                assert pay.amount - figures.next == pay.gap
                assert least - figures.next == runway.gap
                assert figures.next < pay.amount


@examples(40, 100)
@given(FULL_ANSWERS, st.integers(1, 10**4), st.integers(1000, 4000))
def test_a_cut_beyond_the_limit_never_reads_as_the_limit(
    full: Answers, beyond: int, limit: int
) -> None:
    runway = Decimal(limit) / 10**4
    now = Decimal(10**7)
    left = now * (1 - runway) - beyond
    figures = Figures(now=now, next=left, runway=runway)
    answers = with_bands({**full, "role": "data-scientist"}, figures)
    found = advise(RULES, answers, figures).path("platform").eliminated_by
    assert found
    told = re.findall(r"[\d.]+%", found.says)
    assert len(told) == 2 == len(set(told))


@examples(60, 200)
@given(short_of_money(), FIGURES | st.none(), st.sampled_from(["pay-first", None]))
def test_path_put_off_comes_first_by_each_condition_of_the_plan(
    person: tuple[Answers, set[str]], figures: Figures | None, ambition: str | None
) -> None:
    """So it is not possible only: to whom pay comes first, a move that they can afford is not."""
    told = person[0] if ambition is None else {**person[0], "ambition": ambition}
    answers = with_bands(told, figures)
    verdict = advise(RULES, answers, figures)
    plan = [step for step in verdict.plan if step.kind in ("pay", "runway", "no-cut")]
    assert bool(plan) == (verdict.put_off is not None)
    for step in plan:
        after = advise(RULES, *fulfilled(step, answers, figures))
        assert after.pick == verdict.advised
        assert after.headline != "not-now"


def fulfilled(
    step: PlanStep, answers: Answers, figures: Figures | None
) -> tuple[Answers, Figures | None]:
    """What a friend would say with a condition only just fulfilled: in figures, or else a band."""
    if figures and figures.now and step.share is not None:
        pay: dict[str, Decimal | None] = {"next": figures.now * (1 - step.share)}
        if step.kind == "runway":
            pay = {"runway": step.share, "floor": None}
        return answers, figures.model_copy(update=pay)
    question, other = ("runway", "cut") if step.kind == "runway" else ("cut", "runway")
    gone = {"next": None} if question == "cut" else {"runway": None, "floor": None}
    band = "none" if step.kind == "no-cut" else answers[other]
    return {**answers, question: band}, figures and figures.model_copy(update=gone)


@examples(25, 60)
@given(FULL_ANSWERS, FIGURES)
def test_possible_move_is_not_said_to_be_put_off(full: Answers, figures: Figures) -> None:
    verdict = advise(RULES, with_bands(full, figures), figures)
    put_off = {each.path for each in verdict.not_now}
    assert put_off == {path.id for path in verdict.paths if path.status == "not-now"}
    assert not put_off & set(verdict.ranking)


@examples(60, 200)
@given(ANSWERS | short_of_money().map(lambda person: person[0]))
def test_headline_follows_from_the_verdict(answers: Answers) -> None:
    verdict = advise(RULES, answers)
    would_be_first = {each.would_be_first for each in verdict.not_now}
    if verdict.pick is None:
        expected = {"open"}
    elif True in would_be_first:
        expected = {"not-now"}
    else:
        stays = verdict.pick in verdict.present
        expected = {"close-call" if verdict.close_call else "stay" if stays else "go"}
        if None in would_be_first:  # first so far, or not: an answer still missing decides
            expected.add("not-now")
    assert verdict.headline in expected


def test_nothing_answered_is_an_open_question() -> None:
    assert advise(RULES, {}).headline == "open"


def test_a_least_that_is_told_is_whole_and_enough() -> None:
    for now in range(3_333_300, 3_333_340):
        figures = Figures(now=Decimal(now), next=Decimal(10**6), runway=Decimal("0.3333"))
        for put_off in advise(RULES, with_bands({"role": "analyst"}, figures), figures).not_now:
            pay = put_off.conditions[0].amount
            assert pay
            assert figures.runway
            assert pay == pay.to_integral_value() >= now * (1 - figures.runway)
            enough = figures.model_copy(update={"next": pay})
            assert not advise(RULES, with_bands({"role": "analyst"}, enough), enough).not_now
