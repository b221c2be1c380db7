"""Searches the completions of some answers for one where a question turns the pick.

Branch and bound over domains (see ``bounds``): a branch is left when the paths that may still come
first there are not moved by the question. The search is exact: it ends with an example or with the
proof that there is none.
"""

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from flows.rules.bounds import MoverTable, Reach
from flows.rules.compiled import CompiledRules
from flows.rules.fields import FAVOUR_SHIFT
from flows.rules.outcome import evaluate, unpacked

TRIES = 40
"""Completions tried at random before searching: most questions that matter show it at once."""

MEMORY = 4096
"""Results kept: the same answers are asked about several times in one reply."""


def reach(rules: CompiledRules, domain: int) -> Reach:
    """What the completions of a domain reach, over all rules."""
    high = low = rules.packed_base
    moves = settles = 0
    for mask, table in rules.reach:
        found = table[domain & mask]
        high += found.high
        low += found.low
        moves |= found.moves
        settles |= found.settles
    return Reach(high, low, moves, settles)


@lru_cache(maxsize=MEMORY)
def can_turn_pick(
    rules: CompiledRules, domain: int, question: str, answers: tuple[int, ...] = ()
) -> bool:
    """Whether some completion of a domain has another pick by the answer to an open question.

    ``answers`` are the bits of the answers compared; by default all, unanswered included.
    """
    return _Search(rules, question, answers or rules.representatives[question]).run(domain)


@lru_cache(maxsize=512)
def _movers(
    rules: CompiledRules, question: str, answers: tuple[int, ...]
) -> tuple[tuple[int, MoverTable], ...]:
    """The tables of what a question moves between some of its answers, factor by factor."""
    factors = [factor for factor in rules.factors if question in factor.questions]
    tables = [MoverTable(rules.bits, factor, question, answers) for factor in factors]
    return tuple((table.mask, table) for table in tables)


class _Search:
    """One search; the pseudo-random completions are the same in every run."""

    def __init__(self, rules: CompiledRules, question: str, answers: Sequence[int]) -> None:
        self.rules = rules
        self.question = question
        self.answers = answers
        paths = len(rules.paths)
        every = (1 << paths) - 1
        self.movers = _movers(rules, question, tuple(answers))
        self.row = {q: every << paths * place for place, q in enumerate(rules.bits.option)}
        self.column = sum(1 << paths * place for place in range(len(self.row)))
        self.random = Random(0).random  # noqa: S311 - examples to try, no secret

    def run(self, domain: int) -> bool:
        if not self._live(domain):
            return False
        if any(self._turns_somewhere(domain) for _ in range(TRIES)):
            return True
        domains = [domain]
        while domains:
            domain = domains.pop()
            live = self._live(domain)
            if live:
                if self._turns_somewhere(domain):
                    return True
                domains.extend(self._branches(domain, live))
        return False

    def _live(self, domain: int) -> int:
        """Which open questions still move a path that may come first (question and path bits).

        0 if the question searched for moves no such path between the answers compared.
        """
        found = reach(self.rules, domain)
        paths = len(self.rules.paths)
        least = max(unpacked(found.low, paths)) >> FAVOUR_SHIFT << FAVOUR_SHIFT
        leaders = sum(
            1 << path for path, field in enumerate(unpacked(found.high, paths)) if field >= least
        )
        if not any(table[domain & mask] & leaders for mask, table in self.movers):
            return 0
        return found.moves & leaders * self.column

    def _branches(self, domain: int, live: int) -> list[int]:
        """Split a domain by the answers to the most swaying of the other live questions.

        Where no other is live, the example just looked at stood for all, and nothing is left.
        """
        for question in self.rules.by_sway:
            if live & self.row[question] and question != self.question:
                rest = domain & ~self.rules.bits.of(question)
                return [rest | bit for bit in self.rules.representatives[question]]
        return []

    def _turns_somewhere(self, domain: int) -> bool:
        """Whether the question turns the pick in one completion drawn from the domain."""
        bits = self.rules.bits
        state = domain & ~bits.of(self.question)
        for question, answers in self.rules.representatives.items():
            every = bits.of(question)
            if state & every == every:
                state = state & ~every | answers[int(self.random() * len(answers))]
        first, *others = self.answers
        pick = evaluate(self.rules, state | first).pick
        return any(evaluate(self.rules, state | other).pick != pick for other in others)
