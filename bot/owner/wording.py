"""The owner's words as they are taken: what says something, and fits where it goes."""

import unicodedata
from collections.abc import Iterable, Iterator

from bot.errors import WrongUseError

LONGEST = 4096
"""Characters of a question or another wording of it: as many as a message has."""

LONGEST_ANSWER = 3000
"""Characters of an answer, as Telegram counts them (UTF-16 units).

It goes out in one message with its question, and ``advisor check`` proves that both fit.
"""


def worded(text: str, what: str) -> str:
    """The text as it is kept; raises WrongUseError where it says nothing, or is too long.

    An answer may be a mere "👍"; what is to be found again needs a word.
    """
    words = text.strip()
    says = _is_seen if what == "answer" else str.isalnum
    if not any(map(says, words)):
        raise WrongUseError(f"The {what} says nothing: give it in words.")
    most = LONGEST_ANSWER if what == "answer" else LONGEST
    length = len(words.encode("utf-16-le", "surrogatepass")) // 2
    if length > most:
        raise WrongUseError(f"The {what} has {length} characters; {most} fit: shorten it.")
    return words


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"


def each_worded(texts: Iterable[str], what: str) -> Iterator[str]:
    """Each of some texts as it is kept, once; raises as ``worded`` does."""
    yield from dict.fromkeys(worded(text, what) for text in texts)


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something: one wording each."""
    return [line for line in map(str.strip, text.splitlines()) if line]
