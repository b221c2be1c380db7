"""What words mean by themselves, without a model: commands, yes and no, labels of options.

Anything looser is for the models to read. All of it depends on the words and the questions there
are, never on what has been learned.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from flows.knowledge.models import Knowledge
from flows.nlu.interpretation import CommandName, Interpretation, Manners
from flows.nlu.normalize import clean, tokens
from flows.nlu.phrases import load_lists, load_phrases

_BETWEEN_WORDS = re.compile(r"[^\w%+'-]+")


def normalize(text: str) -> str:
    """Text as it is compared: one case, one width, no punctuation or double spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("–", "-").replace("’", "'")  # noqa: RUF001 - as people type them
    return " ".join(_BETWEEN_WORDS.sub(" ", folded).split())


LONGEST_COURTESY = 100
"""Characters of a text that may be nothing but a greeting or thanks."""

_NAMES: Mapping[str, CommandName] = {name: name for name in get_args(CommandName)}

COMMANDS: Mapping[str, CommandName] = {
    normalize(word): _NAMES[name]
    for name, words in load_lists("commands.txt").items()
    for word in words
}
"""Words that mean what a button or a command means, typed alone."""


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
            manners=manners(text),
        )


def manners(text: str) -> Manners:
    """Whether a text is nothing but a greeting, or thanks."""
    if len(text) > LONGEST_COURTESY:
        return ""
    read = [token for token in tokens(clean(text)) if token.word[0].isalnum()]
    found = load_phrases("replies.txt").find(read)
    for meant, beside in (("greeting", ("whom",)), ("thanks", ("whom", "well", "greeting"))):
        spans = [each for each in found if each.name in (meant, *beside)]
        covered = {at for each in spans for at in range(each.first, each.end)}
        named = {each.name for each in spans}
        if named & {meant, "well"} and len(covered) == len(read):
            return "greeting" if meant == "greeting" else "thanks"
    return ""


def leads_with_yes(text: str) -> bool:
    """Whether a text takes up an invitation with its first word, whatever it says then."""
    return _leads(normalize(text))


def without_leading_yes(text: str) -> str:
    """The words after a yes: what is told or asked with it is read by itself.

    "Go" and the like are a yes only where a mark follows.
    """
    read = tokens(text[:LONGEST_COURTESY])
    at = next((at for at, token in enumerate(read) if token.word[0].isalnum()), len(read))
    marked = at + 1 < len(read) and read[at + 1].word in (",", ":", ".", "!", ";")
    words = _listed("yes") if marked else _listed("agreed")
    if at + 1 >= len(read) or read[at].word not in words:
        return text
    return text[read[at + 1 + marked].start :] if at + 1 + marked < len(read) else ""


def _reply(words: str) -> Literal["", "yes", "no"]:
    if words in _listed("no"):
        return "no"
    return "yes" if words.removeprefix("let's ") in _listed("yes") else ""


def _leads(words: str) -> bool:
    return words.replace("let's ", "").partition(" ")[0] in _listed("yes")


def _adds_nothing(words: str) -> bool:
    return (_listed("yes") | _listed("beside-yes")).issuperset(words.split())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_lists("replies.txt")[name])
