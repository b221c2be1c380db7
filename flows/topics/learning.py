"""Keep the last good matcher while a new one is trained, and when training fails."""

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flows.topics.load import load_offtopic, load_phrasings
from flows.topics.models import KEPT, Phrasing

if TYPE_CHECKING:
    from flows.topics.matcher import TopicMatcher


TrainsMatcher = Callable[[Iterable[Phrasing]], "TopicMatcher"]
"""Trains a matcher on the built-in phrasings and on those given to it."""


class Trainer:
    """A trainer that remembers its last matcher: seconds of work become milliseconds.

    A kept answer is found by likeness, so only a new phrasing of a topic moves any boundary.
    """

    def __init__(self, train: TrainsMatcher) -> None:
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


def train_on_built_in(extra: Iterable[Phrasing] = ()) -> "TopicMatcher":
    """Train on the phrasings that come with the program, and on ``extra`` ones."""
    # Imported here, as numpy takes a moment to load: start-up stays quick.
    from flows.topics.matcher import TopicMatcher  # noqa: PLC0415

    return TopicMatcher.train([*load_phrasings(), *extra], load_offtopic())


class Learner:
    """Holds the matcher in use; safe to use from several threads.

    Training takes some seconds and blocks only the thread that calls ``learn``: call it off the
    event loop. Until a new matcher is ready the last good one answers.
    """

    def __init__(self, train: TrainsMatcher) -> None:
        self._train = train
        self._training = threading.Lock()
        self._matcher: TopicMatcher | None = None

    @property
    def ready(self) -> bool:
        """Whether a matcher is there, so that ``matcher`` returns without training."""
        return self._matcher is not None

    def matcher(self) -> "TopicMatcher":
        """Return the last good matcher; the very first call trains one, unless ``learn`` has.

        Raises what training raised when there has never been a good one: a matcher that is
        broken must not look like a question without an answer.
        """
        if self._matcher is None:
            with self._training:
                if self._matcher is None:
                    self._matcher = self._train(())
        return self._matcher

    def learn(self, extra: Iterable[Phrasing]) -> None:
        """Train anew with ``extra`` phrasings (kept answers, accepted ones), and use the result.

        Raises what training raised; the last good matcher stays in use then. ``extra`` is
        everything taught, not only what is new.
        """
        with self._training:
            self._matcher = self._train(tuple(extra))
