"""What the advice message shows, put in the order in which a friend reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.knowledge.models import Knowledge
from flows.rules.verdict import Finding, FoundArgument, FoundCost, PathVerdict, Verdict

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
    """A path and the one sentence that decides about it."""

    name: str
    sentence: SourcedSentence


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
        """A finding as a sentence with its source."""
        claim = self.knowledge.claim[finding.claim]
        return SourcedSentence(
            says=finding.says,
            claims=", ".join(finding.claims),
            sure=claim.sure,
            told=self.told(finding.answers),
            half=isinstance(finding, FoundArgument) and claim.weight == "half",
        )

    def told(self, answers: Mapping[str, str]) -> str:
        """Answers as half-sentences: "you lead ML work; you aim at startups"."""
        options = (
            self.knowledge.question[question].option(option) for question, option in answers.items()
        )
        return "; ".join(option.told for option in options if option)

    def name(self, path: str) -> str:
        """A path's name in a sentence."""
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
        """What speaks against the pick."""
        return self._sentences(self.pick.arguments if self.pick else (), speaks_for=False)[:2]

    def warnings(self) -> list[SourcedSentence]:
        """The notes that go with the pick, and what keeps it in against the usual objection."""
        found = (*self.pick.notes, *self.pick.kept_in_by) if self.pick else ()
        return [self.sentence(finding) for finding in found]

    def arguments(self, path: PathVerdict, *, speaks_for: bool) -> list[SourcedSentence]:
        """All arguments on one side of a path."""
        return self._sentences(path.arguments, speaks_for=speaks_for)

    def _sentences(
        self, arguments: Iterable[FoundArgument], *, speaks_for: bool
    ) -> list[SourcedSentence]:
        return [self.sentence(each) for each in arguments if each.speaks_for == speaks_for]

    def out(self) -> list[PathSentence]:
        """The paths that went out, each with its reason."""
        return [
            PathSentence(self.name(path.id), self.sentence(path.eliminated_by))
            for path in self.verdict.paths
            if path.status == "out" and path.eliminated_by
        ]

    def not_now(self) -> list[PutOffPath]:
        """The paths that are put off."""
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

    def costs(self) -> list[tuple[FoundCost, SourcedSentence]]:
        """What the pick costs; for one that stays in modelling, the costs of staying."""
        of = "move" if self.leaves else "stay"
        return [(cost, self.sentence(cost)) for cost in self.verdict.costs if cost.of == of]

    def price_of_moving(self) -> list[FoundCost]:
        """What a move to engineering would have cost, where the pick is another."""
        return [] if self.leaves else [each for each in self.verdict.costs if each.of == "move"]

    def questions(self, question_ids: Iterable[str]) -> list[str]:
        """The names of some questions."""
        return [self.knowledge.question[question].name for question in question_ids]

    @property
    def leaves(self) -> bool:
        """Whether the advice is to leave modelling for something else than today's path."""
        leaving = self.pick is not None and self.knowledge.path[self.pick.id].leaves_modelling
        return leaving and not self.verdict.staying

    @property
    def half(self) -> bool:
        """Whether a claim that counts for half took part in the ranking."""
        claims = {each.claim for path in self.verdict.paths for each in path.arguments}
        return any(self.knowledge.claim[claim].weight == "half" for claim in claims)
