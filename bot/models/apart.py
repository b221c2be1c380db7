"""Runs a training in a process of its own, which can be ended at any moment."""

import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.errors import UserError

Kind = Literal["topics", "answers"]
Arrays = Mapping[str, NDArray[Any]]

PATIENCE = 300.0
"""Seconds after which a training has hung."""

_PROGRAM = Path(__file__).parents[2]
"""Where the program is imported from, wherever it was started."""

_ERROR = re.compile(r"^([\w.]+(?:Error|Exception|Interrupt|Exit))\b", re.MULTILINE)


class TrainingError(UserError):
    """A training that failed, or was ended; the text holds no words that were learned."""


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
        child = self._start(kind)
        try:
            model, said = child.communicate(given, PATIENCE)
        except BaseException as error:
            child.kill()
            child.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise TrainingError(f"The training of {kind} took over {PATIENCE} s.") from None
            raise
        finally:
            with self._lock:
                self._running.discard(child)
        if child.returncode:
            why = f"exit code {child.returncode}, {_last_error(said)}"
            raise TrainingError(f"The training of {kind} failed ({why}).")
        return read_arrays(model)

    def stop(self) -> None:
        """End the trainings under way, and start no more."""
        with self._lock:
            self._stopped = True
            for child in self._running:
                child.kill()

    def _start(self, kind: Kind) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise TrainingError(f"There is no training of {kind}, as the program is ending.")
            try:
                child = subprocess.Popen(  # noqa: S603 - the program itself, with arguments of its own
                    [sys.executable, "-m", "bot.models.learn", kind],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    cwd=_PROGRAM,
                    start_new_session=True,
                )
            except OSError as error:
                why = error.strerror
                raise TrainingError(f"The training of {kind} cannot start ({why}).") from error
            self._running.add(child)
            return child


def write_arrays(stream: IO[bytes], arrays: Arrays) -> None:
    """Write arrays so that `read_arrays` reads them."""
    stored: dict[str, Any] = dict(arrays)  # numpy types what follows as options of its own
    np.savez(stream, **stored)


def read_arrays(model: bytes) -> Arrays:
    """Read arrays out of what was written; damaged content raises any kind of error."""
    # Without pickled objects, so that reading can run nothing.
    with np.load(BytesIO(model), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _last_error(said: bytes) -> str:
    """Return the kind of error that a process died of, without its text: it may hold words."""
    found = _ERROR.findall(said.decode(errors="replace"))
    return found[-1] if found else "it did not say why"
