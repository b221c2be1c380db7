"""Searches the completions of some answers for an example: of a pick, or of a pick that turns.

That a close call begins or ends counts as a turn where it is asked for.

Branch and bound over domains (see ``bounds``): a branch is left when the paths that may still come
first there show that it holds no example. The search ends with an example or with the proof that
there is none; where it may give up before, it says so.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from flows.rules.bounds import MoverTable, Reach
from flows.rules.compiled import CompiledRules
from flows.rules.fields import POINTS_SHIFT, WEIGHED
from flows.rules.outcome import CLOSE_MARGIN, Outcome, evaluate, unpacked

TRIES = 40
"""Completions tried at random before searching: most questions that matter show it at once."""

PATIENCE = 1000
"""Branches searched for an example of what a question changes, before it is taken to exist."""

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
    rules: CompiledRules,
    domain: int,
    question: str,
    answers: tuple[int, ...] = (),
    most: int | None = None,
) -> bool:
    """Whether some completion of a domain has another pick by the answer to an open question.

    ``answers`` are the bits of the answers compared, with those of what is derived from each; by
    default all answers, unanswered included. With ``most`` branches searched in vain it gives up
    and says True: then only a False is proven.
    """
    compared = answers or rules.representatives[question]
    return _Turning(rules, question, compared).shown_in(domain, most)


@lru_cache(maxsize=MEMORY)
def can_turn_verdict(rules: CompiledRules, domain: int, question: str) -> bool:
    """Whether the answer to an open question can turn the pick, or whether it is a close call.

    True as well where PATIENCE branches were in vain; a False is proven.
    """
    search = _TurningVerdict(rules, question, rules.representatives[question])
    return search.shown_in(domain, PATIENCE)


@lru_cache(maxsize=MEMORY)
def can_turn_first(rules: CompiledRules, domain: int, question: str, path: int) -> bool:
    """Whether an open question can decide if a path that is put off would come first otherwise.

    True as well where PATIENCE branches were in vain; a False is proven.
    """
    search = _TurningFirst(rules, question, rules.representatives[question], path)
    return search.shown_in(domain, PATIENCE)


def can_come_first(rules: CompiledRules, domain: int, path: int, most: int | None = None) -> bool:
    """Whether a path is the pick in some completion of a domain.

    With ``most`` branches searched in vain it gives up and says True: then only a False is proven.
    """
    return _Leading(rules, path).shown_in(domain, most)


@lru_cache(maxsize=MEMORY)
def must_come_first(rules: CompiledRules, domain: int, path: int) -> bool:
    """Whether a path is the pick in every completion of a domain, as far as can be proven soon."""
    return not _Trailing(rules, path).shown_in(domain, PATIENCE)


def without(rules: CompiledRules, domain: int, path: int) -> int:
    """A domain with the answers that would end the putting off of a path."""
    for question, option in rules.put_off[path].items():
        domain = rules.bits.changed(domain, question, option)
    return domain


class _Search(ABC):
    """A search for an example; the completions drawn are the same in every run."""

    slack = 0
    """How many points a path may lack of coming first and still bear on what is looked for."""

    def __init__(self, rules: CompiledRules) -> None:
        self.rules = rules
        paths = len(rules.paths)
        every = (1 << paths) - 1
        self.row = {q: every << paths * place for place, q in enumerate(rules.bits.option)}
        self.column = sum(1 << paths * place for place in range(len(self.row)))
        self.random = Random(0).random  # noqa: S311 - examples to try, no secret

    @abstractmethod
    def _possible(self, domain: int, leaders: int) -> bool:
        """Whether a domain may hold an example, by the bits of the paths that may come first."""

    @abstractmethod
    def _shown(self, domain: int) -> bool:
        """Whether one completion drawn from the domain is an example."""

    def shown_in(self, domain: int, most: int | None = None) -> bool:
        """Whether a domain holds an example; True as well when ``most`` branches were in vain."""
        if not self._possible(domain, self._leaders(reach(self.rules, domain))):
            return False
        if any(self._shown(domain) for _ in range(TRIES)):
            return True
        domains, searched = [domain], 0
        while domains:
            domain = domains.pop()
            found = reach(self.rules, domain)
            leaders = self._leaders(found)
            if self._possible(domain, leaders):
                searched += 1
                if self._shown(domain) or searched == most:
                    return True
                domains.extend(self._branches(domain, self._live(domain, found, leaders)))
        return False

    def _live(self, domain: int, found: Reach, leaders: int) -> int:  # noqa: ARG002 - for others
        """The bits of the questions and paths that can still make a difference."""
        return found.moves & leaders * self.column

    def _leaders(self, found: Reach) -> int:
        """The bits of the paths that may come first, all that may tie in points included."""
        paths = len(self.rules.paths)
        least = max(unpacked(found.low, paths)) >> POINTS_SHIFT << POINTS_SHIFT
        least -= self.slack << POINTS_SHIFT
        highs = unpacked(found.high, paths)
        return sum(1 << path for path, field in enumerate(highs) if field >= least)

    def _branches(self, domain: int, live: int) -> list[int]:
        """Split a domain by the answers to the most swaying of the live questions.

        Where none is live, the completion just looked at stood for all, and nothing is left.
        """
        for question in self.rules.by_sway:
            if live & self.row[question] and question != self._kept():
                rest = self.rules.bits.opened(domain, question)
                return [rest | bit for bit in self.rules.representatives[question]]
        return []

    def _kept(self) -> str | None:
        """The question not to be split by."""
        return None

    def _drawn(self, domain: int) -> int:
        bits = self.rules.bits
        for question, answers in self.rules.representatives.items():
            every = bits.of(question)
            if domain & every == every:
                domain = bits.opened(domain, question) | answers[int(self.random() * len(answers))]
        return domain


class _Turning(_Search):
    """Looks for a completion in which the answer to a question turns the pick."""

    def __init__(self, rules: CompiledRules, question: str, answers: Sequence[int]) -> None:
        super().__init__(rules)
        self.question = question
        self.answers = answers
        self.movers = _movers(rules, question, tuple(answers))

    def _possible(self, domain: int, leaders: int) -> bool:
        return any(table[domain & mask] & leaders for mask, table in self.movers)

    def _shown(self, domain: int) -> bool:
        state = self.rules.bits.opened(self._drawn(domain), self.question)
        first, *others = self.answers
        here = self._compared(evaluate(self.rules, state | first))
        return any(self._compared(evaluate(self.rules, state | other)) != here for other in others)

    def _compared(self, outcome: Outcome) -> object:
        """What of an outcome the answer turns."""
        return outcome.pick

    def _kept(self) -> str:
        return self.question


class _TurningVerdict(_Turning):
    """Looks for a completion in which the answer turns the pick, or begins or ends a close call."""

    slack = CLOSE_MARGIN

    def _compared(self, outcome: Outcome) -> object:
        return outcome.pick, outcome.close_call


class _TurningFirst(_Turning):
    """Looks for a completion that puts a path off, and in which it depends on the answer whether it
    would come first otherwise.
    """

    def __init__(
        self, rules: CompiledRules, question: str, answers: Sequence[int], path: int
    ) -> None:
        super().__init__(rules, question, answers)
        self.path = path

    def _possible(self, domain: int, leaders: int) -> bool:  # noqa: ARG002 - others lead otherwise
        low = unpacked(reach(self.rules, domain).low, len(self.rules.paths))[self.path]
        otherwise = without(self.rules, domain, self.path)
        leading = self._leaders(reach(self.rules, otherwise))
        moving = super()._possible(otherwise, leading)
        return not low & WEIGHED and bool(leading >> self.path & 1) and moving

    def _shown(self, domain: int) -> bool:
        state = self.rules.bits.opened(self._drawn(domain), self.question)
        found = {
            evaluate(self.rules, without(self.rules, state | answer, self.path)).pick == self.path
            for answer in self.answers
            if not evaluate(self.rules, state | answer).fields[self.path] & WEIGHED
        }
        return len(found) > 1

    def _live(self, domain: int, found: Reach, leaders: int) -> int:  # noqa: ARG002 - as above
        otherwise = reach(self.rules, without(self.rules, domain, self.path))
        leading = self._leaders(otherwise)
        settling = found.settles & self.column << self.path
        return otherwise.moves & leading * self.column | settling


class _Leading(_Search):
    """Looks for a completion in which a path comes first."""

    def __init__(self, rules: CompiledRules, path: int) -> None:
        super().__init__(rules)
        self.path = path

    def _possible(self, domain: int, leaders: int) -> bool:  # noqa: ARG002 - the leaders tell all
        return bool(leaders >> self.path & 1)

    def _shown(self, domain: int) -> bool:
        return evaluate(self.rules, self._drawn(domain)).pick == self.path


class _Trailing(_Search):
    """Looks for a completion in which a path does not come first."""

    def __init__(self, rules: CompiledRules, path: int) -> None:
        super().__init__(rules)
        self.path = path

    def _possible(self, domain: int, leaders: int) -> bool:  # noqa: ARG002 - the leaders tell all
        return leaders != 1 << self.path

    def _shown(self, domain: int) -> bool:
        return evaluate(self.rules, self._drawn(domain)).pick != self.path


@lru_cache(maxsize=512)
def _movers(
    rules: CompiledRules, question: str, answers: tuple[int, ...]
) -> tuple[tuple[int, MoverTable], ...]:
    """The tables of what a question moves between some of its answers, factor by factor."""
    moved = rules.bits.moved[question]
    factors = [each for each in rules.factors if not set(moved).isdisjoint(each.questions)]
    tables = [MoverTable(rules.bits, factor, question, answers) for factor in factors]
    return tuple((table.mask, table) for table in tables)
