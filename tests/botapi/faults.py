"""Trouble on order: wrong answers, silence, cut lines, and calls held until a test lets them go."""

import json
import threading
from dataclasses import dataclass, replace
from random import Random

from tests.botapi.errors import Json
from tests.botapi.updates import CONFLICT
from tests.botapi.world import Call, World


@dataclass(frozen=True)
class Fault:
    """How a call goes wrong: perhaps take effect, wait ``delay`` seconds, then cut or answer."""

    status: int = 200
    body: str = ""
    kind: str = "application/json"
    effect: bool = False
    delay: float = 0
    cut: bool = False


def _refusal(code: int, description: str, parameters: Json | None = None) -> Fault:
    body: Json = {"ok": False, "error_code": code, "description": description}
    return Fault(code, json.dumps(body | ({"parameters": parameters} if parameters else {})))


def too_many(retry_after: int = 1, *, says_when: bool = True) -> Fault:
    """429; without ``says_when`` the answer lacks its parameters."""
    parameters = {"retry_after": retry_after} if says_when else None
    return _refusal(429, f"Too Many Requests: retry after {retry_after}", parameters)


def bad_gateway() -> Fault:
    """502 with a web page, as a proxy answers."""
    return Fault(502, "<html><h1>502 Bad Gateway</h1></html>", "text/html")


def broken_json() -> Fault:
    """200, but the answer stops in the middle."""
    return Fault(200, '{"ok": true, "resu')


def no_result() -> Fault:
    """200 and valid JSON, but not in the shape of an answer."""
    return Fault(200, '{"ok": false}')


def unauthorized() -> Fault:
    """401, as for a revoked token."""
    return _refusal(401, "Unauthorized")


def not_found() -> Fault:
    """404, as for a mistyped token."""
    return _refusal(404, "Not Found")


def conflict() -> Fault:
    """409, as while another instance polls."""
    return _refusal(409, CONFLICT)


def refused(code: int, description: str) -> Fault:
    """Any other answer with ``ok: false``."""
    return _refusal(code, description)


def hang(seconds: float, *, effect: bool = False) -> Fault:
    """No answer for so long, then a cut line; with ``effect`` the call was carried out."""
    return Fault(effect=effect, delay=seconds, cut=True)


def cut(*, effect: bool) -> Fault:
    """The connection drops without an answer; with ``effect`` after the call was carried out."""
    return Fault(effect=effect, cut=True)


PASSING = (
    too_many(),
    bad_gateway(),
    broken_json(),
    replace(broken_json(), effect=True),
    cut(effect=False),
    cut(effect=True),
    hang(0.3, effect=True),
)
"""What any call may meet on a bad day; four of them leave it open whether it took effect."""


@dataclass
class _Order:
    method: str
    fault: Fault
    times: int
    chat: int | None

    def fits(self, call: Call) -> bool:
        return self.times > 0 and _fits(self.method, self.chat, call)


def _fits(method: str, chat: int | None, call: Call) -> bool:
    return method in {"*", call.method} and chat in {None, call.params.get("chat_id")}


class Hold:
    """Calls that wait: until ``release``, or for ever if the bot's process dies meanwhile."""

    def __init__(self, world: World, method: str, chat: int | None, *, after: bool) -> None:
        self.world, self.method, self.chat, self.after = world, method, chat, after
        self.released = threading.Event()
        self.held: list[Call] = []

    def fits(self, call: Call, *, after: bool) -> bool:
        """Whether this call has to wait at this point: before or after its effect."""
        ours = after == self.after and not self.released.is_set()
        return ours and _fits(self.method, self.chat, call)

    def waits(self, timeout: float = 10) -> Call:
        """The first call held; AssertionError if none comes in time."""
        self.world.wait(lambda: self.held, timeout, lambda: f"no call of {self.method} to hold")
        return self.held[0]

    def release(self) -> None:
        """Let the held calls and all later ones go on."""
        self.released.set()

    def __enter__(self) -> "Hold":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class Trouble:
    """The orders and holds in force, and the seconds that any call takes to arrive."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.latency = 0.0
        self._rate, self._chance = 0.0, Random(0)  # noqa: S311 - which call fails is no secret
        self._orders: list[_Order] = []
        self._holds: list[Hold] = []

    def order(self, method: str, fault: Fault, times: int, chat: int | None) -> None:
        """The next ``times`` calls of the method (``*``: any) fail so."""
        with self.world.changed:
            self._orders.append(_Order(method, fault, times, chat))

    def at_random(self, rate: float, seed: int) -> None:
        """From now on let this share of all calls meet a passing trouble."""
        with self.world.changed:
            self._rate, self._chance = rate, Random(seed)  # noqa: S311 - likewise

    def hold(self, method: str, chat: int | None, *, after: bool) -> Hold:
        """Make the method's calls wait."""
        with self.world.changed:
            self._holds.append(Hold(self.world, method, chat, after=after))
            return self._holds[-1]

    def heal(self) -> None:
        """Forget all orders, and let nothing fail at random."""
        with self.world.changed:
            self._orders.clear()
            self._rate = 0.0

    def next_fault(self, call: Call) -> Fault | None:
        """The fault that this call meets; used up by asking."""
        with self.world.changed:
            for order in self._orders:
                if order.fits(call):
                    order.times -= 1
                    return order.fault
            return self._chance.choice(PASSING) if self._chance.random() < self._rate else None

    def hold_for(self, call: Call, *, after: bool) -> Hold | None:
        """The hold that this call meets, told about the call."""
        with self.world.changed:
            for hold in self._holds:
                if hold.fits(call, after=after):
                    hold.held.append(call)
                    self.world.changed.notify_all()
                    return hold
        return None
