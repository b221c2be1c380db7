"""A program that is forked does what it does when it is started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from tests.bot.forks import fork
from tests.bot.running import ROOT, advisor, environment
from tests.bot.terminal.tty import terminal

ALONE = """
import os, sys
from importlib import import_module
import aiohttp, jinja2, numpy, rich.console, sqlite_utils, starlette, telegram.ext
import pydantic_settings
for name in sys.argv[1:]:
    if not os.fork():
        import_module(f"bot.cli.{name}")
        os._exit(0)
    if os.wait()[1]:
        sys.exit(f"bot.cli.{name} cannot be loaded alone")
"""
"""Loads each command as the first of the program's modules, as its start does."""


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        ((), "1\n3\nseven years, “say”\n"),
        (("understand", "7 years in Pune"), ""),
        (("advise",), "no JSON"),
        (("telegram",), ""),
        (("nothing",), ""),
        (("--help",), ""),
    ],
)
def test_a_fork_tells_the_same_and_ends_the_same(
    tmp_path: Path, arguments: tuple[str, ...], typed: str
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    forked = advisor(tmp_path / "a", *arguments, typed=typed)
    assert forked == advisor(tmp_path / "b", *arguments, typed=typed, afresh=True)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_that_ends_a_fork_is_told(tmp_path: Path, number: signal.Signals) -> None:
    reading, writing = os.pipe()
    with (tmp_path / "out").open("wb") as out:
        streams = (reading, out.fileno(), out.fileno())
        running = fork(["chat"], tmp_path, environment(tmp_path), streams)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.01)
        running.send_signal(number)
        assert running.wait(20) == -number
    os.close(reading)
    os.close(writing)


def test_a_fork_has_the_terminal_that_it_is_given(tmp_path: Path) -> None:
    with terminal(tmp_path) as friend:
        friend.wait_for("> ")
        assert os.getpgid(friend.process.pid) == os.getsid(friend.process.pid) == friend.process.pid
        assert friend.press_to_end("\x03") == 0


def test_every_command_can_be_loaded_first() -> None:
    settings = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "error"}
    ran = subprocess.run(
        [sys.executable, "-c", ALONE, *COMMANDS],
        env=settings,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
