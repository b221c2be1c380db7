"""The classifiers are trained once, before any test counts its time."""

import pytest

from flows.understanding import facts, option_for
from flows.understanding.phrasebook import questions


@pytest.fixture(autouse=True, scope="session")
def _trained() -> None:
    facts("data scientist in Pune")
    for question in questions():
        option_for(question, "warm up")
