"""Trains a matcher anew only where the topics have to be; answers kept since are added at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.topics.learning import Trainer as Trains
from flows.topics.models import KEPT, Phrasing

if TYPE_CHECKING:
    from flows.topics.matcher import TopicMatcher


class Trainer:
    """A trainer that remembers its last matcher: seconds of work become milliseconds.

    A kept answer is found by likeness, so only a new phrasing of a topic moves any boundary.
    """

    def __init__(self, train: Trains) -> None:
        self._train = train
        self._learned: tuple[Phrasing, ...] = ()
        self._matcher: TopicMatcher | None = None

    def __call__(self, extra: Iterable[Phrasing]) -> "TopicMatcher":
        """Train on the built-in phrasings and these."""
        given = tuple(extra)
        topics = tuple(each for each in given if not each.topic.startswith(KEPT))
        if self._matcher is None or topics != self._learned:
            self._matcher = self._train(topics)
            self._learned = topics
        return self._matcher.with_kept(each for each in given if each.topic.startswith(KEPT))
