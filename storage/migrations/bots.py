"""Step 022: which bot a file belongs to."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA


@SCHEMA(name="022-bots")
def bots(db: Database) -> None:
    """The bot whose friends are in the file; known at once where all updates came from one."""
    db.executescript("""
        CREATE TABLE bots (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            bot_id INTEGER NOT NULL CHECK (bot_id > 0)
        ) STRICT;
        INSERT INTO bots (id, bot_id) SELECT 1, min(bot_id) FROM updates WHERE bot_id > 0
            GROUP BY bot_id > 0 HAVING min(bot_id) = max(bot_id);
    """)
