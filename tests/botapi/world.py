"""Everything the server knows: people, chats, messages, taps, the bot's profile, the calls."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import BreachError, Json, Violation, bad_request, forbidden
from tests.botapi.posts import Entry, Post, Upload

BOT_ID = 7_000_000_001

LOOK = 0.05
"""Seconds after which it is looked again for what is waited for, though nothing changed here."""


@dataclass
class Room:
    """A chat: ``info`` is Telegram's Chat object; ``shut`` says why the bot cannot write here."""

    info: Json
    posts: dict[int, Post] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    shut: str | None = None
    uneditable: set[int] = field(default_factory=set)
    reply_keyboard: Json | None = None
    menu_button: Json = field(default_factory=lambda: {"type": "default"})


@dataclass
class Tap:
    """A pressed button: once the bot has answered it, ``answer`` holds the answer's fields."""

    query_id: str
    data: str
    post: Post
    answer: Json | None = None
    expired: bool = False

    @property
    def text(self) -> str | None:
        """The words that popped up, if any."""
        return None if self.answer is None else self.answer.get("text")


@dataclass
class InlineQuery:
    """What somebody typed behind the bot's name, and the answer's fields once it has come."""

    query_id: str
    text: str
    answer: Json | None = None


@dataclass
class Call:
    """A request of the bot: ``params`` decoded; ``status`` is None while it is under way.

    ``result`` is what it led to once it took effect, and ``answered`` whether the bot was told so.
    """

    method: str
    params: Json
    files: dict[str, Upload] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    status: int | None = None
    description: str | None = None
    took_effect: bool = False
    result: Any = None
    answered: bool = False
    breach: BreachError | None = None


class World:
    """The state, shared by the server's thread and the test's; hold ``changed`` to touch it."""

    def __init__(self, username: str, *, privacy: bool) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.bot: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Advisor",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": not privacy,
            "supports_inline_queries": True,
        }
        self.rooms: dict[int, Room] = {}
        self.taps: dict[str, Tap] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_button: Json = {"type": "default"}
        self.files: dict[str, Upload] = {}
        self.webhook: Json = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.numbers = itertools.count(1)
        self.busy = 0
        self.stirred = 0

    @property
    def sender(self) -> Json:
        """The bot as the sender of messages."""
        return {k: self.bot[k] for k in ("id", "is_bot", "first_name", "username")}

    def begin(self, call: Call) -> None:
        """Note a request; all but polls keep the bot from being idle until ``end``."""
        with self.changed:
            self.calls.append(call)
            self.busy += call.method != "getUpdates"
            self.stir(call.method != "getUpdates")

    def end(self, call: Call) -> None:
        """Note that a request has had its answer."""
        with self.changed:
            call.ended = time.monotonic()
            self.busy -= call.method != "getUpdates"
            self.stir(call.method != "getUpdates")

    def stir(self, times: int = 1) -> None:
        """Wake whoever waits, and count what keeps the bot from being idle; hold ``changed``."""
        self.stirred += times
        self.changed.notify_all()

    def room(self, chat_id: Any) -> Room:
        """The chat as the bot may write to it; raises RefusalError if it may not."""
        room = self.rooms.get(chat_id)
        if room is None:
            raise bad_request("chat not found")
        if room.shut:
            raise forbidden(room.shut)
        return room

    def post(self, params: Json, missing: str) -> tuple[Room, Post]:
        """The message that ``params`` name; RefusalError with ``missing`` if not there."""
        room = self.room(params["chat_id"])
        post = room.posts.get(params["message_id"])
        if post is None:
            raise bad_request(missing)
        return room, post

    def put(self, room: Room, kind: str, post: Post) -> Post:
        """Set a message into its chat, new or in place of what it was."""
        with self.changed:
            room.posts[post.id] = post
            room.log.append(Entry(kind, post))
            self.changed.notify_all()
        return post

    def note(self, room: Room, kind: str, detail: str) -> None:
        """Log what leaves no message behind: chat actions, drafts."""
        with self.changed:
            room.log.append(Entry(kind, None, detail))
            self.changed.notify_all()

    def tapped(self, room: Room, post: Post, label: str) -> None:
        """Log that somebody pressed a key."""
        with self.changed:
            room.log.append(Entry("tapped", post, label))
            self.changed.notify_all()

    def remove(self, room: Room, post: Post) -> None:
        """Delete a message."""
        with self.changed:
            del room.posts[post.id]
            room.log.append(Entry("deleted", post))
            self.changed.notify_all()

    def new_message(self, room: Room, sender: Json, content: Json, **more: Any) -> Post:
        """A message with the next number and this second's date, put into its chat."""
        head = {"message_id": next(self.numbers), "date": int(time.time()), "chat": room.info}
        return self.put(room, "sent", Post({**head, "from": sender, **content}, **more))

    def wait(self, ready: Callable[[], Any], timeout: float, complaint: Callable[[], str]) -> Any:
        """The first true value of ``ready``; AssertionError after ``timeout`` s.

        It is tried at each change, and every LOOK s: what it looks at may lie outside, as in a log.
        """
        end = time.monotonic() + timeout
        with self.changed:
            while not (found := ready()):
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"{complaint()} within {timeout} s")
                self.changed.wait(min(left, LOOK))
            return found
