"""A matcher trained once for all tests of this folder."""

import pytest

from flows.topics.learning import built_in_matcher
from flows.topics.matcher import TopicMatcher


@pytest.fixture(scope="session")
def matcher() -> TopicMatcher:
    return built_in_matcher()
