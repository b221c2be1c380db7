"""The advice for a friend's answers: the outcome of the rules with all its findings."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from flows.affordability import cut_of, is_short, runway_of, with_bands, with_limit
from flows.figures import Figures
from flows.knowledge.models import Confidence, Cost, Note, Rule
from flows.rules.compiled import CompiledRule, CompiledRules
from flows.rules.findings import Answers, Findings, Told, most_settling
from flows.rules.footing import footing
from flows.rules.outcome import evaluate
from flows.rules.plan import not_now, plan
from flows.rules.turning import deciding_questions, first_so_far
from flows.rules.verdict import (
    ConfidenceLevel,
    Finding,
    Footing,
    FoundCost,
    FoundReason,
    Headline,
    PathRecord,
    PathVerdict,
    Verdict,
    VerdictRecord,
)

OUT = 1000
"""More than all points together: an elimination decides before any argument."""

LEVELS: tuple[ConfidenceLevel, ...] = ("low", "medium", "high")

UNFOUNDED = Footing(level="low", lead=0, turning=())
"""The footing where there is no pick."""


def advise(rules: CompiledRules, answers: Answers, figures: Figures | None = None) -> Verdict:
    """Advise on any answers, however few: question id to option id, skipped ones left out.

    ``figures`` outrank the answers to cut and runway as far as they tell them, and are compared as
    numbers.
    The same answers and figures always give the same verdict. Raises UnknownAnswerError for a
    question or an option that does not exist.
    """
    return Advising(rules, answers, figures).verdict()


class Advising:
    """The advice for some answers: the whole verdict, or what of it is asked for, in less time.

    Raises UnknownAnswerError for a question or an option that does not exist.
    """

    def __init__(self, rules: CompiledRules, answers: Answers, figures: Figures | None) -> None:
        self.rules = rules
        self.knowledge = rules.knowledge
        answers = with_bands(answers, figures)
        self.answers = with_limit(answers, figures)
        self.figures = figures
        self.state = rules.bits.state(self.answers)
        self.outcome = evaluate(rules, self.state)
        self.pick = None if self.outcome.pick is None else rules.paths[self.outcome.pick]
        self.present = tuple(
            rules.paths[path] for path, mask in rules.present if mask.holds(self.state)
        )
        possible = [path for path, mask in rules.present if not mask.refuted(self.state)]
        self.begins = not possible
        self.models = self._models([rules.paths[path] for path in possible])
        self._priced = {rules.paths[path] for path in rules.put_off}
        self.makes_move = self.pick not in self._priced.intersection(self.present)
        self.findings = Findings(rules, Told(self.answers, _shares(answers, figures)), self.state)

    def verdict(self) -> Verdict:
        """All of it, with every finding."""
        paths = tuple(
            self.findings.of_path(self.outcome, path) for path in range(len(self.rules.paths))
        )
        ranking = tuple(self.rules.paths[path] for path in self.outcome.ranking)
        reasons, gates = self._reasons(), self._gates()
        put_off = not_now(self.findings, self.outcome, self.figures)
        decided_by = deciding_questions(self.rules, self.answers, self.outcome)
        later = next((each for each in put_off if self.pick and each.first_so_far), None)
        advised = later.path if later else self.pick
        costs = tuple(self._cost(each) for each in self._costs(advised))
        steps = plan(self.findings, advised, later, decided_by)
        findings = [*reasons, *gates, *costs, *(each for path in paths for each in _said(path))]
        cited = {claim for each in findings for claim in each.claims}
        cited |= {claim for step in steps for claim in step.claims}
        stands = self._footing()
        thin = self.pick is not None and self.knowledge.path[self.pick].thin is not None
        return Verdict(
            headline=self._headline(put_off=later is not None),
            pick=self.pick,
            runner_up=self._runner_up(),
            close_call=self.outcome.close_call,
            margin=self.outcome.margin,
            decided_by=decided_by,
            present=self.present,
            begins=self.begins,
            models=self.models,
            makes_move=self.makes_move,
            staying=self.pick in self.present,
            confidence=self._confidence(stands.level),
            footing=stands,
            thin=thin,
            confidence_reasons=reasons,
            unknown_reach=self._unknown_reach(stands.level),
            gates=tuple(gate.rule for gate in gates),
            gate_findings=gates,
            ranking=ranking,
            paths=paths,
            not_now=put_off,
            plan=steps,
            claims=tuple(claim for claim in self.knowledge.claim if claim in cited),
            costs=costs,
            unsettled_by=most_settling(
                self.rules, [question for path in paths for question in path.unsettled_by]
            ),
            answered=sum(question in self.answers for question in self.knowledge.question),
        )

    def in_short(self) -> VerdictRecord:
        """The verdict without its sentences."""
        statuses = self.outcome.statuses
        return VerdictRecord(
            pick=self.pick,
            headline=self._headline(put_off=self._put_off() is not None),
            runner_up=self._runner_up(),
            confidence=self._confidence(self._footing().level),
            paths={
                path: PathRecord(status=statuses[place], points=self._points(place))
                for place, path in enumerate(self.rules.paths)
            },
        )

    def said(self) -> Iterator[tuple[str, str]]:
        """Each finding of the verdict as its rule and its sentence; some come more than once."""
        applying: tuple[CompiledRule[Any], ...] = (*self.rules.confidence, *self.rules.gates)
        rules: Iterator[Rule] = (each.rule for each in applying if each.fires(self.state))
        for rule in (*rules, *self._costs(self._put_off() or self.pick)):
            yield rule.id, self.findings.sentence(rule)
        for path in range(len(self.rules.paths)):
            yield from self.findings.said_of(path)

    def points(self) -> Iterator[tuple[str, str, int]]:
        """What each rule does to each path: path, rule and points; OUT less where it is put out."""
        for place, path in enumerate(self.rules.paths):
            bearing = self.findings.bearing_on(place)
            for argument in bearing.arguments:
                yield path, argument.rule.id, argument.points
            for elimination in bearing.out:
                yield path, elimination.rule.id, -OUT

    def _points(self, path: int) -> int:
        """The points of a path; of one put out, the field has arguments that then say nothing."""
        if self.outcome.statuses[path] in ("in", "open"):
            return self.outcome.points[path]
        return sum(each.points for each in self.findings.bearing_on(path).arguments)

    def _put_off(self) -> str | None:
        """The path that is advised for later: it would come first if nothing put it off."""
        put_off = (path for path, status in enumerate(self.outcome.statuses) if status == "not-now")
        first = (path for path in put_off if first_so_far(self.rules, self.state, path))
        return next((self.rules.paths[path] for path in first), None) if self.pick else None

    def _runner_up(self) -> str | None:
        second = self.outcome.ranking[1:2] if self.pick else ()
        return self.rules.paths[second[0]] if second else None

    def _models(self, names: Sequence[str]) -> bool:
        """Whether today's work is modelling, at whichever employer it is."""
        return bool(names) and all(self.knowledge.path[name].modelling for name in names)

    def _headline(self, *, put_off: bool) -> Headline:
        if self.pick is None:
            return "open"
        if put_off:
            return "not-now"
        if self.outcome.close_call:
            return "close-call"
        return "stay" if self.pick in self.present else "go"

    def _gates(self) -> tuple[Finding, ...]:
        return tuple(
            self.findings.finding(gate.rule) for gate in self.rules.gates if gate.fires(self.state)
        )

    def _reasons(self) -> tuple[FoundReason, ...]:
        return tuple(
            FoundReason(**dict(self.findings.finding(each.rule)), effect=each.rule.effect)
            for each in self.rules.confidence
            if each.fires(self.state)
        )

    def _confidence(self, level: ConfidenceLevel) -> ConfidenceLevel:
        """A step down where the author's evidence ends (C2), and one where a gate applies.

        With a grave warning it is never high, nor where the new pay is not enough. So it is where
        an answer that is missing may still show one of these.
        """
        steps = sum(
            any(each.fires(self.state) or self._may_fire(each) for each in rules)
            for rules in (self._lowering, self.rules.gates)
        )
        warned = any(each.fires(self.state) or self._may_fire(each) for each in self._grave)
        warned |= is_short(self.figures) and self.pick in self._priced and self.makes_move
        return LEVELS[max(0, min(LEVELS.index(level), 1 if warned else 2) - steps)]

    @property
    def _grave(self) -> tuple[CompiledRule[Note], ...]:
        """The warnings of the pick with which it is never quite sure."""
        of_pick = (each for each in self.rules.notes if self.pick in each.rule.paths)
        return tuple(each for each in of_pick if each.rule.grave)

    @property
    def _lowering(self) -> tuple[CompiledRule[Confidence], ...]:
        return tuple(each for each in self.rules.confidence if each.rule.effect == "lower")

    def _may_fire(self, found: CompiledRule[Any]) -> bool:
        held = found.when.holds(self.state) or found.when.refuted(self.state)
        return not held and not any(mask.holds(self.state) for mask in found.unless)

    def _unknown_reach(self, level: ConfidenceLevel) -> tuple[str, ...]:
        """The questions not answered that may show where the reasoning ends, or that may warn."""
        grave = self._grave if level == "high" else ()
        found: tuple[CompiledRule[Any], ...] = (*self._lowering, *self.rules.gates, *grave)
        may = [each.rule for each in found if self._may_fire(each)]
        missing = {question for rule in may for question in rule.when}
        return tuple(q for q in self.knowledge.question if q in missing and q not in self.answers)

    def _footing(self) -> Footing:
        """How firmly the pick stands; never more than fairly where the essay says little of it."""
        if self.outcome.pick is None or self.pick is None:
            return UNFOUNDED
        found = footing(self.rules, self.answers, self.outcome.pick)
        if self.knowledge.path[self.pick].thin and found.level == "high":
            return found.model_copy(update={"level": "medium"})
        return found

    def _costs(self, advised: str | None) -> tuple[Cost, ...]:
        """What moving and staying cost, with every pick; only what are costs of this friend's.

        Going on in modelling costs only what the path advised does; the move is told of either way.
        """
        if self.pick is None:
            return ()
        theirs = {
            "move": self.makes_move,
            "stay": self.models or self.knowledge.path[self.pick].leads_to_modelling,
        }
        return tuple(
            each.rule
            for each in self.rules.costs
            if theirs[each.rule.of] and each.fires(self.state)
            if each.rule.of == "move" or not each.rule.paths or advised in each.rule.paths
        )

    def _cost(self, cost: Cost) -> FoundCost:
        about = {q: self.answers[q] for q in (cost.about,) if q in self.answers}
        base = self.findings.finding(cost)
        return FoundCost(
            **{**dict(base), "answers": {**base.answers, **about}},
            id=cost.id,
            of=cost.of,
            name=cost.name,
            about=cost.about,
            paths=cost.paths,
            comparison=cost.comparison,
        )


def _shares(answers: Answers, figures: Figures | None) -> dict[str, Decimal]:
    """The shares of today's pay that were said in figures, by question."""
    said = {"cut": cut_of(answers, figures), "runway": runway_of(answers, figures)}
    return {
        question: interval.low
        for question, interval in said.items()
        if interval and interval.exact and interval.low > 0
    }


def _said(path: PathVerdict) -> Iterator[Finding]:
    yield from path.arguments
    yield from path.eliminations
    yield from path.hanging
    yield from path.kept_in_by
    yield from path.notes
