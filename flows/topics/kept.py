"""Find an answer that the owner kept by how like a message is to the questions it answered.

One question is too little to learn a boundary from, and enough to compare with.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from flows.topics.classifier import TopicClassifier, likeness
from flows.topics.features import Rows
from flows.topics.models import Phrasing


class KeptQuestions:
    """The questions of kept answers, in the features that a classifier has learned."""

    def __init__(self, phrasings: Sequence[Phrasing], classifier: TopicClassifier) -> None:
        self.answers: tuple[str, ...] = tuple(sorted({phrasing.topic for phrasing in phrasings}))
        self._rows = normalize(classifier.rows([phrasing.text for phrasing in phrasings]))
        self._columns = [
            [place for place, phrasing in enumerate(phrasings) if phrasing.topic == answer]
            for answer in self.answers
        ]

    def likeness(self, rows: Rows) -> NDArray[np.float64]:
        """Return how like each row is to the nearest question of each answer: rows by answers."""
        nearest = likeness(rows, self._rows)
        return np.column_stack([nearest[:, places].max(axis=1) for places in self._columns])
