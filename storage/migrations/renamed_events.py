"""Steps 014 to 019: events and snapshots under today's names, updates told apart by bot."""

from typing import cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from storage.migrations.former_interpretations import (
    event_converted,
    message_converted,
    snapshot_converted,
)
from storage.migrations.names_of_0_1_0 import (
    RENAMED,
    event_renamed,
    message_renamed,
    rewrite,
    snapshot_renamed,
)
from storage.migrations.schema import SCHEMA, ranges

UNSENT = "sent_at IS NULL AND given_up_at IS NULL"
"""Messages whose buttons are still needed: a later step takes those of the others away."""


FORMER = """
    json_type(payload, '$.interpretation') = 'object'
    AND json_type(payload, '$.interpretation.questions') IS NULL
"""
"""The events whose interpretation is not of today."""

TOLD = """
    UPDATE conversations SET snapshot = json_set(snapshot, '$.told', json_object(
        'pick', pick, 'answers', json(json_extract(snapshot, '$.answers'))))
    FROM summaries WHERE (summaries.friend_id, conversation) = (conversations.friend_id, number)
    AND json_extract(snapshot, '$.advised') AND json_extract(snapshot, '$.answers') IS NOT NULL
    AND conversations.id BETWEEN :first AND :last
"""


@SCHEMA(name="014-event-names")
def event_names(db: Database) -> None:
    """Events, and where a conversation stands, under the names they have from now on.

    What a text meant by its words alone was told in the step; now it is stored with the text. A
    conversation of the former format is replayed when its friend comes back.
    """
    # A later step drops the index for the search: until then it would follow each change.
    cast("Table", db["events"]).disable_fts()
    db.execute("DROP TRIGGER events_are_not_changed")
    # Step 018 would read and write most of them once more.
    rewrite(db, "events", "payload", lambda event: event_converted(event_renamed(event)), RENAMED)
    for each in ranges(db, "events"):
        db.execute(
            "UPDATE events SET kind = json_extract(payload, '$.kind')"  # noqa: S608 (a constant)
            f" WHERE id BETWEEN :first AND :last AND {RENAMED}",
            each,
        )
    db.execute("""
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END
    """)
    rewrite(db, "outbox", "message", message_renamed, UNSENT)
    rewrite(db, "conversations", "snapshot", snapshot_renamed)
    db.execute("ALTER TABLE conversations ADD COLUMN format INTEGER NOT NULL DEFAULT 2")
    for each in ranges(db, "conversations"):
        db.execute("UPDATE conversations SET format = 1 WHERE id BETWEEN :first AND :last", each)


@SCHEMA(name="015-held-messages")
def held_messages(db: Database) -> None:
    """Messages that must arrive are held while their friend cannot be reached.

    ``holds`` counts how often, so that the owner is told of it only once.
    """
    db.executescript("""
        ALTER TABLE outbox ADD COLUMN must_arrive INTEGER NOT NULL DEFAULT 0
            CHECK (must_arrive IN (0, 1));
        ALTER TABLE outbox ADD COLUMN question_id INTEGER;
        ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
        ALTER TABLE outbox ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX outbox_held ON outbox (friend_id) WHERE held;
    """)


@SCHEMA(name="016-search-without-index")
def search_without_index(db: Database) -> None:
    """The search reads the texts themselves: a full-text index cannot forget a word in short time.

    It drops a deleted word only when it is built anew as a whole.
    """
    for name in ("friends", "events", "summaries"):
        cast("Table", db[name]).disable_fts()


@SCHEMA(name="017-updates-by-bot")
def updates_by_bot(db: Database) -> None:
    """Updates are known by bot and number, for a time; those put aside are dead letters.

    An event's update may have the number of another one, from another bot or another year. Of dead
    letters from groups nothing is kept any more.

    A table is emptied before it is dropped, since that alone would hold all of it in memory.
    """
    db.executescript("""
        CREATE TABLE updates_by_bot (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            bot_id INTEGER NOT NULL DEFAULT 0,
            update_id INTEGER NOT NULL,
            raw TEXT NOT NULL,
            received_at TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
            why TEXT NOT NULL DEFAULT '',
            settled_at TEXT,
            replayed INTEGER NOT NULL DEFAULT 0 CHECK (replayed IN (0, 1)),
            UNIQUE (bot_id, update_id)
        ) STRICT;
        INSERT INTO updates_by_bot (update_id, raw, received_at, state, why, settled_at)
            SELECT update_id, raw, received_at,
                CASE state WHEN 'aside' THEN 'dead' ELSE state END, why,
                CASE state WHEN 'done' THEN received_at
                    WHEN 'aside' THEN strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') END
            FROM updates ORDER BY update_id;
        UPDATE updates_by_bot SET raw = '' WHERE state = 'dead' AND json_valid(raw)
            AND EXISTS (SELECT 1 FROM json_tree(raw) WHERE fullkey LIKE '$.%.chat.type'
                AND atom != 'private');
        DELETE FROM updates;
        DROP TABLE updates;
        ALTER TABLE updates_by_bot RENAME TO updates;
        CREATE INDEX updates_unsettled ON updates (state) WHERE state != 'done';
        CREATE INDEX updates_settled ON updates (settled_at) WHERE state = 'done';

        DROP TRIGGER events_are_not_changed;
        DROP TRIGGER events_are_not_deleted;
        CREATE TABLE events_of_any_update (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence >= 1),
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            said TEXT,
            at TEXT NOT NULL,
            update_id INTEGER,
            UNIQUE (friend_id, conversation, sequence)
        ) STRICT;
        INSERT INTO events_of_any_update SELECT * FROM events ORDER BY id;
        DELETE FROM sqlite_sequence WHERE name = 'events_of_any_update';
        INSERT INTO sqlite_sequence
            SELECT 'events_of_any_update', seq FROM sqlite_sequence WHERE name = 'events';
        DELETE FROM events;
        DROP TABLE events;
        ALTER TABLE events_of_any_update RENAME TO events;
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END;
        CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
        WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE friend_id = old.friend_id) BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END;
    """)


@SCHEMA(name="018-interpretations")
def interpretations(db: Database) -> None:
    """What texts meant, question by question; conversations are replayed when friends come back."""
    db.execute("DROP TRIGGER events_are_not_changed")
    rewrite(db, "events", "payload", event_converted, FORMER)
    db.execute("""
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END
    """)
    rewrite(db, "outbox", "message", message_converted, UNSENT)
    offers = "json_extract(snapshot, '$.offered') IS NOT NULL"
    rewrite(db, "conversations", "snapshot", snapshot_converted, offers)


@SCHEMA(name="019-advice-told")
def advice_told(db: Database) -> None:
    """What was last advised stands in the conversation, to tell where it would be another today."""
    for each in ranges(db, "conversations"):
        db.execute(TOLD, each)
