"""Verbs for tests: what the reader makes of a text."""

from flows.nlu.model import load_model
from flows.understanding import Facts, Reader, TypedAnswer


def reader() -> Reader:
    """The reader that comes with the program."""
    return Reader(load_model())


def option_for(question: str, text: str) -> TypedAnswer:
    """What a text typed at a question says."""
    return reader().option_for(question, text)


def facts(text: str) -> Facts:
    """What a message states."""
    return reader().facts(text)
