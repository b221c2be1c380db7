"""Whether a text is in another language than English, the only one that is read.

Told by its letters, and by frequent words: no model, so that English with typos, names or a few
borrowed words is never taken for another language.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

from flows.nlu.normalize import Token, tokens
from flows.nlu.phrases import load_lists

_FEW = 2
"""Words of a text in which one foreign word is enough."""

_READ = 60
"""Words that are looked at: by then any text has shown its language."""


def is_foreign(plain: str) -> bool:
    """Whether a cleaned text is in another script, or has more foreign words than English ones."""
    read = [token for token in tokens(plain) if token.word[0].isalpha()][:_READ]
    if _in_other_script(read):
        return True
    foreign = {word for token in read for word in _written(token) if word in _foreign()}
    english = sum(token.word in _english() for token in read)
    if len(foreign) == 1:
        return not english and len(read) <= _FEW
    return len(foreign) > max(1, english)


def without_foreign(plain: str) -> str:
    """A cleaned text without the foreign words in it: what is left may still be read."""
    kept = [
        token.written
        for token in tokens(plain)
        if not (_foreign().intersection(_written(token)) or _in_other_script([token]))
    ]
    return " ".join(kept)


def _written(token: Token) -> tuple[str, str]:
    """A word as it is compared, and as it was written: chat's short forms are English."""
    return token.word, token.written.casefold()


def _in_other_script(read: Sequence[Token]) -> bool:
    """Whether most letters are none of the Latin alphabet."""
    letters = [c for token in read for c in token.written if c.isalpha()]
    foreign = (c for c in letters if not c.isascii())
    other = sum(not unicodedata.name(c, "").startswith("LATIN") for c in foreign)
    return 2 * other > len(letters)


@cache
def _foreign() -> frozenset[str]:
    lists = load_lists("languages.txt")
    return frozenset(word for name in lists if name != "english" for word in lists[name])


@cache
def _english() -> frozenset[str]:
    return frozenset(load_lists("languages.txt")["english"])
