"""How a text feels: thanks, doubt, anger or fear, told by listed words, and nothing more."""

from itertools import zip_longest
from typing import NamedTuple

from flows.nlu.clauses import Clause
from flows.nlu.interpretation import Mood
from flows.nlu.phrases import Found, load_phrases
from flows.nlu.slots.reading import Guess, Message

ORDER: tuple[Mood, ...] = ("anger", "fear", "doubt", "thanks")
"""Which mood counts where a text has several: what hurts most goes first."""

_LISTS: dict[str, Mood] = {
    "outburst": "anger",
    "anger": "anger",
    "fear": "fear",
    "doubt": "doubt",
    "thanks": "thanks",
}
_SPEAKING = frozenset(["outburst", "fear"])
"""Lists of words that leave no room for an answer beside them; the others go with many."""

_YOU = frozenset(["you", "you'd", "you'll", "you're", "you've", "your"])

_ON = frozenset(["for", "if", "that", "to", "when"])
"""What goes on with a question of one's own: "is it dumb to leave?"."""

_REASONS = frozenset(["as", "because", "cause", "cos", "cuz", "since"])
"""What leads to a reason: "this is nonsense because AI pays more" is an argument, and no anger."""

_FEW = 5
"""Tokens of a clause that need not say who is moved: "so nervous"."""


class Felt(NamedTuple):
    """The mood of a text, and the words that tell it.

    ``alone`` tells that nothing else is said, so that any answer would only be guessed; ``asks``
    that something is asked in words without a mood; ``aimed`` that it may be meant whatever else
    is told: anger beside facts is about these, unless it names whom it is aimed at.
    """

    mood: Mood = ""
    words: tuple[str, ...] = ()
    alone: bool = False
    asks: bool = False
    aimed: bool = False


def felt(message: Message) -> Felt:
    """The mood of a text; what others feel, and what is quoted, is none."""
    moods: dict[Mood, list[str]] = {}
    more = outburst = asks = aimed = False
    for clause, behind in zip_longest(message.clauses, message.clauses[1:]):
        told = [] if clause.quoted else load_phrases("moods.txt").find(clause.tokens)
        found = [each for each in told if _is_felt(clause, each, behind)]
        reasoned = _has_reason(clause, behind)
        for each in found:
            kind: Mood = "doubt" if reasoned else _LISTS[each.name]
            moods.setdefault(kind, []).append(clause.written(each.first, each.end))
        more = more or not (found or _adds_nothing(clause))
        asks = asks or (clause.act == "asks" and not found)
        outburst = outburst or (not reasoned and any(each.name in _SPEAKING for each in found))
        aimed = aimed or outburst or bool(found and _is_at_you(clause))
    mood: Mood = next((mood for mood in ORDER if mood in moods), "")
    return Felt(mood, tuple(moods.get(mood, ())), outburst and not more, asks, aimed)


def unguessed(question: str, text: str) -> Guess:  # noqa: ARG001 - as every guesser
    """What is made of a text that is nothing but a mood: no guess."""
    return Guess("", 0)


def _adds_nothing(clause: Clause) -> bool:
    """Whether a clause beside one that tells a mood says nothing of the friend."""
    numbered = any(token.word[0].isdigit() for token in clause.tokens)
    return not (clause.own_subjects or numbered) and len(clause.tokens) <= _FEW


def _is_felt(clause: Clause, found: Found, behind: Clause | None) -> bool:
    """Whether words tell what the friend feels: fear and anger are had by somebody.

    ``behind`` is the next clause.
    """
    at_you = _is_at_you(clause)
    if clause.whom != "me" and not at_you:
        return False
    following = (*clause.tokens[found.end :], *(behind.tokens if behind else ()))
    if clause.act == "asks" and not at_you and following and following[0].word in _ON:
        return False
    if found.name == "anger" and clause.when == "hypothetical":
        return False  # "what if I hate it" is a worry about the new job
    if found.name == "anger" and clause.act == "asks":
        return at_you  # "is that job really so bad?"
    if found.name in ("fear", "anger"):
        aimed = at_you and found.name == "anger"
        return len(clause.tokens) <= _FEW or clause.names_me or aimed
    return True


def _has_reason(clause: Clause, behind: Clause | None) -> bool:
    """Whether a clause judges a thing and the next one argues for that."""
    return bool(behind and behind.opens in _REASONS) and not (_is_at_you(clause) or clause.names_me)


def _is_at_you(clause: Clause) -> bool:
    return not _YOU.isdisjoint(token.word for token in clause.tokens)
