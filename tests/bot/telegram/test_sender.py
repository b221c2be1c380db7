"""What the sender does in good times and in bad ones."""

import asyncio
import errno
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import cast

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.owner.service import REFUSALS
from bot.telegram import delivery, rests, typing
from bot.telegram import sender as sender_module
from bot.telegram import worker as worker_module
from bot.telegram.bot_api import BotApi
from bot.telegram.lifecycle import Shutdown, Supervisor
from bot.telegram.messages import OutboundCall
from bot.telegram.request import InDoubtError
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from flows.dialogue.events import Began, Continued, Forgotten
from storage.errors import StorageError
from storage.records import Attachment, Message, Outgoing
from storage.texts import plain
from tests.bot.company import OWNER, Company


def cut_off() -> NetworkError:
    error = NetworkError("cut")
    error.__cause__ = InDoubtError("SocketTimeoutError")
    return error


@dataclass
class FakeBotApi:
    """Delivers into a list, unless errors are due; ``arrives`` says that it did so all the same."""

    errors: list[TelegramError] = field(default_factory=list)
    delivered: list[tuple[str, OutboundCall]] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)

    async def show_action(self, address: str, action: str) -> bool:
        self.shown.append((address, action))
        if address in self.gates:  # what is waited for comes as soon as that was seen
            self.gates[address].set()
        return True

    async def deliver(
        self, address: str, call: OutboundCall, before: Callable[[], Awaitable[None]] | None = None
    ) -> int | None:
        if address in self.gates:
            await self.gates[address].wait()
        if before:
            await before()
        if self.errors:
            raise self.errors.pop(0)
        self.delivered.append((address, call))
        return len(self.delivered)

    @property
    def texts(self) -> list[str]:
        return [call.text for _, call in self.delivered]


@dataclass
class FakeStore:
    """The owner's service, the store and the parts of it that the sender uses, in one."""

    notes: list[tuple[str, int]] = field(default_factory=list)
    broken: bool = False
    busy: int = 0
    slowness: float = 0.0
    twice: int = 0
    together: list[int] = field(default_factory=list)
    deletions: int = 0
    erased: set[int] = field(default_factory=set)
    looks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = self.outbox = self.users = self.privacy = self

    def export(self, friend_id: int) -> bytes:
        return f"{friend_id}: {threading.current_thread().name}".encode()

    def all_sent(self, taken: list[tuple[int, int | None]]) -> None:
        if self.broken or self.busy:
            self.busy -= 1
            raise StorageError("the disk is full")
        time.sleep(self.slowness)
        self.together.append(len(taken))
        self.notes += [("sent", number) for number, _ in taken]

    def kept_among(self, ids: list[int]) -> set[int]:
        self.looks += ids
        return {*ids} - self.erased

    def erase(self, *ids: int) -> None:
        self.erased |= {*ids}
        self.deletions += 1

    def failed(self, outgoing_id: int, why: str, *, in_doubt: bool) -> None:
        assert why
        self.twice += in_doubt
        self.notes.append(("failed", outgoing_id))

    def give_up(self, outgoing_id: int, why: str) -> None:  # noqa: ARG002 - part of the interface
        self.notes.append(("given up", outgoing_id))

    def hold(self, outgoing_id: int, why: str, *, refused: bool) -> bool:
        assert refused == (why != "Forbidden")
        time.sleep(self.slowness)
        self.notes.append(("held", outgoing_id))
        return True

    def deactivate(self, friend_id: int) -> None:
        self.notes.append(("deactivated", friend_id))


