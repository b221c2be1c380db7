"""What single answers turn, tried all at once, is what trying them one by one finds."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flows.affordability import with_bands, with_limit
from flows.knowledge import built_in
from flows.rules import compile_rules, evaluate
from flows.rules.turning import deciding_questions, turning_to_later
from tests.examples import examples
from tests.flows.rules.brute import changed
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

RULES = compile_rules(built_in())

Answers = dict[str, str]

TOLD = st.builds(
    lambda answers, figures: with_limit(with_bands(answers, figures), figures),
    ANSWERS | FULL_ANSWERS,
    st.none() | FIGURES,
)
"""What friends said, with what follows from their figures."""


def others(answers: Answers, question: str) -> list[Answers]:
    """The answers with every other one to a question."""
    options = RULES.bits.option[question]
    return [changed(RULES, answers, {question: o}) for o in options if o != answers.get(question)]


def advised_later(answers: Answers) -> bool:
    """Whether a path that is put off would come first without that."""
    outcome = evaluate(RULES, RULES.bits.state(answers))
    return any(
        outcome.statuses[path] == "not-now"
        and evaluate(RULES, RULES.bits.state(changed(RULES, answers, without))).pick == path
        for path, without in RULES.put_off.items()
    )


@examples(60, 150)
@given(TOLD)
def test_answers_that_put_the_advice_off_are_those_that_do_one_by_one(answers: Answers) -> None:
    found = {
        question
        for question in answers.keys() & RULES.bits.option.keys()
        if any(map(advised_later, others(answers, question)))
    }
    assert {*turning_to_later(RULES, answers)} == found


@examples(60, 150)
@given(TOLD)
def test_deciding_questions_are_those_that_turn_it_one_by_one(answers: Answers) -> None:
    outcome = evaluate(RULES, RULES.bits.state(answers))
    told = deciding_questions(RULES, answers, outcome)
    if outcome.pick is not None and not outcome.close_call:
        assert not told
        return
    turned = Counter(
        question
        for question in RULES.bits.option
        for other in others(answers, question)
        if evaluate(RULES, RULES.bits.state(other)).pick != outcome.pick
    )
    missing = {question for question in turned if question not in answers}
    changeable = {q for q in turned if not RULES.knowledge.question[q].given}
    assert {*told} == (missing or changeable)
