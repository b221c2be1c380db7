"""The verdict as data: every finding with its claim, the answers it rests on, and its sentence."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.knowledge.models import Strength
from flows.rules.outcome import Status

ConfidenceLevel = Literal["low", "medium", "high"]


class Finding(BaseModel):
    """Something a rule says of this friend.

    ``answers`` are the answers it rests on (question id to option id): alone, they lead to the same
    finding. ``says`` is the sentence, with the friend's answers filled in.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    claim: str
    claims: tuple[str, ...]
    answers: dict[str, str]
    says: str


class FoundArgument(Finding):
    """An argument for or against a path.

    ``strength`` is as stated by the rule and ``halved`` how many times it counts by half;
    ``points`` is what is left of it in the ranking (never negative).
    """

    speaks_for: bool = Field(serialization_alias="for")
    strength: Strength
    halved: int
    points: int


class FoundReason(Finding):
    """What raises, keeps or lowers the confidence."""

    effect: Literal["raise", "keep", "lower"]


class FoundCost(Finding):
    """What moving or staying costs; `answers` holds what the friend said about it, if anything."""

    id: str
    of: Literal["move", "stay"]
    name: str


class PathVerdict(BaseModel):
    """What becomes of one path.

    ``points`` is the sum of the arguments for less those against. ``eliminations`` lists every
    rule that puts it out, ``kept_in_by`` those that a defeater holds off, ``hanging`` those that an
    answer still missing decides and ``unsettled_by`` the questions it is missing from; ``notes``
    are warnings that do not count.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: Status
    points: int
    arguments: tuple[FoundArgument, ...]
    eliminated_by: Finding | None
    eliminations: tuple[Finding, ...]
    hanging: tuple[Finding, ...]
    kept_in_by: tuple[Finding, ...]
    unsettled_by: tuple[str, ...]
    notes: tuple[Finding, ...]


class Change(BaseModel):
    """One answer changed: the question and the option it would have to be."""

    model_config = ConfigDict(frozen=True)

    question: str
    option: str


class NotNow(BaseModel):
    """What goes with a path that is put off.

    ``possible_if`` holds single changes, each enough to bring it back; ``would_be_first`` tells
    whether it would then lead the ranking.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    possible_if: tuple[Change, ...]
    would_be_first: bool


class Verdict(BaseModel):
    """The whole advice for the answers given so far; the same form however few they are.

    ``ranking`` lists the paths still weighed, best first. ``decided_by`` names, for a close call
    or where there is no pick, the questions whose answer would turn it: open ones if any, else
    answered ones.
    ``present`` is today's path (two for a data scientist open to both employers) and ``staying``
    tells that it is the pick. ``answered`` counts the questions answered.
    """

    model_config = ConfigDict(frozen=True)

    pick: str | None
    runner_up: str | None
    close_call: bool
    margin: int
    decided_by: tuple[str, ...]
    present: tuple[str, ...]
    staying: bool
    confidence: ConfidenceLevel
    confidence_reasons: tuple[FoundReason, ...]
    gates: tuple[str, ...]
    gate_findings: tuple[Finding, ...]
    ranking: tuple[str, ...]
    paths: tuple[PathVerdict, ...]
    not_now: tuple[NotNow, ...]
    claims: tuple[str, ...]
    costs: tuple[FoundCost, ...]
    unsettled_by: tuple[str, ...]
    answered: int

    def path(self, path_id: str) -> PathVerdict:
        """What becomes of a path; raises KeyError for an unknown one."""
        for path in self.paths:
            if path.id == path_id:
                return path
        raise KeyError(path_id)
