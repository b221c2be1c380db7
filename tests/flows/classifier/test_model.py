"""A model that is stored and read again judges as it did."""

import numpy as np
import pytest

from flows.classifier import LinearModel, View
from flows.classifier.features import words
from flows.classifier.training import matrix, train

VIEWS = (View("words", words(str.split)),)
TEXTS = ["up the hill", "down the hill", "over the hill", "up up up", "down down", "over it"]
LABELS = ["up", "down", "over", "up", "down", "over"]


@pytest.mark.parametrize("classes", [2, 3])
def test_each_text_lies_on_the_side_of_its_class(classes: int) -> None:
    known = sorted(set(LABELS))[:classes]
    lines = [pair for pair in zip(TEXTS, LABELS, strict=True) if pair[1] in known]
    model = train(VIEWS, [text for text, _ in lines], [label for _, label in lines])
    assert model.classes == tuple(known)
    for text, label in lines:
        assert model.classes[int(model.margins(text).argmax())] == label


def test_stored_and_read_again_it_gives_the_same_margins() -> None:
    model = train(VIEWS, TEXTS, LABELS)
    again = LinearModel.from_arrays(VIEWS, model.arrays())
    for text in (*TEXTS, "", "unheard of"):
        assert (again.margins(text) == model.margins(text)).all()


def test_a_missing_array_is_an_error() -> None:
    arrays = train(VIEWS, TEXTS, LABELS).arrays()
    del arrays["bias"]
    with pytest.raises(KeyError, match="bias"):
        LinearModel.from_arrays(VIEWS, arrays)


def test_one_class_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="class"):
        train(VIEWS, TEXTS[:2], ["up", "up"])


def test_rows_become_a_matrix_of_the_same_numbers() -> None:
    model = train(VIEWS, TEXTS, LABELS)
    rows = [model.features.row(text) for text in (*TEXTS, "unheard of")]
    dense = matrix(rows, len(model.features.hashes)).toarray()
    for row, line in zip(rows, dense, strict=True):
        assert line[row.columns].tolist() == row.values.tolist()
        assert np.count_nonzero(line) == len(row.columns)
