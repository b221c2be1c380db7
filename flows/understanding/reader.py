"""Reads what friends type: an answer at a question, or the facts that a message states."""

from flows.understanding.classifier import AnswerClassifiers
from flows.understanding.facts import Facts, facts
from flows.understanding.typed import TypedAnswer, option_for


class Reader:
    """Understands free text with classifiers that were learned before; safe to share."""

    def __init__(self, classifiers: AnswerClassifiers) -> None:
        self._classifiers = classifiers

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions that can be answered in free text."""
        return self._classifiers.questions

    def option_for(self, question: str, text: str) -> TypedAnswer:
        """Return what a text typed at a question says; raises KeyError for an unknown question."""
        return option_for(question, text, self._classifiers)

    def facts(self, text: str) -> Facts:
        """Return what a message clearly states of the friend's situation."""
        return facts(text, self._classifiers.guess)
