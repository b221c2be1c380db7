"""Starts the program as a fork of a process that has loaded it: in a tenth of a second, not two.

What is started so is a process like any other, with streams, signals and an end of its own. Left
out is how Python starts and loads modules: what depends on that is started as users do it, and so
is all in the long forms of tests.
"""

import atexit
import contextlib
import gc
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SERVER = "from tests.bot.forks import serve; serve()"
LARGEST = 65536
"""Bytes of a request."""


class Fork:
    """A program that was forked, with those verbs of ``subprocess.Popen`` that tests need."""

    def __init__(self, keeper: socket.socket) -> None:
        self._keeper = keeper
        self.pid = int(keeper.recv(64))
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, if it has ended."""
        if self.returncode is None and select.select([self._keeper], [], [], 0)[0]:
            self.returncode = int(self._keeper.recv(64))
            self._keeper.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code; raises TimeoutExpired if it does not end in time."""
        if self.returncode is None:
            select.select([self._keeper], [], [], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("a fork", timeout or 0)
        return code

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):  # it may end just now
                os.kill(self.pid, sig)

    def kill(self) -> None:
        """End it on the spot."""
        self.send_signal(signal.SIGKILL)


def fork(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    streams: tuple[int, int, int],
    *,
    at_terminal: bool = False,
) -> Fork:
    """Start ``advisor`` with these words on these three descriptors, which stay open here.

    ``at_terminal`` makes the first of them its controlling terminal.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    request = json.dumps([list(words), str(folder), dict(environment), at_terminal]).encode()
    assert len(request) <= LARGEST
    with theirs:
        socket.send_fds(_server(), [request], [*streams, theirs.fileno()])
    return Fork(ours)


@cache
def _server() -> socket.socket:
    """The line to the server of this process, which ends with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    settings = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    # Without threads of numpy's, so that forking is safe.
    settings |= {"PYTHONWARNINGS": "error", "OPENBLAS_NUM_THREADS": "1"}
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(theirs.fileno())],
            cwd=Path(__file__).parents[2],
            env=settings,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(server.wait)
    atexit.register(ours.close)  # before that
    return ours


def serve() -> None:
    """Load the program, then run it in a fork for each request, until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at pytest is not meant for the server
    with socket.socket(fileno=int(sys.argv[1])) as line:
        main = _loaded()
        words = _in_fork(line)
    if words is not None:
        sys.argv = ["advisor", *words]
        main(prog_name="advisor")


def _loaded() -> Any:
    # In the server alone: whoever asks it has no need of these.
    from bot.cli import COMMANDS, main  # noqa: PLC0415
    from flows.knowledge import built_in  # noqa: PLC0415
    from flows.nlu.faq.load import built_in_topics  # noqa: PLC0415
    from flows.nlu.interpretation import TextContext  # noqa: PLC0415
    from flows.nlu.interpreter import ModelInterpreter  # noqa: PLC0415

    context = main.make_context("advisor", [], resilient_parsing=True)
    for name in COMMANDS:
        main.get_command(context, name)
    built_in_topics()
    ModelInterpreter(built_in()).interpret("why leave? 8 years", TextContext())
    gc.collect()
    gc.freeze()
    return main


def _in_fork(line: socket.socket) -> Sequence[str] | None:
    """The words of a request, in the fork that is to carry it out; None once there are no more."""
    while True:
        message, streams, _, _ = socket.recv_fds(line, LARGEST, 4)
        _forget_keepers()
        if not message:
            return None
        words, folder, environment, at_terminal = json.loads(message)
        if not os.fork():
            _keep_a_fork(streams)
            _become(folder, environment, streams[:3], at_terminal=at_terminal)
            return [*words]
        for stream in streams:
            os.close(stream)


def _forget_keepers() -> None:
    """Let those go that have ended, so that what they took counts as taken by this process."""
    with contextlib.suppress(ChildProcessError):  # there is none
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _keep_a_fork(streams: Sequence[int]) -> None:
    """Fork; returns in the fork, while this process tells its number, and how it ended."""
    number = os.fork()
    if not number:
        os.close(streams[3])
        return
    for stream in streams[:3]:  # whoever reads on them waits for the fork alone
        os.close(stream)
    with contextlib.suppress(OSError), socket.socket(fileno=streams[3]) as asker:
        asker.send(str(number).encode())
        code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        asker.send(str(code).encode())
    os._exit(0)


def _become(
    folder: str, environment: Mapping[str, str], streams: Sequence[int], *, at_terminal: bool
) -> None:
    """Make this the process that was asked for, with its streams as Python opens them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if at_terminal:
        os.login_tty(os.dup(streams[0]))
    else:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = _opened(0, sys.stdin, "rb")
    sys.stdout = _opened(1, sys.stdout, "wb")
    sys.stderr = _opened(2, sys.stderr, "wb")


def _opened(number: int, before: Any, mode: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        open(number, mode, closefd=False),
        encoding=before.encoding,
        errors=before.errors,
        line_buffering=os.isatty(number) or number == 2,
    )
