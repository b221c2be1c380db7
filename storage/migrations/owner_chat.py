"""Step 024: the owner's chat."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="024-owner-chat")
def owner_chat(db: Database) -> None:
    """What the owner's chat goes by: choices made there, lists to turn the pages of, and drafts.

    ``wants`` tells what a reply to a message about a question is; a ``draft`` is an answer that the
    owner is asked about before it is sent. What a friend sent by a command of the owner's was taken
    for a call for help, and is stored as one from now on.
    """
    db.executescript("""
        CREATE TABLE owner_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE owner_pages (
            outgoing_id INTEGER PRIMARY KEY,
            list TEXT NOT NULL
        ) STRICT;
        ALTER TABLE notices ADD COLUMN wants TEXT NOT NULL DEFAULT 'answer'
            CHECK (wants IN ('answer', 'wordings'));
        ALTER TABLE notices ADD COLUMN draft TEXT;
        ALTER TABLE notices ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0
            CHECK (corrects IN (0, 1));
        DROP TRIGGER events_are_not_changed;
        UPDATE events SET kind = 'asked-help', payload = json_set(payload, '$.kind', 'asked-help')
            WHERE kind = 'inbox-requested';
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
            SELECT RAISE(ABORT, 'events are only appended');
        END;
    """)
