"""What is kept of an advice: what it followed from, what it was, and which findings were told."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from flows.dialogue.replies import AdviceGiven, AdviceKind
from flows.figures import Figures
from flows.rules.verdict import Finding, PathRecord, Verdict, VerdictRecord


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
