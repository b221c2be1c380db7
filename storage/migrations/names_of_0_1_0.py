"""What version 0.1.0 stored, under the names of today: for the migration that renames it."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from sqlite_utils import Database

from flows.knowledge import built_in
from flows.nlu.commands import WordReader
from flows.nlu.replies import leads_with_yes

_EVENTS = {
    "said": "text-received",
    "sent": "attachment-received",
    "looked": "details-requested",
    "wondered": "what-if-requested",
    "kept": "change-declined",
}


@cache
def _words() -> WordReader:
    return WordReader(built_in())


def rewrite(db: Database, table: str, column: str, rewritten: Callable[[Any], Any]) -> None:
    """Rewrite the JSON of a column; what does not change is not touched."""
    rows = db.execute(f"SELECT id, {column} FROM {table}").fetchall()  # noqa: S608 (names from this file)
    for row_id, text in rows:
        new = json.dumps(rewritten(json.loads(text)))
        if json.loads(new) != json.loads(text):
            db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", [new, row_id])  # noqa: S608 (likewise)


def event_renamed(event: dict[str, Any]) -> dict[str, Any]:
    """An event as it is stored today, its text with what its words mean by themselves."""
    renamed = {("interpretation" if key == "heard" else key): event[key] for key in event}
    renamed["kind"] = _EVENTS.get(event["kind"], event["kind"])
    if event["kind"] == "said":
        heard, text = event.get("heard") or {}, event["text"]
        words = _words().read(text).model_dump(include={"command", "reply", "begins", "labels"})
        told = [fact.get("words", "") for fact in heard.get("facts", ())]
        words |= {"begins": leads_with_yes(text), "says_more": _says_more(text, told)}
        renamed["interpretation"] = heard | words
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
