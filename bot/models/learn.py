"""Learns a model and writes it to standard output: ``python -m bot.models.learn topics|answers``.

A process of its own, because the machine-learning library takes more memory than the bot, and
keeps it; what is learned is small. Phrasings beyond those of the program come by standard input,
one JSON object a line.
"""

import os
import sys
import threading
import time
from io import BytesIO

from bot.models.apart import write_arrays
from flows.topics.learning import train_on_built_in
from flows.topics.models import Phrasing
from flows.understanding.classifier import AnswerClassifiers

NICENESS = 10
"""How far a training stands back for others."""

_LOOK = 0.5


def main() -> None:
    """Learn what is asked for, and write its arrays."""
    (kind,) = sys.argv[1:]
    os.nice(NICENESS)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if kind == "topics":
        extra = [Phrasing.model_validate_json(line) for line in sys.stdin.buffer]
        arrays = train_on_built_in(extra).arrays()
    else:
        arrays = AnswerClassifiers.train().arrays()
    written = BytesIO()
    write_arrays(written, arrays)
    sys.stdout.buffer.write(written.getvalue())


def _end_with(parent: int) -> None:
    """End when the process that wants the model is gone, however that came about."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


if __name__ == "__main__":
    main()
