"""Chooses the question to ask next among those that can still matter."""

from collections.abc import Collection, Iterator
from random import Random

from flows.rules.compiled import CompiledRules
from flows.rules.fields import STATUS_MASK
from flows.rules.findings import Answers
from flows.rules.outcome import evaluate
from flows.rules.relevance import domain_of, relevance

DRAWS = 24
"""Completions drawn to estimate how much a question can still decide."""


def next_question(
    rules: CompiledRules, answers: Answers, skipped: Collection[str] = ()
) -> str | None:
    """The question to ask next, or None when no question is left that can matter.

    Sections come in their order; within one, opening questions come first, then what decides the
    most, and last what only cautions or is asked in any case.
    """
    found = relevance(rules, answers, skipped)
    questions = rules.knowledge.question
    for section in rules.knowledge.sections:
        here = [q for q in found.deciding if questions[q].section == section.id]
        late = [q for q in (*found.cautioning, *found.wanted) if questions[q].section == section.id]
        first = [q for q in questions if q in (*here, *late) and questions[q].opening]
        if first or len(here) == 1:
            return (first or here)[0]
        if here:
            domain = domain_of(rules, answers, skipped)
            return max(here, key=lambda question: _decides(rules, domain, question))
        if late:
            return late[0]
    return None


def _decides(rules: CompiledRules, domain: int, question: str) -> float:
    """How often the answer to a question matters, over completions drawn at random.

    The draws are the same in every run. Only the order of questions rests on this estimate.
    """
    random = Random(0)  # noqa: S311 - an estimate, no secret
    return sum(_outcomes(rules, domain, question, random) for _ in range(DRAWS)) / DRAWS


def _outcomes(rules: CompiledRules, domain: int, question: str, random: Random) -> int:
    """How many outcomes the answers to a question lead to in one completion, but for one."""
    state = _drawn(rules, domain & ~rules.bits.of(question), random)
    outcomes = [evaluate(rules, state | bit) for bit in rules.bits.answers(question)]
    distinct = {(each.pick, *[field & STATUS_MASK for field in each.fields]) for each in outcomes}
    return len(distinct) - 1


def _drawn(rules: CompiledRules, domain: int, random: Random) -> int:
    for bits in _open(rules, domain):
        domain = domain & ~sum(bits) | random.choice(bits)
    return domain


def _open(rules: CompiledRules, domain: int) -> Iterator[tuple[int, ...]]:
    for question in rules.bits.option:
        every = rules.bits.of(question)
        if domain & every == every:
            yield rules.bits.answers(question)
