"""Start and end: patience with a silent Telegram, none with a wrong token or a second instance."""

import asyncio
import time

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot.errors import UserError
from bot.telegram import lifecycle
from bot.telegram.lifecycle import (
    CONFLICTS,
    ConflictDetector,
    Shutdown,
    Supervisor,
    connect_with_retry,
    silence,
)
from storage.errors import StorageError


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "FIRST_WAIT", 0.001)


class Line:
    """Fails with each of the errors, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.answered = 0

    async def __call__(self) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.answered += 1


def test_it_insists_until_there_is_an_answer() -> None:
    line = Line(NetworkError("down"), TimedOut(), NetworkError("down"))
    asyncio.run(connect_with_retry(line, "http://api", Shutdown()))
    assert line.answered == 1


def test_a_wrong_token_is_an_error_for_people() -> None:
    with pytest.raises(UserError, match="ADVISOR_TELEGRAM_TOKEN"):
        asyncio.run(connect_with_retry(Line(InvalidToken("the secret")), "http://api", Shutdown()))


def test_it_stops_insisting_when_the_program_is_to_end() -> None:
    async def main() -> None:
        shutdown = Shutdown()
        line = Line(*[NetworkError("down")] * 1000)
        insisting = asyncio.create_task(connect_with_retry(line, "http://api", shutdown))
        await asyncio.sleep(0.005)
        shutdown.begin()
        await asyncio.wait_for(insisting, 5)
        assert not line.answered

    asyncio.run(main())


def test_who_comes_second_goes() -> None:
    shutdown = Shutdown()
    errors = ConflictDetector(shutdown, "http://api")
    for _ in range(CONFLICTS - 1):
        errors(Conflict("another one"))
    assert not shutdown.begun
    errors(Conflict("another one"))
    assert isinstance(shutdown.reason, UserError)


def test_who_was_there_before_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "GRACE", 0.0)
    shutdown = Shutdown()
    errors = ConflictDetector(shutdown, "http://api")
    for _ in range(10 * CONFLICTS):
        errors(Conflict("another one"))
    assert not shutdown.begun


def test_other_errors_end_nothing() -> None:
    shutdown = Shutdown()
    errors = ConflictDetector(shutdown, "http://api")
    for _ in range(10 * CONFLICTS):
        errors(NetworkError("502"))
    assert not shutdown.begun


def test_the_first_reason_to_end_counts() -> None:
    shutdown = Shutdown()
    first, second = ValueError("first"), ValueError("second")
    shutdown.begin(first)
    shutdown.begin(second)
    assert shutdown.reason is first


def test_silence_is_noticed_and_measured() -> None:
    started = time.monotonic()
    silent = asyncio.run(asyncio.wait_for(silence(lambda: started, patience=0.05), 5))
    assert silent > 0.05


def test_a_bot_that_hears_something_is_left_alone() -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(silence(time.monotonic, patience=0.05), 0.3))


async def never() -> None:
    await asyncio.Event().wait()


async def fails(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [StorageError("the disk is full"), UserError("stop it")])
def test_a_task_that_fails_ends_the_program_with_its_reason(error: Exception) -> None:
    async def main() -> None:
        shutdown = Shutdown()
        Supervisor(shutdown).start("The poller", fails(error))
        assert await shutdown.wait(5)
        assert shutdown.reason is error

    asyncio.run(main())


def test_a_task_that_fails_by_a_mistake_is_named_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def main() -> None:
        shutdown = Shutdown()
        Supervisor(shutdown).start("The poller", fails(ValueError("secret words")))
        assert await shutdown.wait(5)
        assert isinstance(shutdown.reason, UserError)
        assert "The poller failed (ValueError)" in str(shutdown.reason)
        assert "secret" not in str(shutdown.reason) + caplog.text
        assert "test_lifecycle.py" in caplog.text

    asyncio.run(main())


def test_tasks_that_end_or_are_cancelled_end_nothing() -> None:
    async def main() -> None:
        shutdown = Shutdown()
        supervisor = Supervisor(shutdown)
        supervisor.start("A short one", asyncio.sleep(0))
        endless = supervisor.start("An endless one", never())
        await asyncio.sleep(0.01)
        await supervisor.stop()
        assert endless.cancelled()
        assert not shutdown.begun

    asyncio.run(main())


def test_tasks_are_given_time_to_end() -> None:
    async def main() -> None:
        supervisor = Supervisor(Shutdown())
        short = supervisor.start("A short one", asyncio.sleep(0.05))
        await supervisor.stop(patience=5)
        assert not short.cancelled()

    asyncio.run(main())
