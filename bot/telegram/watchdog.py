"""Notices that polling has died while the process lives, which nothing else would tell."""

import asyncio
import time
from collections.abc import Callable

CHECKS = 10
"""How many times it looks within its patience."""


async def silence(last_ok: Callable[[], float], patience: float) -> float:
    """Wait until ``last_ok`` (monotonic) is ``patience`` seconds ago; returns the silence."""
    while (silent := time.monotonic() - last_ok()) <= patience:
        await asyncio.sleep(patience / CHECKS)
    return silent
