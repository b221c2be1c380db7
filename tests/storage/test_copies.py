"""Copies are whole however much goes on meanwhile, and nothing but a sound one is put back."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from flows.dialogue.conversation import Conversation
from flows.dialogue.events import TextReceived
from storage.copies import back_up, restore
from storage.damage import problems_of
from storage.errors import StorageError
from storage.instance_lock import InstanceLock
from storage.records import Friend
from storage.store import Store
from tests.storage.helpers import Clock, contents

STAMP = "20300102T030405"


def says(store: Store, friend: Friend, text: str, number: int = 1) -> None:
    conversation = Conversation(number=number, revision=len(text))
    store.conversations.record(friend, conversation, TextReceived(text=text), [])


def damaged(store: Store, friend: Friend, path: Path) -> Path:
    """Damage the file, and leave its log beside it, which is returned."""
    says(store, friend, "walrus")
    log = path.with_name(f"{path.name}-wal")
    left = log.read_bytes()
    store.close()
    path.write_bytes(b"not a database at all" * 999)
    log.write_bytes(left)
    return log


@pytest.fixture
def copy(store: Store, friend: Friend, path: Path) -> Path:
    """A copy of a file in which a friend said that they are a platypus."""
    says(store, friend, "platypus")
    back_up(path, path.with_name("copy.db"))
    return path.with_name("copy.db")


def test_a_copy_holds_what_the_file_and_its_log_hold(path: Path, copy: Path) -> None:
    assert contents(copy) == contents(path)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_taken_while_somebody_writes_is_of_one_moment(
    store: Store, path: Path, tmp_path: Path
) -> None:
    friends = [store.users.get_or_create("telegram", str(n), "Ann") for n in range(9)]
    done: list[None] = []

    def write() -> None:
        for number in range(300):
            says(store, friends[number % 9], f"{number}")
        done.append(None)

    writer = Thread(target=write)
    writer.start()
    copies: list[Path] = []
    while not done or not copies:
        copies.append(tmp_path / f"{len(copies)}.db")
        back_up(path, copies[-1])
    writer.join()
    seen = set()
    for each in copies:
        assert problems_of(each) == []
        with closing(sqlite3.connect(each)) as connection:
            # What was said last and where the conversation stands were written together.
            rows = connection.execute(
                "SELECT json_extract(snapshot, '$.revision') - length(said), max(events.id)"
                " FROM conversations JOIN events USING (friend_id) GROUP BY friend_id"
            ).fetchall()
        assert {apart for apart, _ in rows} <= {0}
        seen.add(max((event for _, event in rows), default=0))
    assert len(seen) > 1


def test_a_copy_is_never_written_over_a_file(path: Path, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(StorageError, match="exists already"):
        back_up(path, copy)
    assert copy.read_bytes() == before
    assert [each.name for each in copy.parent.glob(".*")] == []


def test_a_copy_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing to copy"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists()


def test_a_copy_into_a_folder_that_is_missing_is_told(path: Path, copy: Path) -> None:
    assert copy.exists()
    with pytest.raises(StorageError, match="cannot be written"):
        back_up(path, path.parent / "missing" / "copy.db")


def test_what_was_erased_is_not_in_a_copy(store: Store, friend: Friend, path: Path) -> None:
    for number in range(200):
        says(store, friend, f"walrus {number}")
    store.privacy.forget(friend.id)
    back_up(path, path.with_name("copy.db"))
    assert b"walrus" not in path.with_name("copy.db").read_bytes()


def test_a_copy_put_back_is_what_it_was(
    store: Store, friend: Friend, path: Path, copy: Path
) -> None:
    before = contents(copy)
    says(store, friend, "walrus")
    later = contents(path)
    store.close()
    aside = restore(copy, path, STAMP)
    assert aside
    assert (contents(path), contents(aside)) == (before, later)
    assert path.stat().st_mode & 0o777 == 0o600
    with Store.open(path, Clock()) as again:
        assert [event.kind for event in again.conversations.history(friend.id)] == ["text-received"]


def test_a_copy_is_put_back_where_there_is_no_file_any_more(
    store: Store, path: Path, copy: Path
) -> None:
    before = contents(copy)
    store.close()
    path.unlink()
    assert restore(copy, path, STAMP) is None
    assert contents(path) == before


def test_a_copy_is_put_back_where_a_link_leads(
    store: Store, friend: Friend, path: Path, copy: Path
) -> None:
    log = damaged(store, friend, path)
    (path.parent / "elsewhere").mkdir()
    link = path.parent / "elsewhere" / "linked.db"
    link.symlink_to(path)
    aside = restore(copy, link, STAMP)
    assert aside == path.with_name(f"{path.name}.before-restore-{STAMP}")
    assert link.is_symlink()
    assert not log.exists()
    assert contents(path) == contents(copy)


def test_a_log_that_was_left_never_gets_into_what_was_put_back(
    store: Store, friend: Friend, path: Path, copy: Path
) -> None:
    log = damaged(store, friend, path)
    aside = restore(copy, path, STAMP)
    assert aside
    assert not log.exists()
    assert contents(path) == contents(copy)


def test_nothing_is_put_back_under_a_bot_that_runs(store: Store, path: Path, copy: Path) -> None:
    store.close()
    with InstanceLock.held(path), pytest.raises(StorageError, match="in use by another bot"):
        restore(copy, path, STAMP)


def test_nothing_is_put_back_under_a_conversation(store: Store, path: Path, copy: Path) -> None:
    assert store.database.rows("SELECT 1")
    with pytest.raises(StorageError, match="is in use"):
        restore(copy, path, STAMP)
    assert not list(path.parent.glob("*before-restore*"))


def cut_short(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)


def emptied(copy: Path) -> None:
    copy.write_bytes(b"")


def scribbled_on(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    copy.write_bytes(content)


def another_programs(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE things (id)")


def of_a_newer_version(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('advisor', '999-tomorrow', '')"
        )


def missing(copy: Path) -> None:
    copy.unlink()


@pytest.mark.parametrize(
    "fault", [cut_short, emptied, scribbled_on, another_programs, of_a_newer_version, missing]
)
def test_what_is_no_sound_copy_is_not_put_back(
    store: Store, path: Path, copy: Path, fault: Callable[[Path], None]
) -> None:
    store.close()
    before = contents(path)
    fault(copy)
    with pytest.raises(StorageError, match=str(copy)):
        restore(copy, path, STAMP)
    assert contents(path) == before
    assert not list(path.parent.glob("*before-restore*"))


def test_a_copy_that_was_killed_on_the_way_is_none(
    store: Store, friend: Friend, path: Path, tmp_path: Path
) -> None:
    with store.transaction():
        for number in range(600):
            says(store, friend, f"{number} " * 800, number + 1)
    store.close()
    code = "import sys, pathlib, storage.copies as c; p = pathlib.Path; print(flush=True);"
    code += "c.back_up(p(sys.argv[1]), p(sys.argv[2]))"
    chance = Random(1)  # noqa: S311 - when to kill is no secret
    killed = 0
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        target = folder / "copy.db"
        running = subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(target)], stdout=subprocess.PIPE
        )
        assert running.stdout
        running.stdout.readline()
        try:
            running.wait(chance.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
        running.wait(20)
        running.stdout.close()
        for each in folder.iterdir():
            if each.suffix == ".partial":
                killed += 1
                with pytest.raises(StorageError):
                    restore(each, tmp_path / "restored.db", STAMP)
            elif each == target:
                assert problems_of(each) == []
        shutil.rmtree(folder)
    assert killed
