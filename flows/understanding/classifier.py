"""One small classifier for each question, learned from the phrasebook."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import View, letters, words
from flows.classifier.model import LinearModel
from flows.understanding.phrasebook import NOTHING, Phrasings, phrasings

_FILE = Path(__file__).with_name("concepts.toml")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    concepts = tomllib.loads(_FILE.read_text(encoding="utf-8"))["concepts"]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))
        for name, words in concepts.items()
    )


def concepts(text: str) -> list[str]:
    """Return the names of the concepts that the text touches; a denied one begins with ``not-``."""
    found = []
    for name, pattern in _patterns():
        match = pattern.search(text)
        if match:
            denied = _DENIED.search(text[max(0, match.start() - 24) : match.start()])
            found.append(f"not-{name}" if denied else name)
    return found


_DENIED = re.compile(
    r"(?:\b(?:not?|never|isn'?t|without|nor|hardly|don'?t|doesn'?t|cannot|can'?t)|n't)(?: \w+)?\s$",
    re.IGNORECASE,
)


LETTERS = (2, 5)
# Chosen by cross-validation, as are the penalty and the answers beside.
CONCEPT_WEIGHT = 0.7
"""How much concepts count beside characters and words."""

PENALTY = 2.0
"""How dearly a misplaced text is paid for (the machine's C)."""

BESIDE, WORDS_BESIDE = 60, 4
"""How many answers to other questions, of so many words at least, show what is no answer."""

_WORD = re.compile(r"[\w']+|\?")

VIEWS = (
    View("letters", letters(*LETTERS)),
    View("words", words(_WORD.findall)),
    View("concepts", concepts, CONCEPT_WEIGHT),
)
"""What is looked at in a typed answer, in lower case."""


class Guess(NamedTuple):
    """The likeliest option of a text, and by how much it leads over the next, in margins."""

    option: str
    lead: float


Guesser = Callable[[str, str], Guess]
"""Guesses the option for a question (first) that a text (second) means."""


class AnswerClassifiers:
    """For each question a classifier of what is typed there; ``""`` is the class of no answer."""

    def __init__(self, models: Mapping[str, LinearModel]) -> None:
        self._models = dict(models)

    @classmethod
    def train(cls) -> Self:
        """Learn all questions from the phrasebook; needs scikit-learn, and some seconds."""
        book = phrasings()
        known = {name: [*rows, *_beside(name, book)] for name, rows in book.items()}
        return cls({name: fit(rows) for name, rows in known.items()})

    def guess(self, question: str, text: str) -> Guess:
        """Return the likeliest option (``""``: none of them) for a text given at a question.

        Raises KeyError for an unknown question.
        """
        model = self._models[question]
        margins = model.margins(text.lower())
        second, first = np.argsort(margins)[-2:]
        return Guess(model.classes[first], float(margins[first] - margins[second]))

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions that can be answered in free text."""
        return tuple(self._models)

    def options(self, question: str) -> frozenset[str]:
        """Return the option ids of a question; raises KeyError for an unknown question."""
        return frozenset(self._models[question].classes) - {NOTHING}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that was learned as arrays, to be stored."""
        return {
            f"{question}.{name}": array
            for question, model in self._models.items()
            for name, array in model.arrays().items()
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Build what ``arrays`` returned; raises KeyError where one is missing."""
        questions = dict.fromkeys(name.partition(".")[0] for name in arrays)
        return cls({question: _model(question, arrays) for question in questions})


def fit(rows: Sequence[tuple[str, str]]) -> LinearModel:
    """Return a model trained on pairs of a text and its option."""
    from flows.classifier.training import train  # noqa: PLC0415 - takes 80 MB, once read

    texts, options = zip(*rows, strict=True)
    return train(VIEWS, [text.lower() for text in texts], options, PENALTY)


def _beside(question: str, book: Mapping[str, Phrasings]) -> list[tuple[str, str]]:
    """Return answers to other questions, which are none to this one.

    Short ones are left out: a "both" or "not at all" may answer several.
    """
    others = [
        text
        for other, rows in book.items()
        for text, option in rows
        if other != question and option != NOTHING and len(text.split()) >= WORDS_BESIDE
    ]
    return [(text, NOTHING) for text in others[:: max(1, len(others) // BESIDE)]]


def _model(question: str, arrays: Mapping[str, NDArray[Any]]) -> LinearModel:
    start = f"{question}."
    own = {name[len(start) :]: arrays[name] for name in arrays if name.startswith(start)}
    return LinearModel.from_arrays(VIEWS, own)