@dataclass
class Scene:
    bot_api: FakeBotApi = field(default_factory=FakeBotApi)
    store: FakeStore = field(default_factory=FakeStore)
    failure: Exception | None = None

    def sends(self, *rows: Outgoing) -> list[tuple[str, int]]:
        """Submit all rows, wait until the queues are empty, and return what was noted."""
        self.while_sending(list(rows), lambda sender: sender.close(10))
        return self.store.notes

    def while_sending(
        self, rows: list[Outgoing], then: Callable[[Sender], Awaitable[None]]
    ) -> None:
        async def main() -> None:
            worker = Worker()
            shutdown = Shutdown()
            sender = Sender(self.bot_api, self.store, worker, Supervisor(shutdown))  # type: ignore[arg-type]
            sender.submit(rows)
            await then(sender)
            self.failure = shutdown.reason
            worker.close()

        asyncio.run(main())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "SHORTEST_WAIT", 0.0)
    monkeypatch.setattr(sender_module, "LONGEST_WAIT", 0.0)
    monkeypatch.setattr(worker_module, "RETRIES", (0.0, 0.0))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def row(
    number: int,
    text: str = "Hi",
    address: str = "77",
    tapped: int | None = None,
    *,
    must_arrive: bool = False,
) -> Outgoing:
    message = Message(text, place="new" if tapped is None else "tapped")
    return Outgoing(number, int(address), address, message, tapped, must_arrive)


def with_file(number: int, address: str = "77") -> Outgoing:
    file = Attachment("document", f"{number}.json", b"{}")
    return replace(row(number, address=address), message=Message(f"{number}", attachment=file))


LONG = "long " * 200


def test_messages_go_out_in_order_and_are_noted(scene: Scene) -> None:
    notes = scene.sends(row(1, "a"), row(2, "b"), row(3, "c"))
    assert scene.bot_api.texts == ["a", "b", "c"]
    assert notes == [("sent", 1), ("sent", 2), ("sent", 3)]


def test_a_database_that_is_busy_while_noting_repeats_nothing(scene: Scene) -> None:
    scene.store.busy = 2
    assert scene.sends(row(1, "a"), row(2, "b")) == [("sent", 1), ("sent", 2)]
    assert scene.bot_api.texts == ["a", "b"]
    assert scene.failure is None


