"""Callback data: whatever a button can mean fits into it and is read back as it was."""

from decimal import Decimal
from typing import Literal, get_args, get_origin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.callback_data import LONGEST, decode, encode
from flows.dialogue import events as e
from flows.knowledge import built_in
from flows.nlu.interpretation import FIGURE_NAMES

KNOWLEDGE = built_in()
CONVERSATIONS = st.none() | st.integers(1, 9_999_999_999)
REVISIONS = st.none() | st.integers(0, 99_999)
CHOICES = [
    (question.id, option.id) for question in KNOWLEDGE.questions for option in question.options
]
PATHS = ["", *(path.id for path in KNOWLEDGE.paths)]
CLAIMS = st.sampled_from(["", *(claim.id for claim in KNOWLEDGE.claims)])
WORDS = {e.TextReceived, e.AttachmentReceived, e.DoubtsConfirmed}
"""What no button stands for."""

NOT_ANY = {*WORDS, e.DetailsRequested}
"""What has no button for any combination of its fields: a page has the one that it is about."""


def values(annotation: object) -> st.SearchStrategy[object]:
    """Any value for a field of an event, ids being short."""
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if annotation in {bool, int}:
        return st.booleans() if annotation is bool else st.integers(0, 99)
    if int in get_args(annotation):
        return st.none() | st.integers(0, 9_999)
    return st.from_regex(r"[a-z0-9][a-z0-9+-]{0,15}", fullmatch=True)


BESIDE = {"kept", "interpretation", "sets", "amount"}
AMOUNTS = st.integers(0, 10**15).map(Decimal)


def any_of(kind: type[e.EventBase]) -> st.SearchStrategy[e.EventBase]:
    fields = {
        name: CLAIMS if name == "claim" else values(field.annotation)
        for name, field in kind.model_fields.items()
        # What is known only once something was done is never written into a button, and an amount
        # only where nothing else is.
        if name not in e.EventBase.model_fields and name not in BESIDE
    }
    return st.builds(kind, **fields)


def stamped(event: st.SearchStrategy[e.EventBase]) -> st.SearchStrategy[e.EventBase]:
    stamp = st.fixed_dictionaries({"conversation": CONVERSATIONS, "revision": REVISIONS})
    return st.builds(lambda event, stamp: event.model_copy(update=stamp), event, stamp)


QUESTIONS = st.sampled_from([question.id for question in KNOWLEDGE.questions])
EVENTS = stamped(
    st.one_of([any_of(kind) for kind in e.EventBase.__subclasses__() if kind not in NOT_ANY])
    | st.sampled_from(CHOICES).map(lambda choice: e.Chose(question=choice[0], option=choice[1]))
    | st.sampled_from(CHOICES).map(lambda choice: e.Changed(question=choice[0], option=choice[1]))
    | st.sampled_from(CHOICES).map(lambda pair: e.DoubtSettled(question=pair[0], option=pair[1]))
    | st.builds(e.AskedMoney, sets=st.sampled_from(FIGURE_NAMES), amount=AMOUNTS)
    | st.builds(e.Edited, question=QUESTIONS)
    | st.builds(e.Skipped, question=QUESTIONS, withdraw=st.booleans())
    | st.builds(e.Restarted, confirmed=st.booleans())
    | st.builds(e.Forgotten, confirmed=st.booleans())
    | st.builds(e.DetailsRequested, at=st.just("path"), path=st.sampled_from(PATHS))
    | st.builds(e.DetailsRequested, at=st.just("claims"), page=st.integers(0, 99))
    | st.builds(e.DetailsRequested, at=st.just("claim"), claim=CLAIMS)
)


@given(EVENTS)
def test_a_button_is_read_back_as_it_was_written(event: e.Event) -> None:
    assert decode(encode(event)) == event


@given(EVENTS)
def test_a_button_is_no_longer_than_telegram_allows(event: e.Event) -> None:
    assert 1 <= len(encode(event).encode()) <= LONGEST


@pytest.mark.parametrize(("question", "option"), CHOICES)
def test_every_option_fits_in_the_longest_conversation(question: str, option: str) -> None:
    event = e.Changed(conversation=9_999_999_999, revision=99_999, question=question, option=option)
    assert decode(encode(event)) == event


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("kept:1:2", e.ChangeDeclined(conversation=1, revision=2)),
        (
            "looked:1:2:path:platform",
            e.DetailsRequested(conversation=1, revision=2, at="path", path="platform"),
        ),
        ("wondered:1:2:role", e.WhatIfRequested(conversation=1, revision=2, question="role")),
    ],
)
def test_a_button_of_an_older_version_means_what_it_meant(former: str, now: e.Event) -> None:
    assert decode(former) == now


@given(st.text(max_size=64))
@example("kept")
def test_foreign_data_is_a_misfire(data: str) -> None:
    found = decode(data)
    assert isinstance(found, e.Misfired) or decode(encode(found)) == found


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "chose",
        "chose:1:2",
        "chose:1:2:role",
        "chose:x:2:role:analyst",
        "chose:1:2:role:analyst:more",
        "flew:1:2",
        "skipped:1:2:role:perhaps",
        "details-requested:1:2:somewhere",
        "looked:1:2:somewhere",
        '{"kind": "chose"}',
    ],
)
def test_data_that_lacks_something_is_a_misfire(data: str) -> None:
    assert decode(data) == e.Misfired()


def test_data_that_would_be_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        encode(e.Edited(question="q" * 60))


def test_a_colon_is_refused() -> None:
    with pytest.raises(ValueError, match="colon"):
        encode(e.Edited(question="a:b"))
