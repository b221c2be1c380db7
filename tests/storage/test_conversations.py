"""A step is recorded as a whole, and its events are there for good."""

import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Event, TextReceived
from flows.figures import Figures
from storage.finding import Filters
from storage.records import Friend, Message
from storage.store import Store
from tests.storage.helpers import EVENTS, Meeting, note, reopened

MEETING = Meeting()
STEP = Conversation(state="comp", question="cut", revision=3, trail=("role",), skipped=("years",))


def test_a_conversation_is_found_as_it_was_left(store: Store, friend: Friend) -> None:
    conversation = STEP.model_copy(
        update={"answers": {"role": "analyst"}, "figures": Figures.model_validate({"now": "4.50"})}
    )
    store.conversations.record(friend, conversation, Began(), [])
    again = reopened(store)
    assert again.conversations.latest(friend.id) == conversation
    again.close()


def test_nobody_has_a_conversation_before_the_first_step(store: Store, friend: Friend) -> None:
    assert store.conversations.latest(friend.id) is None


def test_the_latest_conversation_counts_and_the_old_one_stays(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, STEP, Began(), [])
    store.conversations.record(friend, Conversation(number=2), Began(), [])
    assert store.conversations.latest(friend.id) == Conversation(number=2)
    assert [each.number for each in store.review.list_conversations()] == [2, 1]


def test_a_step_takes_the_update_with_it(store: Store, friend: Friend) -> None:
    store.inbox.keep(5, "{}")
    store.conversations.record(friend, STEP, Began(), [Message("Hello")], update_id=5)
    assert store.inbox.is_done(5)
    assert store.inbox.waiting() == []


def test_the_same_update_cannot_be_recorded_twice(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, STEP, Began(), [], update_id=5)
    with pytest.raises(RuntimeError):
        store.conversations.record(
            friend, Conversation(), TextReceived(text="again"), [Message("x")], update_id=5
        )
    assert store.conversations.latest(friend.id) == STEP
    assert store.conversations.history(friend.id) == [Began()]
    assert store.outbox.pending("telegram") == []


@given(st.lists(EVENTS, max_size=8))
def test_history_is_what_happened_in_order(events: list[Event]) -> None:
    store, friend = MEETING.store, MEETING.somebody()
    for i, event in enumerate(events):
        store.conversations.record(friend, Conversation(number=1 + i // 3), event, [])
    assert store.conversations.history(friend.id) == events
    sequences = store.database.rows(
        "SELECT conversation, sequence FROM events WHERE friend_id = ? ORDER BY id", friend.id
    )
    assert [(row["conversation"], row["sequence"]) for row in sequences] == [
        (1 + i // 3, 1 + i % 3) for i in range(len(events))
    ]


def test_events_are_only_appended(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, STEP, Began(), [])
    for statement in ("UPDATE events SET kind = 'sent'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="only appended"):
            store.database.write(statement)
    columns = ", ".join(row["name"] for row in store.database.rows("PRAGMA table_info(events)"))
    replace = f"INSERT OR REPLACE INTO events ({columns}) SELECT {columns} FROM events"  # noqa: S608
    with pytest.raises(sqlite3.IntegrityError):
        store.database.write(replace)
    assert store.conversations.history(friend.id) == [Began()]


def test_a_transaction_within_another_falls_with_it(store: Store, friend: Friend) -> None:
    def record_and_fail() -> None:
        with store.transaction():
            store.conversations.record(friend, STEP, Began(), [Message("Hello")])
            raise ValueError("power cut")

    with pytest.raises(ValueError, match="power cut"):
        record_and_fail()
    assert store.conversations.latest(friend.id) is None
    assert store.outbox.pending("telegram") == []


def test_times_are_utc_and_from_the_clock(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, STEP, Began(), [])
    at = store.database.rows("SELECT at FROM events")[0]["at"]
    assert at.startswith("2030-01-02T03:")
    assert at.endswith("+00:00")


def test_a_second_store_reads_while_the_first_writes(store: Store, friend: Friend) -> None:
    reader = reopened(store)
    with store.transaction():
        store.conversations.record(friend, STEP, Began(), [])
        assert reader.conversations.latest(friend.id) is None
        assert reader.review.list_conversations() == []
    assert reader.conversations.latest(friend.id) == STEP
    reader.close()


def test_reading_one_moment_stops_no_writer(store: Store, friend: Friend) -> None:
    reader = reopened(store)
    with reader.reading():
        assert reader.review.list_conversations() == []
        store.conversations.record(friend, STEP, Began(), [])
        assert reader.review.list_conversations() == []
    assert len(reader.review.list_conversations()) == 1
    reader.close()


def test_threads_take_turns(store: Store) -> None:
    friends = [store.users.get_or_create("telegram", str(i), f"Friend {i}") for i in range(4)]

    def talk(friend: Friend) -> None:
        for revision in range(10):
            store.conversations.record(
                friend, Conversation(revision=revision), Began(), [Message("Hello")]
            )

    threads = [threading.Thread(target=talk, args=[friend]) for friend in friends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for friend in friends:
        assert store.conversations.latest(friend.id) == Conversation(revision=9)
        assert len(store.conversations.history(friend.id)) == 10


def test_a_summary_is_written_anew(store: Store, friend: Friend) -> None:
    store.conversations.record(
        friend, STEP, Began(), [], summary=note(text="walrus", pick="platform")
    )
    store.conversations.record(
        friend, STEP, Began(), [], summary=note(text="ocelot", pick="ml-lead")
    )
    assert [row["pick"] for row in store.database.rows("SELECT pick FROM summaries")] == ["ml-lead"]
    assert store.review.list_conversations(Filters(words="walrus")) == []
    assert len(store.review.list_conversations(Filters(words="ocelot"))) == 1


def test_a_step_without_a_summary_leaves_the_old_one(store: Store, friend: Friend) -> None:
    store.conversations.record(friend, STEP, Began(), [], summary=note(text="walrus"))
    store.conversations.record(friend, STEP, Began(), [])
    assert len(store.review.list_conversations(Filters(words="walrus"))) == 1
