"""The interview asks what the advice rests on, and leaves out only what could not change it."""

from hypothesis import given
from hypothesis import strategies as st

from flows.knowledge import built_in
from flows.rules import Verdict, advise, compile_rules
from flows.rules.next_question import next_question
from flows.rules.relevance import relevance
from tests.examples import examples
from tests.flows.strategies import FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
QUESTIONS = list(KNOWLEDGE.question)
SKIPPED = st.sets(st.sampled_from(QUESTIONS), max_size=6)
MODELLERS = ("data-scientist", "ml-engineer", "ml-lead", "student")
CONFIDENCE = ("low", "medium", "high")

Answers = dict[str, str]


def interview(full: Answers, skipped: set[str]) -> list[str]:
    """The questions asked of somebody who skips some."""
    answers: Answers = {}
    asked: list[str] = []
    while question := next_question(RULES, answers, skipped & set(asked)):
        asked.append(question)
        if question not in skipped:
            answers[question] = full[question]
    return asked


def told(verdict: Verdict) -> object:
    """What a question left out must not change."""
    return (
        verdict.pick,
        verdict.headline,
        verdict.close_call,
        tuple(path.status for path in verdict.paths),
        tuple((each.path, each.would_be_first) for each in verdict.not_now),
    )


def is_asked(question: str, answers: Answers) -> bool:
    """How modelling feels is asked of people who model alone, whatever it could change."""
    return question != "fatigue" or answers.get("role", MODELLERS[0]) in MODELLERS


@examples(25, 60)
@given(FULL_ANSWERS, SKIPPED)
def test_aim_joy_and_learning_are_always_asked(full: Answers, skipped: set[str]) -> None:
    assert {"ambition", "joy", "learning"} <= set(interview(full, skipped))


@examples(25, 60)
@given(FULL_ANSWERS, SKIPPED)
def test_people_who_model_are_asked_how_it_feels(full: Answers, skipped: set[str]) -> None:
    models = "role" in skipped or full["role"] in MODELLERS
    assert not models or "fatigue" in interview(full, skipped)


@examples(25, 60)
@given(FULL_ANSWERS)
def test_questions_left_out_change_nothing_that_is_said(full: Answers) -> None:
    asked = interview(full, set())
    everything = {q: option for q, option in full.items() if q in asked or is_asked(q, full)}
    known, all_known = (advise(RULES, each) for each in ({q: full[q] for q in asked}, everything))
    assert told(known) == told(all_known)
    assert CONFIDENCE.index(known.confidence) <= CONFIDENCE.index(all_known.confidence)


@examples(25, 60)
@given(FULL_ANSWERS, SKIPPED)
def test_dropped_question_changes_nothing_that_is_said(full: Answers, missing: set[str]) -> None:
    answers = {q: option for q, option in full.items() if q not in missing}
    before = advise(RULES, answers)
    for question in relevance(RULES, answers).dropped:
        if is_asked(question, answers):
            for option in RULES.bits.option[question]:
                after = advise(RULES, {**answers, question: option})
                assert told(after) == told(before)
