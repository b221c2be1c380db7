"""The start: patience with a silent Telegram, none with a wrong token or a second instance."""

import asyncio

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot.errors import UserError
from bot.telegram import connecting
from bot.telegram.connecting import CONFLICTS, PollingErrors, insist
from bot.telegram.ending import Ending


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "FIRST_WAIT", 0.001)


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
    asyncio.run(insist(line, "http://api", Ending()))
    assert line.answered == 1


def test_a_wrong_token_is_an_error_for_people() -> None:
    with pytest.raises(UserError, match="ADVISOR_TELEGRAM_TOKEN"):
        asyncio.run(insist(Line(InvalidToken("the secret")), "http://api", Ending()))


def test_it_stops_insisting_when_the_program_is_to_end() -> None:
    async def main() -> None:
        ending = Ending()
        line = Line(*[NetworkError("down")] * 1000)
        insisting = asyncio.create_task(insist(line, "http://api", ending))
        await asyncio.sleep(0.005)
        ending.begin()
        await asyncio.wait_for(insisting, 5)
        assert not line.answered

    asyncio.run(main())


def test_who_comes_second_goes() -> None:
    ending = Ending()
    errors = PollingErrors(ending, "http://api")
    for _ in range(CONFLICTS - 1):
        errors(Conflict("another one"))
    assert not ending.begun
    errors(Conflict("another one"))
    assert isinstance(ending.reason, UserError)


def test_who_was_there_before_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "GRACE", 0.0)
    ending = Ending()
    errors = PollingErrors(ending, "http://api")
    for _ in range(10 * CONFLICTS):
        errors(Conflict("another one"))
    assert not ending.begun


def test_other_errors_end_nothing() -> None:
    ending = Ending()
    errors = PollingErrors(ending, "http://api")
    for _ in range(10 * CONFLICTS):
        errors(NetworkError("502"))
    assert not ending.begun


def test_the_first_reason_to_end_counts() -> None:
    ending = Ending()
    first, second = ValueError("first"), ValueError("second")
    ending.begin(first)
    ending.begin(second)
    assert ending.reason is first
