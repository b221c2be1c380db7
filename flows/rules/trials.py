"""Changes of the answers on trial: every set of a size, and the fields they lead to, at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from flows.rules.compiled import CompiledRules
from flows.rules.factors import Cells
from flows.rules.findings import Answers
from flows.rules.picks import Places

Hits = npt.NDArray[np.bool_]


class Trials:
    """All changes of the answers that are tried, and what sets of them lead to."""

    def __init__(
        self, rules: CompiledRules, answers: Answers, options: Mapping[str, Sequence[str]]
    ) -> None:
        self.rules = rules
        state = rules.bits.state(answers)
        self._rows, self._strides = rules.rows.at(state), rules.rows.strides
        self.single = [
            (question, option)
            for question, wanted in options.items()
            for option in wanted
            if answers.get(question) != option
        ]
        places = {question: list(known) for question, known in rules.bits.option.items()}
        self._steps = [
            places[question].index(option) - places[question].index(answers[question])
            if question in answers
            else places[question].index(option) - len(places[question])
            for question, option in self.single
        ]
        order = list(rules.bits.variables)
        self._asks = np.array([order.index(question) for question, _ in self.single], dtype=int)
        steps = np.array(self._steps, dtype=int).reshape(-1, 1)
        self._shifts = steps * self._strides[self._asks]
        self._missing = [question not in answers for question, _ in self.single]
        self._underived = list(self._losses(state))

    def _losses(self, state: int) -> Iterator[tuple[Hits, Places]]:
        """For what is derived and known: which changes make it unknown, and how the rows shift."""
        bits = self.rules.bits
        for place, name in enumerate(bits.variables):
            known = state & bits.of(name) & ~bits.unanswered[name]
            if known and name not in bits.option:
                moved_by = [name in bits.moved[question] for question, _ in self.single]
                step = bits.answers(name).index(bits.unanswered[name]) - bits.answers(name).index(
                    known
                )
                yield np.array(moved_by), step * self._strides[place]

    def sets(self, size: int) -> Places:
        """All sets of a size, a row each, that change a question at most once."""
        sets = _combinations(len(self.single), size)
        asks = self._asks[sets]
        apart: Hits = (asks[:, 1:] != asks[:, :-1]).all(axis=1)
        return sets.compress(apart, axis=0)

    def fields(self, sets: Places) -> Cells:
        """The fields of all paths after each set of changes."""
        rows = self._rows + self._shifts[sets].sum(axis=1)
        for moved_by, shift in self._underived:
            rows += np.outer(moved_by[sets].any(axis=1), shift)
        return self.rules.rows.fields(rows)

    @cached_property
    def one_by_one(self) -> Cells:
        """The fields of all paths after each single change."""
        return self.fields(self.sets(1))

    def changes(self, chosen: Sequence[int]) -> dict[str, str]:
        return dict(self.single[place] for place in chosen)

    def distance(self, chosen: Sequence[int]) -> int:
        """How many options the answers of a set are away, in all; a missing answer is one away."""
        return sum(1 if self._missing[place] else abs(self._steps[place]) for place in chosen)


def trials(rules: CompiledRules, answers: Answers, options: Mapping[str, Sequence[str]]) -> Trials:
    """The changes of some answers; the last ones are kept, as one advice tries them repeatedly."""
    wanted = tuple((question, tuple(told)) for question, told in options.items())
    return _trials(rules, frozenset(answers.items()), wanted)


@lru_cache(maxsize=64)
def _trials(
    rules: CompiledRules,
    told: frozenset[tuple[str, str]],
    options: tuple[tuple[str, tuple[str, ...]], ...],
) -> Trials:
    return Trials(rules, dict(told), dict(options))


@lru_cache(maxsize=256)
def _combinations(count: int, size: int) -> Places:
    """All combinations of places; those of one question are neighbours in each row."""
    return np.array(list(combinations(range(count), size)), dtype=np.intp).reshape(-1, size)
