"""The matcher under test, learned once."""

import pytest

from flows.topics.matcher import TopicMatcher
from tests import learned


@pytest.fixture(scope="session")
def matcher() -> TopicMatcher:
    return learned.matcher()
