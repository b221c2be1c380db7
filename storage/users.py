"""Users: who the friends are, whether they can be reached, and which of them is the owner."""

from dataclasses import replace

from storage.database import Database, Row
from storage.records import Friend
from storage.texts import storable
from storage.words import remember_words


class Users:
    """Friends, each known by an address on a channel."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get_or_create(self, channel: str, address: str, name: str, username: str = "") -> Friend:
        """Find the friend at this address, or add one; the name is kept current."""
        place = {"channel": channel, "address": address}
        called = {"name": storable(name), "username": storable(username)}
        with self._db.transaction():
            friend = self.find(channel, address)
            if friend is None:
                added = self._db.add("friends", place | called | {"created_at": self._db.now()})
                return Friend(added, **place, **called, active=True)
            if (friend.name, friend.username) != (called["name"], called["username"]):
                self._db.write(
                    "UPDATE friends SET name = ?, username = ? WHERE id = ?",
                    *called.values(),
                    friend.id,
                )
                for row in self._db.rows(
                    "SELECT number FROM conversations WHERE friend_id = ?", friend.id
                ):
                    remember_words(self._db.sqlite, friend.id, row["number"])
                return replace(friend, name=called["name"], username=called["username"])
            return friend

    def get(self, friend_id: int) -> Friend | None:
        """Find a friend by id; None where there is none, or they were erased."""
        return next(iter(self._friends("id = ?", friend_id)), None)

    def find(self, channel: str, address: str) -> Friend | None:
        """Find the friend at this address without adding one."""
        return next(iter(self._friends("channel = ? AND address = ?", channel, address)), None)

    def count(self, since: str = "") -> int:
        """How many friends there are, who came since a moment."""
        rows = self._db.rows("SELECT count(*) AS came FROM friends WHERE created_at >= ?", since)
        return int(rows[0]["came"])

    def deactivate(self, friend_id: int) -> None:
        """Note that a friend cannot be reached; nothing is sent to them until they are back."""
        self._db.write("UPDATE friends SET active = 0 WHERE id = ?", friend_id)

    def activate(self, friend_id: int) -> None:
        """Note that a friend can be reached (again); what was held for them waits to be sent.

        It costs next to nothing where that was known, so it may follow each sign of life.
        """
        with self._db.transaction():
            self._db.write("UPDATE friends SET active = 1 WHERE id = ? AND NOT active", friend_id)
            self._db.write("UPDATE outbox SET held = 0 WHERE friend_id = ? AND held", friend_id)

    def owner(self) -> Friend | None:
        """The friend who proved to be the owner, if one did; the settings may name another."""
        return next(iter(self._friends("id = (SELECT friend_id FROM owners)")), None)

    def set_owner(self, friend_id: int) -> None:
        """Note that this friend is the owner, and nobody else."""
        self._db.write(
            "INSERT INTO owners (id, friend_id) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET friend_id = excluded.friend_id",
            friend_id,
        )

    def _friends(self, where: str, *values: object) -> list[Friend]:
        rows = self._db.rows(f"SELECT * FROM friends WHERE {where}", *values)  # noqa: S608 (the condition is written above)
        return [friend_of(row) for row in rows]


def friend_of(row: Row) -> Friend:
    """The friend whom a row tells of."""
    return Friend(
        id=row["id"],
        channel=row["channel"],
        address=row["address"],
        name=row["name"],
        username=row["username"],
        active=bool(row["active"]),
    )
