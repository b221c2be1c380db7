"""What is worked out in short is what the whole verdict says, for anybody and any knowledge."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.advice_record import findings, in_short
from flows.figures import Figures
from flows.knowledge import Knowledge, built_in
from flows.rules import CompiledRules, compile_rules
from flows.rules.advise import OUT, Advising
from flows.rules.verdict import Verdict
from tests.examples import examples
from tests.flows.small import SMALL_ANSWERS, SMALL_KNOWLEDGE
from tests.flows.strategies import ANSWERS, FIGURES, FULL_ANSWERS

RULES = compile_rules(built_in())

Answers = dict[str, str]


def summed(verdict: Verdict) -> Counter[tuple[str, str]]:
    """What the rules do to the paths, from the findings of the whole verdict."""
    points: Counter[tuple[str, str]] = Counter()
    for path in verdict.paths:
        for each in path.arguments:
            points[path.id, each.rule] += each.points if each.speaks_for else -each.points
        for elimination in path.eliminations:
            points[path.id, elimination.rule] -= OUT
    return points


def can_be_put_off(knowledge: Knowledge) -> bool:
    """Whether every rule that puts a path off says what would end it, as the check asks."""
    return all(each.without for each in knowledge.eliminations if each.status == "not-now")


def agrees(rules: CompiledRules, answers: Answers, figures: Figures | None = None) -> None:
    """Hold that each part by itself is that of the whole."""

    def advising() -> Advising:
        return Advising(rules, answers, figures)

    verdict = advising().verdict()
    assert advising().in_short() == in_short(verdict)
    assert {*advising().said()} == {(each.rule, each.says) for each in findings(verdict)}
    points: Counter[tuple[str, str]] = Counter()
    for path, rule, given_points in advising().points():
        points[path, rule] += given_points
    assert points == summed(verdict)


@examples(60, 300)
@given(ANSWERS | FULL_ANSWERS, st.none() | FIGURES)
def test_each_part_of_an_advice_is_that_of_the_whole(
    answers: Answers, figures: Figures | None
) -> None:
    agrees(RULES, answers, figures)


@examples(60, 150)
@given(SMALL_KNOWLEDGE.filter(can_be_put_off), SMALL_ANSWERS)
def test_so_it_is_by_any_rules(knowledge: Knowledge, answers: Answers) -> None:
    agrees(compile_rules(knowledge), answers)
