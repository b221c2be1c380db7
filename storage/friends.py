"""Friends: who they are, and whether they can be reached."""

from dataclasses import replace

from storage.connection import Connection, Row
from storage.records import Friend
from storage.texts import storable


class Friends(Connection):
    """The verbs about friends."""

    def friend(self, channel: str, address: str, name: str, username: str = "") -> Friend:
        """Find the friend at this address, or make their acquaintance; the name is kept current."""
        place = {"channel": channel, "address": address}
        called = {"name": storable(name), "username": storable(username)}
        with self.transaction():
            friend = self.known(channel, address)
            if friend is None:
                added = self.add("friends", place | called | {"created_at": self.now()})
                return Friend(added, **place, **called, active=True)
            if (friend.name, friend.username) != (called["name"], called["username"]):
                self.table("friends").update(friend.id, called)
            return replace(friend, name=called["name"], username=called["username"])

    def friend_by_id(self, friend_id: int) -> Friend | None:
        """Find a friend by id."""
        return next(iter(self._friend("id = ?", friend_id)), None)

    def known(self, channel: str, address: str) -> Friend | None:
        """Find the friend at this address without making their acquaintance."""
        return next(iter(self._friend("channel = ? AND address = ?", channel, address)), None)

    def deactivate(self, friend_id: int) -> None:
        """Note that a friend cannot be reached; nothing is sent to them until they are back."""
        self.write("UPDATE friends SET active = 0 WHERE id = ?", friend_id)

    def activate(self, friend_id: int) -> None:
        """Note that a friend can be reached again."""
        self.write("UPDATE friends SET active = 1 WHERE id = ?", friend_id)

    def _friend(self, where: str, *values: object) -> list[Friend]:
        return [_friend(row) for row in self.rows(f"SELECT * FROM friends WHERE {where}", *values)]  # noqa: S608 (the condition is written above)


def _friend(row: Row) -> Friend:
    return Friend(
        id=row["id"],
        channel=row["channel"],
        address=row["address"],
        name=row["name"],
        username=row["username"],
        active=bool(row["active"]),
    )
