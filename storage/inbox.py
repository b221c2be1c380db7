"""The inbox: raw updates, stored before anybody is told that they arrived."""

from storage.connection import Connection
from storage.records import Incoming
from storage.texts import storable


class Inbox(Connection):
    """The verbs about incoming updates; each is known by its id."""

    def keep(self, update_id: int, raw: str) -> bool:
        """Store a raw update; False, and nothing changes, when its id is known already."""
        with self.transaction():
            if self.rows("SELECT 1 FROM updates WHERE update_id = ?", update_id):
                return False
            self.write(
                "INSERT INTO updates (update_id, raw, received_at, state)"
                " VALUES (?, ?, ?, 'waiting')",
                *(update_id, storable(raw), self.now()),
            )
            return True

    def waiting(self) -> list[Incoming]:
        """The updates still to be worked off, in their order."""
        rows = self.rows(
            "SELECT update_id, raw FROM updates WHERE state = 'waiting' ORDER BY update_id"
        )
        return [Incoming(**row) for row in rows]

    def done(self, update_id: int) -> None:
        """Note that an update was worked off: what it said is blanked, its id stays known."""
        self.write(
            "INSERT INTO updates (update_id, raw, received_at, state) VALUES (?, '', ?, 'done')"
            " ON CONFLICT (update_id) DO UPDATE SET state = 'done', raw = '', why = ''",
            *(update_id, self.now()),
        )

    def is_done(self, update_id: int) -> bool:
        """Whether nothing is left to do about an update: it was worked off or put aside."""
        return bool(
            self.rows("SELECT 1 FROM updates WHERE update_id = ? AND state != 'waiting'", update_id)
        )

    def put_aside(self, update_id: int, why: str) -> None:
        """Keep an update that cannot be worked off out of the way, with the reason."""
        self.write(
            "INSERT INTO updates (update_id, raw, received_at, state, why)"
            " VALUES (?, '', ?, 'aside', ?)"
            " ON CONFLICT (update_id) DO UPDATE SET state = 'aside', why = excluded.why",
            *(update_id, self.now(), storable(why)),
        )
