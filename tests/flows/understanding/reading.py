"""Verbs for tests: what the reader makes of a text."""

from flows.understanding import Facts, Reader, TypedAnswer
from tests import learned


def reader() -> Reader:
    """The reader that comes with the program."""
    return learned.MODELS.reader()


def option_for(question: str, text: str) -> TypedAnswer:
    """What a text typed at a question says."""
    return reader().option_for(question, text)


def facts(text: str) -> Facts:
    """What a message states."""
    return reader().facts(text)
