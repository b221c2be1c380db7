"""The changes told turn the pick, there are no smaller ones, and none is left out."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.affordability import with_bands, with_limit
from flows.figures import Figures
from flows.knowledge import Knowledge, built_in
from flows.knowledge.models import Condition
from flows.rules import CompiledRules, advise, compile_rules, evaluate
from flows.rules.changes import flips, nearest, spoken_for, told, ways_back
from flows.rules.trials import Trials
from tests.examples import examples
from tests.flows.rules.brute import changed
from tests.flows.rules.plain import evaluate_plainly
from tests.flows.small import PATHS, SMALL_ANSWERS, SMALL_KNOWLEDGE
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
GIVEN = {question.id for question in KNOWLEDGE.questions if question.given}
Answers = dict[str, str]


def all_changes(
    rules: CompiledRules, answers: Answers, size: int, fixed: Collection[str]
) -> Iterator[Answers]:
    """Every set of changes of a size."""
    questions = [question for question in rules.bits.option if question not in fixed]
    for chosen in combinations(questions, size):
        others = [
            [option for option in rules.bits.option[q] if option != answers.get(q)] for q in chosen
        ]
        for options in product(*others):
            yield dict(zip(chosen, options, strict=True))


def pick(rules: CompiledRules, answers: Answers) -> int | None:
    return evaluate_plainly(rules, rules.bits.state(answers)).pick


def smallest_flips(
    rules: CompiledRules, answers: Answers, most: int, fixed: Collection[str]
) -> list[Answers]:
    for size in range(1, most + 1):
        found = [
            changes
            for changes in all_changes(rules, answers, size, fixed)
            if pick(rules, changed(rules, answers, changes)) != pick(rules, answers)
        ]
        if found:
            return found
    return []


def in_any_order(sets: list[Answers]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(changes.items()) for changes in sets)


@examples(25, 60)
@given(SMALL_KNOWLEDGE, SMALL_ANSWERS)
def test_flips_are_all_the_smallest_up_to_three(knowledge: Knowledge, answers: Answers) -> None:
    rules = compile_rules(knowledge)
    found = [each.changes for each in flips(rules, answers)]
    assert in_any_order(found) == in_any_order(smallest_flips(rules, answers, 3, {"a"}))


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_flips_are_the_smallest_of_the_full_space(answers: Answers) -> None:
    found = flips(RULES, answers, fixed=())
    ones = smallest_flips(RULES, answers, 1, ())
    if ones:
        assert in_any_order([each.changes for each in found]) == in_any_order(ones)
    else:
        assert all(len(each.changes) > 1 for each in found)


def _goes_back(answers: Answers, name: str, option: str) -> bool:
    """Whether a change undoes what is attained, which nobody decides to: no more public work."""
    steps = list(RULES.bits.option[name])
    behind = name in answers and steps.index(option) < steps.index(answers[name])
    return KNOWLEDGE.question[name].attained and behind


@settings(max_examples=15, deadline=None)
@example({"joy": "modelling", "influence": "essential", "proof": "strong"}, "research-degree")
@given(ANSWERS, st.sampled_from(RULES.paths))
def test_path_cannot_be_made_first_with_fewer_changes(answers: Answers, path: str) -> None:
    found = flips(RULES, answers, to=path, most=2)
    target = RULES.paths.index(path)
    if pick(RULES, answers) == target:
        assert not found
        return
    size = len(found[0].changes) if found else 3
    fewer = [
        changes
        for number in range(1, min(size, 2))
        for changes in all_changes(RULES, answers, number, GIVEN)
        if not any(_goes_back(answers, *change) for change in changes.items())
    ]
    assert all(pick(RULES, changed(RULES, answers, changes)) != target for changes in fewer)


@examples(25, 60)
@given(SMALL_KNOWLEDGE, SMALL_ANSWERS, st.sampled_from(PATHS))
def test_no_smaller_way_to_a_path_exists(knowledge: Knowledge, answers: Answers, path: str) -> None:
    rules = compile_rules(knowledge)
    found = flips(rules, answers, to=path, fixed=())
    target = rules.paths.index(path)
    size = len(found[0].changes) if found else 4
    for fewer in range(size):
        if pick(rules, answers) != target:
            sets = all_changes(rules, answers, fewer, ())
            assert all(pick(rules, changed(rules, answers, changes)) != target for changes in sets)


@given(ANSWERS)
def test_pick_told_with_a_flip_follows(answers: Answers) -> None:
    for flip in flips(RULES, answers):
        after = evaluate(RULES, RULES.bits.state(changed(RULES, answers, flip.changes))).pick
        assert flip.pick == (None if after is None else RULES.paths[after])
        assert not flip.given


@examples(25, 60)
@given(ANSWERS, st.integers(1, 99), st.integers(1, 99))
def test_what_figures_tell_does_not_outlive_a_change_of_cut_or_limit(
    others: Answers, cut: int, runway: int
) -> None:
    figures = Figures(now=Decimal(100), next=Decimal(100 - cut), runway=Decimal(runway) / 100)
    answers = with_bands(others, figures)
    known = with_limit(answers, figures)
    tried = Trials(RULES, known, {q: list(RULES.bits.option[q]) for q in ("cut", "runway", "joy")})
    for size in (1, 2):
        sets = tried.sets(size)
        for chosen, fields in zip(sets, tried.fields(sets), strict=True):
            changes = tried.changes(chosen)
            anew = RULES.bits.state(with_limit({**answers, **changes}, figures))
            state = RULES.bits.state(known)
            for question, option in changes.items():
                state = RULES.bits.changed(state, question, option)
            assert evaluate(RULES, anew).fields == evaluate(RULES, state).fields == tuple(fields)


@examples(25, 60)
@given(ANSWERS)
def test_eliminated_paths_come_back_by_the_smallest_sets(answers: Answers) -> None:
    for path in advise(RULES, answers).paths:
        found = ways_back(RULES, answers, path.id)
        assert bool(found) == (path.status in ("out", "not-now"))
        place = RULES.paths.index(path.id)
        for way in found:
            state = RULES.bits.state(changed(RULES, answers, way.changes))
            assert evaluate_plainly(RULES, state).statuses[place] in ("in", "open")
            for fewer in combinations(way.changes.items(), len(way.changes) - 1):
                state = RULES.bits.state(changed(RULES, answers, dict(fewer)))
                assert evaluate_plainly(RULES, state).statuses[place] in ("out", "not-now")


def test_what_cannot_be_changed_is_marked_when_nothing_else_helps() -> None:
    doctor = {"degree": "phd", "study": "yes", "proof": "none", "horizon": "over-10"}
    (*ways,) = ways_back(RULES, doctor, "research-degree")
    assert ways
    assert all(way.given == ("degree",) for way in ways)


@given(ANSWERS)
def test_nearest_tells_each_kind_of_flip_once(answers: Answers) -> None:
    found = flips(RULES, answers)
    kinds = {(flip.pick, *flip.changes) for flip in found}
    assert len(nearest(found)) == len(kinds)


def speaking(question: str, option: str) -> set[str]:
    """The paths that an answer itself speaks for, by the rules as they are written."""

    def names(condition: Condition) -> bool:
        return option in condition.get(question, ())

    paths = {each.path for each in KNOWLEDGE.present if names(each.when)}
    for rule in KNOWLEDGE.arguments:
        says = rule.side == "for" and names(rule.when)
        if says or (rule.side == "against" and any(map(names, rule.unless))):
            paths.update(rule.paths, rule.half_paths)
    paths |= {each.path for each in KNOWLEDGE.eliminations if any(map(names, each.unless))}
    return paths


@examples(25, 60)
@given(FULL_ANSWERS)
def test_an_answer_told_to_turn_the_pick_speaks_for_what_follows(answers: Answers) -> None:
    for each in spoken_for(RULES, answers, flips(RULES, answers)):
        for question, option in each.changes.items():
            if not KNOWLEDGE.question[question].scale and each.pick:
                assert {each.pick, "present"} & speaking(question, option)


@examples(25, 60)
@given(ANSWERS | FULL_ANSWERS)
def test_nothing_is_told_to_turn_the_pick_that_nobody_means_to_go_back_to(answers: Answers) -> None:
    for each in flips(RULES, answers):
        for question, option in each.changes.items():
            steps = list(RULES.bits.option[question])
            before = steps.index(answers[question]) if question in answers else 0
            assert not KNOWLEDGE.question[question].attained or steps.index(option) >= before


def test_what_only_the_way_back_would_do_is_marked() -> None:
    """Nobody with strong public proof can do without it so that a degree adds something."""
    told_of = ways_back(RULES, {"proof": "strong", "study": "yes"}, "research-degree")
    assert told_of
    assert all(each.given == ("proof",) for each in told_of)


def test_wanting_to_lead_data_is_never_told_to_lead_to_engineering() -> None:
    """It would only take away that pay comes first, which speaks against the move."""
    for cut in ("under-25", "25-50"):
        friend = {**dict(KNOWLEDGE.author.answers), "ambition": "pay-first", "cut": cut}
        for role in RULES.bits.option["role"]:
            answers = {**friend, "role": role}
            told_of = spoken_for(RULES, answers, flips(RULES, answers))
            aims = [each for each in told_of if each.changes.get("ambition") == "lead-data"]
            assert not {each.pick for each in aims} & {"platform", "data-engineering"}


@pytest.mark.parametrize("question", sorted(set(KNOWLEDGE.question) - GIVEN))
def test_every_change_can_be_told(question: str) -> None:
    for option in KNOWLEDGE.question[question].options:
        assert told(RULES, {question: option.id}) == f"if {option.would}"
