"""Step 023: what waits is found by an index, and sent messages keep no buttons."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA, ranges

WITHOUT_BUTTONS = """
    UPDATE outbox SET message = json_set(message, '$.buttons', json('[]'))
    WHERE id BETWEEN :first AND :last
    AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)
    AND (instr(message, '"buttons": [[') OR instr(message, '"buttons":[[')) AND json_valid(message)
"""
"""Where there are none, no JSON is read; in a text, a quotation mark is escaped."""


@SCHEMA(name="023-waiting")
def waiting(db: Database) -> None:
    """Indexes for what is read while somebody waits.

    The buttons of a message that was sent are not read again: what a tap meant is in its event.
    """
    db.executescript("""
        CREATE INDEX updates_waiting ON updates (bot_id, update_id) WHERE state = 'waiting';
        CREATE INDEX updates_dead ON updates (id) WHERE state = 'dead';
        CREATE INDEX outbox_waiting_by_friend ON outbox (friend_id, id)
            WHERE sent_at IS NULL AND given_up_at IS NULL;
    """)
    for each in ranges(db, "outbox"):
        db.execute(WITHOUT_BUTTONS, each)
