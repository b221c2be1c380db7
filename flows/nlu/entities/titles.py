"""Titles of jobs and names of fields in running text, by the role that they mean."""

from functools import lru_cache

from flows.nlu.normalize import Token
from flows.nlu.phrases import Found, load_phrases

ALONE, MAYBE = " alone", " maybe"
"""What the lists end in of what is a title where nothing else can be meant ("Backend, 8 years"),
and of titles that mean several things."""
NOTHING = "nothing"
"""The list of what only looks like a title: "data scientists' union"."""
_SHORT_FORM = 2
"""Letters of a title that counts in capitals only."""


def titles(read: tuple[Token, ...]) -> list[Found]:
    """The titles in some tokens; a longer title hides what is in it."""
    return [title for title in every_title(read) if not title.name.endswith(ALONE)]


@lru_cache(maxsize=256)  # facts, shares and replies ask for the titles of the same clauses
def every_title(read: tuple[Token, ...]) -> tuple[Found, ...]:
    """The titles in some tokens, and what is one only where nothing else can be meant."""
    found = [each for each in load_phrases("titles.txt").find(read) if _is_written_so(read, each)]
    found.sort(key=lambda each: (each.first - each.end, each.first))
    kept: list[Found] = []
    for each in found:
        if not any(each.first < other.end and other.first < each.end for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.first))


def role_of(title: Found) -> str:
    """The role that a title means."""
    return title.name.removesuffix(ALONE).removesuffix(MAYBE)


def _is_written_so(read: tuple[Token, ...], title: Found) -> bool:
    written = read[title.first].written
    return not (title.name.endswith(ALONE) and len(written) <= _SHORT_FORM and written.islower())
