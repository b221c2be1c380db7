"""Messages to one chat are slowed down after a burst, and those to others are not."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress

import pytest

from bot.telegram import rate_limit as module
from bot.telegram.rate_limit import RateLimiter


def takes(rate_limiter: RateLimiter, addresses: Iterable[str]) -> float:
    async def main() -> None:
        for address in addresses:
            await rate_limiter.acquire(address)

    started = time.monotonic()
    asyncio.run(main())
    return time.monotonic() - started


def test_a_burst_goes_out_at_once() -> None:
    assert takes(RateLimiter(burst=5, per_second=0.1), ["1"] * 5) < 1


def test_after_the_burst_it_goes_out_at_the_rate() -> None:
    assert takes(RateLimiter(burst=2, per_second=20), ["1"] * 8) > 0.25


def test_another_chat_has_a_burst_of_its_own() -> None:
    assert takes(RateLimiter(burst=2, per_second=0.1), ["1", "1", "2", "2"]) < 1


def test_all_chats_together_have_a_rate() -> None:
    assert takes(RateLimiter(burst=9, overall=10), map(str, range(6))) > 0.25


def test_no_second_has_more_than_telegram_wants() -> None:
    """What goes out at once, and what the second after that lets out."""
    assert module.OVERALL * (1 + module.OVERALL_SECONDS) <= 30

    async def main() -> int:
        rate_limiter, sent = RateLimiter(), 0
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                for number in range(60):
                    await rate_limiter.acquire(str(number))
                    sent += 1
        return sent

    assert asyncio.run(main()) <= module.OVERALL * (0.5 + module.OVERALL_SECONDS) + 1


def waits(told: Iterable[str], address: str) -> bool:
    """Whether a chat waits after these were told to."""

    async def main() -> bool:
        rate_limiter = RateLimiter()
        for each in told:
            rate_limiter.rest(each, 30)
        try:
            await asyncio.wait_for(rate_limiter.acquire(address), 0.05)
        except TimeoutError:
            return True
        return False

    return asyncio.run(main())


def test_a_chat_that_is_told_to_wait_delays_no_other() -> None:
    assert waits(["1"], "1")
    assert not waits(["1", "1"], "2")


def test_all_wait_where_several_chats_are_told_to() -> None:
    assert waits(["1", "2"], "3")


def test_a_chat_goes_on_after_its_wait() -> None:
    rate_limiter = RateLimiter()
    rate_limiter.rest("1", 0.1)
    assert 0.05 < takes(rate_limiter, ["1", "1"]) < 5


def test_chats_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", 10)

    async def main() -> int:
        rate_limiter = RateLimiter(burst=1, per_second=1000)
        for number in range(11):
            await rate_limiter.acquire(str(number))
        await asyncio.sleep(0.01)
        await rate_limiter.acquire("new")
        return len(rate_limiter._buckets)

    assert asyncio.run(main()) == 1


def test_a_group_gets_twenty_in_its_fullest_minute() -> None:
    assert 2 * module.GROUP_BURST <= 20
    assert module.GROUP_SECONDS >= 60


def test_a_group_waits_after_its_own_burst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GROUP_BURST", 2)
    monkeypatch.setattr(module, "GROUP_SECONDS", 0.4)
    assert takes(RateLimiter(), ["-1"] * 4) > 0.3
