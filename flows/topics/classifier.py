"""Says how strongly a message speaks for each topic, and how like a phrasing of one it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import Features, Row, View, letters, words
from flows.classifier.model import LinearModel, Margins
from flows.classifier.nearest import Neighbours
from flows.topics.lexicon import Lexicon
from flows.topics.models import Phrasing

# Chosen by cross-validation over the phrasings; `benchmarks/fit_topics.py` judges them.
LETTERS = (2, 5)
WEIGHT_OF_CONCEPTS = 0.5


def views(lexicon: Lexicon) -> tuple[View, ...]:
    """Return the three views of a text that is normalised already.

    Letters forgive typos and endings, words and pairs of words carry the meaning, and concepts
    carry it over to words that no phrasing uses.
    """
    return (
        View("letters", letters(*LETTERS)),
        View("words", words(str.split)),
        View("concepts", lexicon.concepts_and_pairs, WEIGHT_OF_CONCEPTS),
    )


OFF_TOPIC: Final = ""
"""The class of messages that no topic answers; it sorts before every topic's id."""

PENALTY = 1.0
"""How dearly a misplaced phrasing is paid for (the machine's C), chosen by cross-validation."""

NEAR = 5
"""Topics, the likeliest, among whose phrasings the nearest is looked for."""


class TopicClassifier:
    """Margins for every topic and for "off-topic", learned from normalised phrasings.

    ``topics`` are the ids in the order of the columns of margins; off-topic has the last column.
    ``phrasings`` are those that were learned, topic by topic, of which topic i has the ones from
    ``begins[i]`` up to ``begins[i + 1]``.
    """

    def __init__(
        self,
        model: LinearModel,
        phrasings: Neighbours,
        begins: NDArray[np.int64],
        lexicon: Lexicon,
    ) -> None:
        self._model, self._phrasings, self._begins = model, phrasings, begins
        self._lexicon = lexicon
        self.topics = model.classes[1:]

    @classmethod
    def train(
        cls, phrasings: Sequence[Phrasing], offtopic: Sequence[str], lexicon: Lexicon
    ) -> Self:
        """Learn from phrasings and off-topic texts; needs scikit-learn, and some seconds.

        Raises ValueError for fewer than two topics or no off-topic text: nothing could be told
        apart.
        """
        from flows.classifier.training import fit  # noqa: PLC0415 - takes 80 MB, once read

        labels = [*(phrasing.topic for phrasing in phrasings), *[OFF_TOPIC] * len(offtopic)]
        if len(set(labels) - {OFF_TOPIC}) < 2 or not offtopic:  # noqa: PLR2004 - one is no choice
            raise ValueError("needs phrasings of two topics at least, and some off-topic texts")
        texts = [*(phrasing.text for phrasing in phrasings), *offtopic]
        normal = [lexicon.normalise(text) for text in texts]
        features, every = Features.learn(views(lexicon), normal)
        model = fit(features, every, labels, PENALTY)
        order = np.argsort(labels[: len(phrasings)], kind="stable")
        rows = [every[place] for place in order]
        sizes = [labels.count(topic) for topic in model.classes[1:]]
        return cls(
            model,
            Neighbours.of(rows, len(model.features.hashes)),
            np.array([0, *np.cumsum(sizes)]),
            lexicon,
        )

    def row(self, text: str) -> Row:
        """Return the features of a text."""
        return self._model.features.row(self._lexicon.normalise(text))

    def margins(self, row: Row) -> Margins:
        """Return the distance from each class's boundary: one a topic, off-topic last.

        Positive on the side of the class, in units of the machine's margin.
        """
        return np.roll(self._model.margins_of(row), -1)

    def likeness_to_topics(self, row: Row) -> float:
        """Return how like a row is to the nearest phrasing of its likeliest topics, 0 to 1."""
        nearest = np.argsort(-self.margins(row)[:-1])[:NEAR]
        bounds = zip(self._begins[nearest], self._begins[nearest + 1], strict=True)
        return max(
            float(self._phrasings.likeness(row, int(first), int(end)).max())
            for first, end in bounds
        )

    def compared_with(self, texts: Sequence[str]) -> Neighbours:
        """Return other texts to compare rows with."""
        return Neighbours.of([self.row(text) for text in texts], self._phrasings.width)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that was learned as arrays, to be stored."""
        return {**self._model.arrays(), **self._phrasings.arrays(), "begins": self._begins}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], lexicon: Lexicon) -> Self:
        """Build what ``arrays`` returned; raises KeyError where one is missing."""
        return cls(
            LinearModel.from_arrays(views(lexicon), arrays),
            Neighbours.from_arrays(arrays),
            arrays["begins"],
            lexicon,
        )
