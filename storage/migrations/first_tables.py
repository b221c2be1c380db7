"""Steps 001 to 013: the tables of the first version."""

from typing import cast

from sqlite_utils import Database
from sqlite_utils.db import Table

from storage.migrations.schema import SCHEMA

TOKENS = "unicode61 remove_diacritics 2"


@SCHEMA(name="001-friends")
def friends(db: Database) -> None:
    """Friends by channel and address; ids are never used again, not even after an erasure."""
    db.executescript("""
        CREATE TABLE friends (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            name TEXT NOT NULL,
            username TEXT NOT NULL,
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            created_at TEXT NOT NULL,
            UNIQUE (channel, address)
        ) STRICT;
    """)


@SCHEMA(name="002-conversations")
def conversations(db: Database) -> None:
    """Where each conversation stands, and the version of the questions it was written under."""
    db.executescript("""
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            snapshot TEXT NOT NULL,
            knowledge TEXT NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            UNIQUE (friend_id, number)
        ) STRICT;
    """)


@SCHEMA(name="003-events")
def events(db: Database) -> None:
    """What friends did, in order; ``said`` repeats what they typed, for the search."""
    db.executescript("""
        CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence >= 1),
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            said TEXT,
            at TEXT NOT NULL,
            update_id INTEGER UNIQUE,
            UNIQUE (friend_id, conversation, sequence)
        ) STRICT;
    """)


@SCHEMA(name="004-append-only")
def append_only(db: Database) -> None:
    """Events are only appended, and go only together with their friend."""
    db.executescript("""
        CREATE TABLE erasing (friend_id INTEGER PRIMARY KEY) STRICT;
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END;
        CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
        WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE friend_id = old.friend_id) BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END;
    """)


@SCHEMA(name="005-updates")
def updates(db: Database) -> None:
    """Raw updates, known by their id; the text is blanked as soon as it is worked off."""
    db.executescript("""
        CREATE TABLE updates (
            update_id INTEGER PRIMARY KEY,
            raw TEXT NOT NULL,
            received_at TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'aside')),
            why TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX updates_waiting ON updates (update_id) WHERE state = 'waiting';
    """)


@SCHEMA(name="006-outbox")
def outbox(db: Database) -> None:
    """Replies; a farewell outlives its friend, so the address stands here once more."""
    db.executescript("""
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL,
            conversation INTEGER,
            event_id INTEGER,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            message TEXT NOT NULL,
            attachment BLOB,
            tapped INTEGER,
            farewell INTEGER NOT NULL DEFAULT 0 CHECK (farewell IN (0, 1)),
            created_at TEXT NOT NULL,
            sent_at TEXT,
            message_id INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            error TEXT NOT NULL DEFAULT '',
            given_up_at TEXT
        ) STRICT;
        CREATE INDEX outbox_waiting ON outbox (channel, id)
            WHERE sent_at IS NULL AND given_up_at IS NULL;
        CREATE INDEX outbox_by_friend ON outbox (friend_id, id);
    """)


@SCHEMA(name="007-summaries")
def summaries(db: Database) -> None:
    """One summary a conversation, rewritten when its answers change."""
    db.executescript("""
        CREATE TABLE summaries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            conversation INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            market TEXT,
            role TEXT,
            pick TEXT,
            runner_up TEXT,
            confidence TEXT,
            answered INTEGER NOT NULL,
            asked INTEGER NOT NULL,
            answers TEXT NOT NULL,
            text TEXT NOT NULL,
            written_at TEXT NOT NULL,
            UNIQUE (friend_id, conversation)
        ) STRICT;
    """)


@SCHEMA(name="008-search")
def search(db: Database) -> None:
    """Full-text search, kept in step by triggers."""
    indexed = {"friends": ["name", "username"], "events": ["said"], "summaries": ["text"]}
    for name, columns in indexed.items():
        _table(db, name).enable_fts(columns, create_triggers=True, tokenize=TOKENS)


@SCHEMA(name="009-search-verdicts")
def search_verdicts(db: Database) -> None:
    """Summaries are found by market, role and pick too."""
    columns = ["market", "role", "pick", "text"]
    _table(db, "summaries").enable_fts(columns, create_triggers=True, tokenize=TOKENS, replace=True)


@SCHEMA(name="010-questions")
def questions(db: Database) -> None:
    """Questions passed on to the owner, and which messages to the owner are about which of them.

    A notice outlives its question, so that a reply to it never means anything else.
    """
    db.executescript("""
        CREATE TABLE questions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            conversation INTEGER NOT NULL,
            text TEXT NOT NULL,
            nearest TEXT NOT NULL,
            standing TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'closed')),
            answer TEXT NOT NULL DEFAULT '',
            similar TEXT NOT NULL DEFAULT '[]',
            kept TEXT,
            asked_at TEXT NOT NULL,
            settled_at TEXT
        ) STRICT;
        CREATE INDEX questions_by_friend ON questions (friend_id, id);
        CREATE TABLE notices (
            outgoing_id INTEGER NOT NULL,
            question_id INTEGER NOT NULL,
            meant INTEGER NOT NULL CHECK (meant IN (0, 1)),
            PRIMARY KEY (outgoing_id, question_id)
        ) STRICT;
        CREATE INDEX notices_by_question ON notices (question_id);
        CREATE INDEX outbox_by_message ON outbox (friend_id, message_id);
    """)


@SCHEMA(name="011-lessons")
def lessons(db: Database) -> None:
    """What the owner taught: answers kept for everyone, and ways of asking.

    An accepted phrasing belongs to nobody any more. The version changes with every lesson, so that
    each running program knows when to learn anew.
    """
    db.executescript("""
        CREATE TABLE kept_answers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            question TEXT NOT NULL,
            answer TEXT NOT NULL,
            retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
            merged_into INTEGER REFERENCES kept_answers (id),
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE phrasings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER REFERENCES friends (id),
            text TEXT NOT NULL,
            topic TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('suggested', 'accepted', 'declined')),
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX phrasings_by_friend ON phrasings (friend_id, id);
        CREATE TABLE lessons (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL
        ) STRICT;
        INSERT INTO lessons (id, version) VALUES (1, 0);
    """)


@SCHEMA(name="012-owners")
def owners(db: Database) -> None:
    """The friend who proved to be the owner, if one did."""
    db.executescript("""
        CREATE TABLE owners (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            friend_id INTEGER NOT NULL REFERENCES friends (id)
        ) STRICT;
    """)


@SCHEMA(name="013-shown-phrasings")
def shown_phrasings(db: Database) -> None:
    """Which messages to the owner repeat which friend's wording of a topic."""
    db.executescript("""
        CREATE TABLE shown_phrasings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            outgoing_id INTEGER NOT NULL,
            phrasing_id INTEGER NOT NULL,
            friend_id INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX shown_phrasings_by_friend ON shown_phrasings (friend_id);
    """)


def _table(db: Database, name: str) -> Table:
    return cast("Table", db[name])
