"""What the model guesses a text to mean: an answer, or a command worded unlike any that is listed.

The model is loaded when it is first needed, so that the start of the program need not wait for it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

from flows.nlu.buttons import button_like, heading_of
from flows.nlu.commands import NAMES, commanded
from flows.nlu.interpretation import CommandName, TextContext
from flows.nlu.moods import Felt
from flows.nlu.normalize import clean, compared, tokens
from flows.nlu.phrases import load_phrases
from flows.nlu.replies import LONGEST
from flows.nlu.slots.reading import Guess, Message

if TYPE_CHECKING:
    from flows.nlu.model import Model

SHORTEST = 3
"""Letters that a text has to have: of fewer anything can be guessed."""

LIKELY, CERTAIN = 0.3, 1.5
"""Leads of a command before the text being none.

The lesser decides where nothing else was read, the greater whatever else could be guessed. Both
were chosen by the cases of all kinds.
"""

LIKELY_BUTTON, CERTAIN_BUTTON = -0.2, 0.6
"""The same for a button in sight: its margin, and its lead before the next one."""


def answer_like(question: str, text: str) -> Guess:
    """The likeliest option; none at a question that the model was not made for yet."""
    learned = _model()
    return learned.guess(question, text) if question in learned.classifiers else Guess("", 0)


def command_like(text: str, lead: float = LIKELY) -> CommandName:
    """The command that a text is like by such a lead at least; "" where it is like none."""
    spelt = compared(text) if len(text) <= LONGEST else ()
    if sum(map(len, spelt)) < SHORTEST:
        return ""
    guess = _model().command(" ".join(spelt))
    named = NAMES[guess.option] if guess.lead >= lead else ""
    if named != "forget":
        return named
    # Who names one thing to be forgotten means no more than that: it stands among the answers.
    found = load_phrases("known_figures.txt").find(tokens(clean(text)))
    return named if any(each.name == "everything" for each in found) else "answers"


def pressed(text: str, buttons: Collection[str], lead: float) -> dict[str, str]:
    """The label in sight that a text is like by such a lead at least; {} where it is like none."""
    spelt = compared(text) if buttons and len(text) <= LONGEST else ()
    if sum(map(len, spelt)) < SHORTEST:
        return {}
    labels = {heading_of(label): label for label in buttons}
    guess = _model().button(" ".join(spelt), labels)
    return {"button": labels[guess.option]} if guess.option and guess.lead >= lead else {}


def certainly(text: str, buttons: Collection[str]) -> dict[str, str]:
    """The label below the last message, or the command, that a text is whatever else it may be."""
    command = command_like(text, CERTAIN)
    return pressed(text, buttons, CERTAIN_BUTTON) or ({"command": command} if command else {})


def tapped_by(
    message: Message,
    context: TextContext,
    mood: Felt,
    certain: dict[str, str],
    *,
    guessing: bool,
) -> dict[str, str]:
    """The label below the last message, or the command, that a text rather is; {} where none.

    Of a text with a mood, what it means apart from the words that tell that.
    """
    text, buttons = message.text, context.buttons
    if mood.words:
        rest = message.plain
        for words in mood.words:
            rest = rest.replace(words, " ")
        command = commanded(rest)
        return {"command": command} if command else pressed(rest, buttons, CERTAIN_BUTTON)
    if button := button_like(text, buttons):
        return {"button": button}
    if certain or not guessing:
        return certain
    command = command_like(text)
    return pressed(text, buttons, LIKELY_BUTTON) or ({"command": command} if command else {})


def amount_chances(read: Sequence[Sequence[str]], places: Sequence[int]) -> list[list[float]]:
    """How likely each role is for the amounts at some places of what is read."""
    return _model().amounts.chances(read, places).tolist() if places else []


def fact_chances(read: Sequence[Sequence[str]], places: Sequence[int]) -> list[list[float]]:
    """How likely each class is for the mentions at some places of what is read."""
    return _model().facts.chances(read, places).tolist() if places else []


@cache
def _model() -> "Model":
    from flows.nlu.model import load_model  # noqa: PLC0415 - as above

    return load_model()
