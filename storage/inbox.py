"""The inbox: raw updates, stored before anybody is told that they arrived."""

import json
import logging
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from storage.database import Database
from storage.errors import StorageError, named
from storage.records import DeadLetter, StoredUpdate
from storage.texts import storable

KNOWN_FOR = timedelta(days=2)
"""How long an id is known once its update was worked off.

Telegram delivers an update for 24 hours, so none comes again after twice that; but its numbers may,
since they start anywhere after a week without updates (https://core.telegram.org/bots/api#update).
"""

DEAD_LETTERS_KEPT = timedelta(days=30)
"""How long the words of an update are kept that could not be worked off."""

LEFT_BEHIND_AFTER = timedelta(seconds=30)
"""How long an update waits before it is looked at whether anybody is at work on it."""

PAGE = 100

log = logging.getLogger(__name__)


class Inbox:
    """Incoming updates of one bot; Telegram numbers the updates of each bot on their own.

    ``bot_id`` is 0 where no bot runs, as in the owner's commands.
    """

    def __init__(self, database: Database, bot_id: int = 0) -> None:
        self._db = database
        self._bot_id = bot_id

    def adopt(self) -> None:
        """Take over the updates from before bots were told apart."""
        if self._bot_id and self._db.rows("SELECT 1 FROM updates WHERE bot_id = 0 LIMIT 1"):
            self._db.write("UPDATE OR IGNORE updates SET bot_id = ? WHERE bot_id = 0", self._bot_id)

    def bind(self, *, take_over: bool = False) -> None:
        """Note that the file belongs to this bot, whose friends no other bot can write to.

        Raises StorageError where it belongs to another one, unless that is to be taken over.
        """
        known = self.bound_to()
        if known == self._bot_id:
            return  # without a wait for the disk, at most starts
        if known and not take_over:
            raise StorageError(
                f"{named(self._db.path)} belongs to the bot {known}, and the token is that of the "
                f"bot {self._bot_id}: set ADVISOR_DATABASE to a file of its own, or start once "
                "with --take-over to go on with another bot; friends then have to write to it first"
            )
        self._db.write("INSERT OR REPLACE INTO bots (id, bot_id) VALUES (1, ?)", self._bot_id)

    def confirm(self) -> None:
        """Write anew what stands there; raises StorageError where nothing can be written."""
        self._db.write("UPDATE bots SET bot_id = ?", self._bot_id)

    def bound_to(self) -> int:
        """The bot that the file belongs to; 0 for none yet."""
        rows = self._db.rows("SELECT bot_id FROM bots")
        return int(rows[0]["bot_id"]) if rows else 0

    def keep(self, update_id: int, raw: str) -> bool:
        """Store a raw update; False, and nothing changes, when its id is known already."""
        kept = self._db.write(
            "INSERT INTO updates (bot_id, update_id, raw, received_at, state)"
            " VALUES (?, ?, ?, ?, 'waiting') ON CONFLICT (bot_id, update_id) DO UPDATE SET"
            " raw = excluded.raw, received_at = excluded.received_at, state = 'waiting',"
            " settled_at = NULL WHERE state = 'done' AND settled_at < ?",
            *(self._bot_id, update_id, storable(raw), self._db.now(), self._db.ago(KNOWN_FOR)),
        )
        if not kept:
            log.info("Update %d is known already and dropped", update_id)
        return bool(kept)

    def waiting(self, after: int = -1, limit: int | None = None) -> list[StoredUpdate]:
        """The updates still to be worked off, in their order: those after a number, or a page."""
        rows = self._db.rows(
            "SELECT update_id, raw FROM updates WHERE state = 'waiting' AND bot_id = ?"
            " AND update_id > ? ORDER BY update_id LIMIT ?",
            *(self._bot_id, after, -1 if limit is None else limit),
        )
        return [StoredUpdate(**row) for row in rows]

    def left_behind(self, in_flight: Collection[int]) -> list[StoredUpdate]:
        """Updates that have waited for a while and that nobody is at work on, a page of them."""
        rows = self._db.rows(
            "SELECT update_id FROM updates WHERE state = 'waiting' AND bot_id = ?"
            " AND received_at < ? ORDER BY update_id",
            *(self._bot_id, self._db.ago(LEFT_BEHIND_AFTER)),
        )
        left = [row["update_id"] for row in rows if row["update_id"] not in in_flight][:PAGE]
        if not left:
            return []
        rows = self._db.rows(
            "SELECT update_id, raw FROM updates WHERE state = 'waiting' AND bot_id = ?"
            " AND update_id IN (SELECT value FROM json_each(?)) ORDER BY update_id",
            *(self._bot_id, json.dumps(left)),
        )
        return [StoredUpdate(**row) for row in rows]

    def done(self, update_id: int) -> bool:
        """Note that an update was worked off: what it said is blanked, its id stays known.

        False, and nothing changes, where nothing was left to do about it.
        """
        now = self._db.now()
        return bool(
            self._db.write(
                "INSERT INTO updates (bot_id, update_id, raw, received_at, state, settled_at)"
                " VALUES (?, ?, '', ?, 'done', ?) ON CONFLICT (bot_id, update_id) DO UPDATE SET"
                " raw = '', state = 'done', settled_at = excluded.settled_at"
                " WHERE state = 'waiting'",
                *(self._bot_id, update_id, now, now),
            )
        )

    def is_done(self, update_id: int) -> bool:
        """Whether nothing is left to do about an update: it was worked off, or is a dead letter."""
        return self._state(update_id) in {"done", "dead"}

    def dead_letter(self, update_id: int, why: str) -> None:
        """Keep an update that cannot be worked off for the owner to look at, with the reason.

        Its words are kept for ``DEAD_LETTERS_KEPT``, and only where it surely came from a private
        chat: of what is said in groups nothing is stored.
        """
        with self._db.transaction():
            now, private = self._db.now(), self._is_private(update_id)
            self._db.write(
                "INSERT INTO updates (bot_id, update_id, raw, received_at, state, why, settled_at)"
                " VALUES (?, ?, '', ?, 'dead', ?, ?) ON CONFLICT (bot_id, update_id) DO UPDATE SET"
                " state = 'dead', why = excluded.why, settled_at = excluded.settled_at,"
                " raw = CASE WHEN ? THEN raw ELSE '' END",
                *(self._bot_id, update_id, now, storable(why), now, private),
            )

    def dead_letters(self) -> list[DeadLetter]:
        """The dead letters of all bots, the oldest first."""
        rows = self._db.rows(
            "SELECT id, bot_id, update_id, received_at AS received, why, raw FROM updates"
            " WHERE state = 'dead' ORDER BY id"
        )
        return [DeadLetter(**row) for row in rows]

    def replay(self, letter_id: int) -> bool:
        """Let a dead letter wait to be worked off again; False where there is none with words."""
        changed = self._db.write(
            "UPDATE updates SET state = 'waiting', settled_at = NULL, replayed = 1"
            " WHERE id = ? AND state = 'dead' AND raw != ''",
            letter_id,
        )
        return bool(changed)

    def take_replayed(self) -> list[StoredUpdate]:
        """The updates that wait again since this was last asked."""
        query = "bot_id = ? AND replayed AND state = 'waiting'"
        if not self._db.rows(f"SELECT 1 FROM updates WHERE {query}", self._bot_id):  # noqa: S608 (a constant)
            return []
        with self._db.transaction():
            rows = self._db.rows(
                f"SELECT update_id, raw FROM updates WHERE {query} ORDER BY update_id",  # noqa: S608 (likewise)
                self._bot_id,
            )
            self._db.write(f"UPDATE updates SET replayed = 0 WHERE {query}", self._bot_id)  # noqa: S608 (likewise)
            return [StoredUpdate(**row) for row in rows]

    def drop(self, letter_id: int) -> bool:
        """Erase the words of a dead letter; False where there is no such letter."""
        with self._db.transaction():
            changed = self._db.write(
                "UPDATE updates SET state = 'done', raw = '', why = ''"
                " WHERE id = ? AND state = 'dead'",
                letter_id,
            )
            if changed:
                self._db.scrub_after()
            return bool(changed)

    def purge(self) -> None:
        """Erase what has been kept for long enough.

        That is dead letters, what waits for a bot that does not run any more, and the ids of what
        was worked off.
        """
        forgotten = "state = 'done' AND settled_at < ?"
        known_since = self._db.ago(KNOWN_FOR)
        if self._db.rows(f"SELECT 1 FROM updates WHERE {forgotten} LIMIT 1", known_since):  # noqa: S608 (a constant)
            self._db.write(f"DELETE FROM updates WHERE {forgotten}", known_since)  # noqa: S608 (likewise)
        expired = (
            "state != 'done' AND (state = 'dead' AND settled_at < ?"
            " OR state = 'waiting' AND received_at < ? AND bot_id != ? AND ? != 0)"
        )
        before = self._db.ago(DEAD_LETTERS_KEPT)
        values = (before, before, self._bot_id, self._bot_id)
        if not self._db.rows(f"SELECT 1 FROM updates WHERE {expired} LIMIT 1", *values):  # noqa: S608 (a constant)
            return
        with self._db.transaction():
            number = self._db.write(f"DELETE FROM updates WHERE {expired}", *values)  # noqa: S608 (likewise)
            self._db.scrub_after()
        log.info("%d updates that nobody worked off are erased", number)

    def _state(self, update_id: int) -> str:
        rows = self._db.rows(
            "SELECT state FROM updates WHERE bot_id = ? AND update_id = ?", self._bot_id, update_id
        )
        return str(rows[0]["state"]) if rows else ""

    def _is_private(self, update_id: int) -> bool:
        rows = self._db.rows(
            "SELECT raw FROM updates WHERE bot_id = ? AND update_id = ?", self._bot_id, update_id
        )
        return bool(rows) and is_private(rows[0]["raw"])


def is_private(raw: str) -> bool:
    """Whether a raw update surely comes from a private chat."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    parts = (
        [part for part in update.values() if isinstance(part, dict)]
        if isinstance(update, dict)
        else []
    )
    return any(_chat_type(part) == "private" for part in parts)


def _chat_type(part: dict[str, Any]) -> object:
    """The type of the chat of a message, or of that under which a button was tapped."""
    message = part.get("message")
    chat = (message if isinstance(message, dict) else part).get("chat")
    return chat.get("type") if isinstance(chat, dict) else None
