"""An answer that the owner kept is found by other words for its question, and takes no other's."""

import pytest

from flows.topics.load import load_offtopic, load_phrasings
from flows.topics.matcher import TopicMatcher
from flows.topics.models import Phrasing

KEPT = [
    Phrasing(text="Do you do paid consulting for companies?", topic="kept-1"),
    Phrasing(text="Which text editor do you write your code in?", topic="kept-2"),
    Phrasing(text="Is the advice different for people with a disability?", topic="kept-3"),
]
ONCE_OFF_TOPIC = Phrasing(text=load_offtopic()[200].text, topic="kept-4")
ACCEPTED = Phrasing(text="does the cappuccino machine come along", topic="pay-cut")


@pytest.fixture(scope="module")
def taught() -> TopicMatcher:
    return TopicMatcher.train([*load_phrasings(), *KEPT, ONCE_OFF_TOPIC, ACCEPTED], load_offtopic())


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: str(kept.topic))
def test_the_question_itself_finds_its_kept_answer(taught: TopicMatcher, kept: Phrasing) -> None:
    assert taught.match(kept.text.upper()).topic == kept.topic
    assert taught.match(kept.text).kind == "answer"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("do u do paid consulting for a company", "kept-1"),
        ("which editor do you use to write code", "kept-2"),
        ("does the advice differ for disabled people", "kept-3"),
    ],
)
def test_other_words_for_the_question_find_it(taught: TopicMatcher, text: str, kept: str) -> None:
    assert kept in [topic for topic, _ in taught.match(text).alternatives]


def test_kept_answers_take_no_questions_from_topics(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    sample = load_phrasings()[::10]
    taken = [
        phrasing.text
        for phrasing in sample
        if matcher.match(phrasing.text).kind == "answer"
        and str(taught.match(phrasing.text).topic).startswith("kept-")
    ]
    assert len(taken) <= len(sample) * 0.01


def test_a_question_that_was_off_topic_is_answered_once_the_owner_kept_an_answer(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    assert matcher.match(ONCE_OFF_TOPIC.text).kind != "answer"
    assert taught.match(ONCE_OFF_TOPIC.text).topic == ONCE_OFF_TOPIC.topic


def test_an_accepted_phrasing_moves_its_words_to_its_topic(
    taught: TopicMatcher, matcher: TopicMatcher
) -> None:
    assert matcher.rank(ACCEPTED.text)[0].topic != ACCEPTED.topic
    assert taught.rank(ACCEPTED.text)[0].topic == ACCEPTED.topic
