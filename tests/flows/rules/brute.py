"""What can be found out by trying everything."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from flows.rules import CompiledRules, evaluate

Answers = Mapping[str, str]


class Result(NamedTuple):
    """What advice says that a later answer must not make false.

    ``otherwise_first`` tells of each path that can be put off whether it would come first
    otherwise; None where it is weighed.
    """

    pick: int | None
    statuses: tuple[str, ...]
    close_call: bool
    otherwise_first: tuple[bool | None, ...]


def result(rules: CompiledRules, answers: Answers) -> Result:
    outcome = evaluate(rules, rules.bits.state(answers))
    otherwise_first = tuple(
        None
        if outcome.statuses[path] in ("in", "open")
        else evaluate(rules, rules.bits.state(changed(rules, answers, changes))).pick == path
        for path, changes in rules.put_off.items()
    )
    return Result(outcome.pick, outcome.statuses, outcome.close_call, otherwise_first)


def changed(rules: CompiledRules, answers: Answers, changes: Answers) -> dict[str, str]:
    """Some answers changed, and what was derived from these forgotten."""
    stale = {
        each.id
        for each in rules.knowledge.derived
        if any(
            changes.get(source, answers.get(source)) != answers.get(source)
            for source in each.sources
        )
    }
    return {**{name: option for name, option in answers.items() if name not in stale}, **changes}


def completions(
    rules: CompiledRules, answers: Answers, questions: Iterable[str]
) -> Iterator[dict[str, str]]:
    """The answers with every way to answer or skip some more questions."""
    asked = list(questions)
    for options in product(*([None, *rules.bits.option[question]] for question in asked)):
        added = {q: option for q, option in zip(asked, options, strict=True) if option}
        yield {**answers, **added}


def matters(
    rules: CompiledRules, answers: Answers, open_questions: Iterable[str], question: str
) -> bool:
    """Whether a question changes pick or status in any completion of the other open ones."""
    others = [other for other in open_questions if other != question]
    return any(
        result(rules, changed(rules, completion, {question: option})) != result(rules, completion)
        for completion in completions(rules, answers, others)
        for option in rules.bits.option[question]
    )
