"""The numbers are what they say: each kind of outcome counts where it belongs."""

from typing import cast

from flows.nlu.faq.matcher import Match, ScoredTopic, TopicMatcher
from flows.nlu.faq.measure import Question, Unanswerable, measure_questions, measure_unanswerable

MATCHES = {
    "right": Match("answer", "a", 0.9, (ScoredTopic("a", 0.9), ScoredTopic("b", 0.1))),
    "wrong": Match("answer", "b", 0.9, (ScoredTopic("b", 0.9), ScoredTopic("a", 0.1))),
    "asked": Match("did-you-mean", "b", 0.4, (ScoredTopic("b", 0.4), ScoredTopic("a", 0.3))),
    "unknown": Match("unknown", None, 0.1, (ScoredTopic("a", 0.1), ScoredTopic("b", 0.1))),
    "declined": Match("outside", "age", 0.9),
    "silent": Match("unknown", None, 0.0),
}


class Canned:
    """A matcher whose responses are written down."""

    def match(self, text: str) -> Match:
        return MATCHES[text]

    def rank(self, text: str) -> list[ScoredTopic]:
        return list(MATCHES[text].alternatives)


CANNED = cast("TopicMatcher", Canned())


def test_questions_are_counted_by_outcome() -> None:
    questions = [Question(text=text, topic="a") for text in MATCHES]
    numbers = measure_questions(CANNED, questions)
    assert numbers.cases == 6
    assert numbers.hit_1 == 2 / 6
    assert numbers.hit_3 == 4 / 6
    assert numbers.answered_right == 1 / 6
    assert numbers.answered_wrong == 1 / 6
    assert numbers.within_one_tap == 2 / 6


def test_a_topic_that_serves_as_well_counts_as_right() -> None:
    numbers = measure_questions(CANNED, [Question(text="wrong", topic="a", also=("b",))])
    assert (numbers.hit_1, numbers.answered_right, numbers.answered_wrong) == (1, 1, 0)


def test_false_answers_are_counted_with_near_misses_apart() -> None:
    messages = [
        Unanswerable(text="right", why="near miss: tools"),
        Unanswerable(text="unknown", why="near miss: tools"),
        Unanswerable(text="asked", why="greeting"),
        Unanswerable(text="silent", why="greeting"),
        Unanswerable(text="declined", why="age"),
    ]
    numbers = measure_unanswerable(CANNED, messages)
    assert (numbers.cases, numbers.near_cases) == (5, 2)
    assert (numbers.false_answers, numbers.near_false_answers) == (1 / 5, 1 / 2)
    assert (numbers.asked_back, numbers.declined) == (1 / 5, 1 / 5)


def test_no_cases_give_no_shares() -> None:
    assert measure_questions(CANNED, []).hit_1 == 0
    assert measure_unanswerable(CANNED, []).false_answers == 0
