"""Learns a linear model from labelled texts: the only place that needs scikit-learn."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped] # ships no type information
from sklearn.svm import LinearSVC

from flows.classifier.features import Features, Row, View
from flows.classifier.model import LinearModel


def train(
    views: Sequence[View], texts: Sequence[str], labels: Sequence[str], penalty: float = 1.0
) -> LinearModel:
    """Return a linear support vector machine, one class against all others.

    ``penalty`` is how dearly a misplaced text is paid for (the machine's C). Raises ValueError for
    labels of fewer than two classes.
    """
    return fit(*Features.learn(views, texts), labels, penalty)


def fit(
    features: Features, rows: Sequence[Row], labels: Sequence[str], penalty: float = 1.0
) -> LinearModel:
    """The same, where the features and the rows are there already."""
    machine = LinearSVC(C=penalty, random_state=0)
    machine.fit(matrix(rows, len(features.hashes)), list(labels))
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # noqa: PLR2004 - then the machine keeps one boundary for both
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return LinearModel(
        features,
        tuple(map(str, machine.classes_)),
        np.ascontiguousarray(weights.T, dtype=np.float16),
        bias.astype(np.float32),
    )


def matrix(rows: Sequence[Row], columns: int) -> csr_matrix:
    """Return rows as a sparse matrix."""
    ends = [0, *accumulate(len(row.columns) for row in rows)]
    return csr_matrix(
        (
            np.concatenate([row.values for row in rows]),
            np.concatenate([row.columns for row in rows]),
            ends,
        ),
        shape=(len(rows), columns),
    )
