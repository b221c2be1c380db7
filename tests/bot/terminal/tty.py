"""A process at a terminal of its own, with somebody who reads its screen and presses keys."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bot.forks import fork
from tests.bot.running import Started, command, environment, may_fork

LAUNCH = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal the controlling one first, so that Ctrl-C at it is a signal."""


class Terminal:
    """A process whose standard streams are a terminal: the command, or another program."""

    def __init__(
        self, home: Path, *arguments: str, program: Sequence[str] = (), **settings: str
    ) -> None:
        self._screen, keyboard = pty.openpty()
        self.process = self._started(keyboard, home, arguments, program, settings)
        os.close(keyboard)
        self.shown = ""
        self._read_up_to = 0

    @staticmethod
    def _started(
        keyboard: int,
        home: Path,
        arguments: Sequence[str],
        program: Sequence[str],
        settings: Mapping[str, str],
    ) -> Started:
        described = environment(home, **{"TERM": "xterm-256color", "COLUMNS": "200", **settings})
        if may_fork(settings) and not program:
            return fork(arguments, home, described, (keyboard,) * 3, at_terminal=True)
        return subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *(program or command()), *arguments],
            cwd=home,
            env=described,
            stdin=keyboard,
            stdout=keyboard,
            stderr=keyboard,
        )

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Read what is shown until this text comes, after all that was waited for before."""
        until = time.monotonic() + seconds
        while text not in self.shown[self._read_up_to :]:
            assert time.monotonic() < until, f"{text!r} did not come: {self.shown!r}"
            if not self._read():
                raise AssertionError(f"{text!r} did not come before the end: {self.shown!r}")
        self._read_up_to = self.shown.index(text, self._read_up_to) + len(text)

    def type(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._screen, keys.encode())

    def press_to_end(self, key: str) -> int:
        """Press a key, again if need be, until the process ends; the exit code.

        A signal just between the prompt and the wait for input is heeded at the next key only.
        """
        for _ in range(20):
            self.type(key)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=1)
                break
        return self.end()

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._read():
            pass
        return self.process.wait(timeout=30)

    def _read(self) -> bool:
        if not select.select([self._screen], [], [], 30)[0]:
            return False
        try:
            read = os.read(self._screen, 65536)
        except OSError:  # Linux tells the end of the other side so.
            return False
        self.shown += read.decode()
        return bool(read)

    def close(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._screen)


@contextmanager
def terminal(
    home: Path, *arguments: str, program: Sequence[str] = (), **settings: str
) -> Iterator[Terminal]:
    opened = Terminal(home, *arguments, program=program, **settings)
    try:
        yield opened
    finally:
        opened.close()
