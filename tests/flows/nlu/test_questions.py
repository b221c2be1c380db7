"""Which questions a message asks, each in its own words, and which only look like one."""

import pytest

from flows.nlu.clauses import clauses
from flows.nlu.normalize import clean
from flows.nlu.questions import asked
from tests.flows.nlu.reading import understand


def _asked(text: str) -> list[str]:
    plain = clean(text)
    return [each.words for each in asked(plain, clauses(plain), ())]


@pytest.mark.parametrize(
    "text",
    [
        "They'd make me a junior. Do I care? A bit, my ex does.",
        "Is this about a friend?? no its about me",
        "I would go for it, right?",
        "it is Milan?? no, Rome",
    ],
)
def test_what_the_friend_answers_is_no_question(text: str) -> None:
    assert not _asked(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("remote jobs from Argentina, realistic?", "realistic?"),
        ("Should I move? No degree btw.", "Should I move?"),
        ("Is it worth it? They pay less.", "Is it worth it?"),
    ],
)
def test_what_waits_for_an_answer_is_a_question(text: str, words: str) -> None:
    assert _asked(text) == [words]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I am a nurse. My visa is tied to this job, can I switch at all?", "visa"),
        ("will I get in w/out a masters?", "need-degree"),
        ("Internal transfer vs going outside, which one is easier?", "internal-transfer"),
    ],
)
def test_what_leads_up_to_a_question_may_tell_its_topic(text: str, topic: str) -> None:
    assert [question.topic for question in understand(text).questions] == [topic]
