"""What is left after a crowd was there: what everybody did, and what they were told."""

import json
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from telegram import Update

from bot.clock import now
from bot.telegram.updates import PrivateUpdate, translate
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Event
from flows.dialogue.replies import NOTES
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules
from storage.database import Row
from storage.store import Store
from tests.botapi import BotApiServer, User
from tests.scenes.crowd import Crowd
from tests.scenes.process import Running

WITHOUT_MESSAGE = {"toast", "alert", "tapped"}
"""The places of what may leave no message of its own: it pops up, or has nothing to edit."""

INTERVIEW_OVER = "interview-over"
"""The place of what may only take a keyboard away."""


def wait_until_done(
    bot: Running, patience: float = 300, database: Callable[[], Path] | None = None
) -> None:
    """Wait until nothing waits any more, neither to be worked off nor to be sent.

    What is held for an owner who never wrote to the bot does not count: the week's report, Mondays.

    ``database`` gives the file to look at, where that of the bot cannot be opened from here.
    """
    end = time.monotonic() + patience
    waiting: list[Row] = []
    while time.monotonic() < end:
        file = database() if database else bot.database
        with Store.open(file, now, bot_id=bot.bot_id) as store:
            waiting = store.database.rows(
                "SELECT id FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL"
                " AND NOT (held AND event_id IS NULL)"
                " UNION ALL SELECT update_id FROM updates WHERE state = 'waiting'"
            )
        if not waiting:
            return
        time.sleep(0.5)
    raise AssertionError(f"{len(waiting)} wait still")


def assert_nothing_is_lost(api: BotApiServer, crowd: Crowd, store: Store) -> None:
    """What is stored of each friend is what they did, and their conversation is its replay."""
    assert store.inbox.dead_letters() == []
    assert store.inbox.waiting() == []
    replay = Replay()
    for friend in crowd.friends:
        assert recorded(store, friend) == did(api, friend)
        assert replay.is_true_of(store, str(friend.id))


def unseen(crowd: Crowd, store: Store) -> list[Row]:
    """The replies that reached nobody."""
    rows = store.database.rows("SELECT * FROM outbox WHERE channel = 'telegram'")
    people = {str(person.id): person for person in (crowd.owner, *crowd.friends)}
    return [row for row in rows if not _arrived(row, people[row["address"]])]


def _arrived(row: Row, person: User) -> bool:
    """Whether a reply reached its chat, as a message or in one."""
    message = json.loads(row["message"])
    if message["place"] == INTERVIEW_OVER:
        return bool(row["sent_at"])
    if row["message_id"] is None:
        return message["place"] in WITHOUT_MESSAGE
    seen = (entry.post for entry in person.room.log if entry.kind in ("sent", "edited"))
    # A note whose tap had to be answered before is a message, and no HTML by itself.
    text = escape(message["text"]) if message["place"] in NOTES else message["text"]
    return any(post and post.id == row["message_id"] and text in post.html
               for post in seen)  # fmt: skip


def did(api: BotApiServer, friend: User) -> list[tuple[int, Event]]:
    """What a friend did in the private chat, in its order: the updates with what they mean."""
    meanings = (
        (number, translate(Update.de_json(json.loads(json.dumps(raw)))))
        for number, raw in sorted(api.updates.pushed.items())
    )
    return [
        (number, meant.event)
        for number, meant in meanings
        if isinstance(meant, PrivateUpdate) and meant.address == str(friend.id)
    ]


def recorded(store: Store, friend: User) -> list[tuple[int, Event]]:
    """What is stored that a friend did; how it was understood is left out, being no part of it."""
    found = store.users.find("telegram", str(friend.id))
    if found is None:
        return []
    rows = store.database.rows(
        "SELECT update_id FROM events WHERE friend_id = ? ORDER BY id", found.id
    )
    events = store.conversations.history(found.id)
    return [(row["update_id"], as_said(event)) for row, event in zip(rows, events, strict=True)]


def as_said(event: Event) -> Event:
    """The event without how it was understood, which is no part of what was said."""
    understood = {"interpretation", "kept"} & event.model_fields_set
    news = {name: type(event).model_fields[name].default for name in understood}
    return event.model_copy(update=news)


class Replay:
    """Replays what is stored of a friend."""

    def __init__(self) -> None:
        self._dialogue = Dialogue(compile_rules(built_in()), built_in_topics())

    def is_true_of(self, store: Store, address: str) -> bool:
        """Whether a friend's conversation is where the replay of what they did leads."""
        friend = store.users.find("telegram", address)
        if friend is None:
            return True
        replayed: Conversation = store.conversations.beginning(friend.id)
        for event in store.conversations.history(friend.id):
            replayed = self._dialogue.step(replayed, event).conversation
        return replayed == (store.conversations.latest(friend.id) or replayed)
