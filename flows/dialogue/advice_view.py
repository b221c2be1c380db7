"""What the advice message shows, put in the order in which a friend reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flows.dialogue.costs import Costs, CostSentence, CostsOf
from flows.dialogue.put_off import (
    PutOffPath,
    conditions_told,
    meanwhile,
    otherwise,
    suffices,
)
from flows.dialogue.sentences import Sentences, SourcedSentence, either
from flows.knowledge.models import Knowledge
from flows.rules.verdict import (
    Finding,
    FoundArgument,
    FoundCost,
    NotNow,
    PathVerdict,
    PlanKind,
    PlanStep,
    Verdict,
)

PathOutcome = Literal["first", "first-of-rest", "weighed", "not-yet", "not-now", "out"]
DecidingFinding = Literal["eliminated", "for", "against", "none"]

AdviceUpdate = Literal[
    "turned", "turned-from", "recast", "clear", "unchanged", "nothing", "still-nothing"
]
"""What new answers did to the advice.

They turned the path that is advised (``turned-from`` where there was another before), cast it in
another light (``recast``: put it off or not, or made a close call of it; ``clear``: made it none
any more), or left it unchanged; or there is no pick, any more or still.
"""

REASONS = 3
"""How many reasons the advice gives at first; the rest is a tap away."""


PayToldAs = Literal["pay-unasked", "pay-limit", "limit-alone"]
"""How pay that nobody knows is told: by itself, with the limit that holds for it, or only that."""


PathStanding = Literal["weighed", "out", "out-today", "out-headed"]
"""How a path stands in a list; what is out as today's path, or has its own heading, reads apart."""


@dataclass(frozen=True)
class PathSentence:
    """A path, or the heading that stands for it, and the one sentence that decides about it."""

    name: str
    sentence: SourcedSentence
    standing: PathStanding = "weighed"


@dataclass(frozen=True)
class LedgerEntry:
    """What became of a path, and the one sentence that decides it.

    ``rank`` counts from 1 for the paths still weighed, and is 0 where nothing is singled out.
    ``finding`` says what the sentence is: the reason why the path went out, the weightiest
    argument for or against it, or that there is none.
    """

    name: str
    outcome: PathOutcome
    rank: int
    hangs: bool
    finding: DecidingFinding
    sentence: SourcedSentence | None
    unsettled_by: list[str]


