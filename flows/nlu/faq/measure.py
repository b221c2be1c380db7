"""Numbers that say how well topics are found: on questions, and on messages that have no answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from flows.nlu.faq.matcher import Match, ScoredTopic

SHOWN = 3


class Matcher(Protocol):
    """Whatever finds topics."""

    def match(self, text: str) -> Match:
        """Say how to respond."""

    def rank(self, text: str) -> list[ScoredTopic]:
        """Return the topics, the likeliest first."""


class Question(BaseModel):
    """A question as a friend types it, and the topics that answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    topic: str
    also: tuple[str, ...] = ()

    def accepts(self, topic: str | None) -> bool:
        """Say whether ``topic`` would serve the friend."""
        return topic == self.topic or topic in self.also


class Unanswerable(BaseModel):
    """A message that no topic answers; ``why`` begins with "near miss" when it is about work."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    why: str

    @property
    def near(self) -> bool:
        """Whether it comes from the field."""
        return self.why.startswith("near miss")


@dataclass(frozen=True)
class QuestionNumbers:
    """Shares (0 to 1) of ``cases`` questions.

    ``hit_1`` and ``hit_3``: a right topic ranks first, or among the first three. ``answered_right``
    and ``answered_wrong``: answered at once. ``within_one_tap``: answered right, or a right topic
    is one of the buttons offered.
    """

    cases: int
    hit_1: float
    hit_3: float
    answered_right: float
    answered_wrong: float
    within_one_tap: float


@dataclass(frozen=True)
class UnanswerableNumbers:
    """Shares (0 to 1) of ``cases`` unanswerable messages that were answered all the same.

    ``near_false_answers`` is the share among the ``near_cases`` near misses; ``asked_back`` the
    share of all that got topics to choose from, and ``declined`` that of those that are told that
    the author says nothing about it.
    """

    cases: int
    false_answers: float
    near_cases: int
    near_false_answers: float
    asked_back: float
    declined: float


def measure_questions(matcher: Matcher, questions: Sequence[Question]) -> QuestionNumbers:
    """Ask every question, and count."""
    ranks = [matcher.rank(question.text)[:SHOWN] for question in questions]
    matches = [matcher.match(question.text) for question in questions]
    first = [any(map(q.accepts, _ids(rank[:1]))) for q, rank in zip(questions, ranks, strict=True)]
    among = [any(map(q.accepts, _ids(rank))) for q, rank in zip(questions, ranks, strict=True)]
    pairs = list(zip(questions, matches, strict=True))
    right = [match.kind == "answer" and q.accepts(match.topic) for q, match in pairs]
    wrong = [match.kind == "answer" and not q.accepts(match.topic) for q, match in pairs]
    offered = [
        match.kind == "did-you-mean" and any(map(q.accepts, _ids(match.alternatives)))
        for q, match in pairs
    ]
    return QuestionNumbers(
        cases=len(questions),
        hit_1=_share(first),
        hit_3=_share(among),
        answered_right=_share(right),
        answered_wrong=_share(wrong),
        within_one_tap=_share(map(any, zip(right, offered, strict=True))),
    )


def measure_unanswerable(matcher: Matcher, messages: Sequence[Unanswerable]) -> UnanswerableNumbers:
    """Say every message, and count."""
    kinds = [matcher.match(message.text).kind for message in messages]
    near = [kind for kind, message in zip(kinds, messages, strict=True) if message.near]
    return UnanswerableNumbers(
        cases=len(messages),
        false_answers=_share(kind == "answer" for kind in kinds),
        near_cases=len(near),
        near_false_answers=_share(kind == "answer" for kind in near),
        asked_back=_share(kind == "did-you-mean" for kind in kinds),
        declined=_share(kind == "outside" for kind in kinds),
    )


def _ids(scored: Iterable[ScoredTopic]) -> list[str]:
    return [topic for topic, _ in scored]


def _share(truths: Iterable[bool]) -> float:
    """Return the share of true ones; 0 when there are none at all."""
    counted = list(truths)
    return sum(counted) / len(counted) if counted else 0.0
