"""A chat that sends a lot has a bounded share; whoever taps or types as people do never waits."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import rests as module
from bot.telegram.rests import AT_ONCE, LONGEST, PER_SECOND, TIMES, Rests, of_updates


class Clock:
    """Time that passes only where somebody waits or works."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def works(self, rests: Rests, chat: str, seconds: float) -> float:
        """Do something for a chat in its turn; returns how long it waited for that."""
        asked = self.now
        async with rests.turn(chat):
            waited = self.now - asked
            self.now += seconds
        return waited

    def waits(self, rests: Rests, chat: str, *took: float) -> list[float]:
        """Do one thing after the other, each for so many seconds; how long each waits."""

        async def main() -> list[float]:
            return [await self.works(rests, chat, seconds) for seconds in took]

        return asyncio.run(main())


@contextmanager
def clocked() -> Iterator[Clock]:
    """Have rests go by such a clock."""
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(module, "time", clock)
        patch.setattr(module, "sleep", clock.sleep)
        yield clock


@pytest.fixture
def clock() -> Iterator[Clock]:
    with clocked() as clock:
        yield clock


def test_a_chat_rests_for_as_long_as_it_took_and_no_other_does(clock: Clock) -> None:
    rests = Rests(5.0)
    assert clock.waits(rests, "a", 0.1, 0.2) == pytest.approx([0.0, 0.5])
    assert clock.waits(rests, "b", 0.1) == [0.0]
    assert clock.waits(rests, "a", 0.1) == pytest.approx([0.9])


def test_of_a_flood_the_first_are_taken_as_they_come(clock: Clock) -> None:
    assert clock.waits(of_updates(), "a", *[0.02] * AT_ONCE) == [0.0] * AT_ONCE


@given(st.lists(st.floats(0.001, 0.05), min_size=2 * AT_ONCE, max_size=100))
def test_the_rest_of_a_flood_has_a_bounded_share(took: list[float]) -> None:
    with clocked() as clock:
        rests = of_updates()
        clock.waits(rests, "a", *took[: AT_ONCE + 2])
        began, flood = clock.now, took[AT_ONCE + 2 :]
        clock.waits(rests, "a", *flood)
    # The last one has not rested yet, and the first rests as long as one before it took.
    assert sum(flood) - max(took) <= (clock.now - began + TIMES * max(took)) / (1 + TIMES)


def test_no_rest_is_longer_than_the_longest(clock: Clock) -> None:
    waited = clock.waits(of_updates(), "a", *[0.0] * AT_ONCE, 0.4, 0.0, 0.0)
    assert max(waited) == LONGEST


@pytest.mark.parametrize("together", [1, 4, AT_ONCE])
@pytest.mark.parametrize("took", [0.001, 0.2])
def test_whoever_does_no_more_than_people_do_never_waits(
    clock: Clock, together: int, took: float
) -> None:
    rests, waited = of_updates(), list[float]()
    for _ in range(50):
        waited += clock.waits(rests, "a", *[took] * together)
        clock.now += together / PER_SECOND
    assert waited == [0.0] * 50 * together


def test_of_whoever_was_quiet_for_a_while_nothing_is_remembered(clock: Clock) -> None:
    rests = of_updates()
    for number in range(100):
        clock.waits(rests, f"{number}", *[0.01] * 30)
    clock.now += LONGEST + AT_ONCE / PER_SECOND
    clock.waits(rests, "a", 0.01)
    assert len(rests) == 1
