"""What texts are read with is loaded before any test counts its time."""

import pytest

from tests.flows.understanding.reading import reader


@pytest.fixture(autouse=True, scope="session")
def _loaded() -> None:
    reader().facts("data scientist in Pune")
