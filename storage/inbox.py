"""The inbox: raw updates, stored before anybody is told that they arrived."""

from storage.database import Database
from storage.records import StoredUpdate
from storage.texts import storable


class Inbox:
    """Incoming updates, each known by its id."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, update_id: int, raw: str) -> bool:
        """Store a raw update; False, and nothing changes, when its id is known already."""
        with self._db.transaction():
            if self._db.rows("SELECT 1 FROM updates WHERE update_id = ?", update_id):
                return False
            self._db.write(
                "INSERT INTO updates (update_id, raw, received_at, state)"
                " VALUES (?, ?, ?, 'waiting')",
                *(update_id, storable(raw), self._db.now()),
            )
            return True

    def waiting(self) -> list[StoredUpdate]:
        """The updates still to be worked off, in their order."""
        rows = self._db.rows(
            "SELECT update_id, raw FROM updates WHERE state = 'waiting' ORDER BY update_id"
        )
        return [StoredUpdate(**row) for row in rows]

    def done(self, update_id: int) -> None:
        """Note that an update was worked off: what it said is blanked, its id stays known."""
        self._db.write(
            "INSERT INTO updates (update_id, raw, received_at, state) VALUES (?, '', ?, 'done')"
            " ON CONFLICT (update_id) DO UPDATE SET state = 'done', raw = '', why = ''",
            *(update_id, self._db.now()),
        )

    def is_done(self, update_id: int) -> bool:
        """Whether nothing is left to do about an update: it was worked off, or is a dead letter."""
        return bool(
            self._db.rows(
                "SELECT 1 FROM updates WHERE update_id = ? AND state != 'waiting'", update_id
            )
        )

    def dead_letter(self, update_id: int, why: str) -> None:
        """Keep an update that cannot be worked off as a dead letter, with the reason."""
        self._db.write(
            "INSERT INTO updates (update_id, raw, received_at, state, why)"
            " VALUES (?, '', ?, 'aside', ?)"
            " ON CONFLICT (update_id) DO UPDATE SET state = 'aside', why = excluded.why",
            *(update_id, self._db.now(), storable(why)),
        )
