"""Which single answers would turn the outcome, and whether a path put off would come first."""

from collections import Counter

import numpy as np

from flows.rules.compiled import CompiledRules
from flows.rules.fields import STATUS_MASK, STATUSES
from flows.rules.findings import Answers
from flows.rules.outcome import Outcome, evaluate
from flows.rules.picks import NO_PICK, picks_of
from flows.rules.relevance import domain_of
from flows.rules.search import PATIENCE, can_come_first, must_come_first, without
from flows.rules.trials import trials

NOT_NOW = STATUSES.index("not-now")


def deciding_questions(rules: CompiledRules, answers: Answers, outcome: Outcome) -> tuple[str, ...]:
    """The questions whose answer would turn a close call, or single out a pick where none is.

    Unanswered questions if any of them would; else those answered ones that a friend can change.
    First the one with the most answers that lead to the path it is close with, then the one with
    the most that turn it at all. Empty where the pick is clear.
    """
    if outcome.pick is not None and not outcome.close_call:
        return ()
    rival = outcome.ranking[1] if outcome.close_call else NO_PICK
    here = NO_PICK if outcome.pick is None else outcome.pick
    changes = trials(rules, answers, {q: list(told) for q, told in rules.bits.option.items()})
    picks = zip(changes.single, picks_of(changes.one_by_one).tolist(), strict=True)
    led = [(question, pick) for (question, _), pick in picks]
    to_rival = Counter(question for question, pick in led if pick == rival != NO_PICK)
    turned = Counter(question for question, pick in led if pick != here)
    found = [q for q in rules.knowledge.question if turned[q]]
    found.sort(key=lambda q: (to_rival[q], turned[q]), reverse=True)
    missing = [question for question in found if question not in answers]
    changeable = [q for q in found if not rules.knowledge.question[q].given]
    return tuple(missing or changeable)


def first_so_far(rules: CompiledRules, state: int, path: int) -> bool:
    """Whether a path that is put off would come first without that, by the answers given."""
    return evaluate(rules, without(rules, state, path)).pick == path


def is_put_off(rules: CompiledRules, state: int) -> bool:
    """Whether a path that is not possible now would come first without that."""
    fields = evaluate(rules, state).fields
    return any(
        fields[path] & STATUS_MASK == NOT_NOW and first_so_far(rules, state, path)
        for path in rules.put_off
    )


def turning_to_later(rules: CompiledRules, answers: Answers) -> tuple[str, ...]:
    """The questions answered of which another answer puts the advice off.

    A path that is not possible now would then come first; the pick may stay what it is.
    """
    state = rules.bits.state(answers)
    answered = {q: list(told) for q, told in rules.bits.option.items() if q in answers}
    changes = trials(rules, answers, answered)
    found = set()
    for path in rules.put_off:
        put_off = changes.one_by_one[:, path] & STATUS_MASK == NOT_NOW
        for question, option in map(changes.single.__getitem__, np.flatnonzero(put_off)):
            other = rules.bits.changed(state, question, option)
            if question not in found and first_so_far(rules, other, path):
                found.add(question)
    return tuple(question for question in rules.bits.option if question in found)


def would_be_first(rules: CompiledRules, answers: Answers, path: int) -> bool | None:
    """Whether a path that is put off would come first without that, as far as that is certain.

    Certain is what holds under every answer to the questions not answered.
    """
    domain = without(rules, domain_of(rules, answers), path)
    if must_come_first(rules, domain, path):
        return True
    return None if can_come_first(rules, domain, path, PATIENCE) else False
