"""Learns a model and writes it into a file: ``python -m bot.models.learn topics|answers FILE``.

A process of its own, because the machine-learning library takes more memory than the bot, and
keeps it; what is learned is small. Phrasings beyond those of the program come by standard input,
one JSON object a line.
"""

import os
import sys
from pathlib import Path

import numpy as np

from flows.topics.learning import train_on_built_in
from flows.topics.models import Phrasing
from flows.understanding.classifier import AnswerClassifiers

PATIENCE = 10
"""How far a training stands back for others, as the niceness of its process."""


def main() -> None:
    """Learn what is asked for, and write its arrays."""
    kind, file = sys.argv[1:]
    os.nice(PATIENCE)
    if kind == "topics":
        extra = [Phrasing.model_validate_json(line) for line in sys.stdin.buffer]
        arrays = train_on_built_in(extra).arrays()
    else:
        arrays = AnswerClassifiers.train().arrays()
    with Path(file).open("wb") as written:
        # Without pickled objects, so that reading such a file can run nothing.
        np.savez(written, allow_pickle=False, **arrays)


if __name__ == "__main__":
    main()
