"""The verdict as data: every finding with its claim, the answers it rests on, and its sentence."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.knowledge.models import StepKind, Strength
from flows.rules.outcome import Status

ConfidenceLevel = Literal["low", "medium", "high"]


class Footing(BaseModel):
    """How firmly the pick stands, whatever is still answered.

    ``lead`` is the least lead it keeps, in points, over all answers to what is not answered, and
    ``turning`` names the questions of which another answer may turn it, the one with the most such
    answers first. ``level`` is the confidence that follows.
    """

    model_config = ConfigDict(frozen=True)

    level: ConfidenceLevel
    lead: int
    turning: tuple[str, ...]


class Finding(BaseModel):
    """Something a rule says of this friend.

    ``answers`` are the answers it rests on (question id to option id): alone, and with the figures
    behind them, they lead to the same finding. ``says`` is the sentence, with the friend's answers
    filled in; ``heading`` stands in front of it where the name of the path would mislead.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    claim: str
    claims: tuple[str, ...]
    answers: dict[str, str]
    says: str
    heading: str = ""


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
    """What lowers the confidence, or why nothing does."""

    effect: Literal["keep", "lower"]


class FoundCost(Finding):
    """What moving or staying costs; `answers` holds what the friend said about it, if anything.

    ``about`` names the question that asks for it, ``paths`` those it is a cost of, if not of every
    one; ``comparison`` marks what it cost the author.
    """

    id: str
    of: Literal["move", "stay"]
    name: str
    about: str | None
    paths: tuple[str, ...]
    comparison: bool


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


PlanKind = StepKind | Literal["test"]


class PlanStep(BaseModel):
    """Something to do next, or to wait for.

    ``pay`` and ``runway`` would make a path possible that is put off, and ``no-cut`` would bring it
    first; ``says`` is then the half of a sentence after "It becomes possible if". ``leads`` tells
    that the path would come first with it, by the answers given. ``change`` is the nearest answer
    that does so for certain, None where no band does. ``share`` is the fraction of today's pay that
    the cut may take at most or that one had to spare (``runway``), where that is known exactly;
    ``amount`` is the yearly cash that the new job had to pay, or that one had to live on, and
    ``gap`` how much that is more, or less, than now, both in the currency of the figures. ``skill``
    and ``coach`` are first steps on the way, ``test`` a small test that answers ``question`` and
    would settle a close call.
    """

    model_config = ConfigDict(frozen=True)

    kind: PlanKind
    says: str
    claims: tuple[str, ...] = ()
    answers: dict[str, str] = {}
    question: str | None = None
    change: Change | None = None
    share: Decimal | None = None
    amount: Decimal | None = None
    gap: Decimal | None = None
    currency: str | None = None
    leads: bool = False


class NotNow(BaseModel):
    """What goes with a path that is put off.

    ``conditions`` tells what would make it possible, and ``possible_if`` the single answers that
    each do so for certain. Where it would come first without the cut, but with none of these, as
    for somebody whose first aim is pay, the last of the conditions is that there is no cut.
    ``first_so_far`` tells whether it would come first if nothing put it off, by the answers given;
    ``would_be_first`` says the same where no answer still missing could make it false, and is None
    where one could.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    conditions: tuple[PlanStep, ...]
    possible_if: tuple[Change, ...]
    first_so_far: bool
    would_be_first: bool | None


Headline = Literal["go", "stay", "not-now", "close-call", "open"]


class Verdict(BaseModel):
    """The whole advice for the answers given so far; the same form however few they are.

    ``ranking`` lists the paths still weighed, best first. ``decided_by`` names, for a close call or
    where there is no pick, the questions whose answer would turn it: open ones if any, else
    answered ones. ``present`` is today's path (two for a data scientist open to both employers),
    ``begins`` tells that there is none to move from, ``staying`` that it is the pick, and
    ``models`` that today's work is modelling, at whichever employer. ``makes_move`` is false for
    who stays where the move to engineering would lead. ``headline`` is the advice in a word:
    ``not-now`` where the path that is put off would come first. ``confidence`` is ``footing``
    lowered by what the reasoning itself says of its reach, or may say, by the answers to the
    questions in ``unknown_reach``. ``thin`` tells that the essay says next to nothing for the pick.
    ``plan`` is what to do next. ``answered`` counts the questions answered.
    """

    model_config = ConfigDict(frozen=True)

    headline: Headline
    pick: str | None
    runner_up: str | None
    close_call: bool
    margin: int
    decided_by: tuple[str, ...]
    present: tuple[str, ...]
    begins: bool
    models: bool
    makes_move: bool
    staying: bool
    confidence: ConfidenceLevel
    footing: Footing
    thin: bool
    confidence_reasons: tuple[FoundReason, ...]
    unknown_reach: tuple[str, ...]
    gates: tuple[str, ...]
    gate_findings: tuple[Finding, ...]
    ranking: tuple[str, ...]
    paths: tuple[PathVerdict, ...]
    not_now: tuple[NotNow, ...]
    plan: tuple[PlanStep, ...]
    claims: tuple[str, ...]
    costs: tuple[FoundCost, ...]
    unsettled_by: tuple[str, ...]
    answered: int

    @property
    def put_off(self) -> NotNow | None:
        """The path that is advised, but not yet; None where another advice is given."""
        found = (each for each in self.not_now if each.first_so_far)
        return next(found, None) if self.headline == "not-now" else None

    @property
    def advised(self) -> str | None:
        """The path that is advised, now or for later."""
        return self.put_off.path if self.put_off else self.pick

    def path(self, path_id: str) -> PathVerdict:
        """What becomes of a path; raises KeyError for an unknown one."""
        for path in self.paths:
            if path.id == path_id:
                return path
        raise KeyError(path_id)


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