class AdviceView(Sentences):
    """Turns findings into lines for the templates."""

    def __init__(self, knowledge: Knowledge, verdict: Verdict) -> None:
        super().__init__(knowledge)
        self.verdict = verdict
        self.pick = verdict.path(verdict.pick) if verdict.pick else None

    def name(self, path: str) -> str:
        return self.knowledge.path[path].name

    def headline(self) -> str:
        """The advice in one line, or nothing where there is no pick."""
        if not self.pick:
            return ""
        if put_off := self.verdict.put_off:
            return self.knowledge.path[put_off.path].later or ""
        path = self.knowledge.path[self.pick.id]
        if not self.verdict.staying:
            return (path.begin if self.verdict.begins else None) or path.advice
        return path.stay if self._today_known else path.stay_rather or path.stay

    @property
    def _today_known(self) -> bool:
        """Whether it is known which path today's is: of a modeller the employer aimed at tells."""
        return len(self.verdict.present) == 1

    def thin(self) -> str:
        """What is said where the essay says next to nothing for the pick."""
        return (self.knowledge.path[self.pick.id].thin or "") if self.pick else ""

    def all_reasons(self) -> list[SourcedSentence]:
        """The arguments for the pick, strongest first."""
        return self._sentences(self.pick.arguments if self.pick else (), speaks_for=True)

    def reasons(self) -> list[SourcedSentence]:
        """The arguments that decide for the pick."""
        return self.all_reasons()[:REASONS]

    def main_reasons(self) -> list[SourcedSentence]:
        """The one sentence that decides: what puts a path off, or the first reason for the pick."""
        return self.reasons_for_advice()[:1]

    def reasons_for_advice(self) -> list[SourcedSentence]:
        """What decides for what is advised; for a path put off, first why it is."""
        if put_off := self.put_off():
            return [put_off.sentence, *put_off.reasons]
        return self.reasons()

    def against(self) -> list[SourcedSentence]:
        return self._sentences(self.pick.arguments if self.pick else (), speaks_for=False)

    def weighty_objections(self) -> int:
        """How many of the arguments against the pick weigh more than a little."""
        found = self.pick.arguments if self.pick else ()
        return sum(not each.speaks_for and each.strength != "weak" for each in found)

    def unknown_pay(self) -> PayToldAs | None:
        """How it is told that nobody knows what a move would pay: all but the one asked about.

        A limit that puts another path off holds for it as well. Within modelling pay is left to
        the friend, but for somebody to whom it comes first.
        """
        elsewhere = self.pick and not (self.verdict.staying or self.verdict.put_off)
        if not self.pick or not elsewhere or self.from_engineering:
            return None
        path, aims_at_pay = self.knowledge.path[self.pick.id], self._says_pay_unknown()
        if not path.unpriced:
            return None
        if self.verdict.not_now:
            return "limit-alone" if aims_at_pay else "pay-limit"
        crosses = not (self.verdict.models and path.modelling)
        return "pay-unasked" if crosses and not aims_at_pay else None

    def _says_pay_unknown(self) -> bool:
        told = {rule.id for rule in self.knowledge.notes if rule.of_pay}
        return any(note.rule in told for note in (self.pick.notes if self.pick else ()))

    def unpriced(self) -> str:
        """What is not known of the pay of the pick, as a clause."""
        return (self.knowledge.path[self.pick.id].unpriced or "") if self.pick else ""

    def warnings(self) -> list[SourcedSentence]:
        """The notes that go with the pick, and what keeps it in against the usual objection."""
        found = (*self.pick.notes, *self.pick.kept_in_by) if self.pick else ()
        return [self.sentence(finding) for finding in found]

    def hanging(self) -> list[tuple[str, str]]:
        """What an answer still missing decides against the pick: its name, and the objection.

        Only where the objection is not about that answer: what a friend is and cannot change, or
        what the author objects to anyway, whichever of several answers decides.
        """
        if not self.pick:
            return []
        missing = [self.knowledge.question[each] for each in self.pick.unsettled_by]
        given, anyway = [each.given for each in missing] == [True], self._crossed_off_anyway()
        names = either([question.name for question in missing])
        return [(names, each.says) for each in self.pick.hanging if given or each.rule in anyway]

    def _crossed_off_anyway(self) -> set[str]:
        return {rule.id for rule in self.knowledge.eliminations if rule.anyway}

    def dissent(self) -> list[SourcedSentence]:
        """That the author would cross off what is advised all the same."""
        anyway = self._crossed_off_anyway()
        pick = None if self.verdict.put_off else self.pick
        found = (*pick.kept_in_by, *pick.hanging) if pick else ()
        return [self.sentence(each) for each in found if each.rule in anyway]

    def dissents(self) -> list[PathSentence]:
        """Paths weighed beside the pick that the author would cross off all the same."""
        anyway = self._crossed_off_anyway()
        return [
            PathSentence(self.name(path.id), self.sentence(found))
            for path in self.verdict.paths
            if path.id in self.verdict.ranking and path is not self.pick
            for found in (*path.kept_in_by, *path.hanging)
            if found.rule in anyway
        ]

    def arguments(self, path: PathVerdict, *, speaks_for: bool) -> list[SourcedSentence]:
        return self._sentences(path.arguments, speaks_for=speaks_for)

    def _sentences(
        self, arguments: Iterable[FoundArgument], *, speaks_for: bool
    ) -> list[SourcedSentence]:
        return [self.sentence(each) for each in arguments if each.speaks_for == speaks_for]

    def out(self) -> list[PathSentence]:
        return [
            self._out(path, path.eliminated_by)
            for path in self.verdict.paths
            if path.status == "out" and path.eliminated_by
        ]

    def _out(self, path: PathVerdict, found: Finding) -> PathSentence:
        if found.heading:
            return PathSentence(found.heading, self.sentence(found), "out-headed")
        today = self._today_known and path.id in self.verdict.present
        return PathSentence(
            self.name(path.id), self.sentence(found), "out-today" if today else "out"
        )

    def put_off(self) -> PutOffPath | None:
        """The path that is advised, but not yet."""
        found = self.verdict.put_off
        return self._put_off(found) if found else None

    def put_off_path(self, path_id: str) -> PutOffPath | None:
        """A path that is put off, whether it is advised later or not."""
        found = (each for each in self.verdict.not_now if each.path == path_id)
        return next(map(self._put_off, found), None)

    def not_now(self) -> list[PutOffPath]:
        """The paths that are put off and would not be advised anyway, or are not known to be."""
        advised = self.verdict.put_off
        return [self._put_off(each) for each in self.verdict.not_now if each is not advised]

    def _put_off(self, found: NotNow) -> PutOffPath:
        path = self.verdict.path(found.path)
        assert path.eliminated_by, "only an elimination puts a path off"  # noqa: S101
        today = [self.verdict.path(each).status for each in self.verdict.present]
        if not today and self.verdict.models:
            today = ["in"]  # at one employer or the other modelling is never out
        return PutOffPath(
            name=self.name(found.path),
            sentence=self.sentence(path.eliminated_by),
            otherwise=otherwise(found),
            reasons=self.arguments(path, speaks_for=True)[:REASONS],
            conditions=conditions_told(found),
            suffices=suffices(found),
            meanwhile=meanwhile(today),
        )

    def _steps(self, *kinds: PlanKind) -> tuple[PlanStep, ...]:
        return tuple(step for step in self.verdict.plan if step.kind in kinds)

    def steps(self) -> tuple[PlanStep, ...]:
        """What to begin with: now, or until a path put off is possible."""
        return self._steps("skill", "coach")

    def tests(self) -> tuple[PlanStep, ...]:
        """What would settle a close call."""
        return self._steps("test")

    def argued_down(self) -> list[PathSentence]:
        """Why not the runner-up, and why not what the friend does today: the main objection."""
        lines: list[PathSentence] = []
        for path in self._rivals():
            told = {each.sentence.says for each in lines}
            apart = self._objections(path)
            fresh = [line for line in apart if line.says not in told] or apart
            lines += [PathSentence(self.name(path.id), line) for line in fresh[:1]]
        return lines

    def outweighed(self) -> list[str]:
        """The rivals of which nothing can be said but that less speaks for them."""
        return [self.name(path.id) for path in self._rivals() if not self._objections(path)]

    def _rivals(self) -> list[PathVerdict]:
        """The runner-up, and today's path, where they are weighed and are not the pick."""
        beside = {self.verdict.runner_up, *self.verdict.present} - {self.verdict.pick}
        weighed = beside.intersection(self.verdict.ranking)
        return [path for path in self.verdict.paths if path.id in weighed]

    def _objections(self, path: PathVerdict) -> list[SourcedSentence]:
        """What speaks against a path, but for what holds for the pick as well."""
        alike = {line.says for line in self.against()}
        found = self.arguments(path, speaks_for=False)
        return [line for line in found if line.says not in alike]

    def runner_up(self) -> PathSentence | None:
        """What speaks most for the runner-up of a close call, and was not said of the pick."""
        close = self._close()
        lines = self.arguments(self.verdict.path(close), speaks_for=True) if close else []
        told = {line.says for line in self.reasons()}
        fresh = [line for line in lines if line.says not in told]
        return PathSentence(self.name(close), fresh[0]) if close and fresh else None

    def close_to(self) -> str:
        """The path that what is advised is a close call with, if it is."""
        close = self._close()
        return self.name(close) if close else ""

    def of_today(self, path: str | None) -> bool:
        """Whether a path is today's, as far as it is known which that is."""
        return self._today_known and path in self.verdict.present

    def _close(self) -> str | None:
        return self.verdict.runner_up if self.verdict.headline == "close-call" else None

    def costs(self) -> Costs:
        """What the advice costs, and in a word what going the other way would."""
        if self.from_engineering:
            return Costs("move", False, [self._cost(cost) for cost in self.verdict.costs], [], [])
        advised: CostsOf = "move" if self.leaves and not self.verdict.put_off else "stay"
        listed = [
            self._cost(cost)
            for cost in self.verdict.costs
            if cost.of == advised and self._is_of_pick(cost)
        ]
        own = [cost for cost in self.verdict.costs if not cost.comparison]
        folded = [cost for cost in own if cost.of != advised]
        others = [cost for cost in own if cost.of == advised and not self._is_of_pick(cost)]
        return Costs(advised, self.verdict.models, listed, folded, others)

    def _is_of_pick(self, cost: FoundCost) -> bool:
        return not cost.paths or self.verdict.pick in cost.paths

    @property
    def from_engineering(self) -> bool:
        """Whether the advice is to leave the path that others would move to."""
        there = any(self.knowledge.path[path].later for path in self.verdict.present)
        return there and not self.verdict.staying

    def _cost(self, cost: FoundCost) -> CostSentence:
        said = {name: option for name, option in cost.answers.items() if name == cost.about}
        return CostSentence(cost.name, cost.says, self.told(said))

    def update(self, before: Verdict) -> AdviceUpdate:
        """What became of the advice of the verdict before."""
        if not self.pick:
            return "nothing" if before.pick else "still-nothing"
        if before.advised != self.verdict.advised:
            return "turned-from" if before.pick else "turned"
        if before.headline == self.verdict.headline:
            return "unchanged"
        clears = before.headline == "close-call" and not self.verdict.put_off
        return "clear" if clears else "recast"

    def outcome(self, path: PathVerdict) -> PathOutcome:
        """What became of a path, in the words of its heading."""
        if path.status == "out":
            return "out"
        if path.status == "not-now":
            return "not-yet" if path.id == self.verdict.advised else "not-now"
        if path.id != self.verdict.pick:
            return "weighed"
        return "first-of-rest" if self.verdict.put_off else "first"

    def ledger(self) -> list[LedgerEntry]:
        return [self._entry(path) for path in self.verdict.paths]

    def _entry(self, path: PathVerdict) -> LedgerEntry:
        ranking = self.verdict.ranking if self.pick else ()
        rank = ranking.index(path.id) + 1 if path.id in ranking else 0
        found = path.eliminated_by or next(iter(path.arguments), None)
        finding: DecidingFinding = "none"
        if isinstance(found, FoundArgument):
            finding = "for" if found.speaks_for else "against"
        elif found:
            finding = "eliminated"
        return LedgerEntry(
            name=self.name(path.id),
            outcome=self.outcome(path),
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


def name_of_advice(knowledge: Knowledge, verdict: Verdict) -> str:
    """The path that a verdict advises, for the middle of a sentence, and that it is for later."""
    return knowledge.advised(verdict.advised, later=verdict.put_off is not None)
