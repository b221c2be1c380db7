"""Which questions can still matter.

A question is dropped only when no completion of the answers, with any of the others skipped or
answered, lets it make anything false that the advice says: the pick, whether it is a close call,
the status of a path, and whether one that is put off would come first. This is proven, not
estimated: a dropped question cannot matter. For each one kept there are answers with which it does,
but for a few with nearly everything open, where the search gives up and keeps the question.
Dropping never undoes itself: fewer completions are left after each answer. Some questions are asked
all the same: without knowing what a friend wants, no advice can be trusted.
"""

from collections.abc import Collection, Iterator
from itertools import product

from pydantic import BaseModel, ConfigDict

from flows.knowledge.models import Derived, fits
from flows.rules.compiled import CompiledRules
from flows.rules.findings import Answers
from flows.rules.outcome import evaluate
from flows.rules.search import can_turn_first, can_turn_verdict, reach


class Relevance(BaseModel):
    """What the questions not answered can still do; each list in the order of the interview.

    ``deciding`` can change the verdict: the pick, whether it is close, the status of a path, or
    whether one that is put off would come first. ``cautioning`` change none of it, but still
    whether the reasoning applies to the friend, or how sure the advice is; ``wanted`` are asked
    in any case. ``dropped`` can change none of this.
    """

    model_config = ConfigDict(frozen=True)

    deciding: tuple[str, ...]
    cautioning: tuple[str, ...]
    wanted: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions that may still be asked."""
        return (*self.deciding, *self.cautioning, *self.wanted)

    @property
    def settled(self) -> bool:
        """Whether the verdict stands, whatever is still answered."""
        return not self.deciding

    @property
    def asked_at_most(self) -> int:
        """A bound on the questions still asked: none comes back once it is dropped."""
        return len(self.asked)


def relevance(rules: CompiledRules, answers: Answers, skipped: Collection[str] = ()) -> Relevance:
    """Sort the questions neither answered nor skipped by what they can still do.

    With ``skipped`` empty, it tells whether anything at all that could be answered would matter.
    Raises UnknownAnswerError for a question or an option that does not exist.
    """
    domain = domain_of(rules, answers, skipped)
    still_open = [
        question
        for question in rules.knowledge.question
        if question not in answers and question not in skipped
    ]
    settles = reach(rules, domain).settles
    deciding = [
        question
        for question in still_open
        if settles & row(rules, question)
        or can_turn_verdict(rules, domain, question)
        or any(
            question not in rules.put_off[path] and can_turn_first(rules, domain, question, path)
            for path in rules.put_off
        )
    ]
    cautioning = [
        question
        for question in still_open
        if question not in deciding and cautions(rules, domain, question)
    ]
    wanted = [
        question
        for question in still_open
        if question not in (*deciding, *cautioning) and _wanted(rules, answers, question)
    ]
    kept = {*deciding, *cautioning, *wanted}
    return Relevance(
        deciding=tuple(deciding),
        cautioning=tuple(cautioning),
        wanted=tuple(wanted),
        dropped=tuple(question for question in still_open if question not in kept),
    )


def _wanted(rules: CompiledRules, answers: Answers, question: str) -> bool:
    asked = rules.knowledge.question[question]
    return asked.always and not (asked.spared and fits(asked.spared, answers))


class Certificate(BaseModel):
    """The proof that nothing still unanswered could change the verdict.

    ``unanswered`` are the questions tried, with every answer to them in every combination;
    ``cautioning`` those of them that still decide how far the reasoning applies.
    """

    model_config = ConfigDict(frozen=True)

    pick: str | None
    unanswered: tuple[str, ...]
    cautioning: tuple[str, ...]


def certificate(rules: CompiledRules, answers: Answers) -> Certificate | None:
    """Certify that no further answer would change the advice; None if one could.

    Skipped questions count as well: a friend may still go back to them. So do amounts that were
    not told, where they could show that a path cannot be afforded.
    """
    found = relevance(rules, answers)
    if not found.settled or not _stands_derived(rules, answers):
        return None
    pick = evaluate(rules, rules.bits.state(answers)).pick
    return Certificate(
        pick=None if pick is None else rules.paths[pick],
        unanswered=tuple(question for question in rules.bits.option if question not in answers),
        cautioning=found.cautioning,
    )


def _stands_derived(rules: CompiledRules, answers: Answers) -> bool:
    """Whether a verdict that no answer changes stands whatever figures tell beside the answers."""
    here = _verdict(rules, answers)
    return all(
        _verdict(rules, told) == here and relevance(rules, told).settled
        for derived in rules.knowledge.derived
        if derived.id not in answers
        for told in _with_derived(rules, answers, derived)
    )


def _with_derived(
    rules: CompiledRules, answers: Answers, derived: Derived
) -> Iterator[dict[str, str]]:
    """The answers with each thing that figures may tell, and the sources that it is told beside."""
    options = [
        [answers[source]] if source in answers else list(rules.bits.option[source])
        for source in derived.sources
    ]
    for sources in product(*options):
        beside = dict(zip(derived.sources, sources, strict=True))
        yield from ({**answers, **beside, derived.id: told} for told in derived.options)


def _verdict(rules: CompiledRules, answers: Answers) -> tuple[object, ...]:
    outcome = evaluate(rules, rules.bits.state(answers))
    return outcome.pick, outcome.close_call, outcome.statuses


def asked_at_most(rules: CompiledRules, answers: Answers, skipped: Collection[str] = ()) -> int:
    """At most how many more questions there are, whatever is answered; a true bound."""
    return relevance(rules, answers, skipped).asked_at_most


def domain_of(rules: CompiledRules, answers: Answers, skipped: Collection[str] = ()) -> int:
    """The state of the answers with every question open that is neither answered nor skipped."""
    domain = rules.bits.state(answers)
    for question in rules.bits.option:
        if question not in answers and question not in skipped:
            domain |= rules.bits.of(question)
    return domain


def row(rules: CompiledRules, question: str) -> int:
    """The bits of a question and every path, as in a Reach."""
    paths = len(rules.paths)
    return ((1 << paths) - 1) << paths * list(rules.bits.option).index(question)


def cautions(rules: CompiledRules, domain: int, question: str) -> bool:
    """Whether a gate or a reason for confidence still hangs on an open question."""
    every = rules.bits.of(question)
    conditions = [*(rule.when for rule in rules.gates), *(rule.when for rule in rules.confidence)]
    return any(
        condition.refutes & every and _possible(rules, domain, condition.excludes & ~every)
        for condition in conditions
    )


def _possible(rules: CompiledRules, domain: int, excluded: int) -> bool:
    """Whether every question with excluded answers has another one left in a domain."""
    return all(
        domain & rules.bits.of(question) & ~excluded
        for question in rules.bits.variables
        if excluded & rules.bits.of(question)
    )
