"""Texts that tell and ask at once, and questions from somebody who has said nothing before."""

import pytest

from flows.dialogue.events import TextReceived
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from tests.flows.dialogue.talk import Talk

YEARS = Fact(question="years", option="3-5", words="5 years")
DEGREE = Fact(question="degree", option="masters", words="masters")
ASKED = "will I get rusty?"
ANSWERS = [
    (AskedQuestion(words=ASKED, kind="answer", topic="skill-fade"), "topic"),
    (AskedQuestion(words=ASKED, kind="did-you-mean", alternatives=("payback",)), "did_you_mean"),
    (AskedQuestion(words=ASKED, kind="outside", topic="age"), "outside"),
    (AskedQuestion(words=ASKED, kind="unknown"), "no_answer"),
]
FADE, _, _, UNKNOWN = (asked for asked, _ in ANSWERS)


def said(*facts: Fact, asks: tuple[AskedQuestion, ...] = ()) -> TextReceived:
    interpretation = Interpretation(facts=facts, questions=asks)
    return TextReceived(text=f"5 years, masters, {ASKED}", interpretation=interpretation)


@pytest.mark.parametrize(("asked", "template"), ANSWERS)
@pytest.mark.parametrize("facts", [(YEARS,), (DEGREE,), (YEARS, DEGREE)])
def test_facts_are_noted_and_the_question_is_answered(
    facts: tuple[Fact, ...], asked: AskedQuestion, template: str
) -> None:
    talk = Talk().begins().does(said(*facts, asks=(asked,)))
    assert talk.told[:2] == ["understood", template]
    moved_on = YEARS in facts  # a question asked back is not mixed with the open one
    assert talk.told[2:] == ([] if template == "did_you_mean" and not moved_on else ["question"])
    assert talk.conversation.answers == {fact.question: fact.option for fact in facts}


@pytest.mark.parametrize(("asked", "template"), ANSWERS)
def test_a_newcomers_question_is_answered_after_the_welcome(
    asked: AskedQuestion, template: str
) -> None:
    talk = Talk().does(said(asks=(asked,)))
    assert talk.told[:2] == ["welcome", template]
    assert talk.button("continued")
    assert talk.does(said(asks=(asked,))).told[0] == template


def test_a_newcomer_who_tells_and_asks_gets_all_in_order() -> None:
    talk = Talk().does(said(YEARS, DEGREE, asks=(FADE,)))
    assert talk.told == ["welcome", "understood", "topic", "question"]


def test_what_is_passed_on_is_the_question_alone() -> None:
    talk = Talk().begins().does(said(YEARS, asks=(UNKNOWN,))).presses("passed-on")
    assert talk.parts[0].values["text"] == ASKED


def test_an_answer_is_noted_with_the_facts_beside_it() -> None:
    talk = Talk().begins()
    talk.does(said(YEARS, DEGREE))
    assert talk.conversation.answers == {"years": "3-5", "degree": "masters"}
    assert talk.told == ["understood", "question"]


def test_a_question_beside_the_last_facts_does_not_hide_what_comes_next() -> None:
    talk = Talk().begins()
    while talk.conversation.question:
        talk.taps_any()
    talk.does(said(YEARS, DEGREE, asks=(FADE,)))
    assert talk.told[:2] == ["understood", "topic"]
    assert "advice_update" in talk.told


def test_a_fact_beside_an_unsure_answer_is_noted_and_the_answer_asked_back() -> None:
    doubt = Fact(question="years", option="6-9")
    unsure = Interpretation(facts=(DEGREE,), ask_back=(doubt,), option="6-9", sure=False)
    talk = Talk().begins().does(TextReceived(text="seven-ish and a masters", interpretation=unsure))
    assert talk.told == ["understood", "ask_back", "question"]
    assert talk.conversation.answers == {"degree": "masters"}
    talk.says("yes")
    assert talk.conversation.answers == {"degree": "masters", "years": "6-9"}
