"""Ages, told as such or between other words about somebody: "at 41", "34F", "Ravi, 34, Pune"."""

from flows.nlu.entities.numbers import Number, numbers
from flows.nlu.normalize import Token

AGES = frozenset(range(18, 76))
"""What a number may be as somebody's age."""
_BEFORE = frozenset(["i'm", "am", "turn", "turned", "turning", "aged", "age", "being"])
_SEXES = frozenset(["m", "f", "y", "yo"])
_BEHIND = ("a", "already", "and", "now", "this")


def age_in(read: tuple[Token, ...]) -> Number | None:
    """The number of a clause that is told as the friend's age: "I'm thirty-four", "31/M/Pune"."""
    ages = (number for number in numbers(read) if number.value in AGES)
    return next((number for number in ages if _is_told(read, number)), None)


def _is_told(read: tuple[Token, ...], number: Number) -> bool:
    before, end = read[number.first - 1].word if number.first else "", number.end
    behind = [token.word for token in read[end : end + 2]]
    glued = bool(behind) and read[end - 1].end == read[end].start
    if glued and (behind[0] in _SEXES or (behind[0] == "/" and behind[1:2] and behind[1] in "mf")):
        return True
    if before == "at":
        return not behind or behind[0] in ("i", ",", "and", "to")
    if before not in _BEFORE:
        return False
    old = behind[:1] in (["year"], ["years"]) and behind[1:] == ["old"]
    return not behind or behind[0] in _BEHIND or old


def is_alone(read: tuple[Token, ...]) -> bool:
    """Whether a clause is nothing but a number that may be an age: "Ravi, 34, Pune"."""
    words = [token for token in read if token.word[0].isalnum()]
    return len(words) == 1 and words[0].word.isdecimal() and int(words[0].word) in AGES
