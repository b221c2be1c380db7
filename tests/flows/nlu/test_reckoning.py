"""Texts that ask for the sums, with growth and years or without, are no answers."""

from decimal import Decimal

import pytest

from flows.figures import Figures
from flows.nlu.interpretation import Interpretation, TextContext
from flows.nlu.interpreter import built_in_interpreter

KNOWN = Figures(now=Decimal(80_000), next=Decimal(65_000))


def read(
    text: str, question: str = "years", figures: Figures | None = KNOWN, *, below: bool = False
) -> Interpretation:
    buttons = ("show the chart", "change an assumption") if below else ()
    context = TextContext(question=question, figures=figures, buttons=buttons)
    return built_in_interpreter().interpret(text, context)


@pytest.mark.parametrize(
    ("text", "old", "new", "years"),
    [
        ("cost over 5 yrs if swe pay grows 8% and mine 3%", 3, 8, 5),
        ("show pay breakeven with 8% vs 3%", 3, 8, None),
        ("growth swe 8% me 3%, 5 years", 3, 8, 5),
        ("8% for swe and 3% for me", 3, 8, None),
        ("swe 8% vs ds 3%", 3, 8, None),
        ("if my pay grows by 5 percent a year and theirs by 2 percent", 5, 2, None),
        ("what if swe grows 10% and my job 4%", 4, 10, None),
        ("with 5% growth at the new job", None, 5, None),
        ("growth of my current pay 4 percent", 4, None, None),
        ("how long until break even if the new pay grows 10 percent", None, 10, None),
        ("total over ten years?", None, None, 10),
        ("show the calculation for 5 years", None, None, 5),
        ("how much poorer am I after 3 years?", None, None, 3),
    ],
)
def test_growth_and_years_are_what_the_sums_assume(
    text: str, old: int | None, new: int | None, years: int | None
) -> None:
    for question in ("years", "horizon", "cut", "role"):
        reading = read(text, question)
        assert (reading.command, reading.assumed_old, reading.years) == ("money", old, years)
        assert reading.assumed == (() if new is None else (new,))
        assert (reading.facts, reading.ask_back, reading.figures) == ((), (), None)


@pytest.mark.parametrize(
    "text",
    [
        *("break even year?", "breakeven?", "when do I get it back", "when do i break even"),
        *("now is that a raise or a cut", "is it a cut or a raise?", "does he earn less still"),
        *("what growth do i need", "so i earn less?", "how much less would i earn"),
        *("when even?", "ok so break even after how many years?", "is that less?"),
        *("when does it pay back", "when do i get my money back"),
        *("what's my break-even salary", "how much poorer am I?", "what would they have to pay"),
        *("how much do I lose per month?", "how much less would I earn a month"),
    ],
)
def test_who_told_both_pays_is_answered_in_figures(text: str) -> None:
    assert read(text).command == "money"


@pytest.mark.parametrize("text", ["so i earn less?", "is it a cut or a raise?", "is that less"])
def test_who_did_not_is_answered_as_before(text: str) -> None:
    assert read(text, figures=None).command == ""


def test_years_alone_are_the_sums_below_them() -> None:
    for text in ("in 5 years", "over 7 years", "and over 15 years?"):
        assert read(text, below=True).command == "money"
        assert read(text).command == ""
    assert read("over 10 years", "horizon", below=True).command == ""


@pytest.mark.parametrize("question", ["cut", "runway"])
@pytest.mark.parametrize("text", ["20% or 25%", "20% vs 30%", "10 percent, 20 percent"])
def test_two_shares_answer_the_question_about_shares(text: str, question: str) -> None:
    assert read(text, question).command == ""
    assert read(text).command == "money"


@pytest.mark.parametrize(
    "text",
    [
        *("5 years", "about 3 years there", "i have 5 years and my pay grows 3%", "30%", "8%"),
        *("I got an 8% hike last year", "30% cut", "20% less", "my pay 10% less", "top 5%"),
        *("the new job pays 20% more", "swe pays 10% less", "is it worth it", "does it pay more"),
        *("I would lose 30% of my pay", "i give up 20% of my pay", "the move costs 25% of my pay"),
        *("the new job pays 80% of my pay", "it costs me 30%", "20% of my salary"),
        *("how much do software engineers earn?", "i am 5 years in, when do i break even"),
        *("5 years in data science", "i lose 20%", "10% at most", "when did the author break even"),
    ],
)
def test_no_other_years_and_shares_are_taken_for_it(text: str) -> None:
    assert read(text, below=True).command != "money"
