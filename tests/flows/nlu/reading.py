"""Texts understood with everything that comes with the program."""

from functools import cache

from flows.nlu.interpretation import Interpretation, TextContext
from flows.nlu.interpreter import built_in_interpreter
from tests.flows.nlu.said import TODAY


@cache
def understood(text: str, context: TextContext) -> Interpretation:
    """What a text means there, read once however many tests ask."""
    return built_in_interpreter().interpret(text, context)


def understand(
    text: str, question: str | None = None, previous: str | None = None
) -> Interpretation:
    """What a text means where this question is open, and that one was answered before."""
    context = TextContext(question=question, previous=previous, today=TODAY)
    return understood(text, context)


def noted(text: str, question: str | None = None) -> dict[str, str]:
    """The options that a text gives without asking back, by question."""
    return {fact.question: fact.option for fact in understand(text, question).facts}


def heard(text: str, question: str | None = None) -> dict[str, str]:
    """The same, with those that are asked back."""
    said = understand(text, question)
    return {fact.question: fact.option for fact in (*said.facts, *said.ask_back)}
