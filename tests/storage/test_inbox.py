"""Updates are kept once, worked off in order, and known for as long as they can come again."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived
from storage.inbox import (
    DEAD_LETTERS_KEPT,
    KNOWN_FOR,
    LEFT_BEHIND_AFTER,
    PAGE,
    Inbox,
    is_private,
)
from storage.instance_lock import InstanceLock, lock_file
from storage.records import StoredUpdate
from storage.store import Store
from tests.storage.helpers import Clock, raw_update, reopened, traced


def test_an_update_is_kept_once(store: Store) -> None:
    assert store.inbox.keep(5, "first")
    assert not store.inbox.keep(5, "second")
    assert store.inbox.waiting() == [StoredUpdate(5, "first")]


def test_updates_wait_in_the_order_of_their_ids(store: Store) -> None:
    for update_id in (12, 3, 7):
        store.inbox.keep(update_id, "{}")
    assert [each.update_id for each in store.inbox.waiting()] == [3, 7, 12]


def test_a_done_update_is_known_but_not_what_it_said(store: Store) -> None:
    store.inbox.keep(5, "secret")
    store.inbox.done(5)
    assert store.inbox.is_done(5)
    assert not store.inbox.keep(5, "secret")
    assert store.inbox.waiting() == []
    assert store.database.rows("SELECT raw FROM updates") == [{"raw": ""}]


def test_a_dead_letter_stops_nobody_and_keeps_its_text(store: Store) -> None:
    unreadable = raw_update("hello")
    store.inbox.keep(5, unreadable)
    store.inbox.keep(6, "{}")
    store.inbox.dead_letter(5, "no date")
    assert store.inbox.is_done(5)
    assert [each.update_id for each in store.inbox.waiting()] == [6]
    assert store.database.rows("SELECT raw, why FROM updates WHERE update_id = 5") == [
        {"raw": unreadable, "why": "no date"}
    ]


def test_what_waits_is_there_after_a_restart(store: Store) -> None:
    store.inbox.keep(5, "{}")
    store.inbox.keep(6, "{}")
    store.inbox.done(6)
    again = reopened(store)
    assert again.inbox.waiting() == [StoredUpdate(5, "{}")]
    assert again.inbox.is_done(6)
    assert not again.inbox.is_done(7)
    again.close()


@dataclass
class Watch:
    """A clock that stands still until it is set."""

    time: datetime = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def inbox(path: Path, watch: Watch) -> Iterator[Inbox]:
    with Store.open(path, watch, bot_id=1) as store:
        yield store.inbox


def test_each_bot_has_numbers_of_its_own(path: Path, watch: Watch, inbox: Inbox) -> None:
    inbox.keep(5, "of the first")
    with Store.open(path, watch, bot_id=2) as other:
        assert other.inbox.waiting() == []
        assert other.inbox.keep(5, "of the second")
        other.inbox.done(5)
    assert inbox.waiting() == [StoredUpdate(5, "of the first")]
    assert not inbox.is_done(5)


def test_an_event_may_come_from_the_same_number_of_another_bot(path: Path, watch: Watch) -> None:
    for bot_id in (1, 2):
        with Store.open(path, watch, bot_id=bot_id) as store:
            friend = store.users.get_or_create("telegram", "42", "Ann")
            store.conversations.record(friend, Conversation(), TextReceived(text="hi"), [], 5)
            assert len(store.conversations.history(friend.id)) == bot_id


def test_updates_from_before_bots_were_told_apart_are_taken_over(path: Path, watch: Watch) -> None:
    with Store.open(path, watch) as store:
        store.inbox.keep(5, "done")
        store.inbox.done(5)
        store.inbox.keep(6, "waiting")
    with Store.open(path, watch, bot_id=1) as store:
        assert not store.inbox.keep(5, "again")
        assert store.inbox.waiting() == [StoredUpdate(6, "waiting")]


def test_a_number_begun_anew_is_taken_once_the_former_cannot_come_again(
    inbox: Inbox, watch: Watch
) -> None:
    inbox.keep(5, "{}")
    inbox.done(5)
    watch.time += KNOWN_FOR
    assert not inbox.keep(5, "{}")
    watch.time += timedelta(seconds=1)
    assert inbox.keep(5, "{}")
    assert not inbox.is_done(5)


def test_a_number_is_forgotten_once_it_cannot_come_again(inbox: Inbox, watch: Watch) -> None:
    inbox.keep(5, "{}")
    inbox.done(5)
    watch.time += KNOWN_FOR
    inbox.purge()
    assert inbox.is_done(5)
    watch.time += timedelta(seconds=1)
    inbox.purge()
    assert not inbox.is_done(5)


def test_what_is_done_is_done_once(inbox: Inbox) -> None:
    inbox.keep(5, "{}")
    assert inbox.done(5)
    assert not inbox.done(5)


def test_what_waits_is_never_forgotten(inbox: Inbox, watch: Watch) -> None:
    inbox.keep(5, "{}")
    watch.time += timedelta(days=99)
    inbox.purge()
    assert not inbox.keep(5, "{}")
    assert inbox.waiting() == [StoredUpdate(5, "{}")]


def test_what_waits_and_nobody_is_at_work_on_is_found_after_a_while(
    inbox: Inbox, watch: Watch
) -> None:
    for number in range(PAGE + 5):
        inbox.keep(number, "{}")
    assert inbox.left_behind(set()) == []
    watch.time += LEFT_BEHIND_AFTER + timedelta(seconds=1)
    inbox.keep(999, "{}")
    inbox.done(1)
    found = [each.update_id for each in inbox.left_behind({0, 2})]
    assert found == [*range(3, PAGE + 3)]


def test_a_dropped_update_is_told_without_its_words(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        inbox.keep(5, raw_update("quokkaberry"))
        assert not caplog.records
        inbox.keep(5, raw_update("quokkaberry"))
    assert "5" in caplog.text
    assert "quokkaberry" not in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        raw_update(chat="group"),
        raw_update(chat="supergroup"),
        raw_update(chat="channel"),
        '{"update_id": 1, "inline_query": {"from": {"id": 42}, "query": "hello"}}',
        '{"update_id": 1, "message": {"text": "hello"}}',
        '{"update_id": 1, "callback_query": {"message": {"chat": {"type": "group"}}}}',
        '{"update_id": 1, "message": {"chat": "private"}}',
        "[1]",
        "not JSON: hello",
        "",
    ],
)
def test_of_what_is_not_surely_private_no_word_is_kept(inbox: Inbox, raw: str) -> None:
    inbox.keep(5, raw)
    inbox.dead_letter(5, "KeyError")
    assert [(each.why, each.raw) for each in inbox.dead_letters()] == [("KeyError", "")]
    assert not inbox.replay(inbox.dead_letters()[0].id)
    assert not is_private(raw)


def test_a_tap_in_a_private_chat_is_private() -> None:
    chat = '{"chat": {"id": 42, "type": "private"}}'
    assert is_private(f'{{"update_id": 1, "callback_query": {{"message": {chat}}}}}')
    assert is_private(f'{{"update_id": 1, "my_chat_member": {chat}}}')


def test_dead_letters_are_listed_for_all_bots_and_replayed(
    path: Path, watch: Watch, inbox: Inbox
) -> None:
    words = raw_update("hello")
    inbox.keep(5, words)
    inbox.dead_letter(5, "KeyError")
    with Store.open(path, watch) as owner:
        (letter,) = owner.inbox.dead_letters()
        assert (letter.bot_id, letter.update_id, letter.why) == (1, 5, "KeyError")
        assert letter.raw == words
        assert owner.inbox.replay(letter.id)
        assert not owner.inbox.replay(letter.id)
        assert owner.inbox.dead_letters() == []
    assert inbox.take_replayed() == inbox.waiting() == [StoredUpdate(5, words)]
    assert inbox.take_replayed() == []


def test_a_dropped_dead_letter_stays_known(inbox: Inbox) -> None:
    inbox.keep(5, raw_update("quokkaberry"))
    inbox.dead_letter(5, "KeyError")
    (letter,) = inbox.dead_letters()
    assert inbox.drop(letter.id)
    assert not inbox.drop(letter.id)
    assert inbox.is_done(5)
    assert inbox.dead_letters() == []


def test_dead_letters_are_kept_for_a_time(inbox: Inbox, watch: Watch) -> None:
    inbox.keep(5, raw_update())
    inbox.dead_letter(5, "KeyError")
    watch.time += DEAD_LETTERS_KEPT
    inbox.purge()
    assert len(inbox.dead_letters()) == 1
    watch.time += timedelta(seconds=1)
    inbox.purge()
    assert inbox.dead_letters() == []


def test_words_that_wait_for_a_bot_that_is_gone_are_kept_as_long(
    path: Path, inbox: Inbox, watch: Watch
) -> None:
    inbox.keep(5, "quokkaberry")
    with Store.open(path, watch, bot_id=2) as other:
        watch.time += DEAD_LETTERS_KEPT
        other.maintain()
        assert len(inbox.waiting()) == 1
        watch.time += timedelta(seconds=1)
        while other.maintain():
            pass
    assert inbox.waiting() == []
    assert not any(b"quokkaberry" in each.read_bytes() for each in path.parent.iterdir())


def test_a_start_writes_nothing_that_the_one_before_has_written(tmp_path: Path) -> None:
    path, written = tmp_path / "advisor.db", list[str]()

    def start() -> bytes:
        with InstanceLock.held(path) as lock, Store.open(path, Clock(), bot_id=7) as store:
            with traced(store, written.append):
                store.inbox.bind()
            lock.note_conversations()
        return lock_file(path).read_bytes()

    first = start()
    written.clear()
    assert start() == first
    assert written == []
