"""Suppositions in the words that the advice has for them are read as what they say."""

import re
from decimal import Decimal

import pytest

from flows.figures import Figures
from flows.knowledge import built_in
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.nlu.reading import noted, understand

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


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("what if sde gives 5 lpa only", 500_000),
        ("what if sde gives 5", 500_000),
        ("what if the fintech pays 13", 1_300_000),
        ("suppose google gives 20 lpa", 2_000_000),
        ("what if the startup in Pune pays 10", 1_000_000),
        ("what if i get paid 15 instead", 1_500_000),
        ("suppose the new salary is 11", 1_100_000),
        ("and if the bank offers me 9 lpa?", 900_000),
    ],
)
def test_whoever_would_pay_it_the_offer_is_counted_like_what_is_known(
    text: str, offer: int
) -> None:
    known = Figures(now=Decimal(800_000), next=Decimal(1_200_000), currency="INR")
    read = built_in_interpreter().interpret(text, TextContext(question="role", figures=known))
    assert (read.what_if, read.facts) == (True, ())
    assert read.figures is not None
    assert read.figures.now is None
    assert read.figures.next == offer


@pytest.mark.parametrize(
    "text",
    ["what if my current job paid 9 lpa", "what if my boss gives me 9 lpa", "what if i earn 9 lpa"],
)
def test_what_today_would_pay_is_no_offer(text: str) -> None:
    figures = built_in_interpreter().interpret(text, TextContext(market="india")).figures
    assert figures is not None
    assert figures.now == 900_000
    assert figures.next is None


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("let's say 4 years", "years", "3-5"),
        ("lets say ml engineer i guess", "role", "ml-engineer"),
        ("say data engineer", "role", "data-engineer"),
        ("ok lets say data scientist", "role", "data-scientist"),
        ("let's say eight", "horizon", "4-10"),
    ],
)
def test_what_is_settled_on_answers_the_open_question(
    text: str, question: str, option: str
) -> None:
    read = understand(text, question)
    assert (read.what_if, read.option, read.sure) == (False, option, True)


def test_what_is_settled_on_in_part_is_asked_back() -> None:
    text = "ok lets say software engineer then, but i still think of myself as data guy"
    read = understand(text, "role")
    assert (read.what_if, read.option) == (False, "software-engineer")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("let's say the offer was 15 lpa", "role"),
        ("let's say I had 12 years", "years"),
        ("let's say I was an ML lead", "role"),
        ("what if I had 4 years", "years"),
        ("suppose I was a data engineer", "role"),
    ],
)
def test_what_would_be_otherwise_stays_supposed(text: str, question: str) -> None:
    assert understand(text, question).what_if


@pytest.mark.parametrize("there", ["there", "over there", "at the new job", "in the new role"])
@pytest.mark.parametrize("pay", ["I earn 90k", "I make 90k", "I got 90k", "my pay is 90k"])
def test_what_one_earns_there_is_the_new_pay(pay: str, there: str) -> None:
    read = built_in_interpreter().interpret(f"what if {pay} {there}?", TextContext())
    assert read.figures is not None
    assert read.what_if
    assert [read.figures.now, read.figures.next] == [None, 90_000]
    here = built_in_interpreter().interpret("what if I made 90k at my current job", TextContext())
    assert here.figures is not None
    assert [here.figures.now, here.figures.next] == [90_000, None]


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("if I had a PhD?", "degree", "phd"),
        ("with a masters?", "degree", "masters"),
        ("and at a startup?", "employer", "startup"),
        ("and as a data engineer?", "role", "data-engineer"),
        ("and in the US?", "market", "us"),
        ("ok and in germany?", "market", "europe"),
        ("what if I moved to Berlin", "market", "europe"),
        ("suppose I relocate to Singapore", "market", "singapore"),
    ],
)
def test_a_few_words_that_ask_are_tried(text: str, question: str, option: str) -> None:
    reading = understand(text)
    assert (reading.what_if, noted(text)) == (True, {question: option})


@pytest.mark.parametrize(
    "text",
    [
        *("and in 5 years?", "if you were me?", "if it fails?", "and in general?"),
        *("and at my age?", "with 20 people?", "if I had a PhD, it would be different."),
        "and in the US you earn more",
    ],
)
def test_no_other_few_words_suppose_anything(text: str) -> None:
    assert not understand(text).what_if
