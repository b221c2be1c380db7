"""Turns rules that fire into findings: claim, the answers they rest on, and the sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from flows.knowledge.models import Condition, Knowledge, Note, Rule, Wording, fits
from flows.rules.compiled import CompiledElimination, CompiledRule, CompiledRules, PathArgument
from flows.rules.outcome import Outcome
from flows.rules.verdict import Finding, FoundArgument, PathVerdict

Answers = Mapping[str, str]
"""Question id to option id; derived answers may stand among them."""


MOST_PLACES = 6
"""Decimals of a percentage at most."""


class Told(NamedTuple):
    """What a friend said: the answers, derived ones included, and the shares said in figures.

    ``shares`` are fractions of today's pay, by the question that they answer.
    """

    answers: Answers
    shares: Mapping[str, Decimal]


class Bearing(NamedTuple):
    """The rules that bear on one path for one friend, in the order of the knowledge.

    ``out`` puts the path out, ``hanging`` waits for an answer, ``kept_in`` is held off.
    """

    out: tuple[CompiledElimination, ...]
    hanging: tuple[CompiledElimination, ...]
    kept_in: tuple[CompiledElimination, ...]
    arguments: tuple[PathArgument, ...]
    notes: tuple[CompiledRule[Note], ...]


class Findings:
    """Makes findings of the rules that fire for one friend."""

    def __init__(self, rules: CompiledRules, told: Told, state: int) -> None:
        self.rules = rules
        self.knowledge: Knowledge = rules.knowledge
        self.answers, self.shares = told
        self.state = state
        self._found: dict[str, Finding] = {}

    def _named(self, *conditions: Condition) -> dict[str, str]:
        """The answers given to the questions of some conditions, in the order of the conditions."""
        return {
            question: self.answers[question]
            for condition in conditions
            for question in condition
            if question in self.answers and question in self.knowledge.question
        }

    def _refuting(self, condition: Condition) -> dict[str, str]:
        return {
            question: self.answers[question]
            for question, options in condition.items()
            if question in self.answers and self.answers[question] not in options
        }

    def _wording(self, rule: Rule) -> Wording | None:
        """The first wording that is for this friend."""
        return next((each for each in rule.wordings if fits(each.when, self.answers)), None)

    def _says(self, text: str, *conditions: Condition) -> str:
        """A sentence, its placeholders filled with what the friend answered to its conditions."""
        if "{" not in text:
            return text
        named = {question for condition in conditions for question in condition}
        return text.format(**{question: self._answer(question) for question in named})

    def _answer(self, name: str) -> str:
        """An answer in a sentence: the share said in figures, or the label."""
        if name in self.shares:
            share = self.shares[name]
            others = [each for each in self.shares.values() if each != share]
            return percent(share, _places_apart(share, others))
        question = self.knowledge.question.get(name)
        option = question.option(self.answers.get(name, "")) if question else None
        label = option.label if option else "not said yet"
        return label[:1].lower() + label[1:]

    def finding(self, rule: Rule) -> Finding:
        """A rule that holds, resting on the answers of its condition and of its wording."""
        found = self._found.get(rule.id)
        if found is None:
            found = self._found[rule.id] = self._finding(rule)
        return found

    def sentence(self, rule: Rule) -> str:
        """What a rule that holds says."""
        return self._worded(rule, self._wording(rule))

    def _worded(self, rule: Rule, wording: Wording | None) -> str:
        if wording:
            return self._says(wording.says, rule.when, wording.when)
        return self._says(rule.says, rule.when)

    def _finding(self, rule: Rule) -> Finding:
        wording = self._wording(rule)
        return Finding(
            rule=rule.id,
            claim=rule.claims[0],
            claims=rule.claims,
            answers=self._named(rule.when, *([wording.when] if wording else ())),
            says=self._worded(rule, wording),
            heading=(wording.heading if wording else None) or "",
        )

    def _elimination(self, found: CompiledElimination) -> Finding:
        """An elimination that fires: it also rests on the answers that refute its defeaters."""
        base = self.finding(found.rule)
        refuting: dict[str, str] = {}
        for defeater in found.rule.unless:
            refuting |= self._refuting(defeater)
        return base.model_copy(update={"answers": base.answers | refuting})

    def _defeat(self, found: CompiledElimination) -> Finding:
        """An elimination held off: names the defeater's answers and says why the path stays."""
        base = self.finding(found.rule)
        holding = (
            condition
            for condition, mask in zip(found.rule.unless, found.unless, strict=True)
            if mask.holds(self.state)
        )
        return base.model_copy(
            update={
                "answers": base.answers | self._named(next(holding)),
                "says": found.rule.defeated or base.says,
            }
        )

    def _argument(self, found: PathArgument) -> FoundArgument:
        base = self.finding(found.rule)
        return FoundArgument(
            rule=base.rule,
            claim=base.claim,
            claims=base.claims,
            answers=base.answers | self._named(found.condition),
            says=base.says,
            heading=base.heading,
            speaks_for=found.points > 0,
            strength=found.rule.strength,
            halved=found.halves,
            points=abs(found.points),
        )

    def _missing(self, found: CompiledElimination) -> list[str]:
        """The unanswered questions on which an elimination hangs."""
        live = [condition for condition in found.rule.unless if not self._refuting(condition)]
        return [
            question
            for condition in (found.rule.when, *live)
            for question in condition
            if question not in self.answers and question in self.knowledge.question
        ]

    def of_path(self, outcome: Outcome, path: int) -> PathVerdict:
        """All that is found of one path."""
        bearing = self.bearing_on(path)
        out = tuple(map(self._elimination, bearing.out))
        arguments = [*map(self._argument, bearing.arguments)]
        missing = [question for found in bearing.hanging for question in self._missing(found)]
        return PathVerdict(
            id=self.rules.paths[path],
            status=outcome.statuses[path],
            points=sum(a.points if a.speaks_for else -a.points for a in arguments),
            arguments=tuple(sorted(arguments, key=lambda each: -each.points)),
            eliminated_by=out[0] if out else None,
            eliminations=out,
            hanging=tuple(self.finding(found.rule) for found in bearing.hanging),
            kept_in_by=tuple(map(self._defeat, bearing.kept_in)),
            unsettled_by=most_settling(self.rules, missing),
            notes=tuple(self.finding(note.rule) for note in bearing.notes),
        )

    def bearing_on(self, path: int) -> Bearing:
        """The rules that bear on one path."""
        concerned, state = self.rules.of_paths[path], self.state
        judged = [(found, found.judge(state)) for found in concerned.eliminations]
        out = tuple(found for found, how in judged if how == "fires")
        return Bearing(
            out=out,
            hanging=() if out else tuple(found for found, how in judged if how == "hangs"),
            kept_in=tuple(found for found, how in judged if how == "defeated"),
            arguments=tuple(
                found
                for found in concerned.arguments
                if found.fires(state) and not (out and found.rule.unless_out)
            ),
            notes=tuple(note for note in concerned.notes if note.fires(state)),
        )

    def said_of(self, path: int) -> Iterator[tuple[str, str]]:
        """What is found of one path, as rules and their sentences."""
        bearing = self.bearing_on(path)
        for held_off in bearing.kept_in:
            rule = held_off.rule
            yield rule.id, rule.defeated or self.sentence(rule)
        others: tuple[CompiledRule[Any], ...]
        others = (*bearing.out, *bearing.hanging, *bearing.arguments, *bearing.notes)
        for each in others:
            yield each.rule.id, self.sentence(each.rule)


def most_settling(rules: CompiledRules, questions: Iterable[str]) -> tuple[str, ...]:
    """Each question once, the one that settles most first: by how often it is named, then sway."""
    named = Counter(questions)
    return tuple(sorted(named, key=lambda name: (-named[name], rules.by_sway.index(name))))


def _places_apart(share: Decimal, others: Iterable[Decimal]) -> int:
    """The fewest decimals with which a share reads differently from the others."""
    told = list(others)
    apart = (
        places
        for places in range(1, MOST_PLACES)
        if percent(share, places) not in {percent(each, places) for each in told}
    )
    return next(apart, MOST_PLACES)


def percent(share: Decimal, places: int = 1) -> str:
    """A share as told elsewhere, with one decimal; with more where it is nearly nothing or all."""
    if places == 1 and not Decimal("0.01") <= share <= Decimal("0.99"):
        return f"{float(share) * 100:.4g}%"
    exact = f"{share * 100:.{places}f}"
    return f"{exact.rstrip('0').rstrip('.')}%"
