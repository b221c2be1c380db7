"""Features of a text: the numbers of scikit-learn's TF-IDF, without the library."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from flows.classifier import Features, View
from flows.classifier.features import letters, words

TEXTS = ["will i get rusty", "will it pay back", "pay pay pay", "rust never sleeps", "i will"]
WORDS = View("words", words(str.split))
LETTERS = View("letters", letters(2, 4), weight=0.5)


@pytest.mark.parametrize("view", [WORDS, LETTERS])
@pytest.mark.parametrize("text", [*TEXTS, "will rust pay", "nothing known here", ""])
def test_values_are_those_of_the_library(view: View, text: str) -> None:
    library = TfidfVectorizer(analyzer=lambda text: list(view.terms(text)), sublinear_tf=True)
    library.fit(TEXTS)
    expected = library.transform([text]).toarray()[0] * view.weight
    ours = Features.learn([view], TEXTS)[0].row(text)
    assert sorted(ours.values) == pytest.approx(sorted(expected[expected > 0]), abs=1e-6)


@given(text=st.text(max_size=80))
def test_each_view_has_the_length_of_its_weight_or_none(text: str) -> None:
    features, _ = Features.learn([WORDS, LETTERS], TEXTS)
    for view in (WORDS, LETTERS):
        alone = Features.learn([view], TEXTS)[0].row(text)
        length = float(np.linalg.norm(alone.values))
        assert length == pytest.approx(view.weight, abs=1e-5) or length == 0
    row = features.row(text)
    assert (np.diff(row.columns) > 0).all()


def test_the_same_term_seen_from_two_sides_is_two_features() -> None:
    other = View("other words", words(str.split))
    features, _ = Features.learn([WORDS, other], TEXTS)
    assert len(features.row("rusty").columns) == 2


def test_letters_are_runs_within_words_with_their_edges() -> None:
    assert list(letters(3, 4)("no be")) == [" no", "no ", " no ", " be", "be ", " be "]


def test_words_come_with_their_neighbours() -> None:
    assert list(words(str.split)("a b c")) == ["a", "b", "c", "a b", "b c"]


def test_reading_a_model_loads_no_machine_learning_library() -> None:
    program = (
        "import sys, bot.models, flows.topics.matcher, flows.understanding;"
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_learning_gives_the_rows_of_what_was_learned() -> None:
    features, rows = Features.learn([WORDS, LETTERS], TEXTS)
    for text, learned in zip(TEXTS, rows, strict=True):
        row = features.row(text)
        assert row.columns.tolist() == learned.columns.tolist()
        assert row.values.tolist() == learned.values.tolist()
