"""An advice is kept as it was given, never changed, and goes only together with its friend."""

import sqlite3
from functools import partial

import pytest

from flows.dialogue.advice_record import AdviceRecord
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.figures import Figures
from flows.knowledge import built_in, parse
from flows.rules.verdict import PathRecord, VerdictRecord
from storage.records import Friend, Message
from storage.store import Store
from tests.flows.checks.mutations import changed, fresh
from tests.storage.helpers import Clock

VERDICT = VerdictRecord(
    pick="platform",
    headline="go",
    runner_up=None,
    confidence="high",
    paths={"platform": PathRecord(status="in", points=8)},
)
RECORD = AdviceRecord(
    kind="advice",
    answers={"market": "india"},
    figures=Figures.model_validate({"now": "4000000", "currency": "INR"}),
    verdict=VERDICT,
    findings=("joy",),
)


def advise(store: Store, friend: Friend, record: AdviceRecord = RECORD, text: str = "Go.") -> int:
    """Give a friend an advice, as the advisor does."""
    with store.transaction():
        (outgoing,) = store.conversations.record(
            friend, Conversation(), Enough(), [Message(f"<b>{text}</b>")]
        )
        return store.advices.add(1, outgoing, record)


def test_an_advice_is_read_as_it_was_written(store: Store, friend: Friend) -> None:
    number = advise(store, friend)
    found = store.advices.get(number)
    assert found
    assert found.record == RECORD
    assert (found.name, found.active, found.knowledge) == ("Ann Example", True, built_in().digest)
    assert store.advices.text(number) == "<b>Go.</b>"
    assert store.review.show(found.conversation_id)
    assert [*store.advices.all()] == store.advices.of_conversation(friend.id, 1) == [found]


def test_advices_are_counted_and_read_from_a_moment_on(store: Store, friend: Friend) -> None:
    numbers = [advise(store, friend) for _ in range(3)]
    second = store.advices.get(numbers[1])
    assert second
    assert [each.id for each in store.advices.all(second.at)] == numbers[1:]
    assert store.advices.count(second.at) == 2
    assert store.advices.count() == 3


@pytest.mark.parametrize("table", ["advices", "knowledge_versions"])
@pytest.mark.parametrize(
    "change",
    ["UPDATE {} SET rowid = 7", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"],
)
def test_the_database_refuses_to_change_them(
    store: Store, friend: Friend, table: str, change: str
) -> None:
    advise(store, friend)
    with pytest.raises(sqlite3.IntegrityError, match="only appended"):
        store.database.write(change.replace("{}", table))
    assert store.database.count(table) == 1


def test_an_erasure_takes_the_advices_and_leaves_the_knowledge(
    store: Store, friend: Friend
) -> None:
    other = store.users.get_or_create("telegram", "77", "Bo")
    number, kept = advise(store, friend), advise(store, other)
    assert store.privacy.everything_about(friend.id)["advices"][0]["answers"] == RECORD.answers
    store.privacy.forget(friend.id)
    assert store.advices.get(number) is None
    assert store.advices.get(kept)
    assert store.advices.knowledge_files(built_in().digest)


def test_each_version_of_the_knowledge_is_kept_once_and_reads_back() -> None:
    versions = [built_in(), changed(built_in(), "claims", "C1", sure="as can be")] * 2
    with Store.open(None, Clock()) as store:
        friend = store.users.get_or_create("telegram", "1", "Ann")
        for knowledge in versions:
            advise(Store(store.database, partial(fresh, knowledge)), friend)
        given = [each.knowledge for each in store.advices.all()]
        assert given == [each.digest for each in versions]
        assert store.database.count("knowledge_versions") == 2
        files = store.advices.knowledge_files(given[0])
        assert parse(files) == versions[0]
        assert parse(files).digest == given[0]
        assert store.advices.knowledge_files("nothing") == {}
