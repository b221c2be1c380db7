"""Messages for tests of understanding, read without a model."""

from datetime import date

from flows.nlu.slots.reading import Guess, Message

TODAY = date(2026, 11, 28)


def said(text: str) -> Message:
    """A message of a fixed day, for which no classifier guesses anything."""
    return Message(text, lambda _question, _text: Guess("", 0), TODAY)
