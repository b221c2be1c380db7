"""Step 025: which words a conversation cannot have, in four numbers."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA
from storage.words import SKETCHES, sketched

AT_ONCE = 1000
"""Rows that are held in memory at a time."""


@SCHEMA(name="025-sketches")
def sketches(db: Database) -> None:
    """A word that few or none have is looked for in fewer texts."""
    for name in SKETCHES:
        db.execute(f"ALTER TABLE conversation_words ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    names = ", ".join(f"{name} = ?" for name in SKETCHES)
    last = 0
    while rows := db.execute(
        "SELECT id, words FROM conversation_words WHERE id > ? ORDER BY id LIMIT ?", [last, AT_ONCE]
    ).fetchall():
        last = rows[-1][0]
        db.conn.executemany(
            f"UPDATE conversation_words SET {names} WHERE id = ?",  # noqa: S608 (constants)
            [(*sketched(words.split()), number) for number, words in rows],
        )
