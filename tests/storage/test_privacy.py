"""A friend sees everything stored about them, and once forgotten leaves no trace in the file."""

import json
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Chose, TextReceived
from storage.finding import Filters
from storage.records import Attachment, Friend, Message
from storage.store import Store
from tests.storage.helpers import Clock, contents, note, raw_update, reopened
from tests.storage.test_advices import RECORD, advise

MARKER = "quokkaberry"
OTHER = "marmaladefish"


def raw(address: int, text: str) -> str:
    return raw_update(text, address)


def leave_traces(store: Store, friend: Friend, word: str, first_update: int) -> None:
    """Put a word wherever a friend's words can end up."""
    store.users.get_or_create(friend.channel, friend.address, word, f"{word}_name")
    advise(store, friend, RECORD.model_copy(update={"answers": {word: word}}), word)
    for update_id in range(first_update, first_update + 40):
        store.inbox.keep(update_id, raw(int(friend.address), word))
        outgoing = store.conversations.record(
            friend,
            Conversation(answers={word: word}, circumstances=(word,)),
            TextReceived(text=f"{word} {update_id}"),
            [Message(f"You said {word}", attachment=Attachment("photo", word, word.encode()))],
            update_id,
            summary=note(text=f"{word} {update_id}", answers={word: word}),
        )
        if update_id % 2:
            store.outbox.sent(outgoing[0].id, update_id)
    store.owner_questions.settle(
        store.owner_questions.add(friend, 1, word, [word], word).id, "answered", word
    )
    store.faq.suggest(friend.id, word, "ceiling")
    store.inbox.keep(first_update + 50, raw(int(friend.address), word))
    store.inbox.dead_letter(first_update + 50, word)
    store.inbox.keep(first_update + 51, f"not JSON: {friend.address} {word}")
    store.inbox.dead_letter(first_update + 51, "unreadable")


def scrub(store: Store) -> None:
    while store.database.scrub():
        pass


def files_with(word: str, path: Path) -> list[str]:
    wanted = word.encode()
    return [each.name for each in path.parent.iterdir() if wanted in each.read_bytes().lower()]


def test_no_word_of_a_forgotten_friend_is_left_in_the_files(
    store: Store, friend: Friend, path: Path
) -> None:
    other = store.users.get_or_create("telegram", "77", "Bo")
    leave_traces(store, friend, MARKER, 100)
    leave_traces(store, other, OTHER, 300)
    assert files_with(MARKER, path)
    store.privacy.forget(friend.id)
    scrub(store)
    assert files_with(MARKER, path) == []
    assert files_with(OTHER, path)


def test_what_waits_from_before_is_forgotten_too(path: Path) -> None:
    with Store.open(path, Clock(), bot_id=1) as former:
        former.inbox.keep(1, raw(42, MARKER))
    with Store.open(path, Clock(), bot_id=2) as store:
        friend = store.users.get_or_create("telegram", "42", "Ann")
        for number in (2, 3):
            store.inbox.keep(number, raw(42, MARKER if number == 2 else OTHER))
        store.inbox.dead_letter(2, "KeyError")
        assert store.inbox.replay(store.inbox.dead_letters()[0].id)
        store.privacy.forget(friend.id)
        scrub(store)
        assert [each.update_id for each in store.inbox.waiting()] == [3]
        assert files_with(MARKER, path) == []


def test_nothing_of_anybody_else_is_touched(store: Store, friend: Friend) -> None:
    other = store.users.get_or_create("telegram", "77", "Bo")
    leave_traces(store, friend, MARKER, 100)
    leave_traces(store, other, OTHER, 300)
    before = store.privacy.everything_about(other.id)
    store.privacy.forget(friend.id)
    assert store.privacy.everything_about(other.id) == before
    assert len(store.review.list_conversations(Filters(words=OTHER))) == 1
    assert store.review.list_conversations(Filters(words=MARKER)) == []


def test_a_forgotten_friend_is_a_stranger(store: Store, friend: Friend, path: Path) -> None:
    leave_traces(store, friend, MARKER, 100)
    store.privacy.forget(friend.id)
    assert store.privacy.everything_about(friend.id) == {}
    assert store.users.find("telegram", "42") is None
    rows = contents(path)
    for table in ("friends", "conversations", "events", "summaries", "outbox", "erasing"):
        assert rows[table] == [], table


def test_an_update_of_a_forgotten_friend_stays_known(store: Store, friend: Friend) -> None:
    leave_traces(store, friend, MARKER, 100)
    store.privacy.forget(friend.id)
    assert store.inbox.is_done(100)
    assert not store.inbox.keep(100, "again")


def test_a_friend_who_comes_back_begins_anew(store: Store, friend: Friend) -> None:
    leave_traces(store, friend, MARKER, 100)
    store.privacy.forget(friend.id)
    again = store.users.get_or_create("telegram", "42", "Ann")
    assert again.id != friend.id
    assert store.conversations.latest(again.id) is None


