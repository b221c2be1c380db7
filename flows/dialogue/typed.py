"""Recognises typed text that names an option outright; anything looser is not an answer here."""

import re
import unicodedata
from collections.abc import Mapping

from flows.dialogue import events as e
from flows.knowledge.models import Option, Question

COMMANDS: Mapping[str, e.Event] = {
    **dict.fromkeys(("back", "go back", "previous"), e.WentBack()),
    **dict.fromkeys(("skip", "skip it", "skip this", "pass", "next"), e.Skipped()),
    **dict.fromkeys(("not sure", "no idea", "don't know", "dont know"), e.Skipped()),
    **dict.fromkeys(("i don't know", "i dont know", "idk", "i am not sure"), e.Skipped()),
    **dict.fromkeys(("why", "why do you ask"), e.AskedWhy()),
    **dict.fromkeys(("my answers", "review", "show my answers"), e.Reviewed()),
    **dict.fromkeys(("enough", "advise me", "advise me now", "show the advice"), e.Enough()),
    **dict.fromkeys(("start over", "restart", "start again"), e.Restarted()),
    **dict.fromkeys(("stop", "cancel", "not now", "later"), e.Cancelled()),
    **dict.fromkeys(("continue", "go on", "resume", "carry on"), e.Continued()),
    **dict.fromkeys(("topics", "what can i ask"), e.AskedForTopics()),
    **dict.fromkeys(("what if",), e.Wondered()),
    **dict.fromkeys(("help",), e.AskedHelp()),
}
"""Words that mean what a button means, typed alone. Nothing that erases is among them."""

NO = frozenset({"no", "n", "nope", "nah", "leave it", "keep it"})
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


def typed_command(text: str) -> e.Event | None:
    """What a text means that only names one of the ways on, or None."""
    return COMMANDS.get(plain(text))


def says_no(text: str) -> bool:
    """Whether a text is a plain no."""
    return plain(text) in NO


def says_only_yes(text: str) -> bool:
    """Whether a text is a yes and nothing else."""
    return plain(text).removeprefix("let's ") in YES


def says_yes(text: str) -> bool:
    """Whether a text is a plain yes, or asks to begin."""
    words = plain(text).replace("let's ", "").split()
    return bool(words) and words[0] in YES
