"""The matcher that comes with the program."""

import pytest

from flows.nlu.faq.matcher import TopicMatcher, built_in_matcher


@pytest.fixture(scope="session")
def matcher() -> TopicMatcher:
    return built_in_matcher()
