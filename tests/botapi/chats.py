"""What people see of the bot in a chat: messages, edits, silence, and waiting for them."""

import itertools
from collections.abc import Callable
from typing import Any

from tests.botapi import schema
from tests.botapi.errors import Json
from tests.botapi.posts import Entry, Post
from tests.botapi.transcript import history, transcript
from tests.botapi.updates import Updates
from tests.botapi.world import Room, World

IDS = itertools.count(500_001)


class Chat:
    """A chat. Who waits for a message reads it: the next wait goes on after it."""

    def __init__(self, world: World, updates: Updates, info: Json) -> None:
        self.world, self.updates = world, updates
        self.room = Room(info)
        self.world.rooms[info["id"]] = self.room
        self._read: dict[str, int] = {}

    @property
    def id(self) -> int:
        """The chat's number."""
        number: int = self.room.info["id"]
        return number

    @property
    def posts(self) -> list[Post]:
        """The messages that stand in the chat now."""
        return list(self.room.posts.values())

    @property
    def bot_posts(self) -> list[Post]:
        """Those of the bot."""
        return [post for post in self.posts if post.by_bot]

    @property
    def keyboard(self) -> list[str]:
        """The keys in place of the phone's keyboard, in reading order."""
        rows = (self.room.reply_keyboard or {}).get("keyboard", [])
        return [key if isinstance(key, str) else key["text"] for row in rows for key in row]

    def now(self, post: Post) -> Post:
        """The message as it stands now; KeyError once it is deleted."""
        return self.room.posts[post.id]

    def waits_for_message(self, containing: str = "", *, timeout: float = 10) -> Post:
        """The bot's next message that was not read yet, skipping those without the given words."""
        return self._next("sent", lambda post: containing in post.text, timeout)

    def waits_for_edit(self, of: Post | None = None, *, timeout: float = 10) -> Post:
        """The next edit by the bot, perhaps of one message, that was not read yet."""
        return self._next("edited", lambda post: of is None or post.id == of.id, timeout)

    def catches_up(self) -> list[Entry]:
        """What the bot did here since the last time, actions included; all of it is read then."""
        with self.world.changed:
            news = self.room.log[self._read.get("any", 0) :]
            self._read = dict.fromkeys(("any", "sent", "edited"), len(self.room.log))
        return [entry for entry in news if _is_bots(entry)]

    def waits_until(self, ready: Callable[[], Any], *, timeout: float = 10) -> Any:
        """The first true value of ``ready``, asked again whenever something happens."""
        return self.world.wait(ready, timeout, lambda: f"it did not come true; {self._seen()}")

    def quiet_for(self, seconds: float) -> None:
        """AssertionError if the bot says or changes anything here within so many seconds."""
        before = len(self.room.log)
        with self.world.changed:
            self.world.changed.wait_for(lambda: any(map(_is_bots, self.room.log[before:])), seconds)
        noise = [str(entry) for entry in self.room.log[before:] if _is_bots(entry)]
        assert not noise, f"the bot was not quiet: {noise}"

    def transcript(self) -> str:
        """The chat as plain text as it stands now: who said what, with the keys below."""
        return transcript(self.posts)

    def history(self) -> str:
        """The chat as plain text as it came about: keys as first shown, taps, edits, deletions."""
        return history(self.room.log, self.room.info.get("first_name", "Somebody"))

    def _next(self, kind: str, fits: Callable[[Post], bool], timeout: float) -> Post:
        def found() -> Post | None:
            start = self._read.get(kind, 0)
            for index, entry in enumerate(self.room.log[start:], start + 1):
                if entry.kind == kind and entry.post and entry.post.by_bot and fits(entry.post):
                    self._read[kind] = index
                    return entry.post
            return None

        complaint = lambda: f"nothing {kind} as awaited; {self._seen()}"  # noqa: E731
        post: Post = self.world.wait(found, timeout, complaint)
        return post

    def _seen(self) -> str:
        entries = "\n  ".join(map(str, self.room.log[-10:])) or "nothing"
        calls = [f"{c.method}:{c.status} {c.description or ''}" for c in self.world.calls[-5:]]
        wrong = [str(violation) for violation in self.world.violations]
        return f"seen:\n  {entries}\nlast calls: {calls}\nviolations: {wrong}\n"

    def _push(self, kind: str, *contents: Json) -> list[int]:
        for content in contents:
            schema.check("Update", {"update_id": 1, kind: content})
        return self.updates.push(*({kind: content} for content in contents))


def _is_bots(entry: Entry) -> bool:
    if entry.post is None or entry.kind == "deleted":
        return True
    return entry.kind != "tapped" and entry.post.by_bot
