"""A Bot API server on loopback for one bot, and the people who talk to that bot."""

import json
import time
from collections.abc import Callable

from tests.botapi import schema
from tests.botapi.errors import Json, Violation
from tests.botapi.faults import Fault, Hold, Trouble
from tests.botapi.groups import Group
from tests.botapi.http import Front
from tests.botapi.people import User
from tests.botapi.serving import Serving
from tests.botapi.updates import Updates
from tests.botapi.world import Call, Tap, World

TOKEN = "7000000001:AAF-a_token_of_the_loopback_server_00"


class BotApiServer:
    """The server, running while its ``with`` block does.

    ``base`` is the address without path, ``url`` what goes into PTB's base_url, ``token`` the only
    one that is let in. With ``privacy`` the bot sees only those messages of groups that are meant
    for it. Leaving the block without an exception raises AssertionError if there are violations:
    a test that provokes some takes them out with ``take_violations``.
    """

    def __init__(self, *, username: str = "advisor_test_bot", privacy: bool = True) -> None:
        self.token = TOKEN
        self.world = World(username, privacy=privacy)
        self.updates = Updates(self.world)
        self.trouble = Trouble(self.world)
        self._serving = Serving()
        self.base = self._serving.base

    @property
    def url(self) -> str:
        """What python-telegram-bot calls base_url: the address up to where the token follows."""
        return f"{self.base}/bot"

    @property
    def username(self) -> str:
        """The bot's name without @."""
        return str(self.world.bot["username"])

    @property
    def violations(self) -> list[Violation]:
        """Everything so far that the Bot API does not allow."""
        return list(self.world.violations)

    @property
    def calls(self) -> list[Call]:
        """All requests in their order."""
        return list(self.world.calls)

    def user(self, name: str, **more: object) -> User:
        """A new person; ``more`` are further fields of Telegram's User (username …)."""
        return User(self.world, self.updates, name, more)

    def group(self, title: str, *members: User) -> Group:
        """A new group with these people and the bot."""
        return Group(self.world, self.updates, title, members)

    def fail(
        self, method: str, fault: Fault, *, times: int = 1, chat: User | Group | None = None
    ) -> None:
        """Let the next calls of the method (``*``: any) fail, perhaps in one chat only."""
        self.trouble.order(method, fault, times, chat.id if chat else None)

    def at_random(self, rate: float, seed: int) -> None:
        """From now on let this share of all calls meet a passing trouble."""
        self.trouble.at_random(rate, seed)

    def slow_down(self, seconds: float) -> None:
        """Let each call take so long to arrive, as over a far line; 0 is the usual haste."""
        self.trouble.latency = seconds

    def heal(self) -> None:
        """No more faults."""
        self.trouble.heal()

    def hold(self, method: str, *, after: bool = False, chat: User | Group | None = None) -> Hold:
        """Make calls of the method wait, before or ``after`` they take effect, until released."""
        return self.trouble.hold(method, chat.id if chat else None, after=after)

    def inject(self, raw: Json) -> int:
        """Queue an update as it is, however wrong; it gets an update_id if it has none. Its id."""
        return self.updates.push(raw)[0]

    def calls_of(self, method: str) -> list[Call]:
        """The requests for one method."""
        return [call for call in self.calls if call.method == method]

    def waits_for_call(self, method: str, *, count: int = 1, timeout: float = 10) -> Call:
        """The call of the method with this number (from 1), once it has ended."""

        def ready() -> Call | None:
            ended = [call for call in self.calls_of(method) if call.ended]
            return ended[count - 1] if len(ended) >= count else None

        call: Call = self.world.wait(ready, timeout, self._seen(f"no call {count} of {method}"))
        return call

    def waits_for_poll(self, timeout: float = 15) -> None:
        """Wait until the bot listens."""
        self.world.wait(lambda: self.updates.polled, timeout, self._seen("nobody polls"))

    def waits_until_confirmed(self, update_id: int, timeout: float = 10) -> float:
        """When (monotonic seconds) the bot confirmed the update; waits for it."""
        confirmed = self.updates.confirmed
        complaint = self._seen(f"update {update_id} not confirmed")
        self.world.wait(lambda: update_id in confirmed, timeout, complaint)
        return confirmed[update_id]

    def wait_idle(self, *, settle: float = 0.3, timeout: float = 15) -> None:
        """Wait until no update waits and no call is under way, for ``settle`` seconds on end."""
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            self.world.wait(self._is_idle, max(left, 0), self._seen("the bot is not idle"))
            if not self._stirs_within(settle):
                return

    def menu(
        self, chat: User | Group | None = None, *, kind: str = "default", language: str = ""
    ) -> dict[str, str]:
        """The commands menu for one chat, or a kind of them: what each command is said to do."""
        scope = {"type": "chat", "chat_id": chat.id} if chat else {"type": kind}
        found = self.world.commands.get((json.dumps(scope, sort_keys=True), language), [])
        return {one["command"]: one["description"] for one in found}

    def words(self, what: str, *, language: str = "") -> str:
        """What the bot set as its Name, Description or ShortDescription; empty if nothing."""
        return self.world.profile.get((what, language), "")

    def unanswered(self) -> list[Tap]:
        """Taps whose button still shows its waiting sign."""
        return [tap for tap in self.world.taps.values() if tap.answer is None]

    def expire_taps(self) -> None:
        """Make all unanswered taps too old to be answered."""
        for tap in self.unanswered():
            tap.expired = True

    def take_violations(self) -> list[Violation]:
        """The violations so far, which are then forgotten."""
        with self.world.changed:
            taken = self.violations
            self.world.violations.clear()
        return taken

    def start(self) -> "BotApiServer":
        """Listen; afterwards the address answers."""
        schema.methods()
        self._serving.start(Front(self.token, self.world, self.updates, self.trouble).app())
        return self

    def stop(self) -> None:
        """Cut all lines and close the door."""
        self._serving.stop()

    def __enter__(self) -> "BotApiServer":
        return self.start()

    def __exit__(self, kind: object, *_: object) -> None:
        self.stop()
        if kind is None and self.violations:
            raise AssertionError("\n".join(map(str, self.violations)))

    def _is_idle(self) -> bool:
        return not self.updates.pending and not self.world.busy

    def _stirs_within(self, seconds: float) -> bool:
        with self.world.changed:
            before = self.world.stirred
            return self.world.changed.wait_for(lambda: self.world.stirred != before, seconds)

    def _seen(self, what: str) -> Callable[[], str]:
        def complaint() -> str:
            last = [f"{c.method}:{c.status} {c.description or ''}" for c in self.calls[-8:]]
            return (
                f"{what}; last calls: {last}; waiting updates: {len(self.updates.pending)};"
                f" violations: {[str(v) for v in self.violations]}"
            )

        return complaint
