"""The schema grows from nothing, and from every shape it ever had, to the same newest one."""

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from flows.dialogue.conversation import FIGURES, Conversation, Told
from flows.dialogue.events import (
    AskedHelp,
    AskedMoney,
    AttachmentReceived,
    DetailsRequested,
    TextReceived,
    WhatIfRequested,
)
from flows.nlu.interpretation import AskedQuestion, Interpretation
from storage.database import NEWEST
from storage.database import Database as StoreDatabase
from storage.finding import Filters
from storage.migrations import SCHEMA
from storage.store import Store
from tests.storage import new_files
from tests.storage.helpers import Clock, contents, note

STEPS = [step.name for step in SCHEMA._migrations]


def test_steps_are_taken_in_the_order_of_their_numbers() -> None:
    assert [int(step.partition("-")[0]) for step in STEPS] == [*range(1, len(STEPS) + 1)]


def test_the_last_step_is_the_one_after_which_none_is_looked_for() -> None:
    assert STEPS[-1] == NEWEST


def test_a_file_that_is_up_to_date_is_opened_without_the_steps(path: Path) -> None:
    Store.open(path, Clock()).close()
    code = (
        "import sys; from pathlib import Path; from bot.clock import now;"
        "from storage.store import Store; Store.open(Path(sys.argv[1]), now).close();"
        "sys.exit(bool({'sqlite_utils', 'storage.migrations'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 0


def schema_of(path: Path) -> set[str]:
    with Database(path) as db:
        return {row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE sql != ''")}


def old_file(path: Path, step: str) -> None:
    """Build the shape of the file just before a step, with a row in each of its tables."""
    with Database(path) as db:
        db.execute("PRAGMA synchronous = OFF")
        SCHEMA.apply(db, stop_before=step)
        for table, row in ROWS.items():
            if table in db.table_names():
                db.table(table).insert(row)


def is_of_former_format(store: Store, friend_id: int) -> bool:
    found = store.conversations.stored(friend_id)
    return found is not None and found.is_of_former_format


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    with Database(path) as db:
        return {name: list(db.table(name).rows) for name in ROWS if name in db.table_names()}


AT = "2029-05-06T07:08:09.000+00:00"
ROWS: dict[str, dict[str, object]] = {
    "friends": {
        "id": 7, "channel": "telegram", "address": "42", "name": "Zoë", "username": "",
        "created_at": AT,
    },
    "conversations": {
        "friend_id": 7, "number": 1, "snapshot": '{"number": 1, "place": "market"}',
        "knowledge": "of old", "created_at": AT, "updated_at": AT,
    },
    "events": {
        "friend_id": 7, "conversation": 1, "sequence": 1, "kind": "said",
        "payload": '{"kind": "said", "text": "platypus"}', "said": "platypus", "at": AT,
    },
    "updates": {"update_id": 3, "raw": "{}", "received_at": AT, "state": "waiting"},
    "outbox": {
        "friend_id": 7, "conversation": 1, "event_id": 1, "channel": "telegram", "address": "42",
        "message": '{"text": "hello", "place": "new", "buttons": []}', "created_at": AT,
    },
    "summaries": {
        "friend_id": 7, "conversation": 1, "outcome": "advised", "market": "singapore",
        "answered": 1, "asked": 2, "answers": "{}", "text": "walrus", "written_at": AT,
    },
    "questions": {
        "friend_id": 7, "conversation": 1, "text": "why?", "nearest": "[]", "standing": "",
        "state": "waiting", "asked_at": AT,
    },
    "notices": {"outgoing_id": 1, "question_id": 1, "meant": 1},
    "kept_answers": {"question": "why?", "answer": "so.", "created_at": AT, "changed_at": AT},
    "phrasings": {
        "friend_id": 7, "text": "how so?", "topic": "ceiling", "state": "suggested",
        "created_at": AT,
    },
    "owners": {"id": 1, "friend_id": 7},
    "shown_phrasings": {"outgoing_id": 1, "phrasing_id": 1, "friend_id": 7},
}  # fmt: skip


RENAMED = {"conversations", "events"}
"""The tables whose rows got other names in a step."""


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The schema that grows from nothing."""
    new = tmp_path_factory.mktemp("new") / "new.db"
    with Database(new) as db:
        db.execute("PRAGMA synchronous = OFF")
        SCHEMA.apply(db)
    return schema_of(new)


def test_a_new_store_has_the_newest_shape(newest: set[str], tmp_path: Path) -> None:
    Store.open(tmp_path / "new.db", Clock()).close()
    assert schema_of(tmp_path / "new.db") == newest


def test_a_store_that_takes_the_steps_itself_is_like_one_that_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(tmp_path / "filled.db", Clock()).close()
    monkeypatch.setattr(StoreDatabase, "_connect", new_files._connect)
    Store.open(tmp_path / "stepped.db", Clock()).close()
    filled, stepped = (contents(tmp_path / f"{name}.db") for name in ("filled", "stepped"))
    assert schema_of(tmp_path / "filled.db") == schema_of(tmp_path / "stepped.db")
    assert filled.keys() == stepped.keys()
    steps = SCHEMA.migrations_table
    assert filled | {steps: []} == stepped | {steps: []}
    assert len(filled[steps]) == len(stepped[steps]) == len(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_every_old_shape_becomes_the_newest_and_keeps_its_rows(
    step: str, newest: set[str], tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    old_file(old, step)
    before = {table: rows for table, rows in rows_of(old).items() if table not in RENAMED}
    Store.open(old, Clock()).close()
    assert schema_of(old) == newest
    after = rows_of(old)
    assert {
        table: [
            {name: row[name] for name in known}
            for known, row in zip(rows, after[table], strict=True)
        ]
        for table, rows in before.items()
    } == before


def test_what_a_former_version_stored_gets_the_names_of_today(path: Path) -> None:
    old_file(path, "014-event-names")
    heard = {"facts": [{"question": "role", "option": "analyst", "words": "analyst"}]}
    events: list[dict[str, object]] = [
        {"kind": "said", "text": "Yes, I'm an analyst", "heard": heard},
        {"kind": "looked", "at": "paths"},
        {"kind": "sent", "what": "sticker"},
        {"kind": "asked-money", "text": "40 LPA", "heard": {"deaf": True}},
    ]
    buttons = [[{"label": "What if?", "event": {"kind": "wondered"}, "emphasis": ""}]]
    snapshot = {
        "place": "goals", "question": "horizon", "wanted": "now", "puzzle": "why so?",
        "answers": {"role": "analyst"}, "trial": {"horizon": "1-3"},
    }  # fmt: skip
    with Database(path) as db:
        for number, event in enumerate(events, 2):
            row = ROWS["events"] | {"sequence": number, "kind": event["kind"]}
            db.table("events").insert(row | {"payload": json.dumps(event)})
        message = {"text": "a", "place": "new", "buttons": buttons}
        db.table("outbox").insert(ROWS["outbox"] | {"message": json.dumps(message)})
        db.execute("UPDATE conversations SET snapshot = ?", [json.dumps(snapshot)])
    store = Store.open(path, Clock())
    said, looked, sent, money = store.conversations.history(7)[1:]
    assert isinstance(said, TextReceived)
    assert said.interpretation.begins
    assert said.interpretation.facts[0].option == "analyst"
    assert (looked, sent) == (DetailsRequested(at="paths"), AttachmentReceived(what="sticker"))
    assert money == AskedMoney(text="40 LPA", interpretation=Interpretation(out_of_order=True))
    assert store.outbox.pending("telegram")[-1].message.buttons[0][0].event == WhatIfRequested()
    assert store.conversations.latest(7) == Conversation(
        state=FIGURES,
        suspended="goals",
        question="horizon",
        requested_figure="now",
        unanswered={1: "why so?"},
        texts=1,
        answers={"role": "analyst"},
        trial={"horizon": "1-3"},
    )
    assert is_of_former_format(store, 7)
    store.close()


def test_what_texts_meant_to_the_version_before_is_read_as_of_today(path: Path) -> None:
    old_file(path, "018-interpretations")
    meant = {"asks": "answer", "topics": ["ceiling"], "asking": "", "facts": [], "sure": False}
    former = {"kind": "text-received", "text": "how far up?", "interpretation": meant}
    with Database(path) as db:
        db.execute("DELETE FROM conversations")
        db.execute("INSERT INTO erasing (friend_id) VALUES (7)")
        db.execute("DELETE FROM events")
        db.execute("DELETE FROM erasing")
        db.table("conversations").insert(ROWS["conversations"] | {"snapshot": "{}", "format": 2})
        db.table("events").insert(ROWS["events"] | {"payload": json.dumps(former)})
    with Store.open(path, Clock()) as store:
        asked = AskedQuestion(words="how far up?", kind="answer", topic="ceiling")
        (event,) = store.conversations.history(7)
        assert event == TextReceived(
            text="how far up?", interpretation=Interpretation(questions=(asked,))
        )
        assert is_of_former_format(store, 7)


def test_what_was_last_advised_is_known_after_an_update(path: Path) -> None:
    old_file(path, "019-advice-told")
    stored = Conversation(answers={"role": "analyst"}, advised=True)
    with Database(path) as db:
        db.execute("DELETE FROM conversations")
        snapshot = stored.model_dump_json(exclude={"told"})
        db.table("conversations").insert(ROWS["conversations"] | {"snapshot": snapshot})
        picks = db.execute("SELECT pick FROM summaries").fetchall()
    with Store.open(path, Clock()) as store:
        found = store.conversations.latest(7)
    assert found
    assert found.told == Told(pick=picks[0][0], answers={"role": "analyst"})
    assert found.moved(told=None) == stored


def test_a_friends_command_for_the_owner_was_a_call_for_help(path: Path) -> None:
    old_file(path, "024-owner-chat")
    with Database(path) as db:
        event = {"kind": "inbox-requested", "payload": '{"kind": "inbox-requested"}', "said": None}
        db.execute("DROP TRIGGER events_are_not_deleted")
        db.execute("DELETE FROM events")
        db.table("events").insert(ROWS["events"] | event)
    with Store.open(path, Clock()) as store:
        assert store.conversations.history(7) == [AskedHelp()]


def test_words_are_found_that_were_written_down_without_a_sketch(path: Path) -> None:
    old_file(path, "025-sketches")
    with Database(path) as db:
        words = {"id": 1, "friend_id": 7, "words": " at platypus zoe"}
        db.table("conversation_words").insert(words)
    with Store.open(path, Clock()) as store:
        found = [
            bool(store.review.list_conversations(Filters(words=w))) for w in ("pla", "a", "no")
        ]
        assert found == [True, True, False]


@pytest.mark.parametrize("step", ["014-event-names", "018-interpretations", "024-owner-chat"])
def test_events_are_still_only_appended_after_they_were_rewritten(path: Path, step: str) -> None:
    old_file(path, step)
    Store.open(path, Clock()).close()
    with Database(path) as db, pytest.raises(sqlite3.IntegrityError, match="only appended"):
        db.execute("UPDATE events SET kind = 'began'")


def test_rows_of_an_old_shape_are_used_and_found(path: Path) -> None:
    old_file(path, "014-event-names")
    store = Store.open(path, Clock())
    friend = store.users.get_or_create("telegram", "42", "Zoë")
    assert friend.id == 7
    assert store.conversations.latest(7) == Conversation(state="market")
    assert store.conversations.history(7) == [
        TextReceived(text="platypus", interpretation=Interpretation())
    ]
    assert [each.message.text for each in store.outbox.pending("telegram")] == ["hello"]
    assert [each.update_id for each in store.inbox.waiting()] == [3]
    for word in ("zoe", "platypus", "walrus", "singapore"):
        assert len(store.review.list_conversations(Filters(words=word))) == 1, word
    store.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_file(path, STEPS[3])
    before = contents(path)

    def fail(_: Database) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(SCHEMA._migrations[-1], "fn", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        Store.open(path, Clock())
    assert contents(path) == before


def test_opening_again_changes_nothing(store: Store, path: Path) -> None:
    friend = store.users.get_or_create("telegram", "1", "Bo")
    store.conversations.record(
        friend, Conversation(), TextReceived(text="hello"), [], summary=note()
    )
    before = contents(path)
    Store.open(path, Clock()).close()
    assert contents(path) == before


def test_no_statement_of_an_update_holds_a_large_table_in_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite keeps what a statement or savepoint changed until its end, to take it back."""
    old_file(path, "014-event-names")
    statements: list[str] = []
    connect = StoreDatabase._connect

    def traced(database: StoreDatabase) -> sqlite3.Connection:
        sqlite = connect(database)
        sqlite.set_trace_callback(statements.append)
        return sqlite

    monkeypatch.setattr(StoreDatabase, "_connect", traced)
    Store.open(path, Clock()).close()
    assert not [sql for sql in statements if "SAVEPOINT" in sql]
    updates = [sql for sql in statements if re.match(r"\s*UPDATE (outbox|conversations) ", sql)]
    assert updates
    assert not [sql for sql in updates if not re.search(r"id BETWEEN 1 AND|\bid = 1", sql)]
