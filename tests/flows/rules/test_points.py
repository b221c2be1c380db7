"""The points of every path are those of the second reading, so no argument can get lost."""

from random import Random

import pytest
from hypothesis import given

from flows.figures import Figures
from flows.knowledge import built_in
from flows.knowledge.models import Argument
from flows.rules import CompiledRules, advise, compile_rules
from tests.examples import examples
from tests.flows.checks.mutations import dropped
from tests.flows.rules.reading import with_bands
from tests.flows.rules.reading_points import expected_points
from tests.flows.strategies import ANSWERS, FIGURES

KNOWLEDGE = built_in()
RULES = compile_rules(KNOWLEDGE)
PEOPLE = 100


def points(rules: CompiledRules, answers: dict[str, str]) -> dict[str, int]:
    return {path.id: path.points for path in advise(rules, answers).paths}


def expected(answers: dict[str, str]) -> dict[str, int]:
    found = expected_points(answers)
    return {path: found[path] for path in RULES.paths}


@examples(100, 500)
@given(ANSWERS)
def test_points_equal_the_second_reading(answers: dict[str, str]) -> None:
    assert points(RULES, answers) == expected(answers)


@given(ANSWERS, FIGURES)
def test_points_with_figures_equal_the_second_reading(
    answers: dict[str, str], figures: Figures
) -> None:
    found = expected_points(answers, figures)
    for path in advise(RULES, with_bands(answers, figures), figures).paths:
        assert path.points == found[path.id]


@pytest.mark.parametrize("argument", KNOWLEDGE.arguments, ids=lambda argument: argument.id)
def test_dropped_argument_departs_from_the_second_reading(argument: Argument) -> None:
    spoilt = compile_rules(dropped(KNOWLEDGE, "arguments", argument.id))
    random = Random(0)  # noqa: S311 - people to try, no secret
    people = [
        {
            question.id: random.choice(
                argument.when.get(question.id) or [option.id for option in question.options]
            )
            for question in KNOWLEDGE.questions
        }
        for _ in range(PEOPLE)
    ]
    assert any(points(spoilt, answers) != expected(answers) for answers in people)
