"""One small classifier for each question, trained on the phrasebook when first asked."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from flows.understanding.concepts import concepts
from flows.understanding.phrasebook import phrasings

_WORD = re.compile(r"[\w']+|\?")
CONCEPT_WEIGHT = 0.7
"""How much concepts count beside characters and words; chosen by cross-validation."""


class Guess(NamedTuple):
    """The likeliest option of a text, and by how much it leads over the next, in margins."""

    option: str
    lead: float


def guess(question: str, text: str) -> Guess:
    """Return the likeliest option (``""``: none of them) for a text given at a question."""
    model = trained(question)
    scores = np.atleast_1d(model.decision_function([text.lower()])[0])
    order = np.argsort(scores)
    return Guess(str(model.classes_[order[-1]]), float(scores[order[-1]] - scores[order[-2]]))


@cache
def trained(question: str) -> Pipeline:
    """Return the trained pipeline of a question; raises KeyError for an unknown question."""
    rows = phrasings()[question]
    return fit([text for text, _ in rows], [option for _, option in rows])


def fit(texts: Sequence[str], options: Sequence[str]) -> Pipeline:
    """Return a pipeline of features and linear model trained on texts and their options."""
    features = FeatureUnion(
        [
            (
                "characters",
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            ),
            (
                "words",
                TfidfVectorizer(
                    ngram_range=(1, 2),
                    sublinear_tf=True,
                    tokenizer=_WORD.findall,
                    token_pattern=None,
                ),
            ),
            ("concepts", TfidfVectorizer(analyzer=concepts)),
        ],
        transformer_weights={"concepts": CONCEPT_WEIGHT},
    )
    model = make_pipeline(features, LinearSVC(random_state=0))
    return model.fit([text.lower() for text in texts], list(options))
