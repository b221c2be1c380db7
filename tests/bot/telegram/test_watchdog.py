"""The watchdog barks at silence, and only then."""

import asyncio
import time

import pytest

from bot.telegram.watchdog import silence


def test_silence_is_noticed_and_measured() -> None:
    started = time.monotonic()
    silent = asyncio.run(asyncio.wait_for(silence(lambda: started, patience=0.05), 5))
    assert silent > 0.05


def test_a_bot_that_hears_something_is_left_alone() -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(silence(time.monotonic, patience=0.05), 0.3))
