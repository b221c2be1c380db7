"""What is kept of an advice: what it followed from, what it was, and which findings were told."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from flows.dialogue.replies import AdviceGiven, AdviceKind
from flows.figures import Figures
from flows.rules.outcome import Status
from flows.rules.verdict import ConfidenceLevel, Finding, Headline, Verdict


class PathRecord(BaseModel):
    """What became of a path, and the points it had."""

    model_config = ConfigDict(frozen=True)

    status: Status
    points: int


class VerdictRecord(BaseModel):
    """A verdict in what can be compared with another one: no sentences.

    ``pick`` and ``runner_up`` are ids of paths, ``paths`` has every path by its id.
    """

    model_config = ConfigDict(frozen=True)

    pick: str | None
    headline: Headline
    runner_up: str | None
    confidence: ConfidenceLevel
    paths: dict[str, PathRecord]

    @property
    def later(self) -> bool:
        """Whether what was advised is put off."""
        return self.headline == "not-now"

    @property
    def advised(self) -> str | None:
        """The path that was advised, now or for later; only one can be put off."""
        put_off = (name for name, path in self.paths.items() if path.status == "not-now")
        return next(put_off, self.pick) if self.later else self.pick

    @property
    def second(self) -> str | None:
        """What comes after what was advised: beside a path put off, the first of the rest."""
        return self.pick if self.later else self.runner_up


class AdviceRecord(BaseModel):
    """One advice as it was told.

    ``findings`` are the ids of the rules whose sentences it told, in the order of the verdict.
    """

    model_config = ConfigDict(frozen=True)

    kind: AdviceKind
    answers: dict[str, str]
    figures: Figures | None
    verdict: VerdictRecord
    findings: tuple[str, ...]


def record_of(given: AdviceGiven, text: str) -> AdviceRecord:
    """The record of an advice that was told in this text, whatever the form of its message."""
    told = (each.rule for each in findings(given.verdict) if each.says in text)
    return AdviceRecord(
        kind=given.kind,
        answers=dict(given.answers),
        figures=given.figures,
        verdict=in_short(given.verdict),
        findings=tuple(dict.fromkeys(told)),
    )


def in_short(verdict: Verdict) -> VerdictRecord:
    """The verdict without its sentences."""
    return VerdictRecord(
        pick=verdict.pick,
        headline=verdict.headline,
        runner_up=verdict.runner_up,
        confidence=verdict.confidence,
        paths={
            path.id: PathRecord(status=path.status, points=path.points) for path in verdict.paths
        },
    )


def findings(part: object) -> Iterator[Finding]:
    """Every finding in a verdict, or in a part of it; one that stands in two places comes twice."""
    if isinstance(part, Finding):
        yield part
    elif isinstance(part, BaseModel):
        yield from findings([value for _, value in part])
    elif isinstance(part, Iterable) and not isinstance(part, str):
        for each in part:
            yield from findings(each)
