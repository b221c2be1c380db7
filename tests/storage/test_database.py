"""A file that cannot be used is refused with a sentence that names it."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.database import Row
from storage.errors import StorageError
from storage.store import Store
from storage.updating import Updated, statements
from tests.storage.helpers import Clock

NOBODY = 65534


def refused(path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        Store.open(path, Clock(), patience=0.05)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    return message


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "advisor.db"
    Store.open(path, Clock()).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert "folder" in refused(tmp_path / "file" / "advisor.db")


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    refused(tmp_path)


def test_any_other_file_is_not_a_database(path: Path) -> None:
    path.write_text("Dear diary, " * 99, encoding="utf-8")
    assert "not a database" in refused(path)
    assert path.read_text(encoding="utf-8").startswith("Dear diary")


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with Database(path) as db:
        db.table("recipes").insert({"name": "dal"})
    assert "another program" in refused(path)
    with Database(path) as db:
        assert db.table_names() == ["recipes"]


def test_a_newer_file_is_left_alone(store: Store, path: Path) -> None:
    store.database.add(
        "_sqlite_migrations",
        {"migration_set": "advisor", "name": "999-from-the-future", "applied_at": "2099"},
    )
    assert "newer" in refused(path)


def test_a_locked_file_is_told_when_it_is_new(path: Path) -> None:
    with Database(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in refused(path)


def test_a_lock_while_working_is_told(path: Path) -> None:
    store = Store.open(path, Clock(), patience=0.05)
    with Database(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            store.users.get_or_create("telegram", "1", "Ann")
        other.execute("ROLLBACK")
    assert store.users.get_or_create("telegram", "1", "Ann").name == "Ann"
    store.close()


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that this process may look into but not write to, even when root runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "advisor.db"
        Store.open(path, Clock()).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield path
        finally:
            os.seteuid(user)
            folder.chmod(0o700)


def test_a_file_that_may_only_be_read_is_told(unprivileged: Path) -> None:
    assert "read" in refused(unprivileged)


def test_a_folder_that_may_not_be_written_is_told(unprivileged: Path) -> None:
    assert "allow" in refused(unprivileged.with_name("new.db"))


def test_many_may_open_a_new_file_at_once(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store.open(path, Clock()), range(8)))
    assert all(store.inbox.waiting() == [] for store in stores)
    for store in stores:
        store.close()


def test_who_reads_does_not_wait_for_who_writes(path: Path) -> None:
    with Store.open(path, Clock()) as store, ThreadPoolExecutor(1) as other:
        with store.transaction():
            store.users.get_or_create("telegram", "1", "Ann")
            assert store.users.count() == 1
            assert other.submit(store.users.count).result(timeout=10) == 0
        assert other.submit(store.users.count).result() == 1


def test_what_is_read_together_is_from_one_moment(path: Path) -> None:
    with Store.open(path, Clock()) as store, ThreadPoolExecutor(1) as other:
        with store.reading():
            before = store.users.count()
            other.submit(store.users.get_or_create, "telegram", "1", "Ann").result(timeout=10)
            assert store.users.count() == before
        assert store.users.count() == before + 1


def test_who_reads_apart_waits_for_nobody_who_reads(path: Path) -> None:
    def apart(store: Store) -> int:
        with store.database.apart(patience=0):
            return store.users.count()

    with Store.open(path, Clock()) as store, ThreadPoolExecutor(1) as other, store.reading():
        store.users.get_or_create("telegram", "1", "Ann")
        assert other.submit(apart, store).result(timeout=10) == 1


def test_who_reads_apart_in_a_transaction_sees_what_that_did(path: Path) -> None:
    with Store.open(path, Clock()) as store, store.transaction(), store.database.apart():
        store.users.get_or_create("telegram", "1", "Ann")
        assert store.users.count() == 1


def test_an_export_keeps_nobody_from_reading_or_writing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path, Clock()) as store, ThreadPoolExecutor(1) as other:
        ann = store.users.get_or_create("telegram", "1", "Ann")
        found: list[int] = []

        def meanwhile(_: str) -> list[Row]:
            users = store.users
            other.submit(users.get_or_create, "telegram", "2", "Bob").result(timeout=10)
            found.extend([other.submit(users.count).result(timeout=10), users.count()])
            return []

        monkeypatch.setattr(store.privacy, "_updates", meanwhile)
        store.privacy.export(ann.id)
        assert found == [2, 1], "it is all from one moment"
        assert store.users.count() == 2


def test_an_export_within_a_transaction_has_what_that_did(path: Path) -> None:
    with Store.open(path, Clock()) as store, store.transaction():
        ann = store.users.get_or_create("telegram", "1", "Ann")
        assert b"Ann" in store.privacy.export(ann.id)


def test_a_mistake_in_the_program_is_not_blamed_on_the_file(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError):
        store.database.rows("SELECT * FROM nowhere")


def test_a_store_may_live_in_memory() -> None:
    store = Store.open(None, Clock())
    assert store.inbox.keep(1, "{}")
    store.close()


PIECES = (
    "CREATE TABLE a (b);",
    "CREATE TRIGGER c AFTER INSERT ON a BEGIN DELETE FROM a; SELECT 1; END;",
    "SELECT ';', \";\", [;], `;`",
    "/* ; */",
    "-- ;\n",
    " \n ",
    ";",
    "END",
    "'",
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_scripts_are_cut_where_each_statement_is_complete(script: str) -> None:
    expected, text = [], ""
    for character in script:
        text += character
        if text.strip() and sqlite3.complete_statement(text):
            expected.append(text.strip())
            text = ""
    assert [*statements(script)] == [*expected, *filter(None, [text.strip()])]


def test_a_script_within_a_transaction_is_taken_back_with_it() -> None:
    script = "CREATE TABLE one (a); CREATE TABLE other (a); SELECT no_column;"
    with Store.open(None, Clock()) as store:
        with pytest.raises(sqlite3.OperationalError), store.database.transaction():
            Updated(store.database.sqlite).executescript(script)
        assert not {"one", "other"} & {*Updated(store.database.sqlite).table_names()}
