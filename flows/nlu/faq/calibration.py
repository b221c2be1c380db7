"""Turn margins and likeness into the probability that a topic is the one that was meant."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

CALIBRATION = Path(__file__).with_name("calibration.toml")

Floats = NDArray[np.float64]


class _Fitted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TopicWeights(_Fitted):
    """Logistic weights of a topic's margin, its lead over the next best, and over off-topic."""

    margin: float
    lead: float
    over_offtopic: float
    bias: float

    def scores(self, evidence: Floats) -> Floats:
        """Return a score from 0 to 1 for each topic by its evidence."""
        return sigmoid(evidence @ [self.margin, self.lead, self.over_offtopic] + self.bias)


class NeighbourWeights(_Fitted):
    """Logistic weights of the likeness to a wording, and of the best topic's score beside it."""

    likeness: float
    best_topic: float
    bias: float

    def score(self, likeness: float, best_topic: float) -> float:
        """A score from 0 to 1 for what the wording stands for."""
        evidence = self.likeness * likeness + self.best_topic * best_topic + self.bias
        return float(sigmoid(np.asarray(evidence)))


class Calibration(_Fitted):
    """What cross-validation found: weights, and the thresholds of the three ways to respond.

    From ``answer`` on the best topic is answered at once. Below, when the three best topics
    together reach ``ask``, the friend is asked which was meant. ``kept`` is for the questions of
    kept answers, ``wording`` for wordings of topics.
    """

    answer: float = Field(gt=0, lt=1)
    ask: float = Field(gt=0, lt=1)
    topic: TopicWeights
    outside: TopicWeights
    kept: NeighbourWeights
    wording: NeighbourWeights


def topic_evidence(margins: Floats) -> Floats:
    """Return for each topic its margin, its lead over the best other topic and over off-topic.

    ``margins`` is one row for one message, off-topic first; the result is topics by 3.
    """
    offtopic, topics = margins[0], margins[1:]
    second, first = np.sort(topics)[-2:]
    best_other = np.where(topics == first, second, first)
    return np.array([topics, topics - best_other, topics - offtopic]).T


def sigmoid(values: Floats) -> Floats:
    """Return the logistic function of ``values``, without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.maximum(values, -50))), dtype=np.float64)


@cache
def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """Read the fitted weights and thresholds from their TOML file."""
    return Calibration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
