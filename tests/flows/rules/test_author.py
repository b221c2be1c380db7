"""Where friend and author differ, and that what is said to matter does."""

from hypothesis import given

from flows.knowledge import built_in
from flows.rules import advise, compile_rules
from flows.rules.author import author_difference, author_verdict
from tests.examples import examples
from tests.flows.strategies import ANSWERS

KNOWLEDGE = built_in()
AUTHOR = KNOWLEDGE.author
RULES = compile_rules(KNOWLEDGE)


@given(ANSWERS)
def test_every_common_answer_is_either_the_same_or_a_difference(answers: dict[str, str]) -> None:
    found = author_difference(RULES, answers)
    differences = {each.question: (each.friend, each.author) for each in found.differences}
    assert {*found.same, *differences} == set(answers) & set(AUTHOR.answers)
    for question, (friend, author) in differences.items():
        assert (friend, author) == (answers[question], AUTHOR.answers[question])
        assert friend != author


@examples(25, 60)
@given(ANSWERS)
def test_differences_that_matter_turn_the_pick(answers: dict[str, str]) -> None:
    found = author_difference(RULES, answers)
    pick = advise(RULES, answers).pick
    for turning in found.turning:
        assert advise(RULES, {**answers, **turning.changes}).pick == turning.pick != pick
    matter = {question for turning in found.turning for question in turning.changes}
    assert {each.question for each in found.mattering} == matter


def test_author_beside_himself_differs_in_nothing() -> None:
    found = author_difference(RULES, AUTHOR.answers)
    assert (found.differences, found.turning) == ((), ())
    assert found.pick == author_verdict(RULES).pick == "platform"


def test_assumed_answers_of_the_author_are_marked() -> None:
    for question in KNOWLEDGE.questions:
        others = [each.id for each in question.options if each.id != AUTHOR.answers[question.id]]
        [found] = author_difference(RULES, {question.id: others[0]}).differences
        assert found.assumed == (question.id in AUTHOR.assumed)


def test_what_the_essay_leaves_out_is_assumed() -> None:
    assert {"years", "employer", "market", "degree", "mentors"} <= {*AUTHOR.assumed}


def test_the_portrait_of_the_author_tells_nothing_assumed() -> None:
    for question in AUTHOR.assumed:
        option = KNOWLEDGE.question[question].option(AUTHOR.answers[question])
        assert option is not None
        assert option.label.casefold() not in AUTHOR.says.casefold()
    assert "degree" not in AUTHOR.says
