"""Updates are kept once, worked off in order, and known for ever after."""

from storage.records import StoredUpdate
from storage.store import Store
from tests.storage.helpers import reopened


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


def test_an_update_put_aside_stops_nobody_and_keeps_its_text(store: Store) -> None:
    store.inbox.keep(5, "unreadable")
    store.inbox.keep(6, "{}")
    store.inbox.dead_letter(5, "no date")
    assert store.inbox.is_done(5)
    assert [each.update_id for each in store.inbox.waiting()] == [6]
    assert store.database.rows("SELECT raw, why FROM updates WHERE update_id = 5") == [
        {"raw": "unreadable", "why": "no date"}
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