def test_the_farewell_waits_and_goes_without_a_trace(
    store: Store, friend: Friend, path: Path
) -> None:
    store.privacy.forget(friend.id)
    said = [Message("Farewell, quokkaberry")]
    (farewell,) = store.outbox.add(friend, said, tapped=9, farewell=True)
    assert store.outbox.pending("telegram", friend.id) == [farewell]
    assert (farewell.address, farewell.tapped) == ("42", 9)
    store.outbox.sent(farewell.id, 1)
    scrub(store)
    assert store.outbox.pending("telegram") == []
    assert files_with(MARKER, path) == []


def test_a_farewell_that_cannot_be_sent_goes_too(store: Store, friend: Friend, path: Path) -> None:
    store.privacy.forget(friend.id)
    (farewell,) = store.outbox.add(friend, [Message("Farewell")], farewell=True)
    store.outbox.failed(farewell.id, "timed out")
    assert len(store.outbox.pending("telegram")) == 1
    store.outbox.give_up(farewell.id, "blocked")
    assert contents(path)["outbox"] == []


def test_forgetting_a_stranger_changes_nothing(store: Store, friend: Friend, path: Path) -> None:
    store.privacy.forget(friend.id)
    before = contents(path)
    store.privacy.forget(friend.id)
    assert contents(path) == before


def test_words_held_back_by_a_reader_go_as_soon_as_it_is_done(
    store: Store, friend: Friend, path: Path
) -> None:
    leave_traces(store, friend, MARKER, 100)
    reader = reopened(store)
    with reader.reading():
        assert len(reader.review.list_conversations(Filters(words=MARKER))) == 1
        store.privacy.forget(friend.id)
        assert not store.database.scrub()
        assert files_with(MARKER, path)
    reader.close()
    scrub(store)
    assert files_with(MARKER, path) == []


def test_words_left_by_a_crash_go_at_the_next_start(
    store: Store, friend: Friend, path: Path
) -> None:
    leave_traces(store, friend, MARKER, 100)
    reader = reopened(store)
    with reader.reading():
        reader.review.list_conversations()
        store.privacy.forget(friend.id)
        assert not store.database.scrub()
        assert files_with(MARKER, path)
    Store.open(path, Clock()).close()
    assert files_with(MARKER, path) == []
    reader.close()


def test_a_friend_sees_everything(store: Store, friend: Friend) -> None:
    leave_traces(store, friend, MARKER, 100)
    store.inbox.keep(900, raw(42, "waiting"))
    store.inbox.keep(901, raw(4242, "somebody else's"))
    answer = {"message": {"from": {"id": 7}, "reply_to_message": {"from": {"id": 42}}}}
    store.inbox.keep(902, json.dumps(answer))
    store.conversations.record(
        friend, Conversation(number=2), Chose(question="role", option="analyst"), []
    )
    everything = json.loads(json.dumps(store.privacy.everything_about(friend.id)))
    counts = {name: len(rows) for name, rows in everything.items() if name != "friend"}
    assert counts == {
        "conversation_words": 2,
        "conversations": 2,
        "events": 42,
        "summaries": 1,
        "advices": 1,
        "outbox": 41,
        "updates": 2,
        "questions": 1,
        "phrasings": 1,
        "shown_phrasings": 0,
        "owners": 0,
    }
    assert everything["friend"]["name"] == MARKER
    assert everything["events"][-1]["payload"]["option"] == "analyst"
    assert everything["conversations"][0]["snapshot"]["circumstances"] == [MARKER]
    assert {each["update_id"] for each in everything["updates"]} == {150, 900}
    assert everything["advices"][0]["answers"] == {MARKER: MARKER}
    assert everything["outbox"][1]["attachment"] == f"{len(MARKER)} bytes"


def test_whoever_holds_what_waits_can_tell_that_some_of_it_was_erased(
    store: Store, friend: Friend
) -> None:
    outbox, other = store.outbox, store.users.get_or_create("telegram", "1", "Ann")
    (gone,), (kept,) = outbox.add(friend, [Message("a")]), outbox.add(other, [Message("b")])
    with suppress(ZeroDivisionError), store.transaction():
        store.privacy.forget(friend.id)
        raise ZeroDivisionError
    assert {each.deletions for each in outbox.pending("telegram")} == {gone.deletions}
    assert outbox.deletions == gone.deletions
    store.privacy.forget(friend.id)
    assert outbox.deletions != gone.deletions
    assert outbox.kept_among([gone.id, kept.id]) == {kept.id}
    assert {each.deletions for each in outbox.still_pending([kept.id])} == {outbox.deletions}


def test_every_table_with_rows_of_friends_is_shown_and_erased(store: Store) -> None:
    """A table added later must not be forgotten here."""
    owned = {
        table.name
        for table in Database(store.database.sqlite).tables
        if "friend_id" in table.columns_dict and table.name != "erasing"
    }
    friend = store.users.get_or_create("telegram", "1", "Ann")
    assert owned <= store.privacy.everything_about(friend.id).keys()
