"""Recognises typed text that names an option outright; anything looser is not an answer here."""

import re
import unicodedata
from collections.abc import Mapping

from flows.dialogue import events as e
from flows.knowledge.models import Option, Question

_WAYS: tuple[tuple[e.Event, str], ...] = (
    (e.WentBack(), "back, go back, previous"),
    (e.Skipped(), "skip, skip it, skip this, skip this one, pass, next, next question, not sure"),
    (e.Skipped(), "no idea, don't know, dont know, i don't know, i dont know, idk, i am not sure"),
    (e.AskedWhy(), "why, why do you ask, why do you ask this"),
    (e.Reviewed(), "my answers, review, show my answers, change an answer, change my answers"),
    (e.Reviewed(), "i want to change an answer, edit my answers"),
    (e.Enough(), "enough, advise me, advise me now, enough advise me now, show the advice, advice"),
    (e.Enough(), "the advice, back to the advice, give me the advice, give me the advice now"),
    (e.Enough(), "show me the advice, show me the advice again, show advice"),
    (e.DetailsRequested(at="paths"), "why not the others"),
    (e.DetailsRequested(at="claims"), "what it rests on, what does it rest on"),
    (e.DetailsRequested(at="changes"), "what would change it"),
    (e.DetailsRequested(at="author"), "the author beside you, the author beside me"),
    (e.AskedMoney(), "the price in figures"),
    (e.Shared(), "share it, share the advice"),
    (e.Restarted(), "start over, restart, start again, start over please"),
    (e.Cancelled(), "stop, cancel, not now, later"),
    (e.Continued(), "continue, go on, resume, carry on, answer more questions"),
    (e.AskedForTopics(), "topics, what can i ask"),
    (e.WhatIfRequested(), "what if"),
    (e.AskedHelp(), "help, what is this, who are you, what are you, are you a bot, are you human"),
    (e.AskedHelp(), "are you chatgpt, do you use ai, how many questions, how long does it take"),
    (e.AskedPrivacy(), "privacy, is my data safe, who reads this, who can read this"),
    (e.AskedForData(), "my data, show my data"),
    (e.Forgotten(), "forget me, forget everything, delete everything, erase everything"),
    (e.Forgotten(), "yes erase everything, delete my data"),
)

COMMANDS: Mapping[str, e.Event] = {
    word: event for event, words in _WAYS for word in words.split(", ")
}
"""Words that mean what a button or a command means, typed alone; to erase still takes a tap."""

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
