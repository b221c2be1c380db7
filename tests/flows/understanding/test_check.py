"""The example answers fit the questions; what does not is listed, all of it."""

from flows.knowledge import Knowledge, built_in
from flows.understanding.check import FEWEST_EXAMPLES, problems_of_examples
from flows.understanding.phrasebook import NOTHING, phrasings
from tests.flows.small import knowledge


def only(question: str) -> Knowledge:
    """Small knowledge with one question, whose options are x and y."""
    small = knowledge([], [])
    asked = tuple(each for each in small.questions if each.id == question)
    return small.model_copy(update={"questions": asked})


def told(examples: dict[str, tuple[tuple[str, str], ...]]) -> list[str]:
    return sorted(
        f"{each.place}: {each.what}" for each in problems_of_examples(only("b"), examples)
    )


ENOUGH = (*[("so", "x")] * FEWEST_EXAMPLES, *[("no", "y")] * FEWEST_EXAMPLES, ("hm", NOTHING))


def test_the_built_in_examples_fit_the_questions() -> None:
    assert list(problems_of_examples(built_in(), phrasings())) == []


def test_examples_that_fit_have_no_problems() -> None:
    assert told({"b": ENOUGH}) == []


def test_a_question_without_examples_is_listed_with_each_option() -> None:
    places = [problem.partition(":")[0] for problem in told({})]
    assert places == ["question b, option x", "question b, option y"]


def test_unknown_questions_and_options_are_listed_with_what_is_accepted() -> None:
    problems = told({"b": (*ENOUGH, ("hm", "z")), "gone": (("so", "x"),)})
    assert len(problems) == 2
    assert "'z' is unknown; accepted: x, y" in problems[0]
    assert problems[1].startswith("question gone: is unknown; accepted: b")
