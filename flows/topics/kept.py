"""Find an answer that the owner kept by how like a message is to the questions it answered.

One question is too little to learn a boundary from, and enough to compare with.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import Row
from flows.topics.classifier import TopicClassifier
from flows.topics.models import Phrasing


class KeptQuestions:
    """The questions of kept answers, in the features that a classifier has learned."""

    def __init__(self, phrasings: Sequence[Phrasing], classifier: TopicClassifier) -> None:
        self.answers: tuple[str, ...] = tuple(sorted({phrasing.topic for phrasing in phrasings}))
        self._questions = classifier.compared_with([phrasing.text for phrasing in phrasings])
        self._places = [
            [place for place, phrasing in enumerate(phrasings) if phrasing.topic == answer]
            for answer in self.answers
        ]

    def likeness(self, row: Row) -> NDArray[np.float64]:
        """Return how like a row is to the nearest question of each answer, 0 to 1."""
        nearest = self._questions.likeness(row)
        return np.array([nearest[places].max() for places in self._places])
