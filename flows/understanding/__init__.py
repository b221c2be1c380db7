"""Free text understood: typed answers, and the facts that a message states."""

from flows.understanding.facts import Facts
from flows.understanding.reader import Reader
from flows.understanding.typed import TypedAnswer, Verdict

__all__ = ["Facts", "Reader", "TypedAnswer", "Verdict"]
