"""Checks what advice says for certain against all answers that could still be given."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from random import Random

import numpy as np
import numpy.typing as npt

from benchmarks.people import Person
from flows.affordability import with_limit
from flows.rules import CompiledRules, Verdict, advise
from flows.rules.advise import LEVELS
from flows.rules.factors import Cells
from flows.rules.fields import POINTS_MASK, POINTS_SHIFT, STATUS_MASK, STATUSES, WEIGHED
from flows.rules.outcome import CLOSE_MARGIN
from flows.rules.picks import NO_PICK, Places, picks_of
from flows.rules.relevance import Certificate

MOST = 4096
"""Completions that are all tried; where there are more, so many are drawn at random."""

ADVISED = 8
"""Completions drawn for which the whole advice is worked out."""

FIRST, NOT_FIRST = "would come first otherwise", "would not come first otherwise"
PICK, STATUSES_STAND = "no answer changes the pick", "no answer changes what is out"
CLOSE, SURE = "no answer changes whether it is close", "no answer makes it less sure"


class Completions:
    """What the rules make of all answers that could still be given, or of many of them.

    A question may also stay unanswered. ``all`` tells whether none was left out.
    """

    def __init__(self, rules: CompiledRules, person: Person, random: Random) -> None:
        self.rules, self.person, self.random = rules, person, random
        order = list(rules.bits.option)
        self._open = [question for question in order if question not in person.answers]
        self._widths = [rules.bits.width(question) for question in self._open]
        self._strides = rules.rows.strides[[order.index(question) for question in self._open]]
        self.all = prod(self._widths) <= MOST
        self._places = self._rows(
            product(*map(range, self._widths))
            if self.all
            else ([int(random.random() * width) for width in self._widths] for _ in range(MOST))
        )

    def fields(self, *, without_cut: bool = False) -> Cells:
        """The fields of the paths in every completion, if need be with a move that costs no pay."""
        return self._fields(self._places, without_cut=without_cut)

    def contrary(self, path: int, *, first: bool, without_cut: bool = False) -> Cells:
        """The same, and completions found step by step where a path is less likely to be first.

        Or more likely, where it is not said to be ``first``. Where all are tried, none is added.
        """
        fields = self.fields(without_cut=without_cut)
        if self.all:
            return fields
        sign = -1 if first else 1
        leads = sign * _leads(fields, path)
        best, here = leads.max(), self._places[leads.argmax()]
        while True:
            steps = self._steps(here)
            found = self._fields(steps, without_cut=without_cut)
            leads = sign * _leads(found, path)
            if leads.max() <= best:
                return np.concatenate([fields, found])
            best, here = leads.max(), steps[leads.argmax()]

    def _steps(self, here: Places) -> Places:
        """All completions with at most one other answer."""
        return self._rows(
            [*here[:column], place, *here[column + 1 :]]
            for column, width in enumerate(self._widths)
            for place in range(width)
        )

    def _rows(self, chosen: Iterable[Sequence[int]]) -> Places:
        rows: Places = np.array(list(chosen), dtype=np.intp)
        return rows.reshape(len(rows), len(self._widths))

    def _fields(self, places: Places, *, without_cut: bool) -> Cells:
        known = with_limit(*self.person)
        if without_cut:
            known = {**self.person.answers, "cut": "none"}
        state = self.rules.bits.state(known)
        unanswered = np.array(self._widths, dtype=np.intp) - 1
        shifts = (places - unanswered) @ self._strides
        return self.rules.rows.fields(self.rules.rows.at(state) + shifts)

    def drawn(self, count: int) -> Iterator[dict[str, str]]:
        """At most so many of the completions, as answers."""
        for _ in range(min(count, len(self._places))):
            answers = dict(self.person.answers)
            places = self._places[self.random.randrange(len(self._places))].tolist()
            for question, place in zip(self._open, places, strict=True):
                options = [*self.rules.bits.option[question], None]
                if option := options[place]:
                    answers[question] = option
            yield answers


def certainties(verdict: Verdict, certificate: Certificate | None) -> Iterator[str]:
    """What advice says for certain, by kind."""
    for put_off in verdict.not_now:
        if put_off.would_be_first is not None:
            yield FIRST if put_off.would_be_first else NOT_FIRST
    if certificate:
        yield from (PICK, STATUSES_STAND, CLOSE)
        if not certificate.cautioning:
            yield SURE


def false_certainties(
    completions: Completions, verdict: Verdict, certificate: Certificate | None
) -> Iterator[str]:
    """Those of the certainties that some answer still to come makes false."""
    paths = completions.rules.paths
    said = set(certainties(verdict, certificate))
    for put_off in verdict.not_now:
        if put_off.would_be_first is not None:
            path, first = paths.index(put_off.path), put_off.would_be_first
            fields = completions.contrary(path, first=first, without_cut=True)
            if ((picks_of(fields) == path) != first).any():
                yield FIRST if first else NOT_FIRST
    fields = completions.fields()
    picks = picks_of(fields)
    if PICK in said:
        pick = NO_PICK if verdict.pick is None else paths.index(verdict.pick)
        against = fields if pick == NO_PICK else completions.contrary(pick, first=True)
        if (picks_of(against) != pick).any():
            yield PICK
    statuses = [STATUSES.index(path.status) for path in verdict.paths]
    if STATUSES_STAND in said and (fields & STATUS_MASK != statuses).any():
        yield STATUSES_STAND
    if CLOSE in said and ((picks != NO_PICK) & _narrow(fields) != verdict.close_call).any():
        yield CLOSE
    if SURE in said and _less_sure(completions, verdict):
        yield SURE


def _leads(fields: Cells, path: int) -> Cells:
    """How far a path is ahead of all others, in rows of fields."""
    leads: Cells = fields[:, path] - np.delete(fields, path, axis=1).max(axis=1)
    return leads


def _narrow(fields: Cells) -> npt.NDArray[np.bool_]:
    """In which rows of fields the first leads the second narrowly."""
    points = np.where(fields & WEIGHED > 0, fields >> POINTS_SHIFT & POINTS_MASK, -CLOSE_MARGIN)
    second, first = np.sort(points, axis=1)[:, -2:].T
    narrow: npt.NDArray[np.bool_] = first - second < CLOSE_MARGIN
    return narrow


def _less_sure(completions: Completions, verdict: Verdict) -> bool:
    """Whether the advice to somebody with a completion is told with a lower word."""
    told = LEVELS.index(verdict.confidence)
    later = (
        advise(completions.rules, answers, completions.person.figures)
        for answers in completions.drawn(ADVISED)
    )
    return any(LEVELS.index(each.confidence) < told for each in later)
