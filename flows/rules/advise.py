"""The advice for a friend's answers: the outcome of the rules with all its findings."""

from collections.abc import Iterable, Iterator

from flows.knowledge.models import Cost
from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers, finding, path_verdict
from flows.rules.outcome import evaluate
from flows.rules.turning import deciding_questions, not_now
from flows.rules.verdict import (
    ConfidenceLevel,
    Finding,
    FoundCost,
    FoundReason,
    PathVerdict,
    Verdict,
)

EFFECTS = {"raise": 1, "keep": 0, "lower": -1}

LEVELS: tuple[ConfidenceLevel, ...] = ("low", "medium", "high")


def advise(rules: CompiledRules, answers: Answers) -> Verdict:
    """Advise on any answers, however few: question id to option id, skipped ones left out.

    The same answers always give the same verdict. Raises UnknownAnswerError for a question or an
    option that does not exist.
    """
    return _Advice(rules, answers).verdict()


class _Advice:
    def __init__(self, rules: CompiledRules, answers: Answers) -> None:
        self.rules = rules
        self.knowledge = rules.knowledge
        self.answers = dict(answers)
        self.state = rules.bits.state(answers)
        self.outcome = evaluate(rules, self.state)
        self.pick = None if self.outcome.pick is None else rules.paths[self.outcome.pick]

    def verdict(self) -> Verdict:
        paths = tuple(
            path_verdict(self.rules, self.outcome, path, self.state, self.answers)
            for path in range(len(self.rules.paths))
        )
        ranking = tuple(self.rules.paths[path] for path in self.outcome.ranking)
        reasons, gates, costs = self._reasons(), self._gates(), self._costs()
        findings = [*reasons, *gates, *costs, *(each for path in paths for each in _said(path))]
        cited = {claim for each in findings for claim in each.claims}
        open_questions = {question for path in paths for question in path.unsettled_by}
        return Verdict(
            pick=self.pick,
            runner_up=ranking[1] if self.pick and ranking[1:] else None,
            close_call=self.outcome.close_call,
            margin=self.outcome.margin,
            decided_by=deciding_questions(self.rules, self.answers, self.outcome),
            present=self._present(),
            staying=self.pick in self._present(),
            confidence=self._level(reasons, len(gates)),
            confidence_reasons=reasons,
            gates=tuple(gate.rule for gate in gates),
            gate_findings=gates,
            ranking=ranking,
            paths=paths,
            not_now=not_now(self.rules, self.answers, self.outcome),
            claims=tuple(claim for claim in self.knowledge.claim if claim in cited),
            costs=costs,
            unsettled_by=tuple(q for q in self.knowledge.question if q in open_questions),
            answered=len(self.answers),
        )

    def _present(self) -> tuple[str, ...]:
        return tuple(
            self.rules.paths[path] for path, mask in self.rules.present if mask.holds(self.state)
        )

    def _gates(self) -> tuple[Finding, ...]:
        return tuple(
            finding(self.knowledge, gate.rule, self.answers)
            for gate in self.rules.gates
            if gate.fires(self.state)
        )

    def _reasons(self) -> tuple[FoundReason, ...]:
        return tuple(
            FoundReason(
                **dict(finding(self.knowledge, each.rule, self.answers)), effect=each.rule.effect
            )
            for each in self.rules.confidence
            if each.fires(self.state)
        )

    def _level(self, reasons: Iterable[FoundReason], gates: int) -> ConfidenceLevel:
        """Medium, raised and lowered by the evidence, a gate, a close call and missing answers."""
        if self.pick is None:
            return "low"
        level = (
            1
            - gates
            - self.outcome.close_call
            - (2 * len(self.answers) < len(self.knowledge.questions))
        )
        level += sum(EFFECTS[reason.effect] for reason in reasons)
        return LEVELS[max(0, min(level, 2))]

    def _costs(self) -> tuple[FoundCost, ...]:
        """What moving costs, with every pick; what staying costs, with a pick in modelling."""
        if self.pick is None:
            return ()
        modelling = self.knowledge.path[self.pick].modelling
        return tuple(
            self._cost(each.rule)
            for each in self.rules.costs
            if each.fires(self.state) and (each.rule.of == "move" or modelling)
        )

    def _cost(self, cost: Cost) -> FoundCost:
        about = {q: self.answers[q] for q in (cost.about,) if q in self.answers}
        base = finding(self.knowledge, cost, self.answers)
        return FoundCost(
            **{**dict(base), "answers": {**base.answers, **about}},
            id=cost.id,
            of=cost.of,
            name=cost.name,
        )


def _said(path: PathVerdict) -> Iterator[Finding]:
    yield from path.arguments
    yield from path.eliminations
    yield from path.hanging
    yield from path.kept_in_by
    yield from path.notes
