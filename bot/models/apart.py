"""Runs a training in a process of its own, which can be ended at any moment."""

import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

_ERROR = re.compile(r"^([\w.]+(?:Error|Exception|Interrupt|Exit))\b", re.MULTILINE)

Kind = Literal["topics", "answers"]
Arrays = Mapping[str, NDArray[Any]]


class TrainingError(Exception):
    """A training that failed, or was ended."""


class TrainingApart:
    """Trainings, each in a child of this process; they may run at the same time.

    Their processes get no signal from the keyboard: whoever holds this ends them with ``stop``.
    """

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def __call__(self, kind: Kind, given: bytes = b"") -> Arrays:
        """Train and return the model's arrays; raises TrainingError."""
        with TemporaryDirectory(prefix="advisor-") as folder:
            file = Path(folder) / "model.npz"
            child = self._start(kind, file)
            try:
                _, said = child.communicate(given)
            finally:
                with self._lock:
                    self._running.discard(child)
            if child.returncode:
                raise TrainingError(
                    f"The training of {kind} ended with exit code {child.returncode}"
                    f" ({_last_error(said)})."
                )
            return read_arrays(file)

    def stop(self) -> None:
        """End the trainings under way, and start no more."""
        with self._lock:
            self._stopped = True
            for child in self._running:
                child.kill()

    def _start(self, kind: Kind, file: Path) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise TrainingError(f"There is no training of {kind}, as the program is ending.")
            child = subprocess.Popen(  # noqa: S603 - the program itself, with arguments of its own
                [sys.executable, "-m", "bot.models.learn", kind, str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            self._running.add(child)
            return child


def read_arrays(file: Path) -> Arrays:
    """Read arrays from a file; raises OSError or ValueError for one that is none."""
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _last_error(said: bytes) -> str:
    """Return the kind of error that a process died of, without its text: it may hold words."""
    found = _ERROR.findall(said.decode(errors="replace"))
    return found[-1] if found else "it did not say why"