def test_a_picture_waits_while_the_machine_is_short_of_something(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [OSError(errno.EMFILE, "Too many open files"), MemoryError()]

    async def drawn(message: Message, _: object) -> Message:
        if errors:
            raise errors.pop()
        return message

    monkeypatch.setattr(sender_module, "drawn", drawn)
    assert scene.sends(with_file(1)) == [("sent", 1)]
    assert errors == []


def test_a_chat_that_is_slow_delays_no_other(scene: Scene) -> None:
    async def then(sender: Sender) -> None:
        while not scene.bot_api.delivered:
            await asyncio.sleep(0)
        scene.bot_api.gates["77"].set()
        await sender.close(10)

    scene.bot_api.gates["77"] = asyncio.Event()
    scene.while_sending([row(1, "slow"), row(2, "quick", "88")], then)
    assert scene.bot_api.texts == ["quick", "slow"]


@pytest.mark.parametrize(
    "meets", [lambda: NetworkError("502"), TimedOut, lambda: RetryAfter(0), cut_off]
)
def test_it_tries_again(scene: Scene, meets: Callable[[], TelegramError]) -> None:
    scene.bot_api.errors = [meets()]
    assert scene.sends(row(1), row(2)) == [("failed", 1), ("sent", 1), ("sent", 2)]


def test_a_long_message_that_was_surely_not_sent_is_repeated(scene: Scene) -> None:
    scene.bot_api.errors = [NetworkError("502")] * 5
    assert scene.sends(row(1, LONG))[-1] == ("sent", 1)


@pytest.mark.parametrize("text", ["short", LONG])
def test_what_may_have_arrived_is_repeated_until_it_surely_has(scene: Scene, text: str) -> None:
    scene.bot_api.errors = [cut_off() for _ in range(9)]
    assert scene.sends(row(1, text)) == [("failed", 1)] * 9 + [("sent", 1)]
    assert scene.bot_api.texts == [text]


def test_what_may_arrive_twice_is_counted_and_an_edit_may_not(scene: Scene) -> None:
    scene.bot_api.errors = [cut_off(), cut_off()]
    scene.sends(row(1, "new"))
    assert scene.store.twice == 2
    scene.bot_api.errors = [cut_off(), NetworkError("502")]
    scene.sends(row(2, "edit", tapped=5))
    assert scene.store.twice == 2


def test_a_friend_who_is_gone_is_not_written_to(scene: Scene) -> None:
    scene.bot_api.errors = [Forbidden("bot was blocked by the user")]
    notes = scene.sends(row(1), row(2), row(3, "other", "88"))
    assert set(notes) == {("deactivated", 77), ("given up", 1), ("given up", 2), ("sent", 3)}
    assert scene.bot_api.texts == ["other"]


def test_what_is_being_held_is_not_sent_meanwhile(scene: Scene) -> None:
    held = row(1, must_arrive=True)

    async def looked_for_again(sender: Sender) -> None:
        while not scene.store.notes:  # as by the poller, which still found it in the outbox
            sender.submit([held])
            await asyncio.sleep(0)
        await sender.close(10)

    scene.store.slowness = 0.05
    scene.bot_api.errors = [Forbidden("bot was blocked by the user")]
    scene.while_sending([held], looked_for_again)
    assert scene.bot_api.texts == []
    assert scene.store.notes == [("held", 1), ("deactivated", 77)]


def test_what_is_erased_while_it_waits_is_not_sent(scene: Scene) -> None:
    async def erased(sender: Sender) -> None:
        await asyncio.sleep(0)  # the first waits for its turn, and the others behind it
        scene.store.erase(1, 3)
        scene.bot_api.gates["77"].set()
        await sender.close(10)

    scene.bot_api.gates["77"] = asyncio.Event()
    scene.while_sending([row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d")], erased)
    assert scene.bot_api.texts == ["b", "d"]
    assert scene.store.notes == [("sent", 2), ("sent", 4)]


def test_what_is_erased_between_two_tries_is_not_sent(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene.store, "failed", lambda *_, **__: scene.store.erase(1))
    scene.bot_api.errors = [RetryAfter(0)]
    assert scene.sends(row(1), row(2, "b")) == [("sent", 2)]
    assert scene.bot_api.texts == ["b"]


def test_of_many_that_share_a_message_those_erased_are_left_out(scene: Scene) -> None:
    async def erased(sender: Sender) -> None:
        await asyncio.sleep(0)
        scene.store.erase(1, 4)
        scene.bot_api.gates["77"].set()
        await sender.close(10)

    scene.bot_api.gates["77"] = asyncio.Event()
    scene.while_sending([row(number, f"{number}") for number in range(1, 8)], erased)
    assert "\n\n".join(scene.bot_api.texts).split() == ["2", "3", "5", "6", "7"]


def test_what_another_program_erased_is_not_sent_where_it_tells_of_somebody(scene: Scene) -> None:
    scene.store.erased = {1}
    assert scene.sends(row(1, must_arrive=True), row(2, must_arrive=True)) == [("sent", 2)]


def test_a_reply_is_not_looked_for_where_nothing_was_erased_since(scene: Scene) -> None:
    scene.store.erase()
    scene.sends(replace(row(1), deletions=1), replace(row(2), deletions=1), row(3))
    assert scene.store.looks == [3]


def test_a_notice_waits_in_vain_for_the_owner_whose_friend_erased_everything(
    scene: Scene,
) -> None:
    """With the real store, and the notice behind another message."""

    async def main() -> None:
        company = Company()
        company.does(OWNER, Began())
        company.delivered(OWNER)
        worker, gate = Worker(company.store.transaction), asyncio.Event()
        scene.bot_api.gates[OWNER] = gate
        shutdown = Shutdown()
        sender = Sender(
            cast("BotApi", scene.bot_api), company.owner_service, worker, Supervisor(shutdown)
        )
        owner = company.identity.owner()
        assert owner
        company.asks("1")
        company.store.owner_pages.add(owner, Message("A page on Ann"))
        company.store.outbox.add(owner, [Message("The last")])
        sender.submit(each for each in company.store.outbox.pending("telegram"))
        await asyncio.sleep(0)
        company.does("1", Forgotten(confirmed=True))
        gate.set()
        await sender.close(10)
        assert shutdown.reason is None
        worker.close()
        company.close()

    asyncio.run(main())
    assert [call.text for to, call in scene.bot_api.delivered if to == OWNER] == ["The last"]


def test_an_edit_that_changes_nothing_is_a_success(scene: Scene) -> None:
    scene.bot_api.errors = [BadRequest("Message is not modified")]
    assert scene.sends(row(1, tapped=5)) == [("sent", 1)]


def test_what_cannot_be_edited_is_sent_anew(scene: Scene) -> None:
    scene.bot_api.errors = [BadRequest("Message can't be edited")]
    assert scene.sends(row(1, tapped=5)) == [("sent", 1)]
    assert [call.edits for _, call in scene.bot_api.delivered] == [None]


def test_what_cannot_be_parsed_is_sent_as_plain_text_once(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.bot_api.errors = [BadRequest('Can\'t parse entities: unsupported start tag "secret"')]
    assert scene.sends(row(1, "<b>a</b>")) == [("sent", 1)]
    assert [(p.text, p.html) for _, p in scene.bot_api.delivered] == [("a", False)]
    assert "SEND_PLAIN" in caplog.text
    assert "secret" not in caplog.text


def test_what_is_refused_in_every_way_is_given_up(scene: Scene) -> None:
    scene.bot_api.errors = [BadRequest("No"), BadRequest("No")]
    assert scene.sends(row(1), row(2)) == [("given up", 1), ("sent", 2)]


def test_a_message_that_cannot_be_packed_stops_nobody(scene: Scene) -> None:
    broken = Outgoing(1, 77, "77", Message("Hi", place="new"), None)
    object.__setattr__(broken, "message", None)
    assert scene.sends(broken, row(2)) == [("given up", 1), ("sent", 2)]


def test_an_outbox_out_of_use_ends_the_program(scene: Scene) -> None:
    scene.store.broken = True
    scene.sends(row(1), row(2))
    assert isinstance(scene.failure, StorageError)
    assert scene.bot_api.texts == ["Hi"]


def test_what_is_not_sent_in_time_stays_in_the_outbox(scene: Scene) -> None:
    scene.bot_api.gates["77"] = asyncio.Event()
    scene.while_sending([row(1), row(2)], lambda sender: sender.close(0.05))
    assert scene.store.notes == []


def test_whoever_waits_sees_that_a_message_is_on_its_way(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "SLOW", 0)
    scene.bot_api.gates["77"] = asyncio.Event()
    assert scene.sends(row(1), row(2)) == [("sent", 1), ("sent", 2)]
    assert scene.bot_api.shown[0] == ("77", "typing")


def test_a_picture_is_said_to_be_on_its_way(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing, "SLOW", 0)
    scene.bot_api.gates["77"] = asyncio.Event()
    picture = row(1)
    file = Attachment("photo", "chart.png", b"")
    object.__setattr__(picture, "message", replace(picture.message, attachment=file))
    scene.sends(picture)
    assert scene.bot_api.shown[0] == ("77", "upload_photo")


def test_nothing_is_shown_before_a_message_that_goes_out_at_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "SLOW", 10**6)
    scene.sends(row(1), row(2))
    assert scene.bot_api.shown == []


BLOCKED = Forbidden("bot was blocked by the user")


@pytest.mark.parametrize(
    "refusals",
    [[BLOCKED], [BadRequest("No"), BadRequest("No")]],
    ids=["gone", "refused"],
)
def test_what_must_arrive_is_held(scene: Scene, refusals: list[TelegramError]) -> None:
    scene.bot_api.errors = refusals
    assert scene.sends(row(1, must_arrive=True))[-1] in {("held", 1), ("deactivated", 77)}
    assert ("held", 1) in scene.store.notes
    assert "given up" not in dict(scene.store.notes)
    assert scene.bot_api.texts == []


def test_of_what_waits_for_a_friend_who_is_gone_only_what_must_arrive_is_held(
    scene: Scene,
) -> None:
    scene.bot_api.errors = [BLOCKED]
    notes = scene.sends(row(1), row(2, must_arrive=True), row(3))
    assert set(notes) == {("given up", 1), ("deactivated", 77), ("held", 2), ("given up", 3)}


def test_a_message_that_cannot_even_be_made_is_held_if_it_must_arrive(scene: Scene) -> None:
    broken = row(1, must_arrive=True)
    object.__setattr__(broken, "message", None)
    assert scene.sends(broken) == [("held", 1)]


def test_what_is_refused_is_given_up_in_the_end_and_the_owner_is_told() -> None:
    """With the real store: an answer, and a notice to the owner; each comes at a sign of life."""
    company = Company()
    company.does(OWNER, Began())
    question = company.asks("1")
    company.owner_service.answer(question.id, "An answer")
    company.asks("2", "which glorp should I buy?")
    tries: list[str] = []

    class Refusing(FakeBotApi):
        async def deliver(
            self,
            address: str,
            call: OutboundCall,
            before: Callable[[], Awaitable[None]] | None = None,
        ) -> int | None:
            if "An answer" in call.text or "Bo Sample asks" in plain(call.text):
                tries.append(address)
                raise BadRequest("BUTTON_DATA_INVALID")
            return await super().deliver(address, call, before)

    bot_api = Refusing()

    async def send() -> None:
        worker = Worker(company.store.transaction)
        api = cast("BotApi", bot_api)
        sender = Sender(api, company.owner_service, worker, Supervisor(Shutdown()))
        sender.submit(company.store.outbox.pending("telegram"))
        await sender.close(10)
        worker.close()

    for _ in range(REFUSALS + 3):
        asyncio.run(send())
        company.does("1", Continued())
        company.does(OWNER, Began())
        company.owner_service.announcer.tell_of_questions()
    assert tries.count("1") == tries.count(OWNER) == 2 * REFUSALS  # each also as plain text
    told = [call.text for to, call in bot_api.delivered if to == OWNER]
    assert sum("I keep it" in text for text in told) == 1
    assert sum("I send it no more" in text for text in told) == 1
    company.close()


def test_what_was_held_can_be_handed_in_again(scene: Scene) -> None:
    async def again(sender: Sender) -> None:
        with sender.look():  # it ended after this look began, which may have read that it waits
            await sender.close(10)
            sender.submit([row(1, must_arrive=True)])
        await sender.close(10)
        assert scene.store.notes == [("held", 1), ("deactivated", 77)]
        with sender.look():
            pass
        sender.submit([row(1, must_arrive=True)])
        await sender.close(10)

    scene.bot_api.errors = [BLOCKED]
    scene.while_sending([row(1, must_arrive=True)], again)
    assert scene.store.notes == [("held", 1), ("deactivated", 77), ("sent", 1)]


def test_nothing_is_remembered_of_what_was_sent(scene: Scene) -> None:
    async def then(sender: Sender) -> None:
        await sender.close(10)
        with sender.look():
            pass
        assert (sender._taken, sender._ended) == (set(), set())

    scene.bot_api.errors = [BLOCKED]
    rows = [row(1), row(2, must_arrive=True), row(3, "a", "88")]
    scene.while_sending(rows, then)


def test_a_burst_is_answered_in_few_messages(scene: Scene) -> None:
    rows = [row(number, f"Reply {number}") for number in range(1, 101)]
    assert scene.sends(*rows) == [("sent", number) for number in range(1, 101)]
    told = "\n\n".join(scene.bot_api.texts)
    assert told.split("\n\n") == [each.message.text for each in rows]
    assert len(scene.bot_api.texts) < 10


def test_what_a_burst_repeats_is_told_once(scene: Scene) -> None:
    """As of somebody who sends /share or /forget in a loop."""
    picture = Attachment("drawing", "advice.png", b"{}")
    rows = [replace(row(at), message=Message("Here", attachment=picture)) for at in range(1, 51)]
    assert len(scene.sends(*rows, *(row(at, "Same") for at in range(51, 100)))) == 99
    assert scene.bot_api.texts[0] == "Here"
    assert len(scene.bot_api.texts) < 10


def test_files_to_a_chat_beyond_the_first_are_made_with_rests_and_none_is_lost(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested: list[float] = []

    async def sleep(seconds: float) -> None:
        rested.append(seconds)

    async def drawn(message: Message, _: object) -> Message:
        await asyncio.sleep(0.02)
        return message

    monkeypatch.setattr(rests, "sleep", sleep)
    monkeypatch.setattr(sender_module, "drawn", drawn)
    many = [with_file(number) for number in range(1, 11)]
    scene.sends(
        *many, with_file(11, "88"), *(row(number, address="99") for number in range(12, 40))
    )
    assert len(many) / 2 <= len(rested) <= len(many) - rests.FILES_AT_ONCE
    sent = [call.text for address, call in scene.bot_api.delivered if address == "77"]
    assert sent == [each.message.text for each in many]


def test_a_file_with_all_that_is_stored_is_made_where_no_tap_waits(scene: Scene) -> None:
    export = Attachment("export", "my-data.json", b"")
    scene.sends(replace(row(1), message=Message("Here", attachment=export)))
    ((_, call),) = scene.bot_api.delivered
    assert call.attachment == Attachment("document", "my-data.json", b"77: reading")


def test_what_can_be_tapped_or_replied_to_stands_alone(scene: Scene) -> None:
    scene.sends(
        *(row(number, str(number), must_arrive=True) for number in range(1, 9)),
        *(row(number, str(number), tapped=number) for number in range(9, 17)),
    )
    assert sorted(scene.bot_api.texts, key=int) == [str(number) for number in range(1, 17)]


def test_a_message_gathered_from_many_is_within_the_limit(scene: Scene) -> None:
    scene.sends(*(row(number, f"{number} " + "x" * 1500) for number in range(1, 21)))
    assert all(len(text) <= 4096 for text in scene.bot_api.texts)
    assert len(scene.bot_api.texts) <= 12


def test_what_the_owner_asks_for_goes_before_many_notices(scene: Scene) -> None:
    notices = [row(number, "notice", must_arrive=True) for number in range(1, 50)]
    scene.sends(*notices, row(50, "first"), row(51, "second"))
    assert scene.bot_api.texts[:4] == ["notice", "first", "second", "notice"]


def test_whom_many_messages_cannot_reach_gets_none(scene: Scene) -> None:
    scene.bot_api.errors = [BLOCKED]
    rows = [row(number, str(number)) for number in range(1, 21)]
    notes = scene.sends(*rows)
    assert set(notes) == {("deactivated", 77), *(("given up", each.id) for each in rows)}
    assert scene.bot_api.texts == []


def test_what_was_sent_is_noted_together(scene: Scene) -> None:
    scene.store.slowness = 0.05
    notes = scene.sends(*(row(number, "Hi", str(number)) for number in range(1, 41)))
    assert sorted(notes) == [("sent", number) for number in range(1, 41)]
    assert len(scene.store.together) < 10


def test_what_was_read_as_waiting_before_it_was_noted_is_sent_once(scene: Scene) -> None:
    async def read_meanwhile(sender: Sender) -> None:
        def read() -> list[Outgoing]:
            while not scene.store.notes:
                time.sleep(0.001)
            time.sleep(0.05)
            return [row(1)]

        sender.submit(await sender._worker(read))
        await sender.close(10)

    scene.while_sending([row(1)], read_meanwhile)
    assert scene.store.notes == [("sent", 1)]


def test_what_was_sent_waits_no_more_though_it_is_not_let_go_yet(scene: Scene) -> None:
    async def look(sender: Sender) -> None:
        busy = threading.Event()
        waits = asyncio.ensure_future(sender._worker(busy.wait, 30))
        sender.submit([row(1)])
        assert sender.waiting == 1
        try:
            while sender.waiting:
                await asyncio.sleep(0.001)
            assert scene.store.notes == [("sent", 1)]
            assert sender.has(1)
        finally:
            busy.set()
            await waits
        await sender.close(10)

    scene.while_sending([], look)
