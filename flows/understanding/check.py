"""Whether the example answers fit the questions: without them, an answer cannot be typed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from flows.checks.subject import CheckStep, Subject
from flows.knowledge.models import Knowledge
from flows.knowledge.problems import Problem
from flows.understanding.phrasebook import FILE, NOTHING, Phrasings, phrasings

SHOWN = f"{FILE.parent.name}/{FILE.name}"
"""The file as problems name it; the topics have one of the same name."""

FEWEST_EXAMPLES = 10
"""Example answers that an option needs, so that it can be told from the others at all."""


def examples_fit(subject: Subject) -> Iterator[CheckStep]:
    """One step: every option of every question has examples, and every example has its option."""
    yield CheckStep(
        "example answers fit questions",
        partial(problems_of_examples, subject.knowledge, phrasings()),
    )


def problems_of_examples(
    knowledge: Knowledge, examples: Mapping[str, Phrasings]
) -> Iterator[Problem]:
    """What is wrong between the questions and the example answers to them."""
    for name in examples.keys() - knowledge.question.keys():
        accepted = ", ".join(knowledge.question)
        yield Problem(SHOWN, f"question {name}", f"is unknown; accepted: {accepted}")
    for name, question in knowledge.question.items():
        options = [option.id for option in question.options]
        counts = Counter(option for _, option in examples.get(name, ()))
        for option in counts.keys() - {*options, NOTHING}:
            what = f"option {option!r} is unknown; accepted: {', '.join(options)}"
            yield Problem(SHOWN, f"question {name}", what)
        for option in options:
            if counts[option] < FEWEST_EXAMPLES:
                what = f"{counts[option]} example answers; needs {FEWEST_EXAMPLES}"
                yield Problem(SHOWN, f"question {name}, option {option}", what)
