"""Updates are stored before they can be acknowledged, and polling survives strange answers."""

import asyncio
import json
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram.error import Conflict, NetworkError, TelegramError

from bot.errors import UserError
from bot.telegram.polling import GuardedPolling
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.request import AiohttpRequest
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.store import Store
from tests.bot.telegram.raw import Json, message, query

URL = "http://127.0.0.1/getUpdates"


@dataclass
class FakeInbox:
    kept: dict[int, str] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    broken: bool = False

    def __post_init__(self) -> None:
        self.inbox = self

    def transaction(self) -> AbstractContextManager[None]:
        return nullcontext()

    def keep(self, update_id: int, raw: str) -> bool:
        if self.broken:
            raise StorageError("the disk is full")
        new = update_id not in self.kept
        self.kept.setdefault(update_id, raw)
        return new

    def dead_letter(self, update_id: int, why: str) -> None:
        self.aside[update_id] = why

    def done(self, update_id: int) -> None:
        self.settled.add(update_id)


@pytest.fixture
def inbox() -> FakeInbox:
    return FakeInbox()


@dataclass
class Line:
    """Polls once, with whatever the network is told to answer."""

    monkeypatch: pytest.MonkeyPatch
    inbox: FakeInbox
    receiver: UpdateReceiver | None = None
    unreadable: list[Json] = field(default_factory=list)
    told: Any = None
    closed: bool = False

    def brings(self, body: Any, code: int = 200) -> list[int]:
        """The numbers of the updates that are handed on; what the library gets is in ``told``."""
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()

        async def answer(*_: Any, **__: Any) -> tuple[int, bytes]:
            return code, payload

        async def poll() -> list[int]:
            worker, taken = Worker(), list[int]()
            # As it stands after what it was answered before.
            trouble = self.receiver._trouble if self.receiver else None
            self.receiver = UpdateReceiver(cast("Store", self.inbox), worker)
            self.receiver._trouble = trouble
            self.receiver.last_ok = 0
            self.receiver.unreadable = self.unreadable.append
            self.receiver.hand_on = lambda update: taken.append(update.update_id)
            polling = GuardedPolling(self.receiver)
            polling.closed = self.closed
            try:
                self.told = await polling.post(URL)
                return taken
            finally:
                worker.close()
                await polling.shutdown()

        self.monkeypatch.setattr(AiohttpRequest, "do_request", answer)
        return asyncio.run(poll())


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, inbox: FakeInbox) -> Line:
    return Line(monkeypatch, inbox)


def batch(*updates: Json) -> Json:
    return {"ok": True, "result": list(updates)}


HELLO = {"update_id": 7, "message": message(text="hello")}
BROKEN = {"update_id": 8, "message": {"message_id": 1, "text": "no date, no chat"}}


def test_an_update_is_stored_as_it_came(line: Line, inbox: FakeInbox) -> None:
    assert line.brings(batch(HELLO)) == [7]
    assert json.loads(inbox.kept[7]) == HELLO


def test_the_library_gets_the_last_number_alone(line: Line) -> None:
    line.brings(batch(HELLO, BROKEN))
    assert line.told == [{"update_id": 8}]


def test_of_a_tapped_message_only_which_one_it_is_is_kept(line: Line, inbox: FakeInbox) -> None:
    under = message(text="What is your role?", reply_markup={"inline_keyboard": []})
    tap = {"update_id": 7, "callback_query": query(under)}
    assert line.brings(batch(tap)) == [7]
    kept = json.loads(inbox.kept[7])["callback_query"]["message"]
    assert kept == {"message_id": 9, "date": 0, "chat": under["chat"]}


def test_what_cannot_be_stored_is_not_taken(line: Line, inbox: FakeInbox) -> None:
    inbox.broken = True
    with pytest.raises(NetworkError):
        line.brings(batch(HELLO))


def test_what_cannot_be_parsed_is_a_dead_letter_and_stops_nobody(
    line: Line, inbox: FakeInbox
) -> None:
    assert line.brings(batch(BROKEN, HELLO)) == [7]
    assert (set(inbox.kept), set(inbox.aside)) == ({7, 8}, {8})


def test_what_cannot_be_parsed_is_told_once_it_is_stored(line: Line, inbox: FakeInbox) -> None:
    line.brings(batch(BROKEN, HELLO))
    assert line.unreadable == [BROKEN]
    inbox.broken = True
    with pytest.raises(NetworkError):
        line.brings(batch({**BROKEN, "update_id": 9}))
    assert line.unreadable == [BROKEN]


