"""What is stored about one friend: all of it to show, all of it to erase."""

import json
from typing import Any

from storage.database import Database, Row
from storage.faq import Faq
from storage.outbox import Outbox
from storage.owner_pages import StoredOwnerPages
from storage.owner_questions import OwnerQuestions
from storage.users import Users

SENT_BY = """
    json_valid(raw) AND EXISTS (
        SELECT 1 FROM json_tree(raw) WHERE key = 'id' AND CAST(atom AS TEXT) = :address
        AND path LIKE '$.%.from' AND path NOT LIKE '$.%.%.from'
    )
"""
"""Whether a raw update was sent from an address: not merely a reply to somebody there."""

NAMES = """
    CASE WHEN json_valid(raw)
        THEN EXISTS (
            SELECT 1 FROM json_tree(raw) WHERE key = 'id' AND CAST(atom AS TEXT) = :address
        )
        ELSE instr(raw, :address) > 0
    END
"""
"""Whether a raw update has an address anywhere in it: rather too much is erased than too little."""

LEFT_OVER = "(state = 'dead' OR state = 'waiting' AND :bot != 0 AND (replayed OR bot_id != :bot))"
"""Updates that came before: dead letters, replayed or not, and what waits for another bot."""

OWNED = (
    *("conversation_words", "conversations", "events", "summaries", "advices", "outbox"),
    *("questions", "phrasings", "shown_phrasings", "owners"),
)
"""The tables whose rows belong to one friend."""

UNFOLDED = (
    *("snapshot", "payload", "message", "answers", "nearest", "similar"),
    *("figures", "paths", "findings"),
)
"""The columns that hold JSON."""


class Privacy:
    """What /mydata shows and /forget erases."""

    def __init__(  # noqa: PLR0913 (the parts that it erases from)
        self,
        database: Database,
        users: Users,
        outbox: Outbox,
        *,
        owner_questions: OwnerQuestions,
        owner_pages: StoredOwnerPages,
        faq: Faq,
        bot_id: int = 0,
    ) -> None:
        self._db = database
        self._users = users
        self._outbox = outbox
        self._owner_questions = owner_questions
        self._owner_pages = owner_pages
        self._faq = faq
        self._bot_id = bot_id

    def everything_about(self, friend_id: int) -> dict[str, Any]:
        """Everything stored about a friend, as values that JSON takes; {} for a stranger.

        Of a file that waits to be sent, the size stands for its content.
        """
        with self._db.apart(), self._db.reading():
            friend = self._db.rows("SELECT * FROM friends WHERE id = ?", friend_id)
            if not friend:
                return {}
            everything: dict[str, Any] = {"friend": friend[0]}
            for table in OWNED:
                rows = self._db.rows(
                    f"SELECT {self._columns(table)} FROM {table} WHERE friend_id = ? ORDER BY id",  # noqa: S608 (constants)
                    friend_id,
                )
                everything[table] = [_readable(row) for row in rows]
            everything["updates"] = self._updates(friend[0]["address"])
            return everything

    def export(self, friend_id: int) -> bytes:
        """Everything stored about a friend, as a file of JSON."""
        return json.dumps(self.everything_about(friend_id), indent=2).encode()

    def forget(self, friend_id: int) -> None:
        """Erase everything stored about a friend, and what was derived from it.

        Ids of updates stay known, without their text; an update that still waits for this bot came
        later and begins anew. No query finds the words any more; ``Database.scrub`` removes their
        last bytes from the file.
        """
        with self._db.transaction():
            friend = self._users.get(friend_id)
            if friend is None:
                return
            self._blank_updates(friend.address)
            self._owner_questions.blank_notices(friend_id)
            self._owner_pages.blank(friend.address)
            self._faq.blank_shown(friend_id)
            self._delete(friend_id)
            self._outbox.note_deletion()
            self._db.scrub_after()

    def _delete(self, friend_id: int) -> None:
        self._db.write("INSERT INTO erasing (friend_id) VALUES (?)", friend_id)
        for table in OWNED:
            self._db.write(f"DELETE FROM {table} WHERE friend_id = ?", friend_id)  # noqa: S608 (constants)
        self._db.write("DELETE FROM friends WHERE id = ?", friend_id)
        self._db.write("DELETE FROM erasing WHERE friend_id = ?", friend_id)

    def _columns(self, table: str) -> str:
        """The columns of a table that are stored, and not worked out from others."""
        return ", ".join(row["name"] for row in self._db.rows(f"PRAGMA table_info({table})"))

    def _updates(self, address: str) -> list[Row]:
        return self._db.rows(
            f"SELECT * FROM updates WHERE state != 'done' AND {SENT_BY} ORDER BY update_id",  # noqa: S608 (constants)
            address=address,
        )

    def _blank_updates(self, address: str) -> None:
        self._db.sqlite.execute(
            "UPDATE updates SET raw = '', why = '', state = 'done', settled_at = :now"  # noqa: S608 (constants)
            f" WHERE state != 'done' AND {LEFT_OVER} AND {NAMES}",
            {"address": address, "bot": self._bot_id, "now": self._db.now()},
        )


def _readable(row: Row) -> Row:
    """The row with its JSON unfolded, and the size of a file in place of its content."""
    unfolded = {column: json.loads(row[column] or "null") for column in UNFOLDED if column in row}
    content = row.get("attachment")
    sizes = {"attachment": f"{len(content)} bytes"} if isinstance(content, bytes) else {}
    return row | unfolded | sizes
