"""Step 029: what is counted over all conversations is read from indexes alone."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="029-insights")
def insights(db: Database) -> None:
    """Indexes that are scanned where everything is counted hold all that is counted there."""
    db.executescript("""
        DROP INDEX conversations_by_activity;
        CREATE INDEX conversations_by_activity ON conversations
            (updated_at, id, question, advised, place, trail, friend_id, number);
        DROP INDEX conversations_by_question;
        CREATE INDEX conversations_by_question ON conversations
            (question, updated_at, id, advised, place, trail);
        DROP INDEX conversations_by_pick;
        CREATE INDEX conversations_by_pick ON conversations
            (advised, pick, updated_at, id, market);
        CREATE INDEX conversations_by_asked ON conversations (asked) WHERE asked IS NOT NULL;
    """)
