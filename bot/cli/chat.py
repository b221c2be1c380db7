"""advisor chat: the conversation in this terminal."""

import getpass
import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from bot.bootstrap import open_advisor
from bot.cli.stored import announce
from bot.incoming import TERMINAL
from bot.settings import load_settings
from bot.telegram.logs import FORMAT
from bot.terminal.repl import Repl, typed_lines
from bot.terminal.screen import Screen, open_console


@click.command("chat")
def chat() -> None:
    """Talk to the advisor in this terminal; it goes on where you stopped.

    Type the number of a choice, or write in your own words. Works in a pipe too, a line at a time.
    """
    settings = load_settings()
    _log_beside(settings.database_path)
    opened = open_advisor(settings, channel=TERMINAL, announce=announce)
    with _ending_at_second_interrupt(), opened as advisor:
        Repl(advisor, Screen(open_console(), folds=True), _user()).run(typed_lines())
        _at_interrupt(_end_at_once)


def _log_beside(database: Path) -> None:
    """Log to a file of its own, made by the first warning: the screen is the friend's."""
    beside = database.parent / f"{database.stem}.log"
    file = logging.FileHandler(beside, encoding="utf-8", delay=True)
    logging.basicConfig(level=logging.WARNING, format=FORMAT, handlers=[file])


@contextmanager
def _ending_at_second_interrupt() -> Iterator[None]:
    """Let the first Ctrl-C part from the friend, and any that comes later end the program."""
    before = signal.getsignal(signal.SIGINT)
    _at_interrupt(_part)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _at_interrupt(handler: Callable[[int, FrameType | None], None]) -> None:
    """Set what Ctrl-C does, except where a shell lets a job in the background ignore it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


def _part(*_: object) -> None:
    _at_interrupt(_end_at_once)
    raise KeyboardInterrupt


def _end_at_once(*_: object) -> None:
    """End without waiting for anything: what was said is stored, and what was shown is out."""
    os._exit(0)


def _user() -> str:
    """The name of whoever uses this machine; a plain word where the machine does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "friend"
