"""Years of work that are told as a whole, beside parts of them or as the one under way."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from flows.nlu.slots.reading import Message, Reading
from flows.nlu.slots.years import band_of_years, replied, stated
from tests.flows.nlu.said import said

MISSED = 0.1
"""The share of wordings that may be read otherwise: what is a total was learned."""

TOTALS = [
    *("{n} years in all, the last two here", "{n} years altogether, the last two at this bank"),
    "I've been here for 2 years, {n} years in total",
    "2 years at my current job, {n} years overall",
    "Joined this company 2 years ago, {n} years of experience in all",
    "data scientist at this shop since 2024, {n} years of experience total",
    "In my present role for a year; all told {n} years",
    "I started here in 2024 but I have {n} years in the field altogether",
    "{n} years all in all, two of them in data science",
    "data scientist since 2024, in the industry for {n} years altogether",
    "altogether {n} years, the last two in Berlin",
    "{n} years between three companies, two of them here",
    "total {n} yrs, 2 yrs at the present firm",
    "at this firm since 2025 - {n} years in total",
    "{n} years of work all told, of those 18 months here",
    "here since January 2024. Total experience {n} years.",
    *("total experience: {n} years (2 here)", "{n} YOE total, 1.5 at current company"),
    *("2 yrs as MLE, {n} yrs overall exp", "overall {n} years, since 2024 as ML lead"),
    "I've {n} years under my belt, 2 of which here",
    "2 years in this role and {n} years total in data",
    "{n} years in data overall; I took this post in 2024",
]
PARTS = [
    "4 years as analyst and 3 as data scientist, seven in all",
    "three years as analyst, then four as DS, so seven in total",
    "7 years of experience in total: 3 as analyst, 4 as data scientist",
    *("total 7 yrs: 2 QA, 2 analyst, 3 DS", "7 years altogether (3 at a bank, 4 at a startup)"),
    "5 years in consulting + 2 in data = 7 years total",
    "two years at A, five at B, that makes seven years",
    "seven years in total, made up of three in QA and four in data",
    *("3 years backend, 4 years ML. 7 total.", "1 year intern, 6 years DS, 7 years in sum"),
    "4 in research, 3 in industry, 7 years all together",
    "Total of 7 years, 5 of them as analyst and 2 as scientist",
]
UNDER_WAY = [
    *("in my {o} year as a data scientist", "I'm in my {o} year as an analyst"),
    *("my {o} year as an ML engineer", "going into my {o} year as data scientist"),
    *("entering my {o} year of work", "just started my {o} year as a data engineer"),
    *("starting my {o} year in ML", "now in the {o} year of my career"),
    *("it's my {o} year at work", "I'm on my {o} year as a data scientist"),
]
ALMOST = [
    *("almost {n} years as a data scientist", "nearly {n} years in ML"),
    *("close to {n} years of experience", "just shy of {n} years as an analyst"),
    *("going on {n} years as a data scientist", "coming up on {n} years in ML"),
    *("just under {n} years of experience", "not quite {n} years in data"),
    *("a bit less than {n} years of experience", "slightly under {n} years of work"),
    *("getting on for {n} years in data", "little short of {n} years of experience"),
    *("approaching {n} years in data science", "pushing {n} years in ML"),
]
ORDINALS = {"third": 3, "6th": 6, "eighth": 8, "tenth": 10, "11th": 11}


def option(found: Reading | None) -> str | None:
    return found.option if found else None


@pytest.mark.parametrize("read", [stated, replied])
@pytest.mark.parametrize(("years", "band"), [(9, "6-9"), (11, "10+"), ("twelve", "10+")])
def test_a_total_is_read_whatever_part_is_told_beside_it(
    years: int | str, band: str, read: Callable[[Message], Reading | None]
) -> None:
    texts = [text.format(n=years) for text in TOTALS]
    wrong = [text for text in texts if option(read(said(text))) != band]
    assert len(wrong) <= MISSED * len(texts), wrong


def test_a_total_is_read_where_its_parts_are_told_as_well() -> None:
    wrong = [text for text in PARTS if option(stated(said(text))) != "6-9"]
    assert len(wrong) <= MISSED * len(PARTS), wrong


@pytest.mark.parametrize("ordinal", ORDINALS)
def test_of_the_year_under_way_those_before_it_count(ordinal: str) -> None:
    band = band_of_years(Decimal(ORDINALS[ordinal] - 1))
    texts = [text.format(o=ordinal) for text in UNDER_WAY]
    wrong = [text for text in texts if option(stated(said(text))) != band]
    assert len(wrong) <= MISSED * len(texts), wrong


def test_a_year_of_something_else_is_none_of_work() -> None:
    texts = [
        *("in the third year of my master's", "I'm in my tenth year in Berlin"),
        *("my sixth year of marriage", "her eighth year as an analyst", "the third year in a row"),
        *("in my second year at school I met an analyst", "next is my fourth year of a PhD"),
    ]
    wrong = [text for text in texts if (found := stated(said(text))) and found.sure]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(("years", "band"), [("three", "0-2"), (6, "3-5"), ("ten", "6-9")])
def test_years_that_are_almost_full_are_fewer(years: int | str, band: str) -> None:
    texts = [text.format(n=years) for text in ALMOST]
    wrong = [text for text in texts if option(stated(said(text))) != band]
    assert len(wrong) <= MISSED * len(texts), wrong


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("8 years of experience, total comp 90k, 3 offers in total", "6-9"),
        ("8 years of experience, 2 years total in Python", "6-9"),
        ("8 years of experience, married three years altogether", "6-9"),
    ],
)
def test_a_total_of_something_else_is_none_of_work(text: str, option: str) -> None:
    found = stated(said(text))
    assert not found or (found.option == option) or not found.sure


@pytest.mark.parametrize("text", ["in my {} year", "now in the {} year", "my {} year"])
@pytest.mark.parametrize("ordinal", ORDINALS)
def test_a_year_under_way_may_be_told_alone(text: str, ordinal: str) -> None:
    found = replied(said(text.format(ordinal)))
    assert found
    assert found.option == band_of_years(Decimal(ORDINALS[ordinal] - 1))
