"""Looks for advice in which a cost or a reason for confidence shows; one example is proof."""

from random import Random

from flows.check.subject import Subject
from flows.knowledge.models import Confidence, Rule
from flows.rules.advise import advise
from flows.rules.compiled import CompiledRules, compile_rules
from flows.rules.verdict import Verdict

TRIES = 500


def shows_in_advice(subject: Subject, rule: Rule) -> bool:
    """Whether answers are found for which a rule changes the advice beside the pick."""
    random = Random(0)  # noqa: S311 - examples to try, no secret
    weighs = isinstance(rule, Confidence) and rule.effect != "keep"
    without = _without(subject, rule) if weighs else None
    for _ in range(TRIES):
        answers = _people(subject, rule, random)
        verdict = advise(subject.rules, answers)
        if without is None:
            if verdict.pick and rule.id in _beside_the_pick(verdict):
                return True
        elif verdict.pick and advise(without, answers).confidence != verdict.confidence:
            return True
    return False


def _beside_the_pick(verdict: Verdict) -> set[str]:
    return {found.rule for found in (*verdict.costs, *verdict.confidence_reasons)}


def _people(subject: Subject, rule: Rule, random: Random) -> dict[str, str]:
    """Somebody who fits the condition of a rule."""
    answers = {q.id: random.choice(q.options).id for q in subject.knowledge.questions}
    return {**answers, **{question: random.choice(ok) for question, ok in rule.when.items()}}


def _without(subject: Subject, rule: Rule) -> CompiledRules:
    others = tuple(each for each in subject.knowledge.confidence if each.id != rule.id)
    return compile_rules(subject.knowledge.model_copy(update={"confidence": others}))
