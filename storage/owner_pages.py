"""What the owner's chat goes by: the choices made there, and the lists that stand in it."""

from typing import Literal

from storage.database import Database
from storage.outbox import Outbox
from storage.owner_questions import BLANK
from storage.records import Friend, Message, Outgoing
from storage.texts import storable

Setting = Literal["weekly_report", "weekly_report_sent", "interview_until", "menu_of", "invitation"]
"""Whether the weekly report is "off", when the latest was due, until when the owner is a friend,
the address whose chat shows the owner's menu, and the secret of the link that invites friends.
"""

_PAGES = "id IN (SELECT outgoing_id FROM owner_pages)"


class StoredOwnerPages:
    """Settings of the owner's chat, and its pages, which tell of many friends at once."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        self._db = database
        self._outbox = outbox

    def setting(self, name: Setting) -> str:
        """What was chosen; "" before anything was."""
        rows = self._db.rows("SELECT value FROM owner_settings WHERE name = ?", name)
        return rows[0]["value"] if rows else ""

    def choose(self, name: Setting, value: str) -> None:
        """Keep what was chosen."""
        self._db.write(
            "INSERT INTO owner_settings (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            *(name, value),
        )

    def add(
        self, owner: Friend, message: Message, shown: str = "", tapped: int | None = None
    ) -> list[Outgoing]:
        """Put a page into the owner's outbox; ``shown`` tells which list it belongs to."""
        with self._db.transaction():
            outgoing = self._outbox.add(owner, [message], tapped)
            for each in outgoing:
                row = {"outgoing_id": each.id, "list": storable(shown)}
                self._db.add("owner_pages", row)
            return outgoing

    def shown(self, owner: Friend, message_id: int) -> str:
        """Which list the page in this message belongs to; "" where that is not known any more."""
        rows = self._db.rows(
            "SELECT list FROM owner_pages JOIN outbox ON outbox.id = outgoing_id"
            " WHERE friend_id = ? AND message_id = ? ORDER BY outgoing_id DESC LIMIT 1",
            *(owner.id, message_id),
        )
        return rows[0]["list"] if rows else ""

    def blank(self, address: str) -> None:
        """Take the words out of all pages: each may tell of the friend who is erased.

        What was looked for goes with them, as it may be a name; and so does their ``address``.
        """
        self._db.write("DELETE FROM owner_settings WHERE name = 'menu_of' AND value = ?", address)
        self._db.write(f"DELETE FROM outbox WHERE sent_at IS NULL AND {_PAGES}")  # noqa: S608 (a constant)
        self._db.write(f"UPDATE outbox SET message = ? WHERE {_PAGES}", BLANK)  # noqa: S608 (likewise)
        self._db.write("DELETE FROM owner_pages")
