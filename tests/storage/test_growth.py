"""Nothing that somebody waits for reads a table that grows with the stored conversations."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.owner.filters import DESCRIBED, accepted
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Event, TextReceived
from flows.knowledge import built_in
from storage.finding import Filters
from storage.records import Attachment, Friend, Message
from storage.store import Store
from tests.storage.helpers import Clock, note, raw_update, traced

GROWING = {"friends", "conversations", "events", "updates", "outbox", "summaries", "advices"}


def arrives(store: Store, _: Friend) -> None:
    store.inbox.keep(5, raw_update())


def is_worked_off(store: Store, friend: Friend) -> None:
    store.inbox.keep(6, raw_update())
    store.users.get_or_create("telegram", "42", "Ann Example", "ann")
    store.users.activate(friend.id)
    store.conversations.latest(friend.id)
    store.outbox.latest_event(friend.id)
    store.conversations.record(
        friend, Conversation(number=2), Began(), [Message("hello")], 6, summary=note()
    )


def is_answered(store: Store, friend: Friend) -> None:
    (waiting, *_) = store.outbox.pending("telegram", friend.id)
    store.outbox.sent(waiting.id, 1)
    store.outbox.failed(waiting.id, "TimedOut")
    store.outbox.hold(waiting.id, "Forbidden")
    store.users.deactivate(friend.id)


def is_looked_for(store: Store, _: Friend) -> None:
    store.outbox.still_pending(store.outbox.pending_ids("telegram", 0, 500))
    store.inbox.take_replayed()
    store.inbox.left_behind(set())
    store.maintain()


def is_started(store: Store, _: Friend) -> None:
    store.inbox.adopt()
    store.outbox.give_up_notes("telegram", "gone")
    store.inbox.waiting(limit=100)


def is_exported(store: Store, friend: Friend) -> None:
    store.outbox.has_export(friend.id)
    store.privacy.export(friend.id)


def is_erased(store: Store, friend: Friend) -> None:
    store.privacy.forget(friend.id)
    store.outbox.add(friend, [Message("bye")], farewell=True)


@pytest.mark.parametrize(
    "deed",
    [arrives, is_worked_off, is_answered, is_looked_for, is_started, is_exported, is_erased],
)
def test_it_goes_by_an_index(
    store: Store, friend: Friend, deed: Callable[[Store, Friend], None]
) -> None:
    store.inbox.keep(1, raw_update())
    messages = [Message("a"), Message("b", attachment=Attachment("export", "a", b""))]
    store.conversations.record(friend, Conversation(number=1), Began(), messages, 1)
    statements: set[str] = set()
    with traced(store, statements.add):
        deed(store, friend)
    scans = [
        (plan, sql)
        for sql in statements
        if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT)", sql)
        for plan in plans(store, sql)
        if (found := re.match(r"SCAN (\w+)(.*)", plan))
        and found[1] in GROWING
        # A whole index is read only where it holds nothing but what waits.
        and not re.search(r"INDEX \w*(waiting|dead|unsettled|held)", found[2])
    ]
    assert scans == []


def test_a_tap_does_not_read_what_was_typed(store: Store, friend: Friend) -> None:
    typed = [TextReceived(text="a very long story"), TextReceived(text="and its end")]
    for event in typed:
        store.conversations.record(friend, Conversation(number=1), event, [])
    statements: list[str] = []
    with traced(store, statements.append):
        store.conversations.record(friend, Conversation(number=1), Began(), [])
    assert not [sql for sql in statements if "said IS NOT NULL" in sql or "_words" in sql]
    assert store.review.list_conversations(Filters(words="story end ann"))


def test_neither_a_text_nor_the_same_summary_has_earlier_texts_read(
    store: Store, friend: Friend
) -> None:
    def record(event: Event) -> None:
        store.conversations.record(friend, Conversation(number=1), event, [], summary=note())

    record(TextReceived(text="a very long story"))
    statements: list[str] = []
    with traced(store, statements.append):
        record(TextReceived(text="and its end"))
        record(Began())
    assert not [sql for sql in statements if "said IS NOT NULL" in sql]
    assert store.review.list_conversations(Filters(words="story end ann they"))


EACH = [
    *(
        {name: (value,) if name == "told" else value}
        for name, values in accepted(built_in()).items()
        if name not in DESCRIBED
        for value in values
    ),
    *({"asked": value} for value in ("unknown", "visa", "kept-1")),
    {"since": "2030-01-01"},
    {"until": "2030-01-01"},
    {"came": "2030-01-01"},
]
"""Every filter by itself but words."""


@pytest.mark.parametrize("given", EACH, ids=str)
def test_a_filter_finds_in_the_order_of_the_list(given: dict[str, Any]) -> None:
    """However few it finds: the rows that are shown alone are sorted."""
    statements: list[str] = []
    with Store.open(None, Clock()) as store:
        with traced(store, statements.append):
            store.review.list_conversations(Filters(**given), 30)
        (sql,) = (each for each in statements if "SELECT" in each)
        steps = plans(store, sql)
    assert steps.count("USE TEMP B-TREE FOR ORDER BY") == 1, steps
    assert not [step for step in steps if re.match(r"SCAN (?!conversations USING)", step)], steps


def plans(store: Store, sql: str) -> list[str]:
    marks = [None] * sql.count("?")
    named = dict.fromkeys(re.findall(r":(\w+)", sql))
    rows = store.database.sqlite.execute(f"EXPLAIN QUERY PLAN {sql}", named or marks)
    return [row[3] for row in rows]
