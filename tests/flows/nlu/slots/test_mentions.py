"""What a message names and whether it is the friend's, as it was learned from marked messages."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.examples import UNKNOWN, Marked, marked
from flows.nlu.slots.mention_roles import (
    DOUBTED,
    LIKELY,
    SURE,
    Likely,
    chosen,
    read_of,
    replying,
    told,
)
from flows.nlu.slots.mentions import CLASSES, mentions
from tests.flows.nlu.said import said
from tools.networks import facts_of

EACH = 120
"""Of the marked messages every so-manieth is read in the short form."""
LEARNED = 0.93
"""The share of mentions in the examples that are what they are marked with."""
FOUND = 0.99
"""The share of marks that are still of something named, as lists of names change."""
FORMS = [
    marked("facts")[::EACH],
    pytest.param(marked("facts"), marks=[pytest.mark.long, pytest.mark.timeout(600)]),
]


@pytest.mark.parametrize("messages", FORMS, ids=["short", "all"])
def test_the_examples_are_read_as_they_are_marked(messages: Sequence[Marked]) -> None:
    right = []
    for each in messages:
        message = said(each.text)
        named = replying(message, each.heading) if each.heading else told(message)
        for mention, fact in zip(named, facts_of(named, each.marks), strict=True):
            likeliest = CLASSES[mention.chances.index(max(mention.chances))]
            right += [likeliest == fact] if fact != UNKNOWN else []
    assert sum(right) / len(right) >= LEARNED


@pytest.mark.parametrize("messages", FORMS, ids=["short", "all"])
def test_each_mark_is_of_a_mention_that_is_found(messages: Sequence[Marked]) -> None:
    found = [
        any(mention.start < end and start < mention.span.stop for mention in named)
        for each in messages
        for named in [mentions(said(each.text))]
        for start, end, _ in each.marks
    ]
    assert sum(found) / len(found) >= FOUND


def test_what_is_quoted_is_no_fact() -> None:
    for each in marked("facts")[::EACH]:
        message = said(f'> {each.text}\nIs it "{each.text}" that counts?')
        quoted = [(c.start, c.end) for c in message.clauses if c.quoted]
        found = [mention.start for mention in told(message)]
        assert not any(start <= at < end for at in found for start, end in quoted)


@given(st.sampled_from(marked("facts")))
def test_each_mention_has_a_chance_of_each_class(each: Marked) -> None:
    for mention in told(said(each.text)):
        assert sum(mention.chance(name) for name in CLASSES) == pytest.approx(1, abs=1e-4)
        assert mention.words in each.text


def test_each_mention_stands_where_it_is_read() -> None:
    for each in marked("facts")[::EACH]:
        read, places, found = read_of(said(each.text))
        assert len(places) == len(found)
        assert all(
            set(mention.known) <= {*read[at]} for at, mention in zip(places, found, strict=True)
        )


def test_what_is_named_behind_many_words_is_no_fact() -> None:
    text = f"I am a data scientist. {'And so on, ' * 200} I live in Pune."
    assert [mention.kind for mention in told(said(text))] == ["title"]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("since 2016", Decimal(9)),
        ("in my eighth year", Decimal(7)),
        ("a decade and a half", Decimal(15)),
        ("3+2+2 years", Decimal(7)),
        ("fresh out of college", Decimal(0)),
    ],
)
def test_a_stretch_of_time_is_found_however_it_is_told(text: str, low: Decimal) -> None:
    (mention,) = mentions(said(text))
    assert mention.kind == "time"
    assert int(mention.low) == low


@pytest.mark.parametrize("name", ["New Jersey", "New Delhi", "6th of October City"])
def test_the_name_of_a_place_tells_no_time(name: str) -> None:
    kinds = [mention.kind for mention in mentions(said(f"I live in {name}, on an H1B"))]
    assert "time" not in kinds


def test_a_year_to_come_is_no_stretch_of_time() -> None:
    assert mentions(said("since 2031")) == ()


@pytest.mark.parametrize(
    ("likely", "option", "sure"),
    [
        ([], None, None),
        ([Likely("a", LIKELY - 0.01, "x")], None, None),
        ([Likely("a", LIKELY, "x")], "a", False),
        ([Likely("a", SURE, "x"), Likely("b", DOUBTED - 0.01, "y")], "a", True),
        ([Likely("a", SURE, "x"), Likely("b", DOUBTED, "y")], "a", False),
        ([Likely("a", SURE, "x"), Likely("a", SURE, "y")], "a", True),
        ([Likely("", 1.0, "x")], "", False),
    ],
)
def test_the_likeliest_is_noted_where_it_is_sure_and_nothing_speaks_against_it(
    likely: list[Likely], option: str | None, sure: bool | None
) -> None:
    found = chosen(likely)
    assert ((found.option, found.sure) if found else (None, None)) == (option, sure)
