"""One update: its tap is answered once and soon, and a busy database is waited for."""

import asyncio
import errno
import threading
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.advisor import APOLOGY, Advisor, Prepared
from bot.incoming import Incoming
from bot.telegram import dispatcher as module
from bot.telegram import rests, typing
from bot.telegram import worker as waiting
from bot.telegram.bot_api import BotApi
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.groups import Groups
from bot.telegram.inline import AnswerSearch
from bot.telegram.messages import OutboundCall
from bot.telegram.rests import AT_ONCE, Rests
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from flows.dialogue.events import TextReceived
from storage.errors import StorageError
from storage.records import Friend, Message, Outgoing
from storage.store import Store
from tests.bot.telegram.raw import ANNA, GROUP, membership, message, query, update


@dataclass
class FakeBotApi:
    answered: list[tuple[str, str]] = field(default_factory=list)
    alerts: int = 0
    delivered: list[tuple[str, str]] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    seen: threading.Event = field(default_factory=threading.Event)
    broken: bool = False

    async def show_action(self, address: str, action: str) -> bool:
        self.shown.append((address, action))
        self.seen.set()
        return True

    async def deliver(self, address: str, call: OutboundCall) -> None:
        if self.broken:
            raise NetworkError("down")
        self.delivered.append((address, call.text))

    async def answer_inline_query(self, query: str, answers: list[Any], *, for_all: bool) -> None:
        assert for_all
        self.answered += [(query, each) for each in answers]

    async def answer_callback_query(
        self, query_id: str, note: str = "", *, alert: bool = False
    ) -> None:
        self.answered.append((query_id, note))
        self.alerts += alert


@dataclass
class FakeSender:
    submitted: list[Outgoing] = field(default_factory=list)

    def submit(self, rows: list[Outgoing]) -> None:
        self.submitted += rows

    def last(self, address: str) -> int:
        assert address == "77"
        return 0


@dataclass
class FakeRecords:
    notes: list[tuple[str, int]] = field(default_factory=list)
    friend: Friend | None = None
    waiting: list[Outgoing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inbox = self.outbox = self.users = self

    def done(self, update_id: int) -> None:
        self.notes.append(("done", update_id))

    def dead_letter(self, update_id: int, why: str) -> None:
        assert why
        self.notes.append(("dead letter", update_id))

    def sent(self, outgoing_id: int, message_id: int | None) -> None:
        assert message_id is None
        self.notes.append(("sent", outgoing_id))
        self.waiting = [row for row in self.waiting if row.id != outgoing_id]

    def find(self, channel: str, address: str) -> Friend | None:
        assert (channel, address) == ("telegram", "77")
        return self.friend

    def all_sent(self, taken: list[tuple[int, int | None]]) -> None:
        for each in taken:
            self.sent(*each)

    def pending(
        self, channel: str, friend_id: int, after: int, besides: list[int]
    ) -> list[Outgoing]:
        assert (channel, friend_id, after) == ("telegram", 1, 0)
        return [row for row in self.waiting if row.id not in besides]

    def activate(self, friend_id: int) -> None:
        self.notes.append(("active", friend_id))

    def deactivate(self, friend_id: int) -> None:
        self.notes.append(("inactive", friend_id))


@dataclass
class FakeAdvisor:
    """Replies with these messages; ``before`` runs first and may fail or take its time."""

    records: FakeRecords = field(default_factory=FakeRecords)
    replies: list[Message] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    heard: list[Incoming] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)

    def prepare(self, incoming: Incoming, *, as_owner: bool) -> Prepared:
        assert as_owner
        self.lanes.append(threading.current_thread().name)
        return Prepared(incoming, lambda: self._record(incoming))

    def record(self, prepared: Prepared) -> list[Outgoing] | None:
        return prepared.record()

    def _record(self, incoming: Incoming) -> list[Outgoing]:
        self.before()
        self.heard.append(incoming)
        numbered = enumerate(self.replies, 1)
        rows = [Outgoing(n, 1, incoming.address, m, incoming.tapped) for n, m in numbered]
        self.records.waiting += rows
        return rows


