"""Free text understood: typed answers, and the facts that a message states."""

from flows.understanding.facts import Facts, facts
from flows.understanding.typed import TypedAnswer, Verdict, option_for

__all__ = ["Facts", "TypedAnswer", "Verdict", "facts", "option_for"]
