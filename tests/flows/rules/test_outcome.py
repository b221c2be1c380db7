"""The tables of the rules add up to what the rules say one by one."""

from hypothesis import given

from flows.knowledge import built_in
from flows.rules import compile_rules, evaluate
from flows.rules.scopes import LARGEST
from tests.examples import examples
from tests.flows.rules.plain import evaluate_plainly
from tests.flows.strategies import ANSWERS

RULES = compile_rules(built_in())


@examples(100, 500)
@given(ANSWERS)
def test_outcome_equals_that_of_plain_loops(answers: dict[str, str]) -> None:
    state = RULES.bits.state(answers)
    outcome, plain = evaluate(RULES, state), evaluate_plainly(RULES, state)
    assert (outcome.statuses, outcome.points, outcome.ranking, outcome.pick) == plain


def test_tables_stay_small() -> None:
    assert all(factor.cells.size <= LARGEST * len(RULES.paths) for factor in RULES.factors)
