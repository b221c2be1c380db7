"""What words mean by themselves, without a model: commands, yes and no, labels of options.

Anything looser is for the models to read. All of it depends on the words and the questions there
are, never on what has been learned.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from flows.knowledge.models import Knowledge
from flows.nlu.interpretation import CommandName, Fact, Interpretation

_WORDS: tuple[tuple[CommandName, str], ...] = (
    ("back", "back, go back, previous"),
    ("skip", "skip, skip it, skip this, skip this one, pass, next, next question, not sure"),
    ("skip", "no idea, don't know, dont know, i don't know, i dont know, idk, i am not sure"),
    ("why", "why, why do you ask, why do you ask this"),
    ("answers", "my answers, review, show my answers, change an answer, change my answers"),
    ("answers", "i want to change an answer, edit my answers"),
    ("advice", "enough, advise me, advise me now, enough advise me now, show the advice, advice"),
    ("advice", "the advice, back to the advice, give me the advice, give me the advice now"),
    ("advice", "show me the advice, show me the advice again, show advice"),
    ("paths", "why not the others"),
    ("claims", "what it rests on, what does it rest on"),
    ("changes", "what would change it"),
    ("author", "the author beside you, the author beside me"),
    ("money", "the price in figures"),
    ("share", "share it, share the advice"),
    ("restart", "start over, restart, start again, start over please"),
    ("stop", "stop, cancel, not now, later"),
    ("continue", "continue, go on, resume, carry on, answer more questions"),
    ("topics", "topics, what can i ask"),
    ("what-if", "what if"),
    ("help", "help, what is this, who are you, what are you, are you a bot, are you human"),
    ("help", "are you chatgpt, do you use ai, how many questions, how long does it take"),
    ("privacy", "privacy, is my data safe, who reads this, who can read this"),
    ("data", "my data, show my data"),
    ("forget", "forget me, forget everything, delete everything, erase everything"),
    ("forget", "yes erase everything, delete my data"),
)

COMMANDS: Mapping[str, CommandName] = {
    word: name for name, words in _WORDS for word in words.split(", ")
}
"""Words that mean what a button or a command means, typed alone."""

NO = frozenset({"no", "n", "nope", "nah", "leave it", "keep it"})
_AGREED = frozenset({"yes", "yep", "yeah", "ok", "okay", "sure"})
YES = _AGREED | {"y", "start", "go", "begin"}
_LEADING_YES = re.compile(
    rf"\W*(?:(?:{'|'.join(YES)})\s*[,:.!;]|(?:{'|'.join(_AGREED)})\s)\s*", re.IGNORECASE
)
"""A yes with words behind it; "go" and the like are one only where a mark follows."""

_BESIDE_YES = YES.union(
    (
        "ahead",
        "and",
        "fine",
        "for",
        "i",
        "i'd",
        "i'm",
        "it",
        "let's",
        "lets",
        "let",
        "me",
        "please",
    ),
    ("now", "then", "ready", "right", "so", "the", "this", "to", "us", "we", "with", "would"),
    ("like", "love", "interview", "questions", "question", "first", "shoot"),
)
"""Words that add nothing to a yes."""


def normalize(text: str) -> str:
    """Text as it is compared: one case, one width, no punctuation or double spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("–", "-").replace("’", "'")  # noqa: RUF001 - as people type them
    return " ".join(re.sub(r"[^\w%+'-]+", " ", folded).split())


class WordReader:
    """Reads what words mean by themselves: all that is understood where there is no model."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._labels: dict[str, dict[str, str]] = {}
        for question in knowledge.questions:
            for option in question.options:
                for name in (option.id, option.label, option.id.replace("-", " ")):
                    named = self._labels.setdefault(normalize(name), {})
                    named.setdefault(question.id, option.id)

    def read(self, text: str) -> Interpretation:
        """What a text means by its words alone; ``labels`` holds the options that it names."""
        words = normalize(text)
        return Interpretation(
            command=COMMANDS.get(words, ""),
            reply=_reply(words),
            begins=_leads(words) and _adds_nothing(words),
            labels=self._labels.get(words, {}),
        )


def _reply(words: str) -> Literal["", "yes", "no"]:
    if words in NO:
        return "no"
    return "yes" if words.removeprefix("let's ") in YES else ""


def leads_with_yes(text: str) -> bool:
    """Whether a text takes up an invitation with its first word, whatever it says then."""
    return _leads(normalize(text))


def _leads(words: str) -> bool:
    return words.replace("let's ", "").partition(" ")[0] in YES


def _adds_nothing(words: str) -> bool:
    return _BESIDE_YES.issuperset(words.split())


def without_leading_yes(text: str) -> str:
    """The words after a yes: what is told or asked with it is read by itself."""
    return _LEADING_YES.sub("", text, count=1) if _LEADING_YES.match(text) else text


def says_more(text: str, facts: Iterable[Fact]) -> bool:
    """Whether a text has more than a word beyond those that its facts rest on."""
    facts = tuple(facts)
    for fact in facts:
        text = text.replace(fact.words, " ") if fact.words else text
    return not facts or len(text.split()) > 1
