"""Runs the command as its users do: as a process of its own, in a folder of its own.

Unless it is to start ``afresh``, tests in their short form fork it from a process that has loaded
it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from tests.bot.forks import fork

ROOT = Path(__file__).parents[2]


MOST_TYPED = 65536
"""Bytes that a pipe holds while nobody reads."""

forking = False
"""Whether programs may be forked: set where tests are run in their short form."""


class Started(Protocol):
    """What tests need of a process, however it was started."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sig: int) -> None: ...

    def kill(self) -> None: ...


def command() -> list[str]:
    """The console script of this environment, or what it does where it is not installed."""
    script = Path(sys.executable).with_name("advisor")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from bot.cli import main; main(prog_name='advisor')"]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with these settings only, whose user data is in a folder of its own."""
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    place = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    return inherited | place | {"LOGNAME": "ada", "PYTHONWARNINGS": "error"} | settings


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


def may_fork(settings: Mapping[str, str]) -> bool:
    """Whether these settings can be given to a fork: Python itself reads some when it starts."""
    return forking and not any(name.startswith("PYTHON") for name in settings)


def start(
    home: Path,
    words: Sequence[str],
    settings: Mapping[str, str],
    streams: tuple[int, int, int],
    *,
    afresh: bool = False,
) -> Started:
    """Start `advisor` in the folder ``home`` on three descriptors, which stay open here."""
    if may_fork(settings) and not afresh:
        return fork(words, home, environment(home, **settings), streams)
    stdin, stdout, stderr = streams
    return subprocess.Popen(
        [*command(), *words],
        cwd=home,
        env=environment(home, **settings),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def advisor(
    home: Path,
    *arguments: str,
    typed: bytes | str = b"",
    settings: Mapping[str, str] | None = None,
    afresh: bool = False,
) -> Ran:
    """Run `advisor` with these arguments and this input, in the folder ``home``."""
    given = typed.encode() if isinstance(typed, str) else typed
    assert len(given) <= MOST_TYPED
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            os.write(writing, given)
            os.close(writing)
            streams = (reading, out.fileno(), err.fileno())
            running = start(home, arguments, settings or {}, streams, afresh=afresh)
        finally:
            os.close(reading)
        try:
            code = running.wait(60)
        finally:
            running.kill()
        return Ran(code, _written(out), _written(err))


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def is_one_sentence(text: str, *names: str) -> bool:
    """Whether an error is told in a clear line that holds these names, and no traceback."""
    lines: Sequence[str] = [line for line in text.splitlines() if line.startswith("Error: ")]
    return len(lines) == 1 and "Traceback" not in text and all(name in lines[0] for name in names)
