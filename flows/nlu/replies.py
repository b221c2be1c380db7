"""A yes and a no, the same as now, greetings and thanks: words that mean them by themselves."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from flows.nlu.edges import parts, spans
from flows.nlu.interpretation import Manners
from flows.nlu.normalize import clean, compared, normalize, spellings, tokens
from flows.nlu.phrases import load_lists, load_phrases, spelt_out

LONGEST = 100
"""Characters of a text that may be nothing but words for a button, a greeting or thanks."""


_MEANT: tuple[Literal["yes", "no"], ...] = ("yes", "no")
_COURTESIES: tuple[tuple[Manners, tuple[str, ...], tuple[str, ...]], ...] = (
    ("greeting", ("greeting",), ("whom",)),
    ("thanks", ("thanks", "well"), ("whom", "heard", "greeting")),
    ("heard", ("heard",), ("whom", "greeting")),
)
"""What a text may mean by its lists alone, with those whose words may stand beside these."""


def sign(text: str) -> Literal["", "yes", "no"]:
    """What a text means that is nothing but a thumb, or signs like it."""
    if any(c.isalnum() for c in text):
        return ""
    signs = set(text)
    meant: list[Literal["yes", "no"]] = [
        each for each in ("yes", "no") if signs & listed(f"{each} sign")
    ]
    return meant[0] if len(meant) == 1 else ""


def manners(text: str) -> Manners:
    """Whether a text is nothing but a greeting, thanks or praise, or tells that it was heard."""
    if len(text) > LONGEST:
        return ""
    read = [token for token in tokens(clean(text)) if token.word[0].isalnum()]
    found = load_phrases("replies.txt").find(read)
    for meant, names, beside in _COURTESIES:
        spans = [each for each in found if each.name in (*names, *beside)]
        covered = {at for each in spans for at in range(each.first, each.end)}
        if any(each.name in names for each in spans) and len(covered) == len(read):
            return meant
    return ""


def leads_with_yes(text: str) -> bool:
    """Whether a text takes up an invitation with its first word, whatever it says then."""
    return _leads(normalize(text))


def without_leading_yes(text: str) -> str:
    """The words after a yes: what is told or asked with it is read by itself.

    "Go" and the like are a yes only where a mark follows.
    """
    read = tokens(text[:LONGEST])
    at = next((at for at, token in enumerate(read) if token.word[0].isalnum()), len(read))
    marked = at + 1 < len(read) and read[at + 1].word in (",", ":", ".", "!", ";")
    words = _agreeing() if marked else listed("agreed")
    if at + 1 >= len(read) or read[at].word not in words:
        return text
    return text[read[at + 1 + marked].start :] if at + 1 + marked < len(read) else ""


def reply(words: str) -> Literal["", "yes", "no"]:
    """The yes or no that words are, and nothing else; said twice it is the same."""
    if len(words) > LONGEST:
        return ""
    # "y" is short for another word elsewhere
    return _meant_by(compared(words) if len(words) > 1 else (words,))


def _meant_by(spelt: tuple[str, ...]) -> Literal["", "yes", "no"]:
    if len(spelt) == 1 and len(spelt[0]) == 1:
        return "yes" if spelt[0] in listed("yes") else "no" if spelt[0] in listed("no") else ""
    rest = spelt[2:] if spelt[:2] == ("let", "us") else spelt
    if said := _replies().get(rest):
        return said
    head, tail = _replies().get(spelt[:1]), _replies().get(spelt[1:])
    return head if head and head == tail else ""


def replied(text: str) -> Literal["", "yes", "no"]:
    """The yes or no that each part of a text is, whatever its edges add.

    What is only polite says nothing, nor does an "ok" before a no.
    """
    if len(text) > LONGEST:
        return ""
    if whole := _reply_within(text):
        return whole
    said = [*parts(text)]
    agreed = said[1:] and compared(said[0]) in _agreed()
    meant = {_reply_within(part) for part in said[bool(agreed) :] if not manners(part)}
    if agreed and not meant:
        return "yes"
    return meant.pop() if len(meant) == 1 else ""


@cache
def _agreed() -> frozenset[tuple[str, ...]]:
    return frozenset(map(compared, listed("agreed")))


def _reply_within(part: str) -> Literal["", "yes", "no"]:
    for words in spans(part):
        whole, behind = (_offered().get(each) for each in (words, words[1:]))
        if words and (found := _meant_by(words) or whole):
            return found
        if behind and behind == _replies().get(words[:1]):
            return behind
    return ""


@cache
def _replies() -> Mapping[tuple[str, ...], Literal["yes", "no"]]:
    """A yes and a no by their words as they are compared."""
    found: dict[tuple[str, ...], Literal["yes", "no"]] = {}
    for meant in _MEANT:
        found |= {compared(words): meant for words in listed(meant) if len(words) > 1}
    return found


@cache
def _offered() -> Mapping[tuple[str, ...], Literal["yes", "no"]]:
    """What else accepts or declines what was just offered, and may be a command elsewhere."""
    lists = load_lists("replies.txt")
    return {
        compared(spelt): meant
        for meant, name in zip(_MEANT, ("accepting", "declining"), strict=True)
        for words in lists[name]
        for spelt in spelt_out(words, lists)
    }


def opens(words: str) -> bool:
    """Whether words agree to begin, and say nothing else."""
    return _leads(words) and _adds_nothing(words)


def _leads(words: str) -> bool:
    return words.replace("let's ", "").partition(" ")[0] in _agreeing()


def _adds_nothing(words: str) -> bool:
    return (_agreeing() | listed("beside-yes")).issuperset(_unshortened(words).split())


def _agreeing() -> frozenset[str]:
    """Words that take up an invitation to begin."""
    return listed("yes") | listed("begin")


def only_begins(words: str) -> bool:
    """Whether words that open say "start" or "let's go", which agrees to nothing else."""
    return not listed("begin").isdisjoint(words.split()) and "ahead" not in words.split()


def _unshortened(words: str) -> str:
    return " ".join(spellings().get(word, word) for word in words.split())


@cache
def listed(name: str) -> frozenset[str]:
    """What is listed under a heading of these."""
    return frozenset(load_lists("replies.txt")[name])
