"""How firmly a pick stands is exact where few questions are open, and never too bold elsewhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.knowledge import built_in
from flows.rules import compile_rules, evaluate
from flows.rules.advise import LEVELS
from flows.rules.footing import footing
from tests.flows.rules.brute import changed, completions
from tests.flows.strategies import FULL_ANSWERS

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
CHANGEABLE = [question.id for question in KNOWLEDGE.questions if not question.given]
FEW = st.sets(st.sampled_from(list(KNOWLEDGE.question)), min_size=1, max_size=3)
MANY = st.sets(st.sampled_from(list(KNOWLEDGE.question)), min_size=6, max_size=10)

Answers = dict[str, str]


def without(full: Answers, questions: set[str]) -> Answers:
    return {question: option for question, option in full.items() if question not in questions}


@settings(max_examples=30, deadline=None)
@given(FULL_ANSWERS, FEW)
def test_with_few_questions_open_it_is_what_the_completions_show(
    full: Answers, missing: set[str]
) -> None:
    answers = without(full, missing)
    pick = evaluate(RULES, RULES.bits.state(answers)).pick
    if pick is None:
        return
    every = list(completions(RULES, answers, missing))
    outcomes = [evaluate(RULES, RULES.bits.state(done)) for done in every]
    lead = min(each.margin if each.pick == pick else 0 for each in outcomes)
    turning = {
        question
        for question in CHANGEABLE
        if question in answers
        for option in RULES.bits.option[question]
        if any(
            evaluate(RULES, RULES.bits.state(changed(RULES, done, {question: option}))).pick != pick
            for done in every
        )
    }
    found = footing(RULES, answers, pick)
    if lead > 0:
        assert (found.lead, set(found.turning)) == (lead, turning)
    assert found.lead <= max(lead, 0)


@settings(max_examples=30, deadline=None)
@given(FULL_ANSWERS, MANY)
def test_no_later_answer_makes_it_less_sure(full: Answers, missing: set[str]) -> None:
    answers = without(full, missing)
    pick = evaluate(RULES, RULES.bits.state(answers)).pick
    if pick is not None and evaluate(RULES, RULES.bits.state(full)).pick == pick:
        before, after = footing(RULES, answers, pick), footing(RULES, full, pick)
        assert before.lead <= after.lead
        assert LEVELS.index(before.level) <= LEVELS.index(after.level)
