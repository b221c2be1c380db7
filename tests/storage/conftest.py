"""A store in a file, and a friend in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.records import Friend
from storage.store import Store
from tests.storage.helpers import Clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store.open(path, Clock())
    yield store
    store.close()


@pytest.fixture
def friend(store: Store) -> Friend:
    return store.users.get_or_create("telegram", "42", "Ann Example", "ann")
