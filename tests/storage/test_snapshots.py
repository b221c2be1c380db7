"""Friends in the middle of a conversation survive a change of the questions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began
from flows.knowledge import Knowledge, built_in
from storage.records import Friend
from storage.snapshots import STATES, fitted, read
from storage.store import Store
from tests.flows.strategies import ANSWERS
from tests.storage.helpers import Clock

KNOWN = built_in()
IDS = st.sampled_from([*KNOWN.question, "shoe-size"])
PLACE_NAMES = st.sampled_from([*STATES, *(section.id for section in KNOWN.sections), "wardrobe"])
CONVERSATIONS = st.builds(
    Conversation,
    place=PLACE_NAMES,
    answers=st.dictionaries(IDS, st.sampled_from(["india", "none", "no", "xl"])),
    skipped=st.lists(IDS).map(tuple),
    trail=st.lists(IDS).map(tuple),
    question=IDS | st.none(),
    revision=st.integers(0, 99),
    advised=st.booleans(),
)
"""Conversations under these questions and under others."""


def changed(**fields: object) -> Knowledge:
    """Today's knowledge with some of its fields changed."""
    return Knowledge.model_validate(
        {name: getattr(KNOWN, name) for name in Knowledge.model_fields} | fields
    )


def without(question: str, option: str | None = None) -> Knowledge:
    """Today's questions without one of them, or without one option of it."""
    kept = []
    for each in KNOWN.questions:
        options = tuple(choice for choice in each.options if choice.id != option)
        if each.id != question:
            kept.append(each)
        elif option:
            kept.append(each.model_copy(update={"options": options}))
    return changed(questions=tuple(kept))


@given(CONVERSATIONS)
def test_what_is_unknown_is_left_out_and_nothing_else(before: Conversation) -> None:
    after = fitted(before, KNOWN)
    assert after.answers == {
        question: option
        for question, option in before.answers.items()
        if question in KNOWN.question
        and option in [each.id for each in KNOWN.question[question].options]
    }
    assert "shoe-size" not in {*after.skipped, *after.trail, after.question}
    assert [each for each in before.trail if each != "shoe-size"] == list(after.trail)
    assert after.state in STATES or after.state in {each.id for each in KNOWN.sections}
    same = {"number", "figures", "revision", "advised"}
    assert after.model_dump(include=same) == before.model_dump(include=same)
    assert fitted(after, KNOWN) == after


@given(ANSWERS, st.sampled_from(sorted(KNOWN.question)))
def test_a_conversation_of_today_needs_no_fitting(answers: dict[str, str], question: str) -> None:
    section = KNOWN.question[question].section
    conversation = Conversation(state=section, question=question, answers=answers)
    assert fitted(conversation, KNOWN) == conversation


def test_the_version_changes_with_the_questions_alone() -> None:
    assert changed(claims=KNOWN.claims[1:]).questions_digest == KNOWN.questions_digest
    digests = {each.questions_digest for each in (KNOWN, without("years"), without("years", "10+"))}
    assert len(digests) == 3


def test_a_question_may_go_between_two_visits(store: Store, friend: Friend) -> None:
    left = Conversation(
        state="market",
        question="market",
        answers={"market": "india", "years": "10+", "role": "analyst"},
        trail=("years", "role"),
    )
    store.conversations.record(friend, left, Began(), [])
    for knowledge, answers in (
        (without("market"), {"years": "10+", "role": "analyst"}),
        (without("years", "10+"), {"market": "india", "role": "analyst"}),
    ):
        later = Store.open(store.database.path, Clock(), knowledge=lambda known=knowledge: known)  # type: ignore[misc]
        found = later.conversations.latest(friend.id)
        later.close()
        assert found
        assert found.answers == answers
    assert store.conversations.latest(friend.id) == left


def test_a_snapshot_of_another_shape_keeps_what_fits(caplog: pytest.LogCaptureFixture) -> None:
    snapshot = {"state": "market", "revision": "many", "answers": {"role": "analyst"}, "hat": 1}
    assert read(json.dumps(snapshot), 4) == Conversation(
        number=4, state="market", answers={"role": "analyst"}
    )
    assert "revision" in caplog.text
    assert "many" not in caplog.text
