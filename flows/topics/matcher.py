"""Find the topic that a message asks about, or see that none does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from flows.classifier.features import Row
from flows.topics.calibration import Calibration, load_calibration
from flows.topics.classifier import TopicClassifier
from flows.topics.lexicon import Lexicon, load_lexicon
from flows.topics.models import KEPT, OffTopic, Phrasing


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


SHOWN = 3
"""Topics offered at most when it is not clear which one was meant."""

Kind = Literal["answer", "did-you-mean", "unknown"]


class ScoredTopic(NamedTuple):
    """A topic and the probability, 0 to 1, that it is the one that was meant."""

    topic: str
    score: float


@dataclass(frozen=True)
class Match:
    """How to respond to a message.

    ``kind`` is "answer" (``topic`` is what was asked), "did-you-mean" (one of ``alternatives``
    may be) or "unknown" (none is likely enough; ``topic`` is None). ``score`` is that of the best
    topic, whatever the kind. ``alternatives`` are the best topics, at most three, best first, the
    matched one included; for "unknown" they are merely the nearest ones.
    """

    kind: Kind
    topic: str | None
    score: float
    alternatives: tuple[ScoredTopic, ...] = ()


NOTHING = Match(kind="unknown", topic=None, score=0.0)
"""The match of a message without a word in it."""


class TopicMatcher:
    """Topics of the advisor, and answers kept by the owner, found by what friends type."""

    def __init__(
        self,
        classifier: TopicClassifier,
        kept: KeptQuestions | None,
        lexicon: Lexicon,
        calibration: Calibration,
    ) -> None:
        self._classifier = classifier
        self._kept = kept
        self._lexicon = lexicon
        self._calibration = calibration

    @classmethod
    def train(
        cls,
        phrasings: Iterable[Phrasing],
        offtopic: Iterable[OffTopic],
        *,
        calibration: Calibration | None = None,
    ) -> Self:
        """Learn from phrasings and from messages that no topic answers; takes some seconds.

        A phrasing whose topic begins with "kept-" belongs to an answer that the owner kept. One
        such phrasing is enough. Raises ValueError when there are fewer than two other topics or
        no off-topic messages.
        """
        given = list(phrasings)
        lexicon = load_lexicon()
        classifier = TopicClassifier.train(
            [phrasing for phrasing in given if not phrasing.topic.startswith(KEPT)],
            [message.text for message in offtopic],
            lexicon,
        )
        matcher = cls(classifier, None, lexicon, calibration or load_calibration())
        return matcher.with_kept(phrasing for phrasing in given if phrasing.topic.startswith(KEPT))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that was learned of the topics as arrays, to be stored."""
        return self._classifier.arrays()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Build what ``arrays`` returned, without kept answers; KeyError where one is missing."""
        lexicon = load_lexicon()
        classifier = TopicClassifier.from_arrays(arrays, lexicon)
        return cls(classifier, None, lexicon, load_calibration())

    def with_kept(self, phrasings: Iterable[Phrasing]) -> Self:
        """Return a matcher with these kept answers and the same topics; takes milliseconds."""
        owners = list(phrasings)
        kept = KeptQuestions(owners, self._classifier) if owners else None
        return type(self)(self._classifier, kept, self._lexicon, self._calibration)

    def rank(self, text: str) -> list[ScoredTopic]:
        """Return every topic and kept answer, the likeliest first; none when there is no word."""
        if not self._lexicon.normalise(text):
            return []
        row = self._classifier.row(text)
        scores = self._calibration.topic.scores(self._classifier.margins(row))
        scored = [*zip(self._classifier.topics, scores.tolist(), strict=True)]
        if self._kept is not None:
            to_topics = self._classifier.likeness_to_topics(row)
            kept_scores = self._calibration.kept.scores(self._kept.likeness(row), to_topics)
            scored += zip(self._kept.answers, kept_scores.tolist(), strict=True)
        return [ScoredTopic(*pair) for pair in sorted(scored, key=lambda pair: -pair[1])]

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """Return how likely an answer to ``text`` answers each of the others, 0 to 1."""
        worded = {other for other in others if self._lexicon.normalise(other)}
        if not worded or not self._lexicon.normalise(text):
            return [0.0] * len(others)
        asked = KeptQuestions([Phrasing(text=text, topic=KEPT + "0")], self._classifier)
        return [self._alike(asked, other) if other in worded else 0.0 for other in others]

    def _alike(self, asked: KeptQuestions, other: str) -> float:
        row = self._classifier.row(other)
        to_topics = self._classifier.likeness_to_topics(row)
        return float(self._calibration.kept.scores(asked.likeness(row), to_topics)[0])

    def is_like(self, likeness: float) -> bool:
        """Whether something ``alike`` by so much is worth asking about."""
        return likeness >= self._calibration.ask

    def match(self, text: str) -> Match:
        """Say how to respond to ``text``: any string at all, hostile ones included."""
        best = tuple(self.rank(text)[:SHOWN])
        if not best:
            return NOTHING
        topic, score = best[0]
        if score >= self._calibration.answer:
            return Match("answer", topic, score, best)
        if sum(scored.score for scored in best) >= self._calibration.ask:
            return Match("did-you-mean", topic, score, best)
        return Match("unknown", None, score, best)
