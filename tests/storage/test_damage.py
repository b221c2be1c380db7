"""Damage is found at the start, and what is lost is told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import database as module
from storage.damage import lost_transactions, problems_of, refuse_damaged
from storage.errors import StorageError
from storage.store import Store
from tests.storage.helpers import Clock, contents

PAGE, FRAME = 4096, 4096 + 24


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of a file whose program was killed after forty friends came."""
    path = tmp_path / "advisor.db"
    writer = os.fork()
    if not writer:
        store = Store.open(path, Clock())
        store.database.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(40):
            store.users.get_or_create("telegram", f"{number}", "Ann")
        os._exit(0)
    os.waitpid(writer, 0)
    return path.with_name(f"{path.name}-wal")


def friends(log: Path) -> int:
    return len(contents(log.with_name("advisor.db"))["friends"])


def test_a_sound_log_has_lost_nothing(log: Path) -> None:
    assert lost_transactions(log.with_name("advisor.db")) == 0
    assert friends(log) == 40


@pytest.mark.parametrize("frame", [1, 20, -1])
def test_what_a_torn_log_lost_is_counted(log: Path, frame: int) -> None:
    content = bytearray(log.read_bytes())
    frames = (len(content) - 32) // FRAME
    at = 32 + (frame % frames) * FRAME + 24 + 100
    content[at : at + 8] = bytes(each ^ 255 for each in content[at : at + 8])
    log.write_bytes(content)
    lost = lost_transactions(log.with_name("advisor.db"))
    assert 0 < lost == 40 - friends(log)


def test_half_a_transaction_at_the_end_was_never_promised(log: Path) -> None:
    log.write_bytes(log.read_bytes()[: -FRAME // 2])
    assert lost_transactions(log.with_name("advisor.db")) == 0
    assert friends(log) == 39


def test_no_log_has_lost_nothing(path: Path) -> None:
    Store.open(path, Clock()).close()
    assert lost_transactions(path) == 0


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // PAGE):
        content[page * PAGE : page * PAGE + 200] = b"\xff" * 200
    path.write_bytes(content)


def no_database(path: Path) -> None:
    path.write_bytes(b"no database" * 999)


@pytest.mark.parametrize("fault", [damaged, no_database])
def test_a_damaged_file_is_refused(path: Path, fault: Callable[[Path], None]) -> None:
    Store.open(path, Clock()).close()
    refuse_damaged(path)
    fault(path)
    assert problems_of(path)
    with pytest.raises(StorageError, match=r"is damaged .* advisor restore"):
        refuse_damaged(path)


def test_a_file_that_is_not_there_is_not_damaged(path: Path) -> None:
    refuse_damaged(path)
    assert not path.exists()


def test_the_log_is_moved_into_the_file_by_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHECKPOINTS", 0.0)
    with Store.open(path, Clock()) as store:
        store.users.get_or_create("telegram", "1", "Wombat")
        store.maintain()
        assert b"Wombat" in path.read_bytes()
