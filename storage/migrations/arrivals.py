"""Step 030: the friends of a week are found in the order of the list."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA, ranges


@SCHEMA(name="030-arrivals")
def arrivals(db: Database) -> None:
    """``came`` is the Monday of the week in which a friend came, in each of their conversations.

    It is written with the conversation and never changes: a friend comes once.
    """
    db.execute("ALTER TABLE conversations ADD COLUMN came TEXT")
    for each in ranges(db, "conversations"):
        db.execute(
            "UPDATE conversations SET came = date(friends.created_at, 'weekday 0', '-6 days')"
            " FROM friends WHERE friends.id = friend_id"
            " AND conversations.id BETWEEN :first AND :last",
            each,
        )
    db.executescript("""
        CREATE INDEX conversations_by_arrival ON conversations (came, updated_at, id);
        CREATE TRIGGER conversations_arrive AFTER INSERT ON conversations BEGIN
            UPDATE conversations SET came = (SELECT date(created_at, 'weekday 0', '-6 days')
                FROM friends WHERE friends.id = new.friend_id)
            WHERE id = new.id;
        END;
    """)
