"""The database of the settings, for commands that look into it and do not create it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.clock import now
from bot.errors import UserError
from bot.settings import load_settings
from storage.store import Store

ROW_ID = click.IntRange(1, 2**63 - 1)
"""An id that the database takes."""


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
