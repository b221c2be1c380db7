"""Step 026: messages that may have arrived twice, and when the owner was told of a question."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="026-doubts-and-announcements")
def doubts_and_announcements(db: Database) -> None:
    """``doubts`` counts tries of which nobody knows whether they arrived.

    ``announced_at`` is when the owner was told of a question, by itself or together with others, so
    that one friend's many are gathered.
    """
    db.executescript("""
        ALTER TABLE outbox ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX outbox_in_doubt ON outbox (created_at) WHERE doubts > 0;
        ALTER TABLE notices ADD COLUMN announced_at TEXT;
        CREATE INDEX notices_by_time ON notices (announced_at) WHERE announced_at IS NOT NULL;
        CREATE INDEX questions_waiting ON questions (id) WHERE state = 'waiting';
    """)
