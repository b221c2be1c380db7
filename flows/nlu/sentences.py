"""Tells the words of a text that ask from those that tell."""

import re

_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|but|so|also|then)\W+)?(?:what|why|how|who|whom|when|where|which|is|are|am|was"
    r"|were|do|does|did|can|could|should|shall|will|would|has|have)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def asks(text: str) -> bool:
    """Whether a text, or a sentence of it, looks like a question."""
    return any(map(_ASKS.search, _SENTENCES.split(text)))


def parted(text: str) -> tuple[str, str]:
    """The words that tell and the words that ask.

    A sentence asks as a whole, unless what stands behind one of its commas looks like a question
    by itself: "5 years, am I too old?" tells first and asks then.
    """
    telling, asking = [], []
    for sentence in filter(None, _SENTENCES.split(text)):
        if not _ASKS.search(sentence):
            telling.append(sentence)
            continue
        told, question = _behind_a_comma(sentence)
        telling.append(told)
        asking.append(question)
    return " ".join(filter(None, telling)), " ".join(asking)


def _behind_a_comma(sentence: str) -> tuple[str, str]:
    """Part a question from what is told before it, at the first comma where that can be done."""
    clauses = sentence.split(",")
    for at in range(1, len(clauses)):
        rest = ",".join(clauses[at:]).strip()
        begins_asking = _ASKS.search(rest.rstrip("? "))
        last = at == len(clauses) - 1
        if (begins_asking or last) and not _ASKS.search(clauses[0]):
            return ",".join(clauses[:at]).strip(), rest
    return "", sentence
