"""Texts that tell and ask at once, and questions from somebody who has said nothing before."""

from typing import Any

import pytest

from flows.dialogue.events import TextReceived
from flows.nlu.interpretation import Fact, Interpretation
from flows.nlu.interpreter import looks_asking, parted
from tests.flows.dialogue.talk import Talk

YEARS = Fact(question="years", option="3-5", words="5 years")
DEGREE = Fact(question="degree", option="masters", words="masters")
ASKED = "will I get rusty?"
ANSWERS = [
    ({"asks": "answer", "topics": ("skill-fade",)}, "topic"),
    ({"asks": "did-you-mean", "topics": ("skill-fade", "payback")}, "did_you_mean"),
    ({"asks": "unknown"}, "no_answer"),
]


def said(facts: tuple[Fact, ...] = (), **interpretation: Any) -> TextReceived:
    apart = tuple(fact.question for fact in facts)
    values = {"facts": facts, "asking": ASKED, "apart": apart, **interpretation}
    return TextReceived(
        text=f"5 years, masters, {ASKED}", interpretation=Interpretation.model_validate(values)
    )


@pytest.mark.parametrize(("meant", "template"), ANSWERS)
@pytest.mark.parametrize("facts", [(YEARS,), (DEGREE,), (YEARS, DEGREE)])
def test_facts_are_noted_and_the_question_is_answered(
    facts: tuple[Fact, ...], meant: dict[str, Any], template: str
) -> None:
    talk = Talk().begins().does(said(facts, **meant))
    assert talk.told == ["understood", template, "question"]
    assert talk.conversation.answers == {fact.question: fact.option for fact in facts}


@pytest.mark.parametrize(("meant", "template"), ANSWERS)
def test_a_newcomers_question_is_answered_after_the_welcome(
    meant: dict[str, Any], template: str
) -> None:
    talk = Talk().does(said(**meant))
    assert talk.told[:2] == ["welcome", template]
    assert talk.button("continued")
    assert talk.does(said(**meant)).told[0] == template


def test_a_newcomer_who_tells_and_asks_gets_all_in_order() -> None:
    talk = Talk().does(said((YEARS, DEGREE), asks="answer", topics=("skill-fade",)))
    assert talk.told == ["welcome", "understood", "topic", "question"]


def test_a_single_fact_within_the_question_is_not_told() -> None:
    talk = Talk().begins().does(said((DEGREE,), apart=(), asks="answer", topics=("skill-fade",)))
    assert talk.told == ["topic", "question"]
    assert not talk.conversation.answers


def test_what_is_passed_on_is_the_question_alone() -> None:
    talk = Talk().begins().does(said((YEARS,), asks="unknown")).presses("passed-on")
    assert talk.replies[0].values["text"] == ASKED


def test_an_answer_is_noted_with_the_facts_beside_it() -> None:
    talk = Talk().begins()
    interpretation = Interpretation(option="3-5", sure=True, facts=(DEGREE,))
    talk.does(TextReceived(text="five, with a masters", interpretation=interpretation))
    assert talk.conversation.answers == {"years": "3-5", "degree": "masters"}
    assert talk.told == ["understood", "question"]


def test_a_question_beside_the_last_facts_does_not_hide_what_comes_next() -> None:
    talk = Talk().begins()
    while talk.conversation.question:
        talk.taps_any()
    talk.presses("enough").does(said((YEARS, DEGREE), asks="answer", topics=("skill-fade",)))
    assert talk.told[:2] == ["understood", "topic"]
    assert "advice" in talk.told


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("7 yrs, btech, 42 LPA, worth it?", "7 yrs, btech, 42 LPA", "worth it?"),
        ("5 years, am I too old for a PhD?", "5 years", "am I too old for a PhD?"),
        ("I lead ML. Will I get rusty? In Berlin.", "I lead ML. In Berlin.", "Will I get rusty?"),
        ("I have 5 years and a masters", "I have 5 years and a masters", ""),
        ("should I, with 5 years, move?", "", "should I, with 5 years, move?"),
        ("", "", ""),
    ],
)
def test_parts_what_tells_from_what_asks(text: str, told: str, asked: str) -> None:
    assert parted(text) == (told, asked)
    assert looks_asking(text) == bool(asked)


def test_a_fact_beside_an_unsure_answer_is_noted_and_the_answer_asked_back() -> None:
    unsure = Interpretation(facts=(DEGREE,), option="6-9", sure=False)
    talk = Talk().begins().does(TextReceived(text="seven-ish and a masters", interpretation=unsure))
    assert talk.told == ["understood", "ask_back", "question"]
    assert talk.conversation.answers == {"degree": "masters"}
    talk.says("yes")
    assert talk.conversation.answers == {"degree": "masters", "years": "6-9"}
