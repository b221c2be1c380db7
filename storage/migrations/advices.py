"""Step 020: advices."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="020-advices")
def advices(db: Database) -> None:
    """What was advised, and by which knowledge; both are never changed.

    Advices go only together with their friend. Those given before this step have no row.
    """
    db.executescript("""
        CREATE TABLE advices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            conversation INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            outgoing_id INTEGER NOT NULL,
            at TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('advice', 'change', 'revision')),
            answers TEXT NOT NULL,
            figures TEXT,
            pick TEXT,
            headline TEXT NOT NULL,
            runner_up TEXT,
            confidence TEXT NOT NULL,
            paths TEXT NOT NULL,
            findings TEXT NOT NULL,
            knowledge TEXT NOT NULL REFERENCES knowledge_versions (digest)
        ) STRICT;
        CREATE INDEX advices_by_friend ON advices (friend_id, conversation, id);
        CREATE TABLE knowledge_versions (
            digest TEXT PRIMARY KEY,
            files BLOB NOT NULL,
            first_used_at TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER advices_are_not_changed BEFORE UPDATE ON advices BEGIN
            SELECT RAISE(ABORT, 'advices are only appended');
        END;
        CREATE TRIGGER advices_are_not_deleted BEFORE DELETE ON advices
        WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE friend_id = old.friend_id) BEGIN
            SELECT RAISE(ABORT, 'advices are only appended');
        END;
        CREATE TRIGGER knowledge_versions_are_not_changed
        BEFORE UPDATE ON knowledge_versions BEGIN
            SELECT RAISE(ABORT, 'versions of the knowledge are only appended');
        END;
        CREATE TRIGGER knowledge_versions_are_not_deleted
        BEFORE DELETE ON knowledge_versions BEGIN
            SELECT RAISE(ABORT, 'versions of the knowledge are only appended');
        END;
    """)
