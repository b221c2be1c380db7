"""What is typed for each choice: numbers for the answers, letters for what stands beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from flows.dialogue.events import Chose, Tried
from storage.records import Button, Message

Keys = Mapping[str, Button]
"""The choices on the screen by what is typed for them, in the order in which they stand."""

_MEANT_BY_WORD = {"y": "yes", "n": "no"}
"""Letters that are words of their own: they stand only for a choice that begins with that word."""


def keys_of(messages: Sequence[Message]) -> dict[str, Button]:
    """What to type for each choice of a turn.

    Where a question is among it, its options are 1 to n and all else has letters, those of the
    ways around the question first, so that they stay the same from question to question. Where none
    is, everything is numbered.
    """
    shown = [each for message in messages for row in message.buttons for each in row]
    answers = [at for at, each in enumerate(shown) if isinstance(each.event, Chose | Tried)]
    if not answers:
        return {str(number): button for number, button in enumerate(shown, 1)}
    keys = {at: str(number) for number, at in enumerate(answers, 1)}
    beside = [at for at in range(len(shown)) if at not in keys]
    taken = _several([shown[at].label for at in beside])
    for at in sorted(beside, key=lambda at: (at < answers[0], at)):
        keys[at] = next(key for key in _letters(shown[at].label) if key not in taken)
        taken.add(keys[at])
    return {keys[at]: button for at, button in enumerate(shown)}


def _several(labels: Sequence[str]) -> set[str]:
    """The letters that are words with which several labels begin: they stand for all of these."""
    first = [label.lower().partition(" ")[0].strip(":,.") for label in labels]
    return {letter for letter, word in _MEANT_BY_WORD.items() if first.count(word) > 1}


def ranges_of(keys: Keys) -> str:
    """What can be typed, in a few words: "1 to 5, or b, s, w"."""
    numbers = [key for key in keys if key.isdecimal()]
    spans = "1" if len(numbers) == 1 else f"1 to {len(numbers)}" if numbers else ""
    letters = ", ".join(sorted(key for key in keys if not key.isdecimal()))
    return ", or ".join(filter(None, (spans, letters)))


def _letters(label: str) -> Iterator[str]:
    """Letters for a label, the likeliest first: those its words begin with, then any, then two."""
    words = re.findall(r"[a-z]+", label.lower())
    for letter in (*(word[0] for word in words), *ascii_lowercase):
        if letter not in _MEANT_BY_WORD or words[:1] == [_MEANT_BY_WORD[letter]]:
            yield letter
    yield from (first + second for first in ascii_lowercase for second in ascii_lowercase)
