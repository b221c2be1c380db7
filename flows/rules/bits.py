"""Answers as bits of one int, and conditions as masks, so that a rule is tested by one AND.

Every question has one bit for each option and one for "not answered"; a state has exactly one bit
set for each question. So has every derived answer, which nobody is asked for; it is known no longer
once an answer changes that it is derived from. A conjunction holds when no bit that excludes it is
set, and is refuted when a bit of another option is set; in between it hangs on an answer that is
missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flows.knowledge.models import Condition, Derived, Question


class UnknownAnswerError(ValueError):
    """An answer that names no question, or no option of its question."""


class Mask(NamedTuple):
    """A compiled conjunction.

    ``excludes`` holds the bits of which none may be set for it to hold; ``refutes`` those of which
    any makes it false whatever else is answered.
    """

    excludes: int
    refutes: int

    def holds(self, state: int) -> bool:
        """Whether every question of the conjunction is answered within its options."""
        return not state & self.excludes

    def refuted(self, state: int) -> bool:
        """Whether an answer given contradicts the conjunction."""
        return bool(state & self.refutes)


class Bits:
    """The layout of the answers to a list of questions, and of derived answers, in an int.

    ``option`` holds the bits of the questions; ``variables`` those of the derived answers too.
    ``moved`` names for each the variables that another answer to it changes: itself, and what is
    derived from it.
    """

    def __init__(self, questions: Iterable[Question], derived: Sequence[Derived] = ()) -> None:
        asked = {question.id: [option.id for option in question.options] for question in questions}
        self.variables: dict[str, dict[str, int]] = {}
        self.unanswered: dict[str, int] = {}
        position = 0
        for name, options in (asked | {each.id: list(each.options) for each in derived}).items():
            self.variables[name] = {}
            for option in options:
                self.variables[name][option] = 1 << position
                position += 1
            self.unanswered[name] = 1 << position
            position += 1
        self.option = {question: self.variables[question] for question in asked}
        self.nothing = sum(self.unanswered.values())
        self._answering = {
            name: {option: bit | self.unanswered[name] for option, bit in options.items()}
            for name, options in self.variables.items()
        }
        self._of = {name: sum(self.answers(name)) for name in self.variables}
        derived_from = {
            name: [each.id for each in derived if name in each.sources] for name in self.variables
        }
        self.moved = {name: (name, *others) for name, others in derived_from.items()}
        self._moving = {name: sum(map(self.of, moved)) for name, moved in self.moved.items()}
        self._underived = {
            name: sum(self.unanswered[other] for other in others)
            for name, others in derived_from.items()
        }
        self._sources = [name for name, others in derived_from.items() if others]

    def state(self, answers: Mapping[str, str]) -> int:
        """Encode answers, question id to option id; questions left out are unanswered.

        What is derived from a question left out is not known either.
        Raises UnknownAnswerError, with what is accepted, for an unknown question or option.
        """
        state, answering = self.nothing, self._answering
        try:
            for question, option in answers.items():
                state ^= answering[question][option]
        except KeyError:
            raise self._unknown(question, option) from None
        for source in self._sources:
            if source not in answers:
                state = self.changed(state, source, None)
        return state

    def _unknown(self, question: str, option: str) -> UnknownAnswerError:
        if question not in self.variables:
            accepted = ", ".join(self.option)
            return UnknownAnswerError(
                f"there is no question {question!r}; the questions are: {accepted}"
            )
        accepted = ", ".join(self.variables[question])
        return UnknownAnswerError(f"{option!r} is no answer to {question!r}; accepted: {accepted}")

    def of(self, question: str) -> int:
        """All bits of a question, "not answered" included."""
        return self._of[question]

    def answers(self, question: str) -> tuple[int, ...]:
        """The bits of a question one by one: its options, and "not answered" last."""
        return (*self.variables[question].values(), self.unanswered[question])

    def opened(self, state: int, question: str) -> int:
        """The state without the bits of a question and of what is derived from its answer."""
        return state & ~self._moving[question]

    def moving(self, question: str) -> int:
        """All bits of a question and of what is derived from its answer."""
        return self._moving[question]

    def answered(self, question: str, bit: int) -> int:
        """The bit of an answer with those that go with it: what is derived from it is unknown."""
        return bit | self._underived[question]

    def width(self, question: str) -> int:
        return len(self.variables[question]) + 1

    def changed(self, state: int, question: str, option: str | None) -> int:
        """The state with one question answered otherwise; None takes the answer away."""
        bit = self.unanswered[question] if option is None else self.variables[question][option]
        return self.opened(state, question) | self.answered(question, bit)

    def mask(self, condition: Condition) -> Mask:
        """Compile a conjunction of "question in options".

        A derived answer that is missing refutes it: nobody will be asked for it.
        """
        refutes = excludes = 0
        for question, options in condition.items():
            others = sum(
                bit for option, bit in self.variables[question].items() if option not in options
            )
            excludes |= others | self.unanswered[question]
            refutes |= others if question in self.option else others | self.unanswered[question]
        return Mask(excludes, refutes)