class Turns(Rests):
    """Notes whose turn is waited for, and has something happen meanwhile."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__(0)
        self.of: list[Hashable] = []
        self._meanwhile = meanwhile

    @asynccontextmanager
    async def turn(self, chat: Hashable) -> AsyncIterator[None]:
        self.of.append(chat)
        self._meanwhile()
        yield


@dataclass
class Scene:
    advisor: FakeAdvisor = field(default_factory=FakeAdvisor)
    records: FakeRecords = field(default_factory=FakeRecords)
    bot_api: FakeBotApi = field(default_factory=FakeBotApi)
    sender: FakeSender = field(default_factory=FakeSender)
    failures: list[Exception] = field(default_factory=list)
    closing: bool = False
    groups: list[Any] | None = field(default_factory=list)
    search: Callable[[str], list[Any]] | None = None
    rests: Rests | None = None
    dispatcher: Dispatcher = field(init=False)

    def __post_init__(self) -> None:
        self.advisor.records = self.records

    def gets(self, *updates: Update) -> None:
        async def main() -> None:
            worker = Worker()
            self.dispatcher = dispatcher = Dispatcher(
                cast("Advisor", self.advisor),
                cast("Store", self.records),
                cast("BotApi", self.bot_api),
                cast("Sender", self.sender),
                worker,
                fail=self.failures.append,
                groups=cast("Groups", self._in_group),
                answer_search=cast("AnswerSearch", self) if self.search else None,
            )
            dispatcher.closing = self.closing
            if self.rests is not None:
                dispatcher.rests = self.rests
            for each in updates:
                await dispatcher(each, None)
            worker.close()

        asyncio.run(main())

    async def _in_group(self, heard: Any) -> None:
        assert self.groups is not None, "nobody is at home"
        self.groups.append(heard)


@pytest.fixture
def scene() -> Scene:
    return Scene()


TAP = update(5, callback_query=query(message(text="a")))
NOTE = Message("Already done", place="toast")


def test_a_message_is_handed_on_with_all_that_is_known(scene: Scene) -> None:
    scene.advisor.replies = [Message("Hello")]
    scene.gets(update(5, message=message(text="hi")))
    said = TextReceived(text="hi")
    assert scene.advisor.heard == [Incoming("telegram", "77", "Anna", said, "anna_of_tests", 5)]
    assert [row.message.text for row in scene.sender.submitted] == ["Hello"]


@pytest.mark.parametrize("length", [1, module.LONG, module.LONG + 1, 4096])
def test_only_long_texts_wait_for_long_texts(scene: Scene, length: int) -> None:
    scene.advisor.replies = [Message("Next")]
    scene.gets(update(5, message=message(text="½" * length)), TAP)
    lane = "reading" if length > module.LONG else "thinking"
    assert scene.advisor.lanes == [lane, "thinking"]


def test_a_tap_is_answered_with_the_note_that_is_then_not_sent(scene: Scene) -> None:
    scene.advisor.replies = [NOTE, Message("Next")]
    scene.gets(TAP)
    assert scene.bot_api.answered == [("q1", "Already done")]
    assert [row.message.text for row in scene.sender.submitted] == ["Next"]
    assert ("sent", 1) in scene.records.notes


def test_a_tap_without_a_note_is_answered_all_the_same(scene: Scene) -> None:
    scene.advisor.replies = [Message("Next")]
    scene.gets(TAP)
    assert scene.bot_api.answered == [("q1", "")]


@pytest.mark.parametrize("slow", [True, False])
def test_whoever_waits_long_sees_that_something_is_done(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, *, slow: bool
) -> None:
    monkeypatch.setattr(typing, "SLOW", 0 if slow else 10**6)
    if slow:
        scene.advisor.before = lambda: assert_true(scene.bot_api.seen.wait(5))
    scene.advisor.replies = [Message("Hello")]
    scene.gets(update(5, message=message(text="hi")))
    assert scene.bot_api.shown[:1] == [("77", "typing")] * slow
    assert [row.message.text for row in scene.sender.submitted] == ["Hello"]


def test_a_tap_that_takes_long_is_answered_first_and_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HURRY", 0.01)
    answered = threading.Event()
    scene.advisor.before = lambda: assert_true(answered.wait(5))
    scene.advisor.replies = [NOTE]
    original = scene.bot_api.answer_callback_query

    async def answer(query_id: str, note: str = "") -> None:
        await original(query_id, note)
        answered.set()

    monkeypatch.setattr(scene.bot_api, "answer_callback_query", answer)
    scene.gets(TAP)
    assert scene.bot_api.answered == [("q1", "")]
    assert [row.message for row in scene.sender.submitted] == [NOTE]


def assert_true(value: bool) -> None:
    assert value


def test_a_note_too_long_to_pop_up_is_sent_as_a_message(scene: Scene) -> None:
    scene.advisor.replies = [Message("long " * 50, place="toast")]
    scene.gets(TAP)
    assert scene.bot_api.answered == [("q1", "")]
    assert len(scene.sender.submitted) == 1


def test_what_was_held_goes_out_before_the_reply(scene: Scene) -> None:
    held = Outgoing(-1, 1, "77", Message("An answer"), None, must_arrive=True)
    scene.records.waiting = [held, Outgoing(-2, 1, "77", NOTE, None)]
    scene.advisor.replies = [Message("Hello")]
    scene.gets(update(5, message=message(text="hi")))
    assert [row.message.text for row in scene.sender.submitted] == ["An answer", "Hello"]


def test_a_busy_database_is_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "RETRIES", (0.0, 0.0))
    errors = [StorageError("busy"), StorageError("busy")]

    def busy() -> None:
        if errors:
            raise errors.pop()

    scene.advisor.before = busy
    scene.gets(TAP)
    assert len(scene.advisor.heard) == 1
    assert not scene.failures


def test_a_busy_database_is_waited_for_while_answers_are_looked_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "RETRIES", (0.0, 0.0))
    errors = [StorageError("busy"), StorageError("busy")]

    def search(text: str) -> list[str]:
        if errors:
            raise errors.pop()
        return [f"about {text}"]

    scene.search = search
    asked = {"id": "q1", "from": ANNA, "query": "pay", "offset": ""}
    scene.gets(update(5, inline_query=asked))
    assert scene.bot_api.answered == [("q1", "about pay")]
    assert (scene.records.notes, scene.failures) == ([("done", 5)], [])


def test_a_database_out_of_use_ends_the_program(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "RETRIES", (0.0,))

    def broken() -> None:
        raise StorageError("the disk is full")

    scene.advisor.before = broken
    scene.gets(update(5, message=message(text="hi")))
    assert isinstance(scene.failures[0], StorageError)
    assert scene.records.notes == []


@pytest.mark.parametrize(
    "error", [OSError(errno.EMFILE, "Too many open files"), MemoryError()], ids=["files", "memory"]
)
def test_a_fault_of_the_machine_that_passes_is_waited_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(waiting, "RETRIES", ())

    def short_of_something() -> None:
        raise error

    scene.advisor.before = short_of_something
    scene.gets(update(5, message=message(text="hi")))
    assert (scene.records.notes, scene.failures, scene.bot_api.delivered) == ([], [], [])


def test_an_update_that_breaks_the_program_is_a_dead_letter(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("secret words")

    scene.advisor.before = broken
    scene.gets(update(5, message=message(text="hi")))
    assert scene.records.notes == [("dead letter", 5)]
    assert scene.bot_api.delivered == [("77", APOLOGY.text)]
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        {"edited_message": message(text="hi", edit_date=1_790_000_001)},
        {"my_chat_member": membership("kicked")},
        {"message": message(GROUP, text="hi")},
    ],
)
def test_nobody_who_waits_for_no_reply_hears_an_apology(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, content: dict[str, Any]
) -> None:
    monkeypatch.setattr(module, "translate", lambda _: 1 / 0)
    scene.gets(update(5, **content))
    assert scene.records.notes == [("dead letter", 5)]
    assert scene.bot_api.delivered == []


def test_an_apology_that_cannot_be_sent_stops_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "translate", lambda _: 1 / 0)
    scene.bot_api.broken = True
    scene.gets(update(5, message=message(text="hi")))
    assert scene.failures == []


def test_an_update_that_cannot_even_be_a_dead_letter_ends_the_program(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(waiting, "RETRIES", (0.0,))
    monkeypatch.setattr(module, "translate", lambda _: 1 / 0)
    monkeypatch.setattr(scene.records, "dead_letter", broken)
    scene.gets(update(5, message=message(text="hi")))
    assert isinstance(scene.failures[0], StorageError)
    assert scene.bot_api.delivered == []


def edit(number: int, of: int = 9) -> Update:
    edited = message(text=f"{number} years", edit_date=1_790_000_000 + number)
    return update(number, edited_message=edited | {"message_id": of})


def picture(number: int, album: str, caption: str = "") -> Update:
    size = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    words: dict[str, Any] = {"caption": caption} if caption else {}
    return update(number, message=message(photo=[size], media_group_id=album, **words))


def heard(scene: Scene) -> list[str]:
    events = [incoming.event for incoming in scene.advisor.heard]
    return [each.text if isinstance(each, TextReceived) else "-" for each in events]


def test_a_message_edited_again_is_replied_to_once(scene: Scene) -> None:
    scene.gets(edit(5), edit(6), edit(7, of=10))
    assert len(scene.advisor.heard) == 2
    assert ("done", 6) in scene.records.notes


def test_an_album_without_words_is_replied_to_once(scene: Scene) -> None:
    scene.gets(picture(5, "a"), picture(6, "a"), picture(7, "b"), picture(8, "a"))
    assert heard(scene) == ["-", "-"]
    assert [note for note in scene.records.notes if note[0] == "done"] == [("done", 6), ("done", 8)]


def test_the_words_of_a_whole_album_are_read(scene: Scene) -> None:
    scene.gets(picture(5, "a", "one"), picture(6, "a"), picture(7, "a", "two"))
    assert heard(scene) == ["one", "two"]


def test_of_albums_no_more_is_remembered_than_is_needed() -> None:
    recent = module.Recent(most=3)
    came = []
    for each in "aabcda":
        came.append(each in recent)
        recent.note(each)
    assert came == [False, True, False, False, False, False]
    assert len(recent) == 3


@pytest.mark.parametrize("first", [edit(5), picture(5, "a"), picture(5, "a", "words")])
def test_what_waits_for_another_try_is_replied_to_then(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, first: Update
) -> None:
    monkeypatch.setattr(waiting, "RETRIES", ())
    errors = [MemoryError()]

    def short_of_something() -> None:
        if errors:
            raise errors.pop()

    scene.advisor.before = short_of_something
    scene.gets(first, first)
    assert (len(scene.advisor.heard), scene.records.notes) == (1, [])


def test_once_it_is_closing_updates_stay_in_the_inbox(scene: Scene) -> None:
    scene.closing = True
    scene.gets(TAP)
    assert (scene.advisor.heard, scene.records.notes) == ([], [])


def test_once_it_is_closing_nothing_said_in_a_group_waits(scene: Scene) -> None:
    scene.closing = True
    scene.gets(update(5, message=message(GROUP, text="secret words")))
    assert (scene.groups, scene.records.notes) == ([], [("done", 5)])


def test_what_is_said_in_a_group_reaches_no_friend(scene: Scene) -> None:
    scene.gets(update(5, message=message(GROUP, text="/start@advisor_bot")))
    assert (len(scene.groups or []), scene.records.notes) == (1, [("done", 5)])
    assert scene.advisor.heard == []


def test_a_group_that_breaks_the_program_leaves_no_words_behind(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene, "groups", None)
    scene.gets(update(5, message=message(GROUP, text="secret words")))
    assert scene.records.notes == [("done", 5), ("dead letter", 5)]


@pytest.mark.parametrize(("status", "note"), [("kicked", "inactive"), ("member", "active")])
def test_who_can_be_reached_is_noted(scene: Scene, status: str, note: str) -> None:
    scene.records.friend = Friend(3, "telegram", "77", "Anna", "", True)
    scene.gets(update(5, my_chat_member=membership(status)))
    assert scene.records.notes == [(note, 3), ("done", 5)]


def test_a_stranger_who_blocks_the_bot_stays_a_stranger(scene: Scene) -> None:
    scene.gets(update(5, my_chat_member=membership("kicked")))
    assert scene.records.notes == [("done", 5)]


def test_a_bare_id_changes_nothing(scene: Scene) -> None:
    scene.gets(update(5))
    assert scene.records.notes == []


def test_each_update_waits_for_the_turn_of_its_chat(scene: Scene) -> None:
    scene.rests = turns = Turns(lambda: None)
    scene.gets(update(5, message=message(text="hi")), update(6, message=message(GROUP, text="hi")))
    assert turns.of == [77, GROUP["id"]]


def test_of_many_updates_of_a_chat_the_first_do_not_rest(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested: list[float] = []

    async def sleep(seconds: float) -> None:
        rested.append(seconds)

    monkeypatch.setattr(rests, "sleep", sleep)
    scene.gets(*(update(n, message=message(text="hi")) for n in range(AT_ONCE + 30)))
    assert 25 <= len(rested) <= 30


def test_what_waits_for_its_turn_when_the_end_begins_stays_in_the_inbox(scene: Scene) -> None:
    scene.rests = turns = Turns(lambda: setattr(scene.dispatcher, "closing", True))
    scene.gets(TAP, TAP)
    assert (scene.advisor.heard, scene.records.notes) == ([], [])
    assert len(turns.of) == 1, "once it has begun nothing waits for a turn"
