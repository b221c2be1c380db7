"""What a text means by the buttons in sight: their labels, and words that stand for them."""

from collections.abc import Collection, Mapping
from functools import cache

from flows.nlu.edges import parts, spans
from flows.nlu.normalize import Token, compared, normalize
from flows.nlu.normalize import words as spelt_words
from flows.nlu.phrases import Phrases, cut_once, read_lists, spelt_out
from flows.nlu.replies import LONGEST, manners, replied, reply

MOST_OF_LABEL = 3
"""Words that may stand for a label that has more of them."""

_MORE = "…"
"""Ends a heading that is the beginning of labels."""


def button_named(text: str, buttons: Collection[str], *, by_words: bool = True) -> str:
    """The label that a text is, whatever its edges add, or, if ``by_words``, stands for; else "".

    A text of several parts names a button if each of them does.
    """
    if not buttons or len(text) > LONGEST:
        return ""
    labels = {compared(label): label for label in buttons}
    headings = {label: heading_of(label) for label in buttons} if by_words else {}
    whole = _first_known(text, labels, headings)
    if whole or not by_words:
        return whole
    said = {part: _first_known(part, labels, headings) for part in parts(text)}
    named = {name for part, name in said.items() if name or not says_nothing(part, offered=True)}
    return named.pop() if len(named) == 1 else ""


def says_nothing(part: str, *, offered: bool = False) -> bool:
    """Whether a part of a text only agrees, declines or is polite: the rest tells what it means.

    What was ``offered`` may be accepted in words that are a command elsewhere.
    """
    answers = replied(part) if offered else reply(normalize(part))
    return bool(answers or manners(part))


def _first_known(
    text: str, labels: Mapping[tuple[str, ...], str], headings: Mapping[str, str]
) -> str:
    for span in spans(text):
        listed = _wordings().headings(span) if headings else frozenset()
        named = (label for label, heading in headings.items() if heading in listed)
        if found := labels.get(span) or next(named, ""):
            return found
    return ""


def is_worded(label: str) -> bool:
    """Whether words are listed for the button of a label, which is given as it is compared."""
    return heading_of(label) in _headings()


def heading_of(label: str) -> str:
    """The heading that words for a label stand under: one that ends in "…" is of all that begin so.

    It is the label itself where none is listed.
    """
    if label in _headings():
        return label
    return next((h for h in _beginnings() if label.startswith(h.rstrip(_MORE))), label)


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(head for head in _headings() if head.endswith(_MORE))


@cache
def _headings() -> tuple[str, ...]:
    return tuple(heading for heading in _lists() if not heading.startswith("{"))


@cache
def _wordings() -> Phrases:
    """What is said for a button only where it stands, by its heading."""
    return Phrases(_lists(), _cut)


def words_for_buttons() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """All of that, spelt out: words by the heading of a label, both as compared."""
    lists = _lists()
    once: dict[str, list[str]] = {}  # thousands of phrases have some hundreds of words
    return {
        heading: frozenset(
            tuple(cut_once(spelt, _cut, once))
            for words in lists[heading]
            for spelt in spelt_out(words, lists)
        )
        for heading in _headings()
    }


def _lists() -> Mapping[str, tuple[str, ...]]:
    """The lists by heading, as labels are compared."""
    return {
        heading
        if heading.startswith("{")
        else normalize(heading) + _MORE * heading.endswith(_MORE): listed
        for heading, listed in read_lists("buttons.txt").items()
    }


def _cut(text: str) -> list[Token]:
    return [token for token in spelt_words(text) if token.word != "?"]


def button_like(text: str, buttons: Collection[str]) -> str:
    """The one label that a few words are a part of, first of all its beginning; else ""."""
    words = [*spans(text)][-1] if buttons and len(text) <= LONGEST else ()
    if not 0 < len(words) <= MOST_OF_LABEL:
        return ""
    labels = {compared(label): label for label in buttons}
    begun = [label for spelt, label in labels.items() if spelt[: len(words)] == words]
    within = begun or [label for spelt, label in labels.items() if set(words) <= set(spelt)]
    return within[0] if len(within) == 1 else ""
