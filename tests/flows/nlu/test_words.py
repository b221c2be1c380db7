"""What friends type is brought into the one spelling that examples are compared in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.features import CONCEPTS, concepts
from flows.nlu.normalize import LONGEST, short_forms, spellings, words
from flows.nlu.phrases import load_lists, words_of


def spelt(text: str) -> str:
    return " ".join(token.word for token in words(text))


@given(text=st.text())
def test_words_are_in_lower_case_and_hold_no_space(text: str) -> None:
    for token in words(text):
        assert token.word == token.word.lower().strip()
        assert not any(map(str.isspace, token.word))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Why U left DS??", "why you left data science ? ?"),
        ("shud i do MS/PhD", "should i do masters phd"),
        ("sooooo boring", "soo boring"),
        ("I don\u2019t know, dont u", "i do not know do not you"),
        ("B.Tech, M.Sc, Ph.D", "bachelors masters phd"),
        ("a master's degree, can't", "a masters degree can not"),
        ("zero\u200bwidth \u202eright-to-left", "zerowidth right to left"),
        ("\uff46\uff55\uff4c\uff4c \uff57\uff49\uff44\uff54\uff48", "full width"),
        ("line\nbreak\ttab", "line break tab"),
        ("\U0001f600 ...", ""),
    ],
)
def test_typed_text_is_brought_into_one_spelling(typed: str, meant: str) -> None:
    assert spelt(typed) == meant


def test_words_beyond_the_longest_message_are_not_read() -> None:
    assert len(words("ab " * 5000)) <= LONGEST / 3 + 1


def test_a_short_form_is_spelt_out_at_one_place() -> None:
    both = {word for word in short_forms() if spellings().get(word) == short_forms()[word]}
    assert both == set()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("my paycheque", "pay"),
        ("salaries", "pay"),
        ("as Head of ML", "datahead"),
        ("become CTO", "enghead"),
        ("it's getting monotonous", "boring"),
        ("a startup", "startup"),
        ("not boring at all", "not-boring"),
        ("they do not really pay", "not-pay"),
    ],
)
def test_words_touch_their_concept(text: str, concept: str) -> None:
    assert concept in concepts(words(text))


def test_a_word_within_another_touches_nothing() -> None:
    assert concepts(words("restart upset")) == []


def test_concepts_are_written_as_texts_are_compared() -> None:
    for name, entries in load_lists(CONCEPTS).items():
        for entry in entries:
            assert " ".join(words_of(entry, words)) == entry, name
