"""How robust the pick is: to a change of any one answer, and without the least sure claims."""

from functools import lru_cache

import numpy as np
from pydantic import BaseModel, ConfigDict

from flows.knowledge.models import Knowledge
from flows.rules.compiled import CompiledRules, compile_rules
from flows.rules.findings import Answers
from flows.rules.outcome import evaluate
from flows.rules.picks import NO_PICK, picks_of
from flows.rules.trials import trials


class Robustness(BaseModel):
    """What single changes of the answers given do to the pick.

    Of ``changes`` possible ones (every answered question, every other option) ``kept`` leave the
    pick alone. ``hangs_on`` names the questions of the others, the one with the most first.
    """

    model_config = ConfigDict(frozen=True)

    changes: int
    kept: int
    hangs_on: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share of changes that leave the pick alone; None with nothing to change."""
        return self.kept / self.changes if self.changes else None


class WithoutLeastSure(BaseModel):
    """The advice without the claims the author trusts least, named in ``claims``.

    ``same_pick`` tells whether the pick stands without them.
    """

    model_config = ConfigDict(frozen=True)

    claims: tuple[str, ...]
    pick: str | None
    runner_up: str | None
    close_call: bool
    same_pick: bool


def robustness(rules: CompiledRules, answers: Answers) -> Robustness:
    """Try every other option of every answered question, one at a time."""
    return _robustness(rules, frozenset(answers.items()))


@lru_cache(maxsize=256)
def _robustness(rules: CompiledRules, told: frozenset[tuple[str, str]]) -> Robustness:
    """Kept, as one advice asks several times."""
    answers = dict(told)
    now = evaluate(rules, rules.bits.state(answers)).pick
    options = {
        question: list(rules.bits.option[question])
        for question in answers
        if question in rules.bits.option
    }
    tried = trials(rules, answers, options)
    picks = picks_of(tried.one_by_one)
    turning = np.flatnonzero(picks != (NO_PICK if now is None else now))
    turned = [tried.single[place][0] for place in turning]
    questions = [question for question in rules.bits.option if question in turned]
    return Robustness(
        changes=len(picks),
        kept=len(picks) - len(turned),
        hangs_on=tuple(sorted(questions, key=turned.count, reverse=True)),
    )


def without_least_sure(rules: CompiledRules, answers: Answers) -> WithoutLeastSure:
    """Advise again without the arguments that count for half; what is out stays out."""
    surer = _surer(rules)
    outcome = evaluate(surer, surer.bits.state(answers))
    runner_up = outcome.ranking[1] if outcome.ranking[1:] else None
    now = evaluate(rules, rules.bits.state(answers)).pick
    return WithoutLeastSure(
        claims=least_sure(rules.knowledge),
        pick=None if outcome.pick is None else surer.paths[outcome.pick],
        runner_up=None if outcome.pick is None or runner_up is None else surer.paths[runner_up],
        close_call=outcome.close_call,
        same_pick=outcome.pick == now,
    )


def least_sure(knowledge: Knowledge) -> tuple[str, ...]:
    """The claims that count for half because the author trusts them least."""
    return tuple(claim.id for claim in knowledge.claims if claim.counts_half)


@lru_cache(maxsize=8)
def _surer(rules: CompiledRules) -> CompiledRules:
    knowledge = rules.knowledge
    unsure = set(least_sure(knowledge))
    return compile_rules(
        knowledge.model_copy(
            update={
                "arguments": tuple(
                    rule
                    for rule in knowledge.arguments
                    if rule.claim not in unsure or rule.points is not None
                )
            }
        )
    )
