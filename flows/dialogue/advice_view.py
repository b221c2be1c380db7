"""What the advice message shows, put in the order in which a friend reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from flows.knowledge.models import Knowledge
from flows.rules.verdict import Finding, FoundArgument, FoundCost, PathVerdict, Verdict

PathOutcome = Literal["first", "weighed", "not-now", "out"]
DecidingFinding = Literal["eliminated", "for", "against", "none"]

PickUpdate = Literal["turned", "turned-from", "unchanged"]
"""What new answers did to the pick; ``turned-from`` where there was another before."""

REASONS = 3
"""How many reasons the advice gives at first; the rest is a tap away."""


@dataclass(frozen=True)
class SourcedSentence:
    """One sentence with its source: the claims, how sure the author is, and the answers."""

    says: str
    claims: str
    sure: str
    told: str
    half: bool = False


@dataclass(frozen=True)
class PathSentence:
    """A path and the one sentence that decides about it; ``out`` where that puts it out."""

    name: str
    sentence: SourcedSentence
    out: bool = False


@dataclass(frozen=True)
class CostSentence:
    """What something costs, what the friend said about it (or nothing), and the claims."""

    name: str
    says: str
    told: str
    claims: str


@dataclass(frozen=True)
class LedgerEntry:
    """What became of a path, and the one sentence that decides it.

    ``rank`` counts from 1 for the paths still weighed. ``finding`` says what the sentence is: the
    reason why the path went out, the weightiest argument for or against it, or that there is none.
    """

    name: str
    outcome: PathOutcome
    rank: int
    hangs: bool
    finding: DecidingFinding
    sentence: SourcedSentence | None
    unsettled_by: list[str]


@dataclass(frozen=True)
class PutOffPath:
    """A path put off: why, what would bring it back, and whether it would then come first."""

    name: str
    sentence: SourcedSentence
    possible_if: tuple[str, ...]
    would_be_first: bool


class AdviceView:
    """Turns findings into lines for the templates."""

    def __init__(self, knowledge: Knowledge, verdict: Verdict) -> None:
        self.knowledge = knowledge
        self.verdict = verdict
        self.pick = verdict.path(verdict.pick) if verdict.pick else None

    def sentence(self, finding: Finding) -> SourcedSentence:
        claim = self.knowledge.claim[finding.claim]
        return SourcedSentence(
            says=finding.says,
            claims=", ".join(finding.claims),
            sure=claim.sure,
            told=self.told(finding.answers),
            half=isinstance(finding, FoundArgument) and claim.counts_half,
        )

    def told(self, answers: Mapping[str, str]) -> str:
        """Answers as half-sentences: "you lead ML work; you aim at startups"."""
        options = (
            self.knowledge.question[question].option(option) for question, option in answers.items()
        )
        return "; ".join(option.told for option in options if option)

    def name(self, path: str) -> str:
        return self.knowledge.path[path].name

    def headline(self) -> str:
        """The advice in one line, or nothing where there is no pick."""
        if not self.pick:
            return ""
        path = self.knowledge.path[self.pick.id]
        return path.stay if self.verdict.staying else path.advice

    def reasons(self) -> list[SourcedSentence]:
        """The arguments that decide for the pick, strongest first."""
        return self._sentences(self.pick.arguments if self.pick else (), speaks_for=True)[:REASONS]

    def against(self) -> list[SourcedSentence]:
        return self._sentences(self.pick.arguments if self.pick else (), speaks_for=False)[:2]

    def warnings(self) -> list[SourcedSentence]:
        """The notes that go with the pick, and what keeps it in against the usual objection."""
        found = (*self.pick.notes, *self.pick.kept_in_by) if self.pick else ()
        return [self.sentence(finding) for finding in found]

    def arguments(self, path: PathVerdict, *, speaks_for: bool) -> list[SourcedSentence]:
        return self._sentences(path.arguments, speaks_for=speaks_for)

    def _sentences(
        self, arguments: Iterable[FoundArgument], *, speaks_for: bool
    ) -> list[SourcedSentence]:
        return [self.sentence(each) for each in arguments if each.speaks_for == speaks_for]

    def out(self) -> list[PathSentence]:
        return [
            PathSentence(self.name(path.id), self.sentence(path.eliminated_by), out=True)
            for path in self.verdict.paths
            if path.status == "out" and path.eliminated_by
        ]

    def not_now(self) -> list[PutOffPath]:
        lines = []
        for put_off in self.verdict.not_now:
            found = self.verdict.path(put_off.path).eliminated_by
            if found:
                changes = tuple(
                    option.would
                    for change in put_off.possible_if
                    if (option := self.knowledge.question[change.question].option(change.option))
                )
                lines.append(
                    PutOffPath(
                        self.name(put_off.path),
                        self.sentence(found),
                        changes,
                        put_off.would_be_first,
                    )
                )
        return lines

    def argued_down(self) -> list[PathSentence]:
        """Why not the runner-up, and why not what the friend does today: the main objection."""
        lines: list[PathSentence] = []
        for path in self.verdict.paths:
            today = path.id in self.verdict.present
            weighed = path.id in self.verdict.ranking and path.id != self.verdict.pick
            if weighed and (today or path.id == self.verdict.runner_up):
                objections = self.arguments(path, speaks_for=False)
                told = {each.sentence.says for each in lines}
                fresh = [line for line in objections if line.says not in told] or objections
                lines += [PathSentence(self.name(path.id), line) for line in fresh[:1]]
        return lines

    def runner_up(self) -> PathSentence | None:
        """What speaks most for the runner-up of a close call, and was not said of the pick."""
        close = self.verdict.runner_up if self.verdict.close_call else None
        lines = self.arguments(self.verdict.path(close), speaks_for=True) if close else []
        told = {line.says for line in self.reasons()}
        fresh = [line for line in lines if line.says not in told]
        return PathSentence(self.name(close), fresh[0]) if close and fresh else None

    def close_to(self) -> str:
        verdict = self.verdict
        return self.name(verdict.runner_up) if verdict.close_call and verdict.runner_up else ""

    def costs_of_moving(self) -> list[CostSentence]:
        """What the pick costs where it leaves modelling."""
        return self._costs("move") if self.leaves else []

    def costs_of_staying(self) -> list[CostSentence]:
        """What a pick costs that stays in modelling."""
        return [] if self.leaves else self._costs("stay")

    def price_of_moving(self) -> list[FoundCost]:
        """What a move to engineering would have cost, where the pick is another."""
        return [] if self.leaves else [each for each in self.verdict.costs if each.of == "move"]

    def _costs(self, of: Literal["move", "stay"]) -> list[CostSentence]:
        """Costs; where a path is put off for now, what was said of pay is not said of the pick."""
        found = [(cost.name, self.sentence(cost)) for cost in self.verdict.costs if cost.of == of]
        silent = bool(self.not_now())
        return [
            CostSentence(name, each.says, "" if silent else each.told, each.claims)
            for name, each in found
        ]

    def update(self, before: Verdict | None) -> PickUpdate | None:
        """What became of the pick of the verdict before; None where there was no verdict."""
        if not before:
            return None
        if before.pick == self.verdict.pick:
            return "unchanged"
        return "turned-from" if before.pick else "turned"

    def outcome(self, path: PathVerdict) -> PathOutcome:
        """What became of a path, in the words of its heading."""
        if path.status in ("out", "not-now"):
            return "out" if path.status == "out" else "not-now"
        return "first" if path.id == self.verdict.pick else "weighed"

    def ledger(self) -> list[LedgerEntry]:
        return [self._entry(path) for path in self.verdict.paths]

    def _entry(self, path: PathVerdict) -> LedgerEntry:
        ranking = self.verdict.ranking
        rank = ranking.index(path.id) + 1 if path.id in ranking else 0
        found = path.eliminated_by or next(iter(path.arguments), None)
        finding: DecidingFinding = "none"
        if isinstance(found, FoundArgument):
            finding = "for" if found.speaks_for else "against"
        elif found:
            finding = "eliminated"
        return LedgerEntry(
            name=self.name(path.id),
            outcome="first" if rank == 1 else self.outcome(path),
            rank=rank,
            hangs=path.status == "open",
            finding=finding,
            sentence=self.sentence(found) if found else None,
            unsettled_by=self.questions(path.unsettled_by),
        )

    def questions(self, question_ids: Iterable[str]) -> list[str]:
        return [self.knowledge.question[question].name for question in question_ids]

    @property
    def leaves(self) -> bool:
        """Whether the advice is to leave modelling for something else than today's path."""
        leaving = self.pick is not None and self.knowledge.path[self.pick.id].leaves_modelling
        return leaving and not self.verdict.staying
