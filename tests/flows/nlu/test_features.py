"""Features of a text: the numbers of scikit-learn's TF-IDF, without the library."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from flows.nlu.features import Features, terms_of
from flows.nlu.normalize import words
from tools.train import Training

TEXTS = ["will i get rusty", "will it pay back", "pay pay pay", "rust never sleeps", "i will"]
FEATURES = Training(TEXTS).features


@pytest.mark.parametrize("text", [*TEXTS, "will rust pay", "nothing known here", ""])
def test_values_are_those_of_the_library(text: str) -> None:
    def ones_and_pairs(text: str) -> list[str]:
        found = [token.word for token in words(text)]
        return found + [" ".join(pair) for pair in pairwise(found)]

    library = TfidfVectorizer(analyzer=ones_and_pairs, sublinear_tf=True).fit(TEXTS)
    expected = library.transform([text]).toarray()[0]
    letters, _, concepts = terms_of(text)
    nothing = letters._replace(hashes=letters.hashes[:0], counts=letters.counts[:0])
    row = FEATURES.row((nothing, terms_of(text)[1], nothing))
    of = np.linalg.norm(row.values) or 1
    assert len(concepts.hashes) == len(concepts.counts)
    assert sorted(row.values / of) == pytest.approx(sorted(expected[expected > 0]), abs=1e-6)


@given(text=st.text(max_size=80))
def test_a_text_has_the_length_of_its_views_or_none(text: str) -> None:
    row = FEATURES.row(terms_of(text))
    longest = FEATURES.row(terms_of("will pay never rust")).values
    assert np.linalg.norm(row.values) <= np.linalg.norm(longest) + 1e-5


@given(text=st.text(max_size=80))
def test_all_terms_together_have_the_length_one_or_none(text: str) -> None:
    _, values = FEATURES.weighed(terms_of(text))
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-5) or not len(values)


def test_the_same_term_seen_from_two_sides_is_two_features() -> None:
    letters, found, _ = terms_of("ab")
    assert not set(letters.hashes) & set(found.hashes)


def test_a_term_is_the_rarer_the_fewer_texts_have_it() -> None:
    features = Features.of(np.array([1, 2], np.uint32), np.array([1, 3], np.uint16), 5)
    assert features.unknown > features.rarity[0] > features.rarity[1] > 1
