"""What is looked after beside the updates: the owner's menu, and the weekly report on Monday."""

import asyncio
import errno
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.telegram import outbox_poller
from bot.telegram.bot_api import BotApi
from bot.telegram.lifecycle import Shutdown, Supervisor
from bot.telegram.outbox_poller import PAUSE, OutboxPoller
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from flows.dialogue.events import Began, Forgotten
from storage.errors import LostDatabaseError, StorageError
from storage.records import Message, Outgoing, StoredUpdate
from tests.bot.company import OWNER, Company

MONDAY = datetime(2030, 1, 7, 9, tzinfo=UTC)


class Poller:
    """A poller over a company; what it would send is only noted."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.greeted: list[tuple[str, str]] = []
        self.sent: list[Outgoing] = []
        self.ended_with: object = None

    def polls(
        self,
        meanwhile: Callable[[], object] | None = None,
        until: Callable[[], object] | None = None,
    ) -> None:
        """Look once, as the bot does when it has just started; and again after something else.

        The first look lasts until the owner is greeted, unless ``until`` tells of something else.
        """
        asyncio.run(self._poll(meanwhile, until or (lambda: self.greeted)))

    async def _poll(
        self, meanwhile: Callable[[], object] | None, until: Callable[[], object]
    ) -> None:
        worker, shutdown = Worker(), Shutdown()
        sender = _Noting(self.sent, self.company, worker, shutdown)
        poller = OutboxPoller(self.company.advisor, sender, worker, self._greet)
        task = asyncio.create_task(poller("advisor_bot", self._queue))
        deadline = time.monotonic() + 5
        while not until() and not task.done() and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        if meanwhile:
            meanwhile()
            await asyncio.sleep(PAUSE)
        await asyncio.sleep(0.2)
        task.cancel()
        (self.ended_with,) = await asyncio.gather(task, return_exceptions=True)
        worker.close()

    def maintains(self, seconds: float) -> None:
        """Maintain for some time; raises what ends that."""

        async def main() -> None:
            worker, sender = Worker(), Sender.__new__(Sender)
            poller = OutboxPoller(self.company.advisor, sender, worker, self._greet)
            with suppress(TimeoutError):
                await asyncio.wait_for(poller.maintain(), seconds)
            worker.close()

        asyncio.run(main())

    async def _greet(self, owner: str, former: str) -> None:
        self.greeted.append((owner, former))

    async def _queue(self, _: StoredUpdate) -> None:
        raise AssertionError("nothing waits to be replayed")


class _Noting(Sender):
    """A sender that only notes what is submitted."""

    def __init__(
        self, sent: list[Outgoing], company: Company, worker: Worker, shutdown: Shutdown
    ) -> None:
        unused: BotApi = None  # type: ignore[assignment] # nothing is delivered
        super().__init__(unused, company.owner_service, worker, Supervisor(shutdown))
        self._sent = sent

    def submit(self, rows: Iterable[Outgoing]) -> None:
        self._sent += rows


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    company = Company(tmp_path / "advisor.db", owner=None)
    yield company
    company.close()


def owned_by(company: Company, address: str) -> None:
    friend = company.store.users.get_or_create("telegram", address, "Somebody")
    company.store.users.set_owner(friend.id)


def fails_first(monkeypatch: pytest.MonkeyPatch, of: object, name: str, error: Exception) -> None:
    """Have a method fail when it is called first, and do what it does after that."""
    original, errors = getattr(of, name), [error]

    def call(*args: object) -> object:
        if errors:
            raise errors.pop()
        return original(*args)

    monkeypatch.setattr(of, name, call)


def test_a_former_owners_menu_is_taken_away_also_after_a_restart(company: Company) -> None:
    owned_by(company, OWNER)
    first = Poller(company)
    first.polls()
    owned_by(company, "77")
    second = Poller(company)
    second.polls()
    third = Poller(company)
    third.polls()
    assert (first.greeted, second.greeted) == ([(OWNER, "")], [("77", OWNER)])
    assert third.greeted == [("77", "")]


def test_an_owner_who_erased_everything_has_the_menu_of_friends(company: Company) -> None:
    owned_by(company, OWNER)
    poller = Poller(company)
    poller.polls(lambda: company.does(OWNER, Forgotten(confirmed=True)))
    assert poller.greeted == [(OWNER, ""), ("", OWNER)]
    assert company.store.database.rows("SELECT * FROM owner_settings WHERE value = ?", OWNER) == []


def test_the_weekly_report_comes_on_monday_by_the_clock_of_the_store(company: Company) -> None:
    owned_by(company, OWNER)
    company.does("1", Began())
    company.clock.time = MONDAY
    for poller in (Poller(company), Poller(company)):
        poller.polls()
    told = [message.text for _, message in company.delivered(OWNER)]
    assert sum("Last week" in text for text in told) == 1


def test_what_waits_is_read_a_page_at_a_time_and_all_of_it_comes(
    monkeypatch: pytest.MonkeyPatch, company: Company
) -> None:
    monkeypatch.setattr(outbox_poller, "PAGE", 3)
    monkeypatch.setattr(outbox_poller, "PAUSE", 0.01)
    owned_by(company, OWNER)
    outbox = company.store.outbox
    friend = company.store.users.get_or_create("telegram", "1", "Ann")
    waiting = outbox.add(friend, [Message(str(number)) for number in range(10)])
    pages = []

    def noted(ids: Iterable[int]) -> list[Outgoing]:
        pages.append(len(asked := [*ids]))
        return [each for each in waiting if each.id in asked]

    monkeypatch.setattr(outbox, "still_pending", noted)
    poller = Poller(company)
    poller.polls()
    assert max(pages) <= 2 * 3  # a page of all, and one of what is new
    assert {each.id for each in poller.sent} == {each.id for each in waiting}


def test_nothing_is_read_while_the_sender_has_enough(
    monkeypatch: pytest.MonkeyPatch, company: Company
) -> None:
    monkeypatch.setattr(outbox_poller, "ROOM", 0)
    owned_by(company, OWNER)
    friend = company.store.users.get_or_create("telegram", "1", "Ann")
    company.store.outbox.add(friend, [Message("hello")])
    poller = Poller(company)
    poller.polls()
    assert poller.sent == []


PASSING = [StorageError("locked"), MemoryError(), OSError(errno.EMFILE, "Too many open files")]


@pytest.mark.parametrize("error", PASSING, ids=["database", "memory", "files"])
def test_what_passes_is_waited_out(
    monkeypatch: pytest.MonkeyPatch, company: Company, error: Exception
) -> None:
    monkeypatch.setattr(outbox_poller, "PAUSE", 0.01)
    owned_by(company, OWNER)
    friend = company.store.users.get_or_create("telegram", "1", "Ann")
    company.store.outbox.add(friend, [Message("hello")])
    fails_first(monkeypatch, company.store.outbox, "pending_ids", error)
    poller = Poller(company)
    poller.polls()
    assert "hello" in {each.message.text for each in poller.sent}


@pytest.mark.parametrize("step", ["load", "offer", "catch_up"])
def test_what_the_start_could_not_do_is_done_later_and_the_link_is_printed_once(
    monkeypatch: pytest.MonkeyPatch,
    company: Company,
    capsys: pytest.CaptureFixture[str],
    step: str,
) -> None:
    monkeypatch.setattr(outbox_poller, "PAUSE", 0.01)
    done: list[str] = []
    interpreter, service = company.interpreter, company.owner_service
    monkeypatch.setattr(interpreter, "load", lambda: done.append("load"))
    monkeypatch.setattr(service.announcer, "catch_up", lambda: done.append("catch_up"))
    of = {"load": interpreter, "offer": service.identity, "catch_up": service.announcer}[step]
    fails_first(monkeypatch, of, step, StorageError("locked"))
    Poller(company).polls(until=lambda: "catch_up" in done)
    assert done == ["load", "catch_up"]
    assert capsys.readouterr().out.count("start=owner-") == 1


@pytest.mark.parametrize("error", [OSError(errno.EIO, "a broken disk"), ValueError("a mistake")])
def test_what_does_not_pass_ends_it(
    monkeypatch: pytest.MonkeyPatch, company: Company, error: Exception
) -> None:
    fails_first(monkeypatch, company.store.outbox, "pending_ids", error)
    poller = Poller(company)
    poller.polls()
    assert (poller.ended_with, poller.greeted) == (error, [])


@pytest.mark.parametrize("error", [None, *PASSING])
def test_maintenance_leaves_most_of_the_time_to_others_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, company: Company, error: Exception | None
) -> None:
    steps: list[float] = []

    def maintain() -> bool:
        began = time.monotonic()
        time.sleep(0.02)
        steps.append(time.monotonic() - began)
        if error and len(steps) == 2:
            raise error
        return True

    monkeypatch.setattr(outbox_poller, "PAUSE", 0.01)
    monkeypatch.setattr(company.store, "maintain", maintain)
    Poller(company).maintains(1)
    assert len(steps) > 2
    assert sum(steps[:-1]) <= 0.15


def test_a_database_that_was_taken_away_ends_maintenance(
    monkeypatch: pytest.MonkeyPatch, company: Company
) -> None:
    def maintain() -> bool:
        raise LostDatabaseError("gone")

    monkeypatch.setattr(company.store, "maintain", maintain)
    with pytest.raises(LostDatabaseError):
        Poller(company).maintains(10)
