"""Figures that are known are put right and taken away in a few words, and by no others."""

from decimal import Decimal

import pytest

from flows.figures import Figures
from flows.nlu.interpretation import FigureName, Interpretation, TextContext
from flows.nlu.interpreter import built_in_interpreter

RUPEES = Figures(now=Decimal(650_000), next=Decimal(1_400_000), currency="INR")
RAISE = Figures(now=Decimal(60_000), next=Decimal(75_000))
CUT = Figures(now=Decimal(90_000), next=Decimal(60_000), floor=Decimal(55_000))
DAYS = Figures(now=Decimal(900 * 260), next=Decimal(1200 * 260))
BOTH: tuple[FigureName, ...] = ("now", "next")


def read(
    text: str,
    known: Figures = RAISE,
    question: str = "ambition",
    last: tuple[FigureName, ...] = BOTH,
) -> Interpretation:
    context = TextContext(question=question, figures=known, last_figures=last)
    return built_in_interpreter().interpret(text, context)


def told(reading: Interpretation) -> dict[str, int]:
    figures = reading.figures or Figures()
    named = {"now": figures.now, "next": figures.next, "floor": reading.floor}
    return {name: int(each) for name, each in named.items() if each is not None}


@pytest.mark.parametrize(
    ("known", "text", "figures"),
    [
        (RUPEES, "sorry 12 lpa not 14", {"next": 1_200_000}),
        (RUPEES, "12 not 14", {"next": 1_200_000}),
        (RUPEES, "i meant 12, not 14", {"next": 1_200_000}),
        (RUPEES, "14? no, 12", {"next": 1_200_000}),
        (RUPEES, "not 14 but 12", {"next": 1_200_000}),
        (RUPEES, "it's not 14, it's 12", {"next": 1_200_000}),
        (RUPEES, "i wrote 14 but its 12", {"next": 1_200_000}),
        (RUPEES, "change 14 to 12", {"next": 1_200_000}),
        (RUPEES, "14 should be 12 lpa", {"next": 1_200_000}),
        (RUPEES, "13 rather than 14", {"next": 1_300_000}),
        (RUPEES, "7 not 6.5", {"now": 700_000}),
        (RUPEES, "today is 7 lpa, not 6.5", {"now": 700_000}),
        (RUPEES, "no bro pls correct, today 6.5, sde 12", {"now": 650_000, "next": 1_200_000}),
        (RUPEES, "12 now and 16 at the new one", {"now": 1_200_000, "next": 1_600_000}),
        (RUPEES, "correction: sde pays 12", {"next": 1_200_000}),
        (RUPEES, "ouch i mean sde gives 12 lpa", {"next": 1_200_000}),
        (RAISE, "sorry 70k not 75k", {"next": 70_000}),
        (RAISE, "70 not 75", {"next": 70_000}),
        (RAISE, "make it 70k instead of 75k", {"next": 70_000}),
        (RAISE, "new pay isn't 75k its 70k", {"next": 70_000}),
        (RAISE, "I make 65k not 60k", {"now": 65_000}),
        (RAISE, "6k a month not 5k a month", {"now": 72_000}),
        (RAISE, "5.5k, not 5k", {"now": 66_000}),
        (RAISE, "wrong, new job is 70k", {"next": 70_000}),
        (RAISE, "no it's 65k today", {"now": 65_000}),
        (RAISE, "i mixed them up, today 75k, new job 60k", {"now": 75_000, "next": 60_000}),
        (CUT, "the cut is wrong. new pay 220k, today 180k", {"now": 180_000, "next": 220_000}),
        (CUT, "there is no pay cut, its a raise. 60k now 90k new", {"now": 60_000, "next": 90_000}),
        (CUT, "i need 50k not 55k", {"floor": 50_000}),
        (CUT, "sorry, i could live on 45k", {"floor": 45_000}),
        (RAISE, "they raised the offer to 80", {"next": 80_000}),
        (RAISE, "they now offer 80k", {"next": 80_000}),
        (RAISE, "they lowered it to 70k", {"next": 70_000}),
        (RAISE, "offer came in: 78", {"next": 78_000}),
        (RAISE, "they'd pay me 78", {"next": 78_000}),
        (RAISE, "my boss raised me to 66k", {"now": 66_000}),
        (RAISE, "I got a raise to 64k", {"now": 64_000}),
        (RUPEES, "they came back with 15", {"next": 1_500_000}),
        (RAISE, "they matched it", {"next": 60_000}),
        (RAISE, "ok they will match my pay", {"next": 60_000}),
        (RAISE, "it pays the same", {"next": 60_000}),
        (DAYS, "1100 not 1200", {"next": 1100 * 260}),
        (DAYS, "not 900, 950", {"now": 950 * 260}),
    ],
)
def test_what_equals_a_figure_or_names_it_is_put_right(
    known: Figures, text: str, figures: dict[str, int]
) -> None:
    reading = read(text, known)
    assert (told(reading), reading.corrects) == (figures, True)
    assert not reading.ask_back
    assert {fact.question for fact in reading.facts} <= {"cut"}


