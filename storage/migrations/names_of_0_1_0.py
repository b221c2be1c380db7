"""What version 0.1.0 stored, under the names of today: for the migration that renames it."""

import json
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from sqlite_utils import Database

from flows.knowledge import built_in
from flows.nlu.commands import WordReader
from flows.nlu.replies import leads_with_yes

RENAMED = "(kind IN ('said', 'sent', 'looked', 'wondered', 'kept') OR instr(payload, '\"heard\"'))"
"""The events that are renamed, or what they hold."""

_EVENTS = {
    "said": "text-received",
    "sent": "attachment-received",
    "looked": "details-requested",
    "wondered": "what-if-requested",
    "kept": "change-declined",
}


@cache
def _reader() -> WordReader:
    return WordReader(built_in())


@lru_cache(maxsize=4096)
def _meant(text: str) -> dict[str, Any]:
    """What a text means by its words; short ones come again and again."""
    words = _reader().read(text).model_dump(include={"command", "reply", "begins", "labels"})
    return words | {"begins": leads_with_yes(text)}


AT_ONCE = 1000
"""Rows that are held in memory at a time."""


def rewrite(
    db: Database, table: str, column: str, rewritten: Callable[[Any], Any], where: str = "true"
) -> None:
    """Rewrite the JSON of a column; what does not change is not touched.

    ``rewritten`` makes a new value, and leaves the one that it is given as it is. ``where`` leaves
    out rows of which it is known that they do not change.
    """
    last = 0
    while rows := db.execute(
        f"SELECT id, {column} FROM {table} WHERE id > ? AND {where} ORDER BY id LIMIT {AT_ONCE}",  # noqa: S608 (names from the steps)
        [last],
    ).fetchall():
        last = rows[-1][0]
        former = ((row_id, json.loads(text)) for row_id, text in rows)
        changes = ((row_id, old, rewritten(old)) for row_id, old in former)
        db.conn.executemany(
            f"UPDATE {table} SET {column} = ? WHERE id = ?",  # noqa: S608 (likewise)
            [(json.dumps(new), row_id) for row_id, old, new in changes if new != old],
        )


def event_renamed(event: dict[str, Any]) -> dict[str, Any]:
    """An event as it is stored today, its text with what its words mean by themselves."""
    renamed = {("interpretation" if key == "heard" else key): event[key] for key in event}
    renamed["kind"] = _EVENTS.get(event["kind"], event["kind"])
    if event["kind"] == "said":
        heard, text = event.get("heard") or {}, event["text"]
        told = [fact.get("words", "") for fact in heard.get("facts", ())]
        renamed["interpretation"] = heard | _meant(text) | {"says_more": _says_more(text, told)}
    return renamed


def _says_more(text: str, told: Iterable[str]) -> bool:
    """Whether a text has more than a word beyond those that its facts rest on."""
    told = list(told)
    for words in told:
        text = text.replace(words, " ") if words else text
    return not told or len(text.split()) > 1


def message_renamed(message: dict[str, Any]) -> dict[str, Any]:
    """A message of the outbox, the events of its buttons renamed."""
    rows = [
        [button | {"event": event_renamed(button["event"])} for button in row]
        for row in message.get("buttons", ())
    ]
    return message | {"buttons": rows}


def snapshot_renamed(snapshot: dict[str, Any]) -> dict[str, Any]:
    """A snapshot as near to one of today as can be told without a replay."""
    former = dict(snapshot)
    lasting, puzzle = former.pop("place", "welcome"), former.pop("puzzle", "")
    figure, offered = former.pop("wanted", ""), former.pop("offered", None)
    state = "confirming" if offered else "figures" if figure else lasting
    return former | {
        "state": state,
        "suspended": "" if state == lasting else lasting,
        "requested_figure": figure,
        "offered": offered and event_renamed(offered),
        "unanswered": {"1": puzzle} if puzzle else {},
        "texts": int(bool(puzzle)),
    }
