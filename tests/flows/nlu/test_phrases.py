"""Listed phrases are found in the words of a text, and their lists are kept in order."""

import tracemalloc
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.examples import order
from flows.nlu.normalize import Token, clean, tokens, words
from flows.nlu.phrases import (
    DATA,
    Found,
    Phrases,
    cut_once,
    load_lists,
    spelt_out,
    words_of,
)

LISTS = sorted(path.name for path in DATA.glob("*.txt"))


def _found(phrase: str, text: str) -> list[Found]:
    return Phrases({"it": [phrase]}).find(tokens(clean(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("laid off", "I got laid off"),
        ("laid off", "LAID  OFF!"),
        ("engineer*", "two engineers"),
        ("burn* out", "burnt out"),
        ("moving to _ from", "moving to Berlin from Pune"),
        ("_ years", "7 years"),
        ("don't", "i dont know"),
        ("b.tech", "B.Tech"),
        ("self - taught", "self-taught"),
        ("sister", "my sister's job"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert _found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("off", "office"), ("laid off", "laid it off"), ("engineer*", "engine"), ("_ years", "years")],
)
def test_other_words_are_not(phrase: str, text: str) -> None:
    assert not _found(phrase, text)


def test_a_name_stands_for_all_that_is_listed_under_it() -> None:
    lists = {"lead": ["head of {field}"], "{field}": ["ml", "machine learning"]}
    found = Phrases(lists).find(tokens("head of machine learning, head of ml"))
    assert [(each.name, each.first, each.end) for each in found] == [("lead", 0, 4), ("lead", 5, 8)]


def test_the_longest_phrase_under_a_heading_is_taken() -> None:
    found = Phrases({"it": ["data", "data engineer"]}).find(tokens("data engineer"))
    assert found == [Found("it", 0, 2)]


LISTED = st.lists(st.sampled_from(["ab", "abc", "ab*", "b", "_"]), min_size=1, max_size=4)
SAID = st.lists(st.sampled_from(["ab", "abc", "abcd", "b", "c"]), max_size=6)


@given(st.dictionaries(st.sampled_from("xyz"), st.lists(LISTED, max_size=8)), SAID)
def test_what_is_found_is_what_each_phrase_by_itself_fits(
    lists: dict[str, list[list[str]]], said: list[str]
) -> None:
    found = Phrases({name: map(" ".join, phrases) for name, phrases in lists.items()}).find(
        tokens(" ".join(said))
    )
    assert sorted(found) == [
        Found(name, first, max(ends))
        for name, phrases in sorted(lists.items())
        for first in range(len(said))
        if (ends := {first + len(each) for each in phrases if _fits(each, said[first:])})
    ]


@given(st.dictionaries(st.sampled_from("xyz"), st.lists(LISTED, max_size=8)), SAID)
def test_words_stand_under_the_headings_where_just_they_are_listed(
    lists: dict[str, list[list[str]]], said: list[str]
) -> None:
    assert Phrases({name: map(" ".join, phrases) for name, phrases in lists.items()}).headings(
        said
    ) == {
        name
        for name, phrases in lists.items()
        if any(len(each) == len(said) and _fits(each, said) for each in phrases)
    }


def _fits(phrase: list[str], said: list[str]) -> bool:
    pairs = zip(phrase, said, strict=False)
    return len(phrase) <= len(said) and all(
        one in ("_", word) or (one.endswith("*") and word.startswith(one[:-1]))
        for one, word in pairs
    )


def test_phrases_that_go_on_alike_share_what_they_go_on_with() -> None:
    lists = {"it": ["{who} {does}"], "{who}": [*"abcdefgh"], "{does}": [*"stuvwxyz"]}
    assert _size(lists) < 4 * _size(lists | {"{who}": ["a"]})


def _size(lists: dict[str, list[str]]) -> int:
    Phrases(lists)  # what is cached with it is there before
    tracemalloc.start()
    kept = [Phrases(lists) for _ in range(20)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size // len(kept)


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_sorted_and_name_each_phrase_once(name: str) -> None:
    for heading, phrases in load_lists(name).items():
        for one, other in pairwise(phrases):
            assert order(one) < order(other), (
                f"{name} [{heading}]: {other!r} should stand before {one!r}"
            )


@pytest.mark.parametrize("name", LISTS)
def test_no_two_listed_phrases_are_the_same_words(name: str) -> None:
    for heading, phrases in load_lists(name).items():
        if "exact" in heading or heading in ("state", "common") or heading.startswith("market"):
            continue
        words = [tuple(words_of(phrase)) for phrase in phrases]
        assert len(words) == len(set(words)), f"{name} [{heading}]"


@pytest.mark.parametrize("cut", [tokens, words])
def test_phrases_cut_word_by_word_are_cut_as_a_whole(cut: Callable[[str], Sequence[Token]]) -> None:
    known: dict[str, list[str]] = {}
    for lists in map(load_lists, LISTS):
        has_names = any(heading.startswith("{") for heading in lists)
        for phrase in {phrase for phrases in lists.values() for phrase in phrases}:
            for spelt in spelt_out(phrase, lists) if has_names else [phrase]:
                assert cut_once(spelt, cut, known) == words_of(spelt, cut), spelt