@pytest.mark.parametrize("question", ["years", "role", "cut", "horizon"])
def test_nothing_of_it_is_an_answer(question: str) -> None:
    for text in ("12 not 14", "no bro pls correct, today 6.5, sde 12", "sorry 12 lpa not 14"):
        reading = read(text, RUPEES, question)
        assert (reading.facts, reading.ask_back, reading.option) == ((), (), None)


@pytest.mark.parametrize("text", ["what if swe pays 70k", "the new job paid at least 70k a year"])
def test_what_is_supposed_puts_nothing_right(text: str) -> None:
    reading = read(text)
    assert (reading.what_if, reading.corrects) == (True, False)


@pytest.mark.parametrize(
    ("known", "text", "last", "figures"),
    [
        (RUPEES, "sorry, 12 lpa", BOTH, {"next": 1_200_000}),
        (RUPEES, "sorry 7 lpa", BOTH, {"now": 700_000}),
        (DAYS, "no! 1100 a day", BOTH, {"next": 1100 * 260}),
        (RAISE, "oops, 80k", BOTH, {"next": 80_000}),
        (RAISE, "sorry, 65k", ("next",), {"next": 65_000}),
        (RAISE, "actually 72k", ("now",), {"now": 72_000}),
    ],
)
def test_without_the_old_one_it_is_the_figure_told_last_or_the_nearest(
    known: Figures, text: str, last: tuple[FigureName, ...], figures: dict[str, int]
) -> None:
    assert told(read(text, known, last=last)) == figures


@pytest.mark.parametrize(
    ("known", "text", "amount"),
    [
        (RUPEES, "sorry 12 not 15", 1_200_000),
        (RUPEES, "no, 10 lpa", 1_000_000),
        (RAISE, "70k not 80k", 70_000),
    ],
)
def test_what_fits_no_figure_is_asked_back(known: Figures, text: str, amount: int) -> None:
    reading = read(text, known)
    assert told(reading) == {}
    assert reading.unplaced == amount


@pytest.mark.parametrize("text", ["95k", "£95k", "95,000 a year"])
def test_an_amount_alone_is_asked_back_where_only_one_pay_is_known(text: str) -> None:
    known = Figures(now=Decimal(110_000))
    assert read(text, known).unplaced == Decimal(95_000)
    context = TextContext(question="joy", figures=known, requested_figure="next")
    assert built_in_interpreter().interpret(text, context).amount == Decimal(95_000)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Maybe I lose 30 thousand, so around 115k", 115_000),
        ("as developer it would be 115k", 115_000),
    ],
)
def test_an_amount_told_for_the_cut_replaces_no_pay_that_is_known(text: str, amount: int) -> None:
    reading = read(text, Figures(now=Decimal(145_000)), "cut")
    assert told(reading) in ({}, {"next": amount})
    assert told(reading) or reading.unplaced == amount


@pytest.mark.parametrize("text", ["25 to 30", "20% or 25%", "a third"])
def test_shares_told_for_the_cut_are_no_amounts(text: str) -> None:
    assert read(text, Figures(now=Decimal(145_000)), "cut").unplaced is None


def test_a_percentage_is_no_pay_that_is_asked_for() -> None:
    context = TextContext(
        question="cut", figures=Figures(now=Decimal(78_000)), requested_figure="next"
    )
    said = built_in_interpreter().interpret("hmm 10% maybe 15 would hurt", context)
    assert said.amount is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("no offer yet, but recruiters say like 75", 75_000),
        ("glassdoor says 72k", 72_000),
        ("people say around 60k", 60_000),
        ("my friend gets 80k there", None),
        ("I asked for 90k", None),
    ],
)
def test_what_others_say_a_path_pays_answers_what_it_would_pay(
    text: str, amount: int | None
) -> None:
    known = Figures(now=Decimal(78_000))
    context = TextContext(question="cut", figures=known, requested_figure="next")
    assert built_in_interpreter().interpret(text, context).amount == amount


