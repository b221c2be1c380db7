"""Turns rules that fire into findings: claim, the answers they rest on, and the sentence."""

from collections.abc import Mapping

from flows.knowledge.models import Condition, Knowledge, Rule
from flows.rules.compiled import CompiledElimination, CompiledRules, PathArgument
from flows.rules.outcome import Outcome
from flows.rules.verdict import Finding, FoundArgument, PathVerdict

Answers = Mapping[str, str]


def _named(answers: Answers, *conditions: Condition) -> dict[str, str]:
    """The answers given to the questions of some conditions, in the order of the conditions."""
    return {
        question: answers[question]
        for condition in conditions
        for question in condition
        if question in answers
    }


def _refuting(answers: Answers, condition: Condition) -> dict[str, str]:
    return {
        question: answers[question]
        for question, options in condition.items()
        if question in answers and answers[question] not in options
    }


def says(knowledge: Knowledge, rule: Rule, answers: Answers) -> str:
    """The sentence of a rule, its placeholders filled with the labels of the answers."""
    labels = {}
    for question in rule.when:
        option = knowledge.question[question].option(answers.get(question, ""))
        label = option.label if option else "not said yet"
        labels[question] = label[:1].lower() + label[1:]
    return rule.says.format(**labels)


def finding(knowledge: Knowledge, rule: Rule, answers: Answers) -> Finding:
    """A rule that holds, resting on the answers of its condition."""
    return Finding(
        rule=rule.id,
        claim=rule.claims[0],
        claims=rule.claims,
        answers=_named(answers, rule.when),
        says=says(knowledge, rule, answers),
    )


def elimination(knowledge: Knowledge, found: CompiledElimination, answers: Answers) -> Finding:
    """An elimination that fires: it also rests on the answers that refute its defeaters."""
    base = finding(knowledge, found.rule, answers)
    refuting: dict[str, str] = {}
    for defeater in found.rule.unless:
        refuting |= _refuting(answers, defeater)
    return base.model_copy(update={"answers": base.answers | refuting})


def defeat(
    knowledge: Knowledge, found: CompiledElimination, state: int, answers: Answers
) -> Finding:
    """An elimination held off: names the defeater's answers and says why the path stays."""
    base = finding(knowledge, found.rule, answers)
    holding = (
        condition
        for condition, mask in zip(found.rule.unless, found.unless, strict=True)
        if mask.holds(state)
    )
    return base.model_copy(
        update={
            "answers": base.answers | _named(answers, next(holding)),
            "says": found.rule.defeated or base.says,
        }
    )


def argument(knowledge: Knowledge, found: PathArgument, answers: Answers) -> FoundArgument:
    base = finding(knowledge, found.rule, answers)
    return FoundArgument(
        **{**dict(base), "answers": _named(answers, found.condition)},
        speaks_for=found.points > 0,
        strength=found.rule.strength,
        halved=found.halves,
        points=abs(found.points),
    )


def missing(found: CompiledElimination, answers: Answers) -> list[str]:
    """The unanswered questions on which an elimination hangs."""
    live = [condition for condition in found.rule.unless if not _refuting(answers, condition)]
    return [
        question
        for condition in (found.rule.when, *live)
        for question in condition
        if question not in answers
    ]


def path_verdict(
    rules: CompiledRules, outcome: Outcome, path: int, state: int, answers: Answers
) -> PathVerdict:
    knowledge = rules.knowledge
    judged = [(found, found.judge(state)) for found in rules.eliminations if found.path == path]
    out = [elimination(knowledge, found, answers) for found, how in judged if how == "fires"]
    hanging = [] if out else [found for found, how in judged if how == "hangs"]
    arguments = [
        argument(knowledge, found, answers)
        for found in rules.arguments
        if found.path == path and found.fires(state)
    ]
    return PathVerdict(
        id=rules.paths[path],
        status=outcome.statuses[path],
        points=outcome.points[path],
        arguments=tuple(sorted(arguments, key=lambda each: -each.points)),
        eliminated_by=out[0] if out else None,
        eliminations=tuple(out),
        hanging=tuple(finding(knowledge, found.rule, answers) for found in hanging),
        kept_in_by=tuple(
            defeat(knowledge, found, state, answers) for found, how in judged if how == "defeated"
        ),
        unsettled_by=_in_order(
            knowledge, [q for found in hanging for q in missing(found, answers)]
        ),
        notes=tuple(
            finding(knowledge, note.rule, answers)
            for note in rules.notes
            if rules.paths[path] in getattr(note.rule, "paths", ()) and note.fires(state)
        ),
    )


def _in_order(knowledge: Knowledge, questions: list[str]) -> tuple[str, ...]:
    """Each question once, in the order of the interview."""
    return tuple(question for question in knowledge.question if question in questions)
