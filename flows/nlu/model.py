"""Reads the model that ``python -m tools.train`` made: of topics, commands and answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from flows.nlu.features import Features, Floats, Row, row_of
from flows.nlu.recurrent import RecurrentNetworks
from flows.nlu.slots.reading import STATED, Guess

FILE = Path(__file__).with_name("data") / "model.npz"
TOPICS = "topics"
COMMANDS = "commands"
BUTTONS = "buttons"
AMOUNTS, FACTS = "amounts", "facts"
"""The classifiers of topics, of commands, of buttons, of what amounts are and of what is a fact,
beside those with the id of a question."""

NOTHING = ""
"""The class of texts that ask for no topic, or answer nothing; it sorts before all others."""

Margins = NDArray[np.float64]


@dataclass(frozen=True)
class LinearModel:
    """The weight of features for each class; those that are not ``kept`` weigh nothing.

    ``kept`` are columns of features, ascending. ``weights`` is these by classes, in steps of a
    class's ``scale``; ``bias`` one number a class.
    """

    classes: tuple[str, ...]
    kept: NDArray[np.int32]
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def margins(self, row: Row) -> Margins:
        """The distance from each class's boundary, in the order of ``classes``.

        Positive on the side of the class, in units of the model's margin.
        """
        places = self.kept.searchsorted(row.columns)
        known = self.kept.take(places, mode="clip") == row.columns
        weights = self.weights.take(places[known], axis=0).astype(np.float32)
        return np.asarray(row.values[known] @ weights * self.scale + self.bias, dtype=np.float64)


@dataclass(frozen=True)
class Model:
    """All that was learned; safe to share. ``classifiers`` are by the id of a question.

    That of ``STATED`` has the classes "QUESTION OPTION" of what running text states. The classes of
    ``buttons`` are labels, each told from everything else by itself: one text may mean several.
    """

    features: Features
    topics: LinearModel
    commands: LinearModel
    buttons: LinearModel
    amounts: RecurrentNetworks
    facts: RecurrentNetworks
    classifiers: Mapping[str, LinearModel]

    def guess(self, question: str, text: str) -> Guess:
        """The likeliest option (``""``: none of them) for a text given at a question.

        Raises KeyError for an unknown question.
        """
        classifier = self.classifiers[question]
        margins = classifier.margins(row_of(self.features, text))
        second, first = np.argsort(margins)[-2:]
        return Guess(classifier.classes[first], float(margins[first] - margins[second]))

    def command(self, text: str) -> Guess:
        """The likeliest command for a text spelt out as commands are compared.

        Its lead is that before the text being none, so it is negative where it rather is.
        """
        margins = self.commands.margins(row_of(self.features, text))
        nothing = self.commands.classes.index(NOTHING)
        first = max((at for at in range(len(margins)) if at != nothing), key=margins.__getitem__)
        return Guess(self.commands.classes[first], float(margins[first] - margins[nothing]))

    def button(self, text: str, labels: Collection[str]) -> Guess:
        """The likeliest of some labels for a text spelt out as commands are compared.

        Its lead is that before the next one, or the margin itself, whatever is less.
        """
        known = [at for at, label in enumerate(self.buttons.classes) if label in labels]
        if not known:
            return Guess(NOTHING, 0)
        margins = self.buttons.margins(row_of(self.features, text))
        first, *others = sorted(known, key=lambda at: -margins[at])
        second = float(margins[others[0]]) if others else -1.0
        lead = min(float(margins[first]), float(margins[first]) - second)
        return Guess(self.buttons.classes[first], lead)

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions that can be answered in free text."""
        return tuple(name for name in self.classifiers if name != STATED)

    def options(self, question: str) -> frozenset[str]:
        """The option ids of a question; raises KeyError for an unknown question."""
        return frozenset(self.classifiers[question].classes) - {NOTHING}


@cache
def load_model(file: Path = FILE) -> Model:
    """Read a model, once; raises OSError where it is missing, ValueError where it is damaged."""
    content = BytesIO(file.read_bytes())
    try:
        # Without pickled objects, so that reading can run nothing.
        with np.load(content, allow_pickle=False) as stored:
            return _read(stored)
    except (BadZipFile, EOFError, KeyError, LZMAError) as error:
        raise ValueError(f"{file.name} is damaged: {error}") from error


def _read(stored: Mapping[str, NDArray[Any]]) -> Model:
    hashes = np.cumsum(stored["steps"], dtype=np.uint32)
    features = Features.of(hashes, stored["texts_with"], int(stored["texts"]))
    models = {
        name: LinearModel(
            tuple(map(str, stored[f"{name}.classes"])),
            np.cumsum(stored[f"{name}.steps"], dtype=np.int32),
            stored[f"{name}.weights"],
            stored[f"{name}.scale"],
            stored[f"{name}.bias"],
        )
        for name in (each.removesuffix(".bias") for each in stored if each.endswith(".bias"))
    }
    topics, commands, buttons = (models.pop(name) for name in (TOPICS, COMMANDS, BUTTONS))
    amounts, facts = (RecurrentNetworks.of(stored, name) for name in (AMOUNTS, FACTS))
    return Model(features, topics, commands, buttons, amounts, facts, models)
