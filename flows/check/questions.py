"""Every question can change something that is told."""

from collections.abc import Iterator
from functools import partial

from flows.check.subject import Step, Subject
from flows.knowledge.problems import Problem
from flows.rules.relevance import relevance


def questions_change_something(subject: Subject) -> Iterator[Step]:
    """One step: with nothing answered, no question may be without effect."""
    yield Step("every question can change something", partial(_idle, subject))


def _idle(subject: Subject) -> Iterator[Problem]:
    """Those that change no pick, no status, no gate, no confidence, and no note or cost."""
    told = {
        question
        for rule in (*subject.knowledge.notes, *subject.knowledge.costs)
        for condition in (rule.when, *rule.unless)
        for question in condition
    }
    for question in relevance(subject.rules, {}).dropped:
        if question not in told:
            what = "no answer to it changes anything; use it in a rule or do not ask it"
            yield Problem("questions.toml", f"question.{question}", what)
