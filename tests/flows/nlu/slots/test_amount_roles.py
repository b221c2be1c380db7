"""What each amount of a message is, as it was learned from marked messages."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.examples import Marked, marked
from flows.nlu.slots.amount_roles import NONE, ROLES, read_of, roled
from flows.nlu.slots.amounts import said_in
from flows.nlu.slots.said import Said
from tests.flows.nlu.said import said
from tools.networks import role_of

EACH = 120
"""Of the marked messages every so-manieth is read in the short form."""
LEARNED = 0.9
"""The share of amounts of the examples that have the role they are marked with."""


def read(text: str) -> list[Said]:
    return roled(*said_in(said(text).clauses, None))


@pytest.mark.parametrize(
    "messages",
    [
        marked("amounts")[::EACH],
        pytest.param(marked("amounts"), marks=[pytest.mark.long, pytest.mark.timeout(600)]),
    ],
    ids=["short", "all"],
)
def test_the_examples_are_read_as_they_are_marked(messages: Sequence[Marked]) -> None:
    right = [each.role == role_of(each, m.marks) for m in messages for each in read(m.text)]
    assert sum(right) / len(right) >= LEARNED


@pytest.mark.parametrize(
    "messages",
    [
        marked("amounts")[::EACH],
        pytest.param(marked("amounts"), marks=[pytest.mark.long, pytest.mark.timeout(600)]),
    ],
    ids=["short", "all"],
)
def test_each_mark_is_of_an_amount_that_is_found(messages: Sequence[Marked]) -> None:
    for message in messages:
        found = said_in(said(message.text).clauses, None)[1]
        for mark in message.marks:
            assert any(role_of(each, [mark]) for each in found), message.text


def test_what_is_quoted_is_no_pay() -> None:
    every = [each for message in marked("amounts")[::EACH] for each in read("> " + message.text)]
    quoted = [each for each in every if each.clause.quoted]
    assert 2 * len(quoted) > len(every)  # lines behind the first are none of the quotation
    assert {each.role for each in quoted} == {NONE}


@given(st.sampled_from(marked("amounts")), st.integers(0, 3))
def test_each_amount_has_a_role_and_its_chance(message: Marked, at: int) -> None:
    for each in read(message.text)[at : at + 1]:
        assert each.role in ROLES
        assert 0 < each.chance <= 1


def test_amounts_behind_many_words_have_no_role() -> None:
    one, two = read(f"I make 90k at a bank, {'and so on ' * 200}, and a startup pays 80k")
    assert one.chance > 0
    assert (two.role, two.chance) == (NONE, 0)


def test_each_amount_stands_where_it_is_read() -> None:
    for message in marked("amounts")[::EACH]:
        sentences, found = said_in(said(message.text).clauses, None)
        words, places = read_of(sentences, found)
        assert all(any(s.startswith("size=") for s in words[at]) for at in places.values())
        assert len(set(places.values())) == len(places)
