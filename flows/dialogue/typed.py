"""Recognises typed text that names an option outright; anything looser is not an answer here."""

import re
import unicodedata

from flows.knowledge.models import Option, Question

YES = frozenset({"yes", "y", "ok", "okay", "sure", "start", "go", "begin", "yep", "yeah"})


def plain(text: str) -> str:
    """Text as it is compared: one case, one width, no punctuation or double spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("–", "-").replace("’", "'")  # noqa: RUF001 - as people type them
    return " ".join(re.sub(r"[^\w%+'-]+", " ", folded).split())


def typed_option(question: Question, text: str) -> Option | None:
    """The option that a text names by its id or label, or None."""
    wanted = plain(text)
    for option in question.options:
        if wanted in (plain(option.id), plain(option.label), plain(option.id.replace("-", " "))):
            return option
    return None


def says_yes(text: str) -> bool:
    """Whether a text is a plain yes, or asks to begin."""
    words = plain(text).replace("let's ", "").split()
    return bool(words) and words[0] in YES
