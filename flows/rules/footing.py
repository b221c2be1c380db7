"""How firmly the pick stands: how far it leads, and which single answers would turn it.

Both are taken over all answers to the questions that are not answered, so no later answer makes
what is told too bold. They are exact where few questions are open; else they are bounds.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from flows.rules.bounds import Reach
from flows.rules.compiled import CompiledRules
from flows.rules.fields import POINTS_MASK, POINTS_SHIFT, WEIGHED, points_of
from flows.rules.findings import Answers
from flows.rules.outcome import CLOSE_MARGIN, pick_of, unpacked
from flows.rules.picks import picks_of
from flows.rules.relevance import domain_of
from flows.rules.robustness import robustness
from flows.rules.search import reach
from flows.rules.verdict import ConfidenceLevel, Footing

FEW_TURNING, MANY_TURNING = 2, 5
"""At most so many turning questions leave a pick quite sure, so many and more not very sure."""

CLEAR_LEAD = 20
"""A lead, in points, that makes up for one turning question."""


MOST_COMPLETED = 600
"""Completions that are looked at one by one; where there are more, bounds have to do."""


class _Bounds(NamedTuple):
    """The greatest and least fields of the paths, packed, over some factors."""

    high: int
    low: int

    def without(self, part: Reach) -> "_Bounds":
        return _Bounds(self.high - part.high, self.low - part.low)

    def together_with(self, part: Reach) -> "_Bounds":
        return _Bounds(self.high + part.high, self.low + part.low)


def footing(rules: CompiledRules, answers: Answers, pick: int) -> Footing:
    """The lead of the pick and the questions that would turn it; see ``level_of`` for the word.

    What a friend cannot be mistaken about or change (``given``) does not count.
    """
    missing = {
        question: told
        for question, told in rules.representatives.items()
        if question not in answers and len(told) > 1
    }
    state = rules.bits.state(answers)
    if not missing:
        hangs_on = robustness(rules, answers).hangs_on
        names = tuple(name for name in hangs_on if not rules.knowledge.question[name].given)
        lead = _least_lead(rules, state, missing, pick)
        return Footing(level=level_of(lead, len(names)), lead=lead, turning=names)
    found = _bounded(rules, answers, pick)
    if prod(map(len, missing.values())) > MOST_COMPLETED:
        return found
    turning = Counter(
        question
        for question in found.turning
        for option in rules.bits.option[question]
        if option != answers[question]
        if _turns(rules, rules.bits.changed(state, question, option), missing, pick)
    )
    return _footing(_least_lead(rules, state, missing, pick), turning)


def _footing(lead: int, turning: Counter[str]) -> Footing:
    names = tuple(question for question, count in turning.most_common() if count)
    return Footing(level=level_of(lead, len(names)), lead=lead, turning=names)


def _turns(
    rules: CompiledRules, state: int, missing: Mapping[str, Sequence[int]], pick: int
) -> bool:
    """Whether another path is the pick of a state under some answers to what is missing."""
    fields = rules.rows.fields(rules.rows.completed(state, missing))
    return bool((picks_of(fields) != pick).any())


def _least_lead(
    rules: CompiledRules, state: int, missing: Mapping[str, Sequence[int]], pick: int
) -> int:
    """The least lead of the pick under all answers to what is missing; 0 where it is none."""
    fields = rules.rows.fields(rules.rows.completed(state, missing))
    if (picks_of(fields) != pick).any():
        return 0
    rivals = np.where(fields & WEIGHED, fields, 0)
    rivals[:, pick] = 0
    best = rivals.max(axis=1)
    alone = best == 0
    leads = (fields[:, pick] >> POINTS_SHIFT & POINTS_MASK) - (best >> POINTS_SHIFT & POINTS_MASK)
    return int(np.where(alone, CLOSE_MARGIN, leads).min())


def _bounded(rules: CompiledRules, answers: Answers, pick: int) -> Footing:
    """The footing by bounds of what open questions can do, each path by itself."""
    domain = domain_of(rules, answers)
    bits, whole = rules.bits, reach(rules, domain)
    turning: Counter[str] = Counter()
    for question, asked in rules.knowledge.question.items():
        if asked.given or question not in answers:
            continue
        moving = bits.moving(question)
        concerned = [(mask, table) for mask, table in rules.reach if mask & moving]
        others = _Bounds(whole.high, whole.low)
        for mask, table in concerned:
            others = others.without(table[domain & mask])
        for option in bits.option[question]:
            if option != answers[question]:
                changed, found = bits.changed(domain, question, option), others
                for mask, table in concerned:
                    found = found.together_with(table[changed & mask])
                turning[question] += not _comes_first(rules, found, pick)
    lead = _lead(rules, _Bounds(whole.high, whole.low), pick)
    return _footing(lead, turning)


def _comes_first(rules: CompiledRules, found: _Bounds, path: int) -> bool:
    """Whether a path is the pick whatever is still open; exact where nothing is."""
    if found.high == found.low:
        return pick_of(unpacked(found.high, len(rules.paths))) == path
    return _lead(rules, found, path) > 0


def _lead(rules: CompiledRules, found: _Bounds, path: int) -> int:
    """The least lead of a path over those still weighed, in points; 0 where it may be put out."""
    own = unpacked(found.low, len(rules.paths))[path]
    if not own & WEIGHED:
        return 0
    highs = unpacked(found.high, len(rules.paths))
    rivals = [field for place, field in enumerate(highs) if place != path and field & WEIGHED]
    return points_of(own) - points_of(max(rivals)) if rivals else CLOSE_MARGIN


def level_of(lead: int, turning: int) -> ConfidenceLevel:
    """The confidence by the lead in points and the number of questions that would turn the pick.

    The borders come from the simulation (``benchmarks.simulation``), which tells how often a pick
    survives when some answers are a little off.
    """
    if lead < CLOSE_MARGIN or turning >= MANY_TURNING:
        return "low"
    return "high" if turning <= FEW_TURNING + (lead >= CLEAR_LEAD) else "medium"