def test_the_reason_for_putting_aside_repeats_no_words(
    line: Line, inbox: FakeInbox, caplog: pytest.LogCaptureFixture
) -> None:
    line.brings(batch(BROKEN))
    assert "no date" not in caplog.text + inbox.aside[8]


def test_what_came_before_is_not_worked_off_again(line: Line) -> None:
    line.brings(batch(HELLO))
    assert line.brings(batch(HELLO)) == []


@pytest.mark.parametrize("code", [401, 404])
def test_a_passing_refusal_of_the_token_is_retried(line: Line, code: int) -> None:
    with pytest.raises(NetworkError):
        line.brings({"ok": False, "error_code": code, "description": "no"}, code)


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok": true, "resu',
        b"<html>",
        b"\xff\xfe",
        {"ok": False},
        {"ok": True},
        {"ok": True, "result": {}},
        {"ok": True, "result": ["x"]},
        {"ok": True, "result": [{"message": {}}]},
        [],
        "text",
    ],
)
def test_an_answer_that_is_none_is_retried(line: Line, inbox: FakeInbox, body: Any) -> None:
    with pytest.raises(NetworkError):
        line.brings(body)
    assert not inbox.kept


def test_broken_answers_are_not_logged(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NetworkError):
        line.brings(b'{"text": "secret words')
    with pytest.raises(TelegramError):
        line.brings(b'{"text": "secret words', 502)
    assert "secret" not in caplog.text


def test_other_refusals_are_the_librarys(line: Line) -> None:
    with pytest.raises(Conflict):
        line.brings({"ok": False, "error_code": 409, "description": "Conflict"}, 409)


@pytest.mark.parametrize(
    "strange",
    [
        {"message": None},
        {"message": {**message(text="hi"), "chat": {"id": [1], "type": "private"}}},
        {"message": {**message(text="hi"), "from": {"id": 2**70, "first_name": "A"}}},
        {"unknown_thing": {"chat": {"id": 1}}},
        {},
    ],
    ids=["null", "list", "huge", "unknown", "nothing"],
)
def test_a_strange_update_never_waits(line: Line, inbox: FakeInbox, strange: Json) -> None:
    assert line.brings(batch({"update_id": 8, **strange}, HELLO)) == [7]
    assert inbox.settled | set(inbox.aside) == {8}


def test_an_update_nested_too_deeply_is_a_dead_letter_alone(line: Line, inbox: FakeInbox) -> None:
    deep = '{"update_id": 8, "message": ' + '[{"a\\"}]": ' * 5000 + "1" + "}]" * 5000 + "}"
    body = f'{{"ok": true, "result": [{deep}, {json.dumps(HELLO)}]}}'
    assert line.brings(body.encode()) == [7]
    assert set(inbox.aside) == {8}


@pytest.mark.parametrize("number", [2**63, -1, True, "7", 1.5, None])
def test_an_update_without_a_usable_number_stops_nobody(line: Line, number: object) -> None:
    assert line.brings(batch({**HELLO, "update_id": number}, HELLO)) == [7]


def test_half_a_character_is_replaced(line: Line, inbox: FakeInbox) -> None:
    line.brings(batch({**HELLO, "message": message(text="so \ud83d what")}))
    assert json.loads(inbox.kept[7])["message"]["text"] == "so \ufffd what"


@pytest.mark.parametrize(("code", "what"), [(401, "token"), (200, "the disk is full")])
def test_what_keeps_updates_away_for_long_is_told(
    line: Line, inbox: FakeInbox, code: int, what: str
) -> None:
    inbox.broken = True
    for _ in range(2):
        with pytest.raises(NetworkError):
            line.brings(batch(HELLO), code)
    assert line.receiver
    line.receiver.check(patience=60)
    with pytest.raises((UserError, StorageError), match=what):
        line.receiver.check(patience=0)
    inbox.broken = False
    line.brings(batch(HELLO))
    line.receiver.check(patience=0)


def test_nothing_is_asked_once_it_is_closed(line: Line) -> None:
    line.closed = True
    with pytest.raises(NetworkError, match="ended"):
        line.brings(batch(HELLO))


def test_success_is_noted(line: Line) -> None:
    line.brings(batch())
    assert line.receiver
    assert time.monotonic() - line.receiver.last_ok < 10


def test_failure_is_not_noted_as_success(line: Line) -> None:
    with pytest.raises(NetworkError):
        line.brings({"ok": False}, 502)
    assert line.receiver
    assert line.receiver.last_ok == 0
