"""Questions wait for the owner; a reply means the question of the message it replies to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.records import Friend, Message
from storage.store import Store
from tests.storage.helpers import ODD_TEXTS, Meeting, contents
from tests.storage.test_privacy import MARKER, files_with, scrub


@pytest.fixture
def owner(store: Store) -> Friend:
    return store.users.get_or_create("telegram", "1000", "Olga")


def test_a_question_waits_until_it_is_settled(store: Store, friend: Friend) -> None:
    first = store.owner_questions.add(friend, 1, "why?", ["ceiling"], "at goals")
    second = store.owner_questions.add(friend, 1, "how?", [], "at goals")
    assert store.owner_questions.waiting() == [first, second]
    assert (first.friend, first.nearest, first.state) == (friend, ("ceiling",), "waiting")
    store.owner_questions.settle(first.id, "answered", "so.")
    assert store.owner_questions.waiting() == [second]
    assert [each.answer for each in store.owner_questions.all() if each.state == "answered"] == [
        "so."
    ]
    assert len(store.owner_questions.all()) == 2
    assert store.owner_questions.get(99) is None


MEETING = Meeting()


@given(ODD_TEXTS, ODD_TEXTS, st.lists(ODD_TEXTS, max_size=3))
def test_any_words_come_back(text: str, answer: str, nearest: list[str]) -> None:
    store, friend = MEETING.store, MEETING.somebody()
    asked = store.owner_questions.add(friend, 1, text, nearest, text)
    store.owner_questions.settle(asked.id, "answered", answer)
    found = store.owner_questions.get(asked.id)
    assert found
    if "\ud83d" not in text + answer + "".join(nearest):
        assert (found.text, found.answer, found.nearest) == (text, answer, tuple(nearest))


def test_a_reply_means_the_question_of_its_message(store: Store, friend: Friend) -> None:
    owner = store.users.get_or_create("telegram", "1000", "Olga")
    numbers = [store.owner_questions.add(friend, 1, f"why {n}?", [], "").id for n in range(3)]
    for place, number in enumerate(numbers):
        notice = store.owner_questions.notify_owner(owner, Message("?"), number, mentioned=numbers)
        store.outbox.sent(notice.id, 500 + place)
    meant = [store.owner_questions.meant_by(owner, 500 + place) for place in range(3)]
    assert meant == [(number, "answer") for number in numbers]
    assert store.owner_questions.meant_by(owner, 503) is None
    assert store.owner_questions.meant_by(friend, 500) is None


def test_the_owner_is_told_once_and_again_where_it_did_not_arrive(
    store: Store, friend: Friend, owner: Friend
) -> None:
    asked = store.owner_questions.add(friend, 1, "why?", [], "")
    assert store.owner_questions.unannounced(owner) == [asked]
    notice = store.owner_questions.notify_owner(owner, Message("?"), asked.id)
    assert store.owner_questions.unannounced(owner) == []
    store.outbox.give_up(notice.id, "blocked")
    assert store.owner_questions.unannounced(owner) == [asked]
    store.outbox.sent(store.owner_questions.notify_owner(owner, Message("?"), asked.id).id, 5)
    assert store.owner_questions.unannounced(owner) == []


def test_the_owners_messages_lose_the_words_of_a_forgotten_friend(
    store: Store, friend: Friend, owner: Friend, path: Path
) -> None:
    other = store.users.get_or_create("telegram", "77", "Bo")
    asked = store.owner_questions.add(friend, 1, MARKER, [], "")
    theirs = store.owner_questions.add(other, 1, "why?", [], "")
    sent = store.owner_questions.notify_owner(owner, Message(MARKER), asked.id)
    store.outbox.sent(sent.id, 5)
    store.owner_questions.notify_owner(owner, Message(MARKER), theirs.id, mentioned=[asked.id])
    own = store.owner_questions.notify_owner(owner, Message("why?"), theirs.id)
    assert files_with(MARKER, path)
    store.privacy.forget(friend.id)
    scrub(store)
    assert files_with(MARKER, path) == []
    assert [each.id for each in store.outbox.pending("telegram")] == [own.id]
    assert store.owner_questions.meant_by(owner, 5) == (asked.id, "answer")
    assert store.owner_questions.waiting() == [theirs]


def test_a_lesson_outlives_its_friend_and_has_nothing_of_them(
    store: Store, friend: Friend, path: Path
) -> None:
    kept = store.faq.add("why?", "so.")
    store.faq.suggest(friend.id, "how so?", kept)
    store.faq.suggest(friend.id, MARKER, kept)
    store.faq.accept(store.faq.suggestions()[0].id, "how?")
    store.privacy.forget(friend.id)
    scrub(store)
    taught = store.faq.snapshot()
    assert [(each.text, each.topic) for each in taught.phrasings] == [
        ("why?", kept),
        ("how?", kept),
    ]
    assert [each.answer for each in taught.kept] == ["so."]
    assert store.faq.suggestions() == []
    assert files_with(MARKER, path) == []


def test_merging_takes_wordings_along_and_answers_with_the_other(store: Store) -> None:
    one, two, three = (store.faq.add(f"why {n}?", f"so {n}.") for n in range(3))
    store.faq.merge(one, two)
    store.faq.merge(two, three)
    taught = store.faq.snapshot()
    assert {each.topic for each in taught.phrasings} == {three}
    assert {each.id: each.answer for each in taught.kept} == dict.fromkeys(
        (one, two, three), "so 2."
    )
    store.faq.retire(three)
    assert store.faq.snapshot().kept == ()
    assert [each.retired for each in store.faq.entries()] == [True] * 3


def test_every_lesson_changes_the_version(store: Store, friend: Friend) -> None:
    versions = [store.faq.version()]
    kept = store.faq.add("why?", "so.")
    versions.append(store.faq.version())
    store.faq.edit(kept, "why not?", "so.")
    versions.append(store.faq.version())
    store.faq.suggest(friend.id, "how?", kept)
    assert store.faq.version() == versions[-1]
    store.faq.accept(store.faq.suggestions()[0].id, "how?")
    versions.append(store.faq.version())
    store.faq.retire(kept)
    versions.append(store.faq.version())
    assert versions == sorted(set(versions))


def test_there_is_one_owner_until_they_are_forgotten(store: Store, friend: Friend) -> None:
    assert store.users.owner() is None
    other = store.users.get_or_create("telegram", "77", "Bo")
    store.users.set_owner(other.id)
    store.users.set_owner(friend.id)
    assert store.users.owner() == friend
    store.privacy.forget(friend.id)
    assert store.users.owner() is None
    assert contents(store.database.path)["owners"] == [] if store.database.path else False


def test_what_answers_a_question_must_arrive_and_tells_which(store: Store, friend: Friend) -> None:
    question = store.owner_questions.add(friend, 1, "why?", [], "")
    (answer,) = store.outbox.add(friend, [Message("So.")], question_id=question.id)
    (other,) = store.outbox.add(friend, [Message("Hello")])
    assert answer.must_arrive
    assert store.owner_questions.answered_by(answer.id) == question
    assert store.owner_questions.answered_by(other.id) is None


def test_a_notice_to_the_owner_must_arrive(store: Store, friend: Friend) -> None:
    owner = store.users.get_or_create("telegram", "1", "Owner")
    question = store.owner_questions.add(friend, 1, "why?", [], "")
    notice = store.owner_questions.notify_owner(owner, Message("They ask why"), question.id)
    store.users.deactivate(owner.id)
    store.outbox.hold(notice.id, "Forbidden")
    assert store.owner_questions.unannounced(owner) == []
    store.users.activate(owner.id)
    assert store.outbox.pending("telegram", owner.id) == [notice]


def test_what_is_held_goes_with_whoever_asked(store: Store, friend: Friend) -> None:
    owner = store.users.get_or_create("telegram", "1", "Owner")
    question = store.owner_questions.add(friend, 1, "why?", [], "")
    notice = store.owner_questions.notify_owner(owner, Message("They ask why"), question.id)
    (answer,) = store.outbox.add(friend, [Message("So.")], question_id=question.id)
    for held in (notice, answer):
        store.outbox.hold(held.id, "Forbidden")
    store.privacy.forget(friend.id)
    store.users.activate(owner.id)
    assert store.outbox.pending("telegram") == []
