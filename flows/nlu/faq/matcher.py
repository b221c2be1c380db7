"""Finds the topic that a message asks about, or sees that none does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, Self

from flows.nlu.faq.calibration import Calibration, load_calibration, topic_evidence
from flows.nlu.faq.load import built_in_outside
from flows.nlu.faq.models import KEPT, Phrasing
from flows.nlu.faq.neighbours import Neighbours
from flows.nlu.features import row_of
from flows.nlu.model import Model, load_model
from flows.nlu.normalize import words

SHOWN = 3
"""Topics offered at most when it is not clear which one was meant."""

_ASKED = f"{KEPT}asked"

Kind = Literal["answer", "did-you-mean", "outside", "unknown"]


class ScoredTopic(NamedTuple):
    """A topic and the probability, 0 to 1, that it is the one that was meant."""

    topic: str
    score: float


@dataclass(frozen=True)
class Match:
    """How to respond to a message.

    ``kind`` is "answer" (``topic`` is what was asked), "did-you-mean" (one of ``alternatives``
    may be), "outside" (``topic`` is one on which the author says nothing) or "unknown" (none is
    likely enough; ``topic`` is None). ``score`` is that of the best topic, whatever the kind.
    ``alternatives`` are the best topics, at most three, best first, the matched one included; for
    "unknown" they are merely the nearest ones, and for "outside" there are none.
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
        model: Model,
        outside: Iterable[str],
        calibration: Calibration,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._model = model
        self._outside = frozenset(outside)
        self._calibration = calibration
        self._neighbours = neighbours or Neighbours(model.features)

    def with_neighbours(self, phrasings: Iterable[Phrasing]) -> Self:
        """A matcher that also knows these wordings, of kept answers or of topics; in milliseconds.

        They take the place of those known before. One wording of an answer is enough.
        """
        neighbours = Neighbours(self._model.features, phrasings, before=self._neighbours)
        return type(self)(self._model, self._outside, self._calibration, neighbours)

    def rank(self, text: str) -> list[ScoredTopic]:
        """Every topic, outside topic and kept answer, the likeliest first; none without a word."""
        if not words(text):
            return []
        scores = self._scores_of_topics(text)
        near = self._near(text, scores)
        # What the owner answered is outside no more.
        nearest = max(near.values(), default=0.0)
        for topic in self._outside & scores.keys():
            scores[topic] *= 1 - nearest
        for topic, score in near.items():
            scores[topic] = max(score, scores.get(topic, 0.0))
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        return [ScoredTopic(*pair) for pair in ranked]

    def _near(self, text: str, scores: Mapping[str, float]) -> dict[str, float]:
        """How likely each topic or answer is meant of which a wording is known."""
        inside = {topic: score for topic, score in scores.items() if topic not in self._outside}
        return {
            topic: (
                self._calibration.kept if topic.startswith(KEPT) else self._calibration.wording
            ).score(likeness, max(score for other, score in inside.items() if other != topic))
            for topic, likeness in self._neighbours.likeness(text).items()
        }

    def _scores_of_topics(self, text: str) -> dict[str, float]:
        model = self._model.topics
        evidence = topic_evidence(model.margins(row_of(self._model.features, text)))
        inside, outside = (
            weights.scores(evidence).tolist()
            for weights in (self._calibration.topic, self._calibration.outside)
        )
        every = zip(model.classes[1:], inside, outside, strict=True)
        return {name: there if name in self._outside else here for name, here, there in every}

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """How likely an answer to ``text`` answers each of the others, 0 to 1."""
        if not text.strip():
            return [0.0] * len(others)
        asked = self.with_neighbours([Phrasing(text=text, topic=_ASKED)])
        return [dict(asked.rank(other)).get(_ASKED, 0.0) for other in others]

    def is_like(self, likeness: float) -> bool:
        """Whether something ``alike`` by so much is worth asking about."""
        return likeness >= self._calibration.ask

    def match(self, text: str) -> Match:
        """Say how to respond to ``text``: any string at all, hostile ones included."""
        ranked = self.rank(text)
        if not ranked:
            return NOTHING
        topic, score = ranked[0]
        inside = tuple(each for each in ranked if each.topic not in self._outside)[:SHOWN]
        outside = [each for each in ranked if each.topic in self._outside][:SHOWN]
        together, elsewhere = _sum(inside), _sum(outside)
        sure = score >= self._calibration.answer
        if topic in self._outside and (sure or elsewhere >= max(together, self._calibration.ask)):
            return Match("outside", topic, score)
        if sure:
            return Match("answer", topic, score, inside)
        if together >= self._calibration.ask:
            return Match("did-you-mean", inside[0].topic, score, inside)
        return Match("unknown", None, score, inside)


def _sum(scored: Iterable[ScoredTopic]) -> float:
    return sum(each.score for each in scored)


@cache
def built_in_matcher() -> TopicMatcher:
    """The matcher that comes with the program, without any wording of the owner's.

    Raises OSError or ValueError where the model is missing or damaged.
    """
    return TopicMatcher(load_model(), built_in_outside(), load_calibration())
