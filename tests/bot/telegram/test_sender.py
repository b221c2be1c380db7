"""What the sender does in good times and in bad ones."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram import delivery
from bot.telegram.lifecycle import Shutdown, Supervisor
from bot.telegram.messages import OutboundCall
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.records import Message, Outgoing


def cut_off() -> NetworkError:
    error = NetworkError("cut")
    error.__cause__ = httpx.ReadError("")
    return error


@dataclass
class FakeBotApi:
    """Delivers into a list, unless errors are due; ``arrives`` says that it did so all the same."""

    errors: list[TelegramError] = field(default_factory=list)
    delivered: list[tuple[str, OutboundCall]] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    async def deliver(self, address: str, call: OutboundCall) -> int | None:
        if address in self.gates:
            await self.gates[address].wait()
        if self.errors:
            raise self.errors.pop(0)
        self.delivered.append((address, call))
        return len(self.delivered)

    @property
    def texts(self) -> list[str]:
        return [call.text for _, call in self.delivered]


@dataclass
class FakeOutbox:
    notes: list[tuple[str, int]] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        self.outbox = self.users = self

    def sent(self, outgoing_id: int, message_id: int | None) -> None:  # noqa: ARG002 - part of the protocol
        if self.broken:
            raise StorageError("the disk is full")
        self.notes.append(("sent", outgoing_id))

    def failed(self, outgoing_id: int, why: str) -> None:  # noqa: ARG002 - part of the protocol
        self.notes.append(("failed", outgoing_id))

    def give_up(self, outgoing_id: int, why: str) -> None:  # noqa: ARG002 - part of the protocol
        self.notes.append(("given up", outgoing_id))

    def deactivate(self, friend_id: int) -> None:
        self.notes.append(("deactivated", friend_id))


@dataclass
class Office:
    bot_api: FakeBotApi = field(default_factory=FakeBotApi)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    failure: Exception | None = None

    def sends(self, *rows: Outgoing) -> list[tuple[str, int]]:
        """Submit all rows, wait until the lanes are empty, and return what was noted."""
        self.while_sending(list(rows), lambda sender: sender.close(10))
        return self.outbox.notes

    def while_sending(
        self, rows: list[Outgoing], then: Callable[[Sender], Awaitable[None]]
    ) -> None:
        async def main() -> None:
            worker = Worker()
            doubt = "Perhaps something is missing"
            shutdown = Shutdown()
            sender = Sender(self.bot_api, self.outbox, worker, doubt, Supervisor(shutdown))  # type: ignore[arg-type]
            sender.submit(rows)
            await then(sender)
            self.failure = shutdown.reason
            worker.close()

        asyncio.run(main())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "SHORTEST_WAIT", 0.0)


@pytest.fixture
def office() -> Office:
    return Office()


def row(number: int, text: str = "Hi", address: str = "77", tapped: int | None = None) -> Outgoing:
    message = Message(text, place="new" if tapped is None else "tapped")
    return Outgoing(number, int(address), address, message, 0, tapped)


LONG = "long " * 200


def test_messages_go_out_in_order_and_are_noted(office: Office) -> None:
    notes = office.sends(row(1, "a"), row(2, "b"), row(3, "c"))
    assert office.bot_api.texts == ["a", "b", "c"]
    assert notes == [("sent", 1), ("sent", 2), ("sent", 3)]


def test_a_chat_that_is_slow_delays_no_other(office: Office) -> None:
    async def then(sender: Sender) -> None:
        while not office.bot_api.delivered:
            await asyncio.sleep(0)
        office.bot_api.gates["77"].set()
        await sender.close(10)

    office.bot_api.gates["77"] = asyncio.Event()
    office.while_sending([row(1, "slow"), row(2, "quick", "88")], then)
    assert office.bot_api.texts == ["quick", "slow"]


@pytest.mark.parametrize(
    "meets", [lambda: NetworkError("502"), TimedOut, lambda: RetryAfter(0), cut_off]
)
def test_it_tries_again(office: Office, meets: Callable[[], TelegramError]) -> None:
    office.bot_api.errors = [meets()]
    assert office.sends(row(1), row(2)) == [("failed", 1), ("sent", 1), ("sent", 2)]


def test_a_long_message_in_doubt_is_not_repeated_and_the_friend_is_told(office: Office) -> None:
    office.bot_api.errors = [cut_off()]
    assert office.sends(row(1, LONG)) == [("given up", 1)]
    assert office.bot_api.texts == ["Perhaps something is missing"]


def test_a_long_message_that_was_surely_not_sent_is_repeated(office: Office) -> None:
    office.bot_api.errors = [NetworkError("502")] * 5
    assert office.sends(row(1, LONG))[-1] == ("sent", 1)


def test_a_short_message_in_doubt_is_repeated_a_few_times_at_most(office: Office) -> None:
    office.bot_api.errors = [cut_off() for _ in range(9)]
    assert office.sends(row(1)) == [("failed", 1), ("failed", 1), ("given up", 1)]


def test_a_friend_who_is_gone_is_not_written_to(office: Office) -> None:
    office.bot_api.errors = [Forbidden("bot was blocked by the user")]
    notes = office.sends(row(1), row(2), row(3, "other", "88"))
    assert set(notes) == {("deactivated", 77), ("given up", 1), ("given up", 2), ("sent", 3)}
    assert office.bot_api.texts == ["other"]


def test_an_edit_that_changes_nothing_is_a_success(office: Office) -> None:
    office.bot_api.errors = [BadRequest("Message is not modified")]
    assert office.sends(row(1, tapped=5)) == [("sent", 1)]


def test_what_cannot_be_edited_is_sent_anew(office: Office) -> None:
    office.bot_api.errors = [BadRequest("Message can't be edited")]
    assert office.sends(row(1, tapped=5)) == [("sent", 1)]
    assert [call.edits for _, call in office.bot_api.delivered] == [None]


def test_what_cannot_be_parsed_is_sent_as_plain_text_once(office: Office) -> None:
    office.bot_api.errors = [BadRequest("Can't parse entities")]
    assert office.sends(row(1, "<b>a</b>")) == [("sent", 1)]
    assert [(p.text, p.html) for _, p in office.bot_api.delivered] == [("a", False)]


def test_what_is_refused_in_every_way_is_given_up(office: Office) -> None:
    office.bot_api.errors = [BadRequest("No"), BadRequest("No")]
    assert office.sends(row(1), row(2)) == [("given up", 1), ("sent", 2)]


def test_a_message_that_cannot_be_packed_stops_nobody(office: Office) -> None:
    broken = Outgoing(1, 77, "77", Message("Hi", place="new"), 0, None)
    object.__setattr__(broken, "message", None)
    assert office.sends(broken, row(2)) == [("given up", 1), ("sent", 2)]


def test_an_outbox_out_of_use_ends_the_program(office: Office) -> None:
    office.outbox.broken = True
    office.sends(row(1), row(2))
    assert isinstance(office.failure, StorageError)
    assert office.bot_api.texts == ["Hi"]


def test_what_is_not_sent_in_time_stays_in_the_outbox(office: Office) -> None:
    office.bot_api.gates["77"] = asyncio.Event()
    office.while_sending([row(1), row(2)], lambda sender: sender.close(0.05))
    assert office.outbox.notes == []
