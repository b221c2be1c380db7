"""What can be found out by trying everything."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from flows.rules import CompiledRules, evaluate

Answers = Mapping[str, str]
Result = tuple[int | None, tuple[str, ...]]


def result(rules: CompiledRules, answers: Answers) -> Result:
    outcome = evaluate(rules, rules.bits.state(answers))
    return outcome.pick, outcome.statuses


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
        result(rules, {**completion, question: option}) != result(rules, completion)
        for completion in completions(rules, answers, others)
        for option in rules.bits.option[question]
    )
