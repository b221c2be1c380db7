"""What friends type is brought into one spelling, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.topics.lexicon import load_lexicon, normalise


@given(text=st.text())
def test_normalised_text_is_words_with_single_spaces(text: str) -> None:
    words = normalise(text, {})
    assert words == " ".join(words.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Why U left DS??", "why you left data science"),
        ("shud i do MS/PhD", "should i do masters or phd"),
        ("sooooo boring", "soo boring"),
        ("I don\u2019t know", "i do not know"),
        ("B.Tech, M. Sc, Ph.D", "bachelors masters phd"),
        ("a master's degree", "a masters degree"),
        ("zero\u200bwidth \u202eright-to-left", "zerowidth right-to-left"),
        ("\uff46\uff55\uff4c\uff4c \uff57\uff49\uff44\uff54\uff48", "full width"),
        ("line\nbreak\ttab", "line break tab"),
        ("\U0001f600 ...", ""),
    ],
)
def test_typed_text_is_brought_into_one_spelling(typed: str, meant: str) -> None:
    assert load_lexicon().normalise(typed).replace(" or ", " ") == meant.replace(" or ", " ")


def test_words_beyond_the_longest_message_are_not_read() -> None:
    assert len(normalise("ab " * 5000, {})) <= 4096


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("my paycheque", "pay"),
        ("salaries", "pay"),
        ("as Head of ML", "datahead"),
        ("become CTO", "enghead"),
        ("it's getting monotonous", "boring"),
        ("a startup", "startup"),
    ],
)
def test_words_touch_their_concept(text: str, concept: str) -> None:
    lexicon = load_lexicon()
    assert concept in lexicon.concepts(lexicon.normalise(text))


def test_a_word_within_another_touches_nothing() -> None:
    assert load_lexicon().concepts("restart upset") == []


def test_concepts_come_in_pairs_too() -> None:
    found = load_lexicon().concepts_and_pairs("salary cut")
    assert {"pay", "loss", "loss+pay"} <= set(found)


def test_every_concept_can_be_touched() -> None:
    lexicon = load_lexicon()
    entries = [*lexicon.whole, *lexicon.beginning]
    touched = {concept for entry in entries for concept in lexicon.concepts(entry)}
    named = {
        concept
        for concepts in [*lexicon.whole.values(), *lexicon.beginning.values()]
        for concept in concepts
    }
    assert named == touched
