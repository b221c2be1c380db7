"""Features of a text: the numbers of scikit-learn's TF-IDF, without the library."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from flows.nlu.features import Features, row_of, terms_of
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
    row, terms = row_of(FEATURES, text), terms_of(text)
    letters, found, _ = terms.sizes
    own = FEATURES.columns(terms.hashes[letters : letters + found].tolist())
    values = row.values[np.isin(row.columns, own)]
    of = np.linalg.norm(values) or 1
    assert sorted(values / of) == pytest.approx(sorted(expected[expected > 0]), abs=1e-6)


@given(text=st.text(max_size=80))
def test_a_text_has_the_length_of_its_views_or_none(text: str) -> None:
    row = row_of(FEATURES, text)
    longest = row_of(FEATURES, "will pay never rust").values
    assert np.linalg.norm(row.values) <= np.linalg.norm(longest) + 1e-5


@given(text=st.text(max_size=80))
def test_all_terms_together_have_the_length_one_or_none(text: str) -> None:
    _, values = FEATURES.weighed(terms_of(text))
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-5) or not len(values)


def test_the_same_term_seen_from_two_sides_is_two_features() -> None:
    terms = terms_of("ab")
    assert len(set(terms.hashes)) == sum(terms.sizes)


def test_a_term_is_the_rarer_the_fewer_texts_have_it() -> None:
    features = Features.of(np.array([1, 2], np.uint32), np.array([1, 3], np.uint16), 5)
    assert features.unknown > features.rarity[0] > features.rarity[1] > 1
