"""Who the owner is, where the settings do not say."""

from storage.friends import Friends
from storage.records import Friend


class Owners(Friends):
    """The verbs about the owner."""

    def owner(self) -> Friend | None:
        """The friend who proved to be the owner, if one did."""
        rows = self.rows("SELECT friend_id FROM owners")
        return self.friend_by_id(rows[0]["friend_id"]) if rows else None

    def own(self, friend_id: int) -> None:
        """Note that this friend is the owner, and nobody else."""
        self.write(
            "INSERT INTO owners (id, friend_id) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET friend_id = excluded.friend_id",
            friend_id,
        )
