"""A bar on the error stream for commands that look at many things."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import Progress

from bot.terminal.screen import open_console

PATIENCE = 1.0
"""Seconds before a progress bar shows."""

REDRAWN = 0.1
"""Seconds between two drawings of it: one takes as long as comparing some advices."""

_Item = TypeVar("_Item")


@contextmanager
def tracked(items: Iterable[_Item], total: int, what: str) -> Iterator[Iterator[_Item]]:
    """The items, counted by a bar on the error stream where that takes its time."""
    drawn, console = time.monotonic() + PATIENCE, open_console(stderr=True)
    with Progress(
        console=console, transient=True, auto_refresh=False, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(what, total=total, visible=False)

        def each_counted() -> Iterator[_Item]:
            nonlocal drawn
            for each in items:
                yield each
                bar.update(task, advance=1)
                if time.monotonic() > drawn + REDRAWN:
                    drawn = time.monotonic()
                    bar.update(task, visible=True, refresh=True)

        yield each_counted()
