"""The names of questions: what a friend calls one who wants to answer it anew, or otherwise."""

from collections.abc import Iterable
from functools import cache

from flows.knowledge.models import Question
from flows.nlu.normalize import normalize
from flows.nlu.normalize import words as spelt_words
from flows.nlu.phrases import Phrases, read_lists

_COMMON = frozenset(
    ["of", "the", "a", "in", "for", "my", "today", "answer", "answers", "about", "on", "question"]
)
"""Words of a question's name that do not tell it from others."""

_BESIDE = _COMMON | {
    *("an", "and", "as", "bit", "entry", "had", "i", "is", "it", "item", "kind", "level", "line"),
    *("one", "part", "point", "said", "that", "thing", "this", "to", "topic", "was", "were"),
    "with",
}
"""Words beside another name of a question that add nothing to it."""


def names_question(words: str, question: Question) -> bool:
    """Whether words name a question: "my years", "the market"."""
    said = set(normalize(words).split())
    return question.id in said or bool(said & set(normalize(question.name).split()) - _COMMON)


def named_strictly(words: tuple[str, ...], questions: Iterable[Question]) -> Question | None:
    """The one question that words name as it is called here; they say nothing else."""
    said = " ".join(words)
    named = [each for each in questions if words and _is_name_of(said, each)]
    return named[0] if len(named) == 1 else None


def named_below(words: tuple[str, ...], questions: Iterable[Question]) -> Question | None:
    """The one question that words name, in whatever way, where a list of questions is in sight."""
    read = spelt_words(" ".join(words))
    found = _names().find(read)
    telling = {at for at, token in enumerate(read) if token.word not in _BESIDE}
    named = []
    for question in questions:
        own = _own(question)
        covered = {at for at in telling if read[at].word in own}
        covered |= {at for f in found if f.name == question.id for at in range(f.first, f.end)}
        if telling and telling <= covered:
            named.append(question)
    # "The cut" is the one of the move, though there is another that one could live with.
    named = [each for each in named if each.id in words] or named
    return named[0] if len(named) == 1 else None


def _own(question: Question) -> frozenset[str]:
    return frozenset((question.id, *normalize(question.name).split()))


def _is_name_of(words: str, question: Question) -> bool:
    """Whether words name a question and say nothing else."""
    known = _own(question) | _COMMON
    return names_question(words, question) and known.issuperset(words.split())


@cache
def _names() -> Phrases:
    return Phrases(read_lists("names.txt"), spelt_words)
