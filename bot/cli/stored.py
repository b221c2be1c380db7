"""The database of the settings, for commands that look into it and do not create it."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click
from rich.progress import Progress

from bot.clock import now
from bot.errors import UserError
from bot.settings import load_settings
from bot.terminal.screen import open_console
from storage.store import Store

PATIENCE = 1.0
"""Seconds before a progress bar shows."""

REDRAWN = 0.1
"""Seconds between two drawings of it: one takes as long as comparing some advices."""

ROW_ID = click.IntRange(1, 2**63 - 1)
"""An id that the database takes."""

_Item = TypeVar("_Item")


def announce(sentence: str) -> None:
    """Tell what takes its time, beside what is printed."""
    click.echo(sentence, err=True)


@contextmanager
def open_store() -> Iterator[Store]:
    """The store of the settings; raises UserError where there is none yet."""
    path = load_settings().database_path
    if not os.path.exists(path):  # unlike Path.exists, also where the folder may not be read
        raise UserError(
            f"There is no database {path} yet: it comes with the first conversation "
            "(`advisor chat`), or set ADVISOR_DATABASE to another file."
        )
    with Store.open(path, now, announce=announce) as store:
        yield store


@contextmanager
def counted(items: Iterable[_Item], total: int, what: str) -> Iterator[Iterator[_Item]]:
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
