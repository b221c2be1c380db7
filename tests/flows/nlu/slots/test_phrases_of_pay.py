"""No phrase about pay without a case: with any of them taken out, some text is read otherwise."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest

from flows.nlu.entities.numbers import has_number
from flows.nlu.normalize import clean, tokens
from flows.nlu.phrases import Phrases, load_lists, load_phrases, words_of
from flows.nlu.slots import pay, place, share
from tests.flows.nlu.cases import OPENERS, POSTS, cases
from tests.flows.nlu.said import said
from tests.flows.nlu.slots.test_forms_of_pay import FORMS
from tests.flows.nlu.slots.texts_of_pay import TEMPLATES

LISTS = "pay.txt"
_FEW = 3
"""Spellings of a line that are tried in the texts of its list."""
PARTS = 16
"""All phrases take two minutes: one part is enough at each change, the rest is the long form."""
FILES = ("pay_own", "faults", *OPENERS, *POSTS)


def _reading(text: str) -> tuple[Any, ...]:
    message = said(text)
    told = pay.stated(message, place.country(message))
    shares = (share.cut_stated(message, told), share.runway_stated(message, told))
    return (told, *((each.option, each.exact) if each else None for each in shares))


Line = tuple[str, str]
"""A heading and a phrase under it."""
Spelt = tuple[str, tuple[str, ...]]
"""A heading that is looked for, and the words of one of its phrases, every name spelt out."""


def _spelt(line: Line) -> Iterator[tuple[str, frozenset[Line]]]:
    """What a line spells out, each with the lines that it takes."""
    before, brace, rest = line[1].partition("{")
    if not brace:
        yield line[1], frozenset({line})
        return
    name, _, after = rest.partition("}")
    for each in load_lists(LISTS)[f"{{{name}}}"]:
        for text, used in _spelt((line[0], f"{before}{each}{after}")):
            yield text, used - {(line[0], f"{before}{each}{after}")} | {line, (f"{{{name}}}", each)}


@cache
def _spelt_by() -> Mapping[Line, list[Spelt]]:
    """What is spelt out by no other line than each."""
    ways: defaultdict[Spelt, list[frozenset[Line]]] = defaultdict(list)
    for heading, phrases in load_lists(LISTS).items():
        for phrase in () if heading.startswith("{") else phrases:
            for text, used in _spelt((heading, phrase)):
                ways[heading, tuple(words_of(text))].append(used)
    by: defaultdict[Line, list[Spelt]] = defaultdict(list)
    for spelt, takes in ways.items():
        for line in frozenset.intersection(*takes):
            by[line].append(spelt)
    return by


@cache
def _texts_with() -> Mapping[str, list[str]]:
    """The texts of cases that each phrase stands in, by its words."""
    spelt = {" ".join(words) for found in _spelt_by().values() for _, words in found}
    every = Phrases({words: [words] for words in spelt})
    texts: defaultdict[str, list[str]] = defaultdict(list)
    amounts = {"part": "€25k", "next": "€35k", "now": "€55k", "total": "€85k"}
    told = [form.format(**amounts) for forms in FORMS.values() for form in forms]
    for text in dict.fromkeys((*told, *(case["text"] for case in cases(*FILES)))):
        read = tokens(clean(text))
        for name in {found.name for found in every.find(read)} if has_number(read) else ():
            texts[name].append(text)
    return texts


def _texts(line: Line) -> Iterator[str]:
    """The texts that the phrase of a line stands in: its own, then those of cases."""
    spelt = _spelt_by()[line]
    for heading, words in spelt[:_FEW]:
        phrase = " ".join(words).replace("*", "").replace("_", "big")
        yield from (template.format(phrase) for template in TEMPLATES.get(heading, ()))
    yield from dict.fromkeys(t for _, words in spelt for t in _texts_with()[" ".join(words)])


@contextmanager
def _without(line: Line) -> Iterator[None]:
    """Take a line out of what is looked for, and put it back."""
    lists, (heading, phrase) = load_lists(LISTS), line
    listed = lists[heading]
    ends = [(_end(words), name) for name, words in _spelt_by()[line]]
    lists[heading] = tuple(each for each in listed if each != phrase)
    for node, name in ends:
        node.names = tuple(each for each in node.names if each != name)
    try:
        yield
    finally:
        lists[heading] = listed
        for node, name in ends:
            node.names = (*node.names, name)


def _end(words: tuple[str, ...]) -> Any:
    """Where the matcher ends a phrase."""
    node = load_phrases(LISTS)._root
    for word in words:
        node = node._following(word)
    return node


_before = cache(_reading)


def is_needed(line: Line) -> bool:
    """Whether some text is read otherwise without a line."""
    texts = list(dict.fromkeys(_texts(line)))
    before = [_before(text) for text in texts]
    with _without(line):
        return any(_reading(text) != told for text, told in zip(texts, before, strict=True))


LINES = [(heading, each) for heading, phrases in load_lists(LISTS).items() for each in phrases]


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS))]
)
def test_no_phrase_can_be_taken_out_unnoticed(part: int) -> None:
    assert not [line for line in LINES[part::PARTS] if not is_needed(line)]