@pytest.mark.parametrize("text", ["they'd pay 3", "they raised it to 900 lakhs", "i make 2 models"])
def test_a_number_that_is_far_from_what_is_known_puts_nothing_right(text: str) -> None:
    assert told(read(text)) == {}


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("3 not 4", "years", "3-5"),
        ("4 years not 5", "years", "3-5"),
        ("no, 5 years", "years", "3-5"),
        ("12 not 15", "years", "10+"),
        ("10 years of experience, not 12", "years", "10+"),
    ],
)
def test_what_puts_an_answer_right_is_no_figure(text: str, question: str, option: str) -> None:
    reading = read(text, question=question)
    assert (told(reading), reading.unplaced, reading.option) == ({}, None, option)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I have no offer", "next"),
        ("there is no offer", "next"),
        ("there is no second salary", "next"),
        ("I only have one salary", "next"),
        ("nobody offered me anything", "next"),
        ("i dont have any offer yet", "next"),
        ("there's no new job", "next"),
        ("i never had an offer", "next"),
        ("delete the pay", "pay"),
        ("delete the pay figure", "pay"),
        ("remove the figures", "both"),
        ("delete both", "both"),
        ("forget 60k and 75k", "both"),
        ("delete my salary info", "pay"),
        ("remove the other figure please", "next"),
        ("remove the new pay", "next"),
        ("ignore the second salary", "next"),
        ("forget 75k", "next"),
        ("remove the 60k pls", "now"),
        ("please remove my salary", "now"),
        ("forget today's pay", "now"),
        ("forget everything about the pay", "pay"),
        ("i dont get a second salary", "next"),
        ("I turned them down", "next"),
        ("i declined", "next"),
        ("I rejected their offer", "next"),
        ("they took the offer back", "next"),
        ("the company withdrew the offer", "next"),
        ("the offer fell through", "next"),
        ("it's off the table", "next"),
        ("no its a cut not a raise", "disputed"),
        ("it's not a raise", "disputed"),
        ("forget the cut", "cut"),
        ("forget my years", "years"),
        ("delete my answer about years", "years"),
        ("can you remove the number of years", "years"),
        ("forget what i said about the title", "title"),
        ("ignore my degree", "degree"),
    ],
)
def test_what_is_taken_back_is_named(text: str, name: str) -> None:
    assert read(text).removes == name


@pytest.mark.parametrize(
    "text",
    [
        "there is no pay cut, its a raise",
        "the cut is wrong",
        "wrong, it's a raise",
        "it's a raise, not a cut",
        "that's not a cut, i'd earn more",
    ],
)
def test_a_cut_that_figures_tell_is_disputed(text: str) -> None:
    assert read(text, CUT).removes == "disputed"
    assert read(text, RAISE).removes == ""
    assert read(text, CUT, "cut").removes == ""


@pytest.mark.parametrize(
    "text",
    [
        *("forget me", "delete everything", "delete my data", "forget it", "remove it", "yet"),
        *("don't forget my years", "forget the past", "no", "no cut", "i have none", "what offer?"),
        *("I have an offer", "the cut is too big for me", "why is there a cut", "i dropped out"),
        *("will my title drop?", "what would you take back in ten years?", "could drop by 90%"),
        *("I turned 30", "they took it well", "it fell through the roof", "did they match it?"),
        *("how do I get rid of the title", "in ten years I would take back the degree"),
    ],
)
def test_nothing_else_takes_an_answer_or_a_figure_back(text: str) -> None:
    assert read(text, CUT).removes == ""


@pytest.mark.parametrize("text", ["delete this thing pls", "can you delete that answer"])
def test_only_who_means_everything_is_led_to_erasing(text: str) -> None:
    assert read(text).command != "forget"


@pytest.mark.parametrize("text", ["forget me", "erase everything", "delete my data"])
def test_who_means_everything_is_led_to_erasing(text: str) -> None:
    assert read(text).command == "forget"


def test_that_there_is_no_offer_skips_what_it_would_pay() -> None:
    context = TextContext(requested_figure="next", figures=Figures(now=Decimal(60_000)))
    assert built_in_interpreter().interpret("I have no offer", context).command == "skip"


def test_an_offer_that_is_denied_is_not_heard() -> None:
    reading = built_in_interpreter().interpret("I have no offer", TextContext())
    assert (reading.circumstances, reading.denies) == ((), ("offer-in-hand",))
