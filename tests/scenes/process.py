"""The bot as a user starts it: a process of its own, talking to the loopback Bot API server."""

import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from benchmarks.machine import cpu_of, resident
from tests.bot.running import Started, command, environment, start
from tests.botapi import BotApiServer


class Running:
    """``advisor telegram`` with a database in ``folder``; everything it prints goes to ``log``.

    ``within`` is a command that runs it, such as ``unshare``, in front of its own words.
    """

    def __init__(
        self, api: BotApiServer, folder: Path, within: Sequence[str] = (), **settings: str
    ) -> None:
        self.api, self._within = api, within
        self.database = folder / "advisor.db"
        self.log = folder / "log.txt"
        self._settings = {
            "ADVISOR_TELEGRAM_API": api.base,
            "ADVISOR_TELEGRAM_TOKEN": api.token,
            "ADVISOR_DATABASE": str(self.database),
            **settings,
        }
        self._folder = folder
        self._process: Started | None = None
        self._listens_since = 0.0

    def start(self, *, afresh: bool = False) -> "Running":
        """Start the process; it may take a second or two until it listens."""
        with self.log.open("ab") as log:
            self._process = self._started(log.fileno(), afresh=afresh)
        return self

    def _started(self, log: int, *, afresh: bool) -> Started:
        words, ours = self.words(), command()
        if not self._within and words[: len(ours)] == ours:
            streams, more = (0, log, log), words[len(ours) :]
            return start(self._folder, more, self._settings, streams, afresh=afresh)
        return subprocess.Popen(
            [*self._within, *words],
            env=environment(self._folder, **self._settings),
            cwd=self._folder,
            stdout=log,
            stderr=log,
        )

    def words(self) -> list[str]:
        """The command that is run."""
        return [*command(), "telegram"]

    def listening(self, within: float = 40, *, afresh: bool = False) -> "Running":
        """Start it, and wait until it polls."""
        self.start(afresh=afresh)
        self.api.waits_for_poll(timeout=within)
        self._listens_since = time.monotonic()
        return self

    @property
    def bot_id(self) -> int:
        """The numeric id of the bot, which its token begins with."""
        return int(self.api.token.partition(":")[0])

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._running.poll() is None

    @property
    def listening_for(self) -> float:
        """For how many seconds it has been listening."""
        return time.monotonic() - self._listens_since

    @property
    def cpu(self) -> float:
        """The processor time that it has taken so far, in seconds (Linux only)."""
        return cpu_of(self.pid)

    @property
    def memory(self) -> float:
        """The memory that it holds now, in MB (Linux only)."""
        return resident(self.pid)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._running.pid

    def stop(self) -> int:
        """Ask it to end, as a supervisor does, and return its exit code."""
        self._running.send_signal(signal.SIGTERM)
        return self.ended(within=15)

    def kill(self, within: float = 15) -> None:
        """End it on the spot: ``kill -9``."""
        self._running.kill()
        self.ended(within)

    def ended(self, within: float) -> int:
        """The exit code, once it has ended."""
        code = self._running.wait(within)
        self.api.world.wait(lambda: not self.api.updates.polled, 5, lambda: "it still polls")
        return code

    def printed(self) -> str:
        """Everything that it has printed so far."""
        return self.log.read_text()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(15)

    @property
    def _running(self) -> Started:
        assert self._process, "it was not started"
        return self._process
