"""Likeness is the cosine of the features, whatever lies beside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.classifier import Row
from flows.classifier.nearest import Neighbours

WIDTH = 12


@st.composite
def rows(draw: st.DrawFn) -> Row:
    columns = sorted(draw(st.sets(st.integers(0, WIDTH - 1), max_size=6)))
    values = draw(st.lists(st.floats(0.1, 4), min_size=len(columns), max_size=len(columns)))
    return Row(np.array(columns, dtype=np.intp), np.array(values, dtype=np.float32))


def cosine(one: Row, other: Row) -> float:
    a, b = np.zeros(WIDTH), np.zeros(WIDTH)
    a[one.columns], b[other.columns] = one.values, other.values
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / lengths if lengths else 0.0


@given(row=rows(), others=st.lists(rows(), max_size=6))
def test_likeness_is_the_cosine(row: Row, others: list[Row]) -> None:
    found = Neighbours.of(others, WIDTH).likeness(row)
    assert found.tolist() == pytest.approx([cosine(row, other) for other in others], abs=2e-3)


@given(row=rows(), others=st.lists(rows(), min_size=1, max_size=6), data=st.data())
def test_some_of_the_texts_are_as_like_as_among_all(
    row: Row, others: list[Row], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(others) - 1))
    end = data.draw(st.integers(first, len(others)))
    texts = Neighbours.of(others, WIDTH)
    assert texts.likeness(row, first, end) == pytest.approx(texts.likeness(row)[first:end])


@given(row=rows(), others=st.lists(rows(), max_size=6))
def test_stored_and_read_again_it_compares_the_same(row: Row, others: list[Row]) -> None:
    texts = Neighbours.of(others, WIDTH)
    again = Neighbours.from_arrays(texts.arrays())
    assert again.likeness(row).tolist() == texts.likeness(row).tolist()
