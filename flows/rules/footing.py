"""How firmly the pick stands: how far it leads, and which single answers would turn it.

Both are taken over all answers to the questions that are not answered, so no later answer makes
what is told too bold. With every question answered they are exact; else they are bounds.
"""

from collections import Counter
from typing import NamedTuple

from flows.rules.bounds import Reach
from flows.rules.compiled import CompiledRules
from flows.rules.fields import WEIGHED, points_of
from flows.rules.findings import Answers
from flows.rules.outcome import CLOSE_MARGIN, pick_of, unpacked
from flows.rules.relevance import domain_of
from flows.rules.search import reach
from flows.rules.verdict import ConfidenceLevel, Footing

FEW_TURNING, MANY_TURNING = 2, 5
"""At most so many turning questions leave a pick quite sure, so many and more not very sure."""

CLEAR_LEAD = 20
"""A lead, in points, that makes up for one turning question."""


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
    names = tuple(question for question, count in turning.most_common() if count)
    return Footing(level=level_of(lead, len(names)), lead=lead, turning=names)


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
