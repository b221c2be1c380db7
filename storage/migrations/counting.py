"""Step 027: what is counted is found by an index."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="027-counting")
def counting(db: Database) -> None:
    """What was asked, and where friends were, is counted without reading events and snapshots.

    Arrivals and advices are found by their time. The index of what was asked by its moment was of
    no use.
    """
    db.executescript("""
        DROP INDEX events_asked;
        CREATE INDEX events_asked ON events (friend_id, conversation, asked)
            WHERE asked IS NOT NULL;
        ALTER TABLE conversations ADD COLUMN trail TEXT AS (json_extract(snapshot, '$.trail'));
        CREATE INDEX conversations_by_trail ON conversations (trail);
        DROP INDEX conversations_by_question;
        CREATE INDEX conversations_by_question
            ON conversations (question, updated_at, id, advised, place);
        CREATE INDEX advices_by_time ON advices (at, friend_id);
        CREATE INDEX friends_by_arrival ON friends (created_at);
    """)
