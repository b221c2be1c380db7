"""Questions wait for the owner; a reply means the question of the message it replies to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.records import Friend, Message
from storage.store import Store
from tests.storage.helpers import ODD_TEXTS, Meeting, contents
from tests.storage.test_erasure import MARKER, files_with


@pytest.fixture
def owner(store: Store) -> Friend:
    return store.friend("telegram", "1000", "Olga")


def test_a_question_waits_until_it_is_settled(store: Store, friend: Friend) -> None:
    first = store.pass_on(friend, 1, "why?", ["ceiling"], "at goals")
    second = store.pass_on(friend, 1, "how?", [], "at goals")
    assert store.questions() == [first, second]
    assert (first.friend, first.nearest, first.state) == (friend, ("ceiling",), "waiting")
    store.settle(first.id, "answered", "so.")
    assert store.questions() == [second]
    assert [each.answer for each in store.questions("answered")] == ["so."]
    assert len(store.questions(None)) == 2
    assert store.question(99) is None


MEETING = Meeting()


@given(ODD_TEXTS, ODD_TEXTS, st.lists(ODD_TEXTS, max_size=3))
def test_any_words_come_back(text: str, answer: str, nearest: list[str]) -> None:
    store, friend = MEETING.store, MEETING.somebody()
    asked = store.pass_on(friend, 1, text, nearest, text)
    store.settle(asked.id, "answered", answer)
    found = store.question(asked.id)
    assert found
    if "\ud83d" not in text + answer + "".join(nearest):
        assert (found.text, found.answer, found.nearest) == (text, answer, tuple(nearest))


def test_a_reply_means_the_question_of_its_message(store: Store, friend: Friend) -> None:
    owner = store.friend("telegram", "1000", "Olga")
    numbers = [store.pass_on(friend, 1, f"why {n}?", [], "").id for n in range(3)]
    for place, number in enumerate(numbers):
        notice = store.tell_owner(owner, Message("?"), number, mentioned=numbers)
        store.sent(notice.id, 500 + place)
    assert [store.meant_by(owner, 500 + place) for place in range(3)] == numbers
    assert store.meant_by(owner, 503) is None
    assert store.meant_by(friend, 500) is None


def test_the_owner_is_told_once_and_again_where_it_did_not_arrive(
    store: Store, friend: Friend, owner: Friend
) -> None:
    asked = store.pass_on(friend, 1, "why?", [], "")
    assert store.untold(owner) == [asked]
    notice = store.tell_owner(owner, Message("?"), asked.id)
    assert store.untold(owner) == []
    store.give_up(notice.id, "blocked")
    assert store.untold(owner) == [asked]
    store.sent(store.tell_owner(owner, Message("?"), asked.id).id, 5)
    assert store.untold(owner) == []


def test_the_owners_messages_lose_the_words_of_a_forgotten_friend(
    store: Store, friend: Friend, owner: Friend, path: Path
) -> None:
    other = store.friend("telegram", "77", "Bo")
    asked = store.pass_on(friend, 1, MARKER, [], "")
    theirs = store.pass_on(other, 1, "why?", [], "")
    sent = store.tell_owner(owner, Message(MARKER), asked.id)
    store.sent(sent.id, 5)
    store.tell_owner(owner, Message(MARKER), theirs.id, mentioned=[asked.id])
    own = store.tell_owner(owner, Message("why?"), theirs.id)
    assert files_with(MARKER, path)
    store.forget(friend.id)
    assert files_with(MARKER, path) == []
    assert [each.id for each in store.outgoing("telegram")] == [own.id]
    assert store.meant_by(owner, 5) == asked.id
    assert store.questions() == [theirs]


def test_a_lesson_outlives_its_friend_and_has_nothing_of_them(
    store: Store, friend: Friend, path: Path
) -> None:
    kept = store.keep_answer("why?", "so.")
    store.suggest(friend.id, "how so?", kept)
    store.suggest(friend.id, MARKER, kept)
    store.accept(store.suggestions()[0].id, "how?")
    store.forget(friend.id)
    taught = store.lessons()
    assert [(each.text, each.topic) for each in taught.phrasings] == [
        ("why?", kept),
        ("how?", kept),
    ]
    assert [each.answer for each in taught.kept] == ["so."]
    assert store.suggestions() == []
    assert files_with(MARKER, path) == []


def test_merging_takes_phrasings_along_and_answers_with_the_other(store: Store) -> None:
    one, two, three = (store.keep_answer(f"why {n}?", f"so {n}.") for n in range(3))
    store.merge_kept(one, two)
    store.merge_kept(two, three)
    taught = store.lessons()
    assert {each.topic for each in taught.phrasings} == {three}
    assert {each.id: each.answer for each in taught.kept} == dict.fromkeys(
        (one, two, three), "so 2."
    )
    store.retire_kept(three)
    assert store.lessons().kept == ()
    assert [each.retired for each in store.kept_answers()] == [True] * 3


def test_every_lesson_changes_the_version(store: Store, friend: Friend) -> None:
    versions = [store.lessons_version()]
    kept = store.keep_answer("why?", "so.")
    versions.append(store.lessons_version())
    store.edit_kept(kept, "why not?", "so.")
    versions.append(store.lessons_version())
    store.suggest(friend.id, "how?", kept)
    assert store.lessons_version() == versions[-1]
    store.accept(store.suggestions()[0].id, "how?")
    versions.append(store.lessons_version())
    store.retire_kept(kept)
    versions.append(store.lessons_version())
    assert versions == sorted(set(versions))


def test_there_is_one_owner_until_they_are_forgotten(store: Store, friend: Friend) -> None:
    assert store.owner() is None
    other = store.friend("telegram", "77", "Bo")
    store.own(other.id)
    store.own(friend.id)
    assert store.owner() == friend
    store.forget(friend.id)
    assert store.owner() is None
    assert contents(store.path)["owners"] == [] if store.path else False
