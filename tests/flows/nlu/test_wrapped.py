"""What is not said of the friend, now and as a fact, is never noted: whatever the fact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.knowledge import built_in
from tests.examples import examples
from tests.flows.nlu.facts import (
    ASKED,
    DENIED,
    FACTS,
    OF_OTHERS,
    OFFERS_OF_OTHERS,
    OTHERS,
    PAST,
    PAY,
    PAY_OF_OTHERS,
    PAY_OF_THE_PAST,
    PERSONS,
    QUOTED,
    REPORTED,
    SUPPOSED,
    denied,
    of_another,
    said_of,
)
from tests.flows.nlu.reading import heard, noted, understand

# The same examples each time: what is to be found is found while the tables are written.
STEADY = settings(examples(60, 250), derandomize=True)

WRITTEN = [(question, fact) for question, facts in FACTS.items() for fact in facts]
OVER = [(question, fact) for question, facts in PAST.items() for fact in facts]
WRAPS = [*QUOTED, *DENIED, *SUPPOSED, *ASKED, *REPORTED]
AROUND = ["{}", "Hi! {}", "{}\nThanks for reading.", "Some background first. {}"]

SUPPOSED_ALL_THE_SAME = {"study"}
"""Whether one would study is a supposition in itself: "I would, if it was funded"."""
PEOPLE = {"mentors"}
"""What others are is the answer: "my boss has coached me"."""


def at(question: str, text: str) -> set[str]:
    """The options noted for a question, where none is open and where it is."""
    answers = [understand(text, None), understand(text, question)]
    facts = [fact for said in answers if not said.what_if for fact in said.facts]
    return {fact.option for fact in facts if fact.question == question}


@pytest.mark.parametrize(("question", "fact"), WRITTEN)
def test_a_fact_is_read_as_it_stands(question: str, fact: str) -> None:
    assert question in heard(fact)


@pytest.mark.parametrize("fact", PAY)
def test_pay_is_read_as_it_stands(fact: str) -> None:
    said = understand(fact)
    assert said.figures is not None or said.floor is not None


def test_facts_of_every_question_are_tried() -> None:
    assert FACTS.keys() == built_in().question.keys()


@STEADY
@given(st.sampled_from(WRITTEN), st.sampled_from(OTHERS), st.sampled_from(AROUND))
def test_what_another_is_or_has_is_not_noted(
    written: tuple[str, str], who: str, around: str
) -> None:
    question, fact = written
    text = around.format(of_another(fact, who))
    assert question not in noted(text)
    assert question in PEOPLE or not at(question, text)


@pytest.mark.parametrize(
    ("question", "form"), [(name, form) for name, forms in OF_OTHERS.items() for form in forms]
)
def test_what_is_so_for_another_is_not_noted(question: str, form: str) -> None:
    texts = [said_of(form, who) for who in PERSONS]
    assert [text for text in texts if at(question, text)] == []


@pytest.mark.parametrize("form", PAY_OF_OTHERS + OFFERS_OF_OTHERS)
def test_pay_of_another_is_not_read(form: str) -> None:
    known = [who for who in PERSONS if " " in who or form in PAY_OF_OTHERS]
    read = [understand(said_of(form, who)) for who in known]
    assert [said.figures for said in read if said.figures] == []


@pytest.mark.parametrize(
    ("text", "now", "after"),
    [
        ("they pay my wife 80k and me 90k", 90_000, None),
        ("I make 90k. My friend's agency offers 80k for backend", 90_000, 80_000),
        ("my brother has an offer for me: 80k, now 90k", 90_000, 80_000),
        ("I work with my brother and earn 90k", 90_000, None),
    ],
)
def test_pay_of_the_friend_is_read_beside_others(text: str, now: int, after: int | None) -> None:
    figures = understand(text).figures
    assert figures
    assert figures.now == now
    assert figures.next == after


@STEADY
@given(st.sampled_from(WRITTEN), st.sampled_from(WRAPS), st.sampled_from(AROUND))
def test_what_is_quoted_denied_supposed_asked_or_reported_is_not_noted(
    written: tuple[str, str], wrap: str, around: str
) -> None:
    question, fact = written
    if question in SUPPOSED_ALL_THE_SAME and wrap in SUPPOSED:
        return
    if wrap.startswith(">") and "{}" not in around[:2]:
        return  # a quoted line begins with its mark
    assert not at(question, around.format(wrap.format(fact)))


@pytest.mark.parametrize(
    ("question", "fact"), [(question, text) for question, fact in WRITTEN if (text := denied(fact))]
)
def test_what_is_denied_is_not_noted(question: str, fact: str) -> None:
    affirmed = next(said for said in FACTS[question] if denied(said) == fact)
    options = {heard(affirmed)[question]} - {"none-or-bachelors"}  # to have none is one of them
    assert not at(question, fact) & options


@pytest.mark.parametrize(("question", "fact"), OVER)
def test_what_is_over_is_not_noted(question: str, fact: str) -> None:
    assert not at(question, fact)


@STEADY
@given(
    st.sampled_from(PAY),
    st.sampled_from([*WRAPS, *OTHERS]),
    st.sampled_from(AROUND),
)
def test_pay_that_is_not_the_friends_is_not_read(fact: str, wrap: str, around: str) -> None:
    if wrap.startswith(">") and "{}" not in around[:2]:
        return
    said = understand(around.format(wrap.format(fact) if "{}" in wrap else of_another(fact, wrap)))
    assert said.what_if or (said.figures, said.floor) == (None, None)


@pytest.mark.parametrize("fact", PAY_OF_THE_PAST)
def test_pay_that_is_over_is_not_read(fact: str) -> None:
    assert understand(fact).figures is None


@STEADY
@given(st.sampled_from(WRITTEN), st.sampled_from(OTHERS))
def test_a_fact_beside_somebody_elses_is_noted_alone(written: tuple[str, str], who: str) -> None:
    question, fact = written
    text = f"I am a data scientist. {of_another(fact, who)}."
    assert noted(text).get("role") == "data-scientist"
    assert question == "role" or question not in noted(text)
