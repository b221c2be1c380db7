"""The smallest sets of changed answers after which the advice is another, found by trying all.

A change gives a question another option than it has now; a question without an answer may get one.
Every set of one change is tried, then every set of two, then of three, all sets of a size at once;
the first size with a hit is therefore the smallest. What a friend cannot change stays:
what is ``given``, and the way back on a scale that is ``attained``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict

from flows.rules.compiled import CompiledRules
from flows.rules.factors import Cells
from flows.rules.fields import WEIGHED
from flows.rules.findings import Answers
from flows.rules.outcome import Outcome, evaluate, pick_of
from flows.rules.picks import NO_PICK, picks_of
from flows.rules.scopes import scope_of
from flows.rules.trials import Hits, trials

MOST = 3
"""Changes tried together at most."""

Sought = Callable[[Cells], Hits]
"""Tells for rows of fields which of them are what is looked for."""


class ChangeSet(BaseModel):
    """Answers changed together, and the pick that follows (None: nothing is singled out).

    ``given`` names those of the changed questions that a friend cannot change by deciding to.
    """

    model_config = ConfigDict(frozen=True)

    changes: dict[str, str]
    pick: str | None
    given: tuple[str, ...] = ()


def flips(
    rules: CompiledRules,
    answers: Answers,
    *,
    to: str | None = None,
    fixed: Collection[str] | None = None,
    most: int = MOST,
) -> tuple[ChangeSet, ...]:
    """All smallest sets of changes that turn the pick, or that make ``to`` the pick.

    ``fixed`` are the questions left alone: by default those that a friend cannot change. Empty if
    no set of up to ``most`` changes does it. The nearest options come first.
    """
    now = evaluate(rules, rules.bits.state(answers)).pick
    here = NO_PICK if now is None else now

    def sought(fields: Cells) -> Hits:
        found = picks_of(fields)
        turned: Hits = found != here if to is None else found == rules.paths.index(to)
        return turned

    if to is not None and here == rules.paths.index(to):
        return ()
    free = _free(rules, answers) if fixed is None else _all_but(rules, fixed)
    return _smallest(rules, answers, free, sought, most)


def ways_back(rules: CompiledRules, answers: Answers, path: str) -> tuple[ChangeSet, ...]:
    """All smallest sets of changes, however large, that bring back a path that is out or not-now.

    What a friend cannot change is left alone, unless there is no other way: then ``given`` tells.
    Empty if the path is not eliminated, or nothing brings it back.
    """
    place = rules.paths.index(path)
    if evaluate(rules, rules.bits.state(answers)).fields[place] & WEIGHED:
        return ()
    concerned = {
        question
        for rule in rules.eliminations
        if rule.path == place
        for question in scope_of(rules.bits, rule)
    }

    def weighed(fields: Cells) -> Hits:
        back: Hits = fields[:, place] & WEIGHED > 0
        return back

    free = {q: told for q, told in _free(rules, answers).items() if q in concerned}
    every = _all_but(rules, [q for q in rules.bits.option if q not in concerned])
    return _smallest(rules, answers, free, weighed, len(every)) or _smallest(
        rules, answers, every, weighed, len(every)
    )


def turned_by(
    rules: CompiledRules, answers: Answers, others: Mapping[str, str], most: int
) -> tuple[ChangeSet, ...]:
    """The smallest sets of somebody else's answers that would turn the pick."""
    now = evaluate(rules, rules.bits.state(answers)).pick
    here = NO_PICK if now is None else now
    options = {question: [option] for question, option in others.items()}
    return _smallest(rules, answers, options, lambda fields: picks_of(fields) != here, most)


def spoken_for(
    rules: CompiledRules, answers: Answers, sets: Sequence[ChangeSet]
) -> tuple[ChangeSet, ...]:
    """Of sets that turn the pick, those whose answers themselves speak for what follows.

    "If you wanted to lead data: platform" is true of somebody for whom another aim spoke against
    it, but says nothing to anybody. A step along a scale is never like that.
    """
    state = rules.bits.state(answers)
    return tuple(each for each in sets if _speaks(rules, state, each))


def _speaks(rules: CompiledRules, state: int, found: ChangeSet) -> bool:
    after = state
    for question, option in found.changes.items():
        after = rules.bits.changed(after, question, option)
    with_it = evaluate(rules, after)
    for question in found.changes:
        if rules.knowledge.question[question].scale or with_it.pick is None:
            continue
        without = evaluate(rules, rules.bits.changed(after, question, None))
        gained = _gain(with_it, without, with_it.pick)
        if gained <= 0:
            return False
    return True


def _gain(after: Outcome, before: Outcome, path: int) -> int:
    """Whether a path stands better (1), worse (-1) or as before: if weighed, and by its points."""
    new, old = ((each.fields[path] & WEIGHED > 0, each.points[path]) for each in (after, before))
    return (new > old) - (new < old)


def nearest(sets: Iterable[ChangeSet]) -> tuple[ChangeSet, ...]:
    """Of sets that differ only in the options, the first: enough to tell a friend."""
    first: dict[tuple[object, ...], ChangeSet] = {}
    for each in sets:
        first.setdefault((each.pick, *each.changes), each)
    return tuple(first.values())


def told(rules: CompiledRules, changes: Mapping[str, str]) -> str:
    """The changes as a clause: "if this were so and that were so"."""
    wishes = [
        option.would
        for question, option_id in changes.items()
        if (option := rules.knowledge.question[question].option(option_id))
    ]
    return "if " + " and ".join(wishes)


def _free(rules: CompiledRules, answers: Answers) -> dict[str, list[str]]:
    """The options that a friend can come to by deciding to, by question."""
    return {
        name: [option for option in told if not _is_given(rules, answers, name, option)]
        for name, told in rules.bits.option.items()
    }


def _is_given(rules: CompiledRules, answers: Answers, name: str, option: str) -> bool:
    """Whether nobody comes to an answer by deciding to."""
    question, options = rules.knowledge.question[name], list(rules.bits.option[name])
    goes_back = name in answers and options.index(option) < options.index(answers[name])
    return question.given or (question.attained and goes_back)


def _all_but(rules: CompiledRules, fixed: Collection[str]) -> dict[str, list[str]]:
    return {name: list(told) for name, told in rules.bits.option.items() if name not in fixed}


def _smallest(
    rules: CompiledRules,
    answers: Answers,
    options: Mapping[str, Sequence[str]],
    sought: Sought,
    most: int,
) -> tuple[ChangeSet, ...]:
    """Try the sets size by size; all hits of the first size that has any."""
    tried = trials(rules, answers, options)
    for size in range(1, most + 1):
        sets = tried.sets(size)
        fields = tried.fields(sets)
        hits = np.flatnonzero(sought(fields))
        if hits.size:
            found = [(tried.distance(sets[hit]), tried.changes(sets[hit]), hit) for hit in hits]
            found.sort(key=lambda each: each[0])
            return tuple(_set(rules, answers, changes, fields[hit]) for _, changes, hit in found)
    return ()


def _set(
    rules: CompiledRules, answers: Answers, changes: dict[str, str], fields: Cells
) -> ChangeSet:
    pick = pick_of(tuple(fields.tolist()))
    return ChangeSet(
        changes=changes,
        pick=None if pick is None else rules.paths[pick],
        given=tuple(q for q, option in changes.items() if _is_given(rules, answers, q, option)),
    )
