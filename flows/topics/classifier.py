"""A linear support vector machine that says how strongly a message speaks for each topic."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from flows.topics.features import Rows, build_features
from flows.topics.lexicon import Lexicon
from flows.topics.models import Phrasing

OFF_TOPIC: Final = ""
"""The class of messages that no topic answers; it sorts before every topic's id."""

PENALTY = 1.0
"""How dearly a misplaced phrasing is paid for (the machine's C), chosen by cross-validation."""


class TopicClassifier:
    """Margins for every topic and for "off-topic", learned from normalised phrasings.

    ``topics`` are the ids in the order of the columns of margins; off-topic has the last column.
    Raises ValueError for fewer than two topics or no off-topic text: nothing could be told apart.
    """

    def __init__(
        self, phrasings: Sequence[Phrasing], offtopic: Sequence[str], lexicon: Lexicon
    ) -> None:
        labels = [phrasing.topic for phrasing in phrasings] + [OFF_TOPIC] * len(offtopic)
        if len(set(labels) - {OFF_TOPIC}) < 2 or not offtopic:  # noqa: PLR2004 - one is no choice
            raise ValueError("needs phrasings of two topics at least, and some off-topic texts")
        self._lexicon = lexicon
        self._features = build_features(lexicon)
        texts = [*(phrasing.text for phrasing in phrasings), *offtopic]
        rows = self._features.fit_transform([lexicon.normalise(text) for text in texts])
        machine = LinearSVC(C=PENALTY, random_state=0).fit(rows, labels)
        self.topics: tuple[str, ...] = tuple(map(str, machine.classes_[1:]))
        # Single precision decides the same and halves the memory.
        self._weights = np.roll(machine.coef_, -1, axis=0).T.astype(np.float32)
        self._bias = np.roll(machine.intercept_, -1).astype(np.float32)
        self._phrasings = normalize(rows[: len(phrasings)])

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return the features of each text, one row each."""
        return self._features.transform([self._lexicon.normalise(text) for text in texts])

    def margins(self, rows: Rows) -> NDArray[np.float64]:
        """Return the distance from each class's boundary: rows by topics, off-topic last.

        Positive on the side of the class, in units of the machine's margin.
        """
        return np.asarray(rows @ self._weights + self._bias, dtype=np.float64)

    def likeness_to_topics(self, rows: Rows) -> NDArray[np.float64]:
        """Return how like each row is to the nearest phrasing of any topic, 0 to 1."""
        return np.asarray(likeness(rows, self._phrasings).max(axis=1))


def likeness(rows: Rows, others: Rows) -> NDArray[np.float64]:
    """Return the cosine of each row with each of the other rows, 0 to 1."""
    return np.asarray((normalize(rows) @ others.T).toarray(), dtype=np.float64)
