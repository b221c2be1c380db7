"""A progress bar shows where it takes its time, and takes none of it."""

from io import StringIO
from itertools import count
from types import SimpleNamespace

import pytest
from rich.console import Console

from bot.cli.progress import PATIENCE, REDRAWN, tracked

EACH = 0.01
"""Seconds that an item takes."""


class Drawing(Console):
    """A terminal that counts how often something is drawn."""

    drawn = 0

    def print(self, *objects: object, **how: object) -> None:
        self.drawn += 1
        super().print(*objects, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("items", [10, 1000])
def test_a_bar_is_drawn_some_times_a_second(items: int, monkeypatch: pytest.MonkeyPatch) -> None:
    console, moments = Drawing(file=StringIO(), force_terminal=True), count()
    monkeypatch.setattr("bot.cli.progress.open_console", lambda **_: console)
    clock = SimpleNamespace(monotonic=lambda: next(moments) * EACH)
    monkeypatch.setattr("bot.cli.progress.time", clock)
    with tracked(range(items), items, "Reading") as found:
        assert sum(1 for _ in found) == items
    most = max(0, items * EACH - PATIENCE) / REDRAWN
    assert most / 4 <= console.drawn <= most + 4
