"""A question is dropped exactly when it cannot matter, and the bound on questions holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.knowledge import Knowledge, built_in
from flows.rules import CompiledRules, compile_rules
from flows.rules.next_question import next_question
from flows.rules.relevance import asked_at_most, relevance
from tests.examples import examples
from tests.flows.rules.brute import matters, result
from tests.flows.small import SMALL_ANSWERS, SMALL_KNOWLEDGE
from tests.flows.strategies import ANSWERS, FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
QUESTIONS = list(KNOWLEDGE.question)
SKIPPED = st.sets(st.sampled_from(QUESTIONS), max_size=8)


def interview(
    rules: CompiledRules, full: dict[str, str], skipped: set[str]
) -> tuple[list[str], list[int]]:
    """The questions asked of somebody who skips some, and the bound before each of them."""
    answers: dict[str, str] = {}
    asked: list[str] = []
    bounds = [asked_at_most(rules, {})]
    while question := next_question(rules, answers, skipped & set(asked)):
        asked.append(question)
        if question not in skipped:
            answers[question] = full[question]
        bounds.append(asked_at_most(rules, answers, skipped & set(asked)))
    return asked, bounds


@examples(25, 60)
@given(SMALL_KNOWLEDGE, SMALL_ANSWERS)
def test_dropped_exactly_when_brute_force_finds_no_effect(
    knowledge: Knowledge, answers: dict[str, str]
) -> None:
    rules = compile_rules(knowledge)
    still_open = [question for question in knowledge.question if question not in answers]
    expected = [q for q in still_open if matters(rules, answers, still_open, q)]
    assert list(relevance(rules, answers).deciding) == expected


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sets(st.sampled_from(QUESTIONS), min_size=1, max_size=4))
def test_exact_on_samples_of_the_full_space(answers: dict[str, str], unanswered: set[str]) -> None:
    answers = {q: option for q, option in answers.items() if q not in unanswered}
    skipped = {question for question in QUESTIONS if question not in {*answers, *unanswered}}
    found = relevance(RULES, answers, skipped)
    expected = {q for q in unanswered if matters(RULES, answers, unanswered, q)}
    assert set(found.deciding) == expected


@given(ANSWERS, SKIPPED)
def test_every_open_question_is_sorted_once(answers: dict[str, str], skipped: set[str]) -> None:
    found = relevance(RULES, answers, skipped)
    listed = [*found.asked, *found.dropped]
    assert sorted(listed) == sorted(set(QUESTIONS) - set(answers) - skipped)


@settings(max_examples=40, deadline=None)
@given(FULL_ANSWERS, SKIPPED)
def test_interview_never_exceeds_any_bound_it_told(full: dict[str, str], skipped: set[str]) -> None:
    asked, bounds = interview(RULES, full, skipped)
    assert all(len(asked) - done <= bound for done, bound in enumerate(bounds))
    assert bounds[-1] == 0


@settings(max_examples=40, deadline=None)
@given(FULL_ANSWERS)
def test_questions_left_out_change_nothing(full: dict[str, str]) -> None:
    asked, _ = interview(RULES, full, set())
    assert result(RULES, {q: full[q] for q in asked}) == result(RULES, full)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from(QUESTIONS), st.data())
def test_dropped_question_never_comes_back(
    answers: dict[str, str], question: str, data: st.DataObject
) -> None:
    before = relevance(RULES, answers)
    options = [option.id for option in KNOWLEDGE.question[question].options]
    after = relevance(RULES, {question: data.draw(st.sampled_from(options)), **answers})
    assert not set(before.dropped) & set(after.asked)


@given(ANSWERS, SKIPPED)
def test_sections_are_asked_in_their_order(answers: dict[str, str], skipped: set[str]) -> None:
    sections = [section.id for section in KNOWLEDGE.sections]
    found = relevance(RULES, answers, skipped)
    places = [sections.index(KNOWLEDGE.question[question].section) for question in found.asked]
    question = next_question(RULES, answers, skipped)
    assert bool(question) == bool(places)
    if question:
        assert sections.index(KNOWLEDGE.question[question].section) == min(places)


def test_market_only_cautions_and_is_still_asked() -> None:
    assert relevance(RULES, {}).cautioning == ("market",)
