"""What the matcher looks at in a message: letters, words, and the concepts behind the words."""

from typing import Any, TypeAlias

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from flows.topics.lexicon import Lexicon

Rows: TypeAlias = Any
"""Features of texts, one row each: a sparse matrix of scipy, which ships no type information."""

# Chosen by cross-validation over the phrasings; `benchmarks/fit_topics.py --compare` shows them.
LETTERS = (2, 5)
WORDS = (1, 2)
WEIGHT_OF_CONCEPTS = 0.5


def build_features(lexicon: Lexicon) -> FeatureUnion:
    """Return an unfitted union of three TF-IDF views, for texts that are normalised already.

    Letters forgive typos and endings, words and pairs of words carry the meaning, and concepts
    carry it over to words that no phrasing uses.
    """
    common = {"lowercase": False, "sublinear_tf": True, "dtype": np.float32}
    return FeatureUnion(
        [
            ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, **common)),
            (
                "words",
                TfidfVectorizer(
                    tokenizer=str.split, token_pattern=None, ngram_range=WORDS, **common
                ),
            ),
            ("concepts", TfidfVectorizer(analyzer=lexicon.concepts_and_pairs, **common)),
        ],
        transformer_weights={"letters": 1.0, "words": 1.0, "concepts": WEIGHT_OF_CONCEPTS},
    )
