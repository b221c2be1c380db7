"""Suppositions in the words that the advice has for them are read as what they say."""

import re
from decimal import Decimal

import pytest

from flows.knowledge import built_in
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.nlu.reading import understand

KNOWLEDGE = built_in()
WOULD = [
    (question.id, option.id, option.would)
    for question in KNOWLEDGE.questions
    for option in question.options
]


@pytest.mark.parametrize(("question", "option", "clause"), WOULD)
def test_a_clause_of_the_advice_supposes_its_answer(
    question: str, option: str, clause: str
) -> None:
    own = re.sub(r"^you", "I", clause).replace("I were", "I was")
    own = own.replace("your", "my").replace("you", "me")
    for text in (f"what if {clause}?", f"What if {own}?"):
        read = built_in_interpreter().interpret(text, TextContext())
        assert read.what_if
        assert [(fact.question, fact.option) for fact in read.facts] == [(question, option)]
        assert read.figures is None


@pytest.mark.parametrize("one", WOULD[::7])
@pytest.mark.parametrize("other", WOULD[3::11])
def test_two_clauses_of_the_advice_suppose_both_answers(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    read = built_in_interpreter().interpret(f"what if {one[2]} and {other[2]}?", TextContext())
    found = {fact.question: fact.option for fact in read.facts}
    assert (read.what_if, found) == (True, {one[0]: one[1], other[0]: other[1]})


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("what if I could afford the cut?", "limit"),
        ("suppose I could live with the whole cut", "limit"),
        ("what if it took no more than I could live with?", "pay"),
        ("what if I couldn't live with the cut?", ""),
        ("I can live with the cut", ""),
    ],
)
def test_that_cut_and_limit_fit_is_only_supposed_where_it_is_said(text: str, fits: str) -> None:
    assert built_in_interpreter().interpret(text, TextContext()).fits == fits


@pytest.mark.parametrize(
    ("text", "pay", "floor"),
    [
        ("the new job pays at least 32 LPA", 32, None),
        ("they offer me at least 32 LPA for the backend job", 32, None),
        ("I need at least 32 LPA", None, 32),
    ],
)
def test_the_least_that_a_job_pays_is_not_the_least_that_is_needed(
    text: str, pay: int | None, floor: int | None
) -> None:
    read = built_in_interpreter().interpret(text, TextContext(market="india"))
    lakh = Decimal(100_000)
    assert (read.figures.next if read.figures else None) == (pay and pay * lakh)
    assert read.floor == (floor and floor * lakh)


@pytest.mark.parametrize("moves", ["it", "the move", "moving", "the new job"])
@pytest.mark.parametrize(
    "costless",
    [
        "cost me nothing",
        "cost nothing",
        "cost me no pay",
        "did not cost me anything",
        "didn't cost any money",
        "came without a pay cut",
        "meant no pay cut",
        "brought me a raise",
        "paid the same",
        "paid me just as well",
        "paid more",
        "were free",
        "matched my salary",
    ],
)
@pytest.mark.parametrize("begins", ["what if", "suppose", "and if"])
def test_a_move_that_is_supposed_to_cost_nothing_has_no_cut(
    begins: str, moves: str, costless: str
) -> None:
    for also in ("", " and I wanted to lead data"):
        text = f"{begins} {moves} {costless}{also}?"
        read = built_in_interpreter().interpret(text, TextContext())
        found = {fact.question: fact.option for fact in read.facts}
        assert read.what_if
        assert found == {"cut": "none"} | ({"ambition": "lead-data"} if also else {})
        assert read.figures is None


@pytest.mark.parametrize(
    "text",
    [
        "what if there were no pay cut",
        "what if I had no pay cut",
        "what if I moved without a pay cut",
        "what if I lost no pay by moving",
        "suppose I lost nothing",
        "what if I earned the same",
    ],
)
def test_no_cut_that_is_supposed_is_no_limit(text: str) -> None:
    read = built_in_interpreter().interpret(text, TextContext())
    assert (read.what_if, [(f.question, f.option) for f in read.facts]) == (
        True,
        [("cut", "none")],
    )
    assert read.figures is None


@pytest.mark.parametrize(
    "text",
    [
        "what if I could take no pay cut",
        "what if I could afford no pay cut",
        "what if my current job paid more",
        "what if they paid me more where I am",
        "what if the new job paid more than 30 LPA",
        "what if the new job paid me 10% less",
        "what if the move cost me half of my pay",
    ],
)
def test_what_is_borne_paid_today_or_named_supposes_no_move_without_cost(text: str) -> None:
    read = built_in_interpreter().interpret(text, TextContext(market="india"))
    assert ("cut", "none") not in [(fact.question, fact.option) for fact in read.facts]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("what if I fail at the new job?", {}),
        ("and if the new pay grows 15% a year?", {}),
        ("what if the new pay doubles in 3 years?", {}),
        ("what if I get bored of backend after 2 years?", {}),
        ("what if I had 12 years", {"years": "10+"}),
        ("would it be different with 12 years of work?", {"years": "10+"}),
        ("what if I was an ML engineer instead of a data scientist", {"role": "ml-engineer"}),
        ("what if I loved modelling?", {"joy": "modelling"}),
        ("what if I didn't care about the title", {"title": "no"}),
        ("what if I took a 30% cut", {"cut": "25-50"}),
    ],
)
def test_what_is_supposed_is_tried_and_no_other_stretch_or_share(
    text: str, facts: dict[str, str]
) -> None:
    assert {fact.question: fact.option for fact in understand(text).facts} == facts


@pytest.mark.parametrize(
    "told",
    ["they paid 20 LPA", "it paid 20 LPA", "it was 20 LPA", "I got 20 LPA instead", "I get 20 LPA"],
)
def test_what_would_be_paid_is_the_offer(told: str) -> None:
    figures = understand(f"what if {told}").figures
    assert figures is not None
    assert figures.now is None
    assert figures.next == 2_000_000
