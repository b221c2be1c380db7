"""Why a question is asked, computed: what each of its answers could still do."""

from collections.abc import Collection, Iterable

from pydantic import BaseModel, ConfigDict

from flows.rules.compiled import CompiledRules
from flows.rules.fields import WEIGHED
from flows.rules.findings import Answers
from flows.rules.outcome import evaluate, unpacked
from flows.rules.relevance import cautions, domain_of, row
from flows.rules.search import can_turn_pick, reach

PATIENCE = 150
"""Branches searched for an answer that turns the pick, before it is only said that it may."""


class OptionEffect(BaseModel):
    """What one answer would do; it speaks only of paths whose fate hangs on the question.

    ``puts_out``: paths that are out (or not-now) with it, whatever else is said; ``may_put_out``:
    with it, another answer decides; ``keeps``: they cannot go out any more, and ``brings_back``
    those of them that are out now. ``can_turn_pick``: with some answers to the other open
    questions, the pick is another than with the answer as it is (given, or none); False is proven,
    True may rarely mean that no proof was found in time.
    ``pick`` is what it is with this answer and nothing else.
    """

    model_config = ConfigDict(frozen=True)

    option: str
    puts_out: tuple[str, ...]
    may_put_out: tuple[str, ...]
    keeps: tuple[str, ...]
    brings_back: tuple[str, ...]
    can_turn_pick: bool
    pick: str | None


class QuestionImpact(BaseModel):
    """What a question is for.

    ``cautions`` tells that the answer still decides how far the reasoning applies to the friend.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    options: tuple[OptionEffect, ...]
    cautions: bool

    @property
    def settles(self) -> tuple[str, ...]:
        """The paths that some answer puts out, or may, and some other keeps."""
        named = [path for each in self.options for path in (*each.puts_out, *each.may_put_out)]
        return tuple(dict.fromkeys(named))

    @property
    def can_turn_pick(self) -> bool:
        return any(each.can_turn_pick for each in self.options)


def question_impact(
    rules: CompiledRules, answers: Answers, question: str, skipped: Collection[str] = ()
) -> QuestionImpact:
    """What each answer to a question could still do, with the other answers as they are.

    For a question already answered, it is what changing the answer would do.
    Raises UnknownAnswerError for an unknown answer and KeyError for an unknown question.
    """
    others = {name: option for name, option in answers.items() if name != question}
    domain = domain_of(rules, others, set(skipped) - {question})
    domain |= rules.bits.moving(question)  # what is derived from it is known now, or is not
    effects = _Effects(rules, rules.bits.state(answers), domain, question)
    return QuestionImpact(
        question=question,
        options=tuple(effects.of(option) for option in rules.bits.option[question]),
        cautions=cautions(rules, domain, question),
    )


class _Effects:
    def __init__(self, rules: CompiledRules, state: int, domain: int, question: str) -> None:
        self.rules, self.state, self.domain, self.question = rules, state, domain, question
        self.now = evaluate(rules, state).fields
        settled = reach(rules, domain).settles & row(rules, question)
        every = range(len(rules.paths))
        self.concerned = [path for path in every if settled & _column(rules, path)]

    def of(self, option: str) -> OptionEffect:
        bits = self.rules.bits
        here, bit = self.state & bits.moving(self.question), bits.option[self.question][option]
        answered = here if here & bit else bits.answered(self.question, bit)
        found = reach(self.rules, bits.opened(self.domain, self.question) | answered)
        best, worst = (unpacked(each, len(self.rules.paths)) for each in (found.high, found.low))
        after = evaluate(self.rules, bits.opened(self.state, self.question) | answered).pick
        out = [path for path in self.concerned if not best[path] & WEIGHED]
        kept = [path for path in self.concerned if worst[path] & WEIGHED]
        return OptionEffect(
            option=option,
            puts_out=self._names(out),
            may_put_out=self._names(set(self.concerned) - {*out, *kept}),
            keeps=self._names(kept),
            brings_back=self._names(path for path in kept if not self.now[path] & WEIGHED),
            can_turn_pick=can_turn_pick(
                self.rules, self.domain, self.question, (answered, here), PATIENCE
            ),
            pick=None if after is None else self.rules.paths[after],
        )

    def _names(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.rules.paths[place] for place in sorted(places))


def _column(rules: CompiledRules, path: int) -> int:
    """The bits of a path and every question, as in a Reach."""
    paths = len(rules.paths)
    return sum(1 << paths * place + path for place in range(len(rules.bits.option)))
