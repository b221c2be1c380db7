"""What comes to be stored while the disk is busy is committed together, and fails alone."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.clock import now
from bot.telegram import worker as worker_module
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.store import Store
from tests.storage.helpers import traced


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "RETRIES", (0.0, 0.0))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "advisor.db", now) as opened:
        yield opened


def while_the_disk_is_busy(store: Store, *calls: Callable[[], object]) -> tuple[list[object], int]:
    """What becomes of calls that come while another is committed, and in how many transactions."""
    begun: list[None] = []

    @contextmanager
    def transaction() -> Iterator[None]:
        if not store.database.sqlite.in_transaction:
            begun.append(None)
        with store.transaction():
            yield

    async def main() -> list[object]:
        worker, busy = Worker(transaction), threading.Event()
        try:
            first = asyncio.ensure_future(worker.commit(busy.wait, 30))
            await asyncio.sleep(0.01)
            others: list[Awaitable[object]] = [worker.persist(call) for call in calls]
            waiting = asyncio.gather(*others, return_exceptions=True)
            await asyncio.sleep(0.01)
            busy.set()
            await first
            return await waiting
        finally:
            worker.close()

    return asyncio.run(main()), len(begun) - 1


def meets(store: Store, name: str) -> Callable[[], object]:
    return lambda: store.users.get_or_create("telegram", name, name).name


def fails(error: Exception) -> Callable[[], object]:
    def call() -> object:
        raise error

    return call


def test_what_comes_while_the_disk_is_busy_is_committed_together(store: Store) -> None:
    names = [f"friend {number}" for number in range(9)]
    met, transactions = while_the_disk_is_busy(store, *(meets(store, name) for name in names))
    assert (met, transactions) == (names, 1)
    assert store.users.count() == 9


def test_a_mistake_takes_back_what_it_did_and_nothing_else(store: Store) -> None:
    def half() -> None:
        meets(store, "Bo")()
        raise ValueError("a mistake")

    ended, transactions = while_the_disk_is_busy(store, meets(store, "Ann"), half)
    assert (ended[0], repr(ended[1]), transactions) == ("Ann", "ValueError('a mistake')", 1)
    assert store.users.find("telegram", "Ann")
    assert not store.users.find("telegram", "Bo")


def test_what_ends_the_transaction_fails_alone(store: Store) -> None:
    def ends_it() -> None:
        store.database.sqlite.rollback()  # as a full disk does
        raise StorageError("the disk is full")

    ended, _ = while_the_disk_is_busy(store, meets(store, "Ann"), ends_it, meets(store, "Bo"))
    assert [ended[0], str(ended[1]), ended[2]] == ["Ann", "the disk is full", "Bo"]
    assert store.users.count() == 2


def test_nothing_is_said_to_be_stored_that_is_not(store: Store) -> None:
    commits: list[str] = []
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"

    def refused_twice(sql: str) -> None:
        if sql == "COMMIT":
            commits.append(sql)
            if len(commits) in (2, 3):
                raise full

    with traced(store, refused_twice):
        ended, _ = while_the_disk_is_busy(store, meets(store, "Ann"), meets(store, "Bo"))
    assert ended == ["Ann", "Bo"]
    assert store.users.count() == 2


def test_a_text_that_takes_long_to_read_keeps_nothing_from_being_stored() -> None:
    async def main() -> None:
        worker, busy = Worker(), threading.Event()
        reading = asyncio.ensure_future(worker(busy.wait, 30))
        try:
            await asyncio.wait_for(worker.persist(lambda: None), 10)
        finally:
            busy.set()
            await reading
            worker.close()

    asyncio.run(main())


def test_only_what_takes_long_waits_for_what_takes_long() -> None:
    async def main() -> list[str]:
        worker, busy, ended = Worker(), threading.Event(), list[str]()
        long = asyncio.ensure_future(worker.at_length(busy.wait, 30))
        behind = asyncio.ensure_future(worker.at_length(ended.append, "long"))
        try:
            await asyncio.wait_for(worker.patiently(ended.append, "short"), 10)
        finally:
            busy.set()
            await asyncio.gather(long, behind)
            worker.close()
        return ended

    assert asyncio.run(main()) == ["short", "long"]


def test_what_takes_a_moment_runs_in_the_loop_and_again_in_a_thread_where_it_fails() -> None:
    def thread() -> int:
        threads.append(threading.get_ident())
        if len(threads) == 2:
            raise StorageError("it is locked")
        return threads[-1]

    async def main() -> list[int]:
        worker = Worker()
        try:
            return [await worker.here(thread), await worker.here(thread)]
        finally:
            worker.close()

    threads: list[int] = []
    first, second = asyncio.run(main())
    assert (first, second != first, len(threads)) == (threading.get_ident(), True, 3)


def test_what_nobody_waits_for_any_more_is_not_run() -> None:
    async def main() -> list[str]:
        worker, busy, ran = Worker(), threading.Event(), list[str]()
        first = asyncio.ensure_future(worker(busy.wait, 30))
        late = asyncio.ensure_future(worker(ran.append, "late"))
        await asyncio.sleep(0)
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
        busy.set()
        await first
        worker.close()
        return ran

    assert asyncio.run(main()) == []


@pytest.mark.parametrize("error", [ValueError("wrong"), StopIteration()])
def test_whoever_waits_is_told_of_any_error(error: Exception) -> None:
    def call() -> None:
        raise error

    async def main() -> list[str]:
        worker, kinds = Worker(), list[str]()
        try:
            for run in (worker, worker.at_length, worker.commit):
                told = await asyncio.wait_for(asyncio.gather(run(call), return_exceptions=True), 10)
                kinds.append(type(told[0]).__name__)
                assert await run(lambda: "goes on") == "goes on"
        finally:
            worker.close()
        return kinds

    is_taken = not isinstance(error, StopIteration)  # by a future
    told = type(error).__name__ if is_taken else "RuntimeError"
    assert asyncio.run(main()) == [told] * 3


def test_a_call_after_the_end_is_refused() -> None:
    async def main() -> None:
        worker = Worker()
        worker.close()
        with pytest.raises(RuntimeError):
            await worker(lambda: None)

    asyncio.run(main())
