"""Texts are read by models that are learned before any test counts its time."""

import pytest

from tests import learned


@pytest.fixture(autouse=True, scope="session")
def _trained() -> None:
    learned.MODELS.reader().facts("data scientist in Pune")
