"""Whatever was stored and changed before, nothing of it is left in the file once it is scrubbed."""

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.scrubber import due, gap
from tests.storage.helpers import Clock

FRIENDS = 150
SEEDS = range(4)


def word(friend: int) -> str:
    return f"<{friend:05d}>"


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 (the same rows each time, no secret)


def fill(database: Database, chance: random.Random) -> None:
    """Rows that grow in turns, as conversations do, so that SQLite moves them between pages."""
    database.sqlite.execute(
        "CREATE TABLE grown (friend INTEGER PRIMARY KEY, words TEXT, file BLOB, mark INTEGER)"
    )
    database.sqlite.execute("CREATE INDEX grown_by_words ON grown (words)")
    words = [word(friend) for friend in range(FRIENDS)]
    for friend in range(FRIENDS):
        database.write("INSERT INTO grown VALUES (?, ?, NULL, 5)", friend, words[friend])
    for _ in range(8):
        with database.transaction():
            for _ in range(FRIENDS):
                friend = chance.randrange(FRIENDS)
                words[friend] += word(friend) * chance.randrange(1, 12)
                file = word(friend).encode() * chance.choice((0, 0, 0, 0, 0, 0, 0, 800))
                database.write(
                    "UPDATE grown SET words = ?, file = ? WHERE friend = ?",
                    *(words[friend], file, friend),
                )


def erase(database: Database, friends: list[int]) -> None:
    with database.transaction():
        for friend in friends:
            database.write("DELETE FROM grown WHERE friend = ?", friend)
        database.scrub_after()


def left_of(friends: list[int], path: Path) -> list[int]:
    files = [each.read_bytes() for each in path.parent.iterdir()]
    return [each for each in friends if any(word(each).encode() in file for file in files)]


def dirty_pages(path: Path) -> list[int]:
    """The pages, but for that of the schema, that hold anything where no row is."""
    content = path.read_bytes()
    size = int.from_bytes(content[16:18])
    found = []
    for at in range(size, len(content), size):
        unused = gap(content[at : at + size], size)
        if unused and content[at + unused.start : at + unused.stop].strip(b"\0"):
            found.append(at // size)
    return found


@pytest.fixture
def database(path: Path) -> Database:
    return Database.open(path, Clock())


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_of_what_was_erased_is_left(seed: int, database: Database, path: Path) -> None:
    chance = dice(seed)
    fill(database, chance)
    gone = chance.sample(range(FRIENDS), 50)
    kept = [friend for friend in range(FRIENDS) if friend not in gone]
    before = database.rows("SELECT * FROM grown")
    erase(database, gone)
    while database.scrub(pages=7):
        pass
    assert left_of(gone, path) == []
    assert left_of(kept, path) == kept
    assert database.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert database.rows("SELECT * FROM grown") == [row for row in before if row["friend"] in kept]
    database.close()


def test_without_it_copies_would_be_left(database: Database, path: Path) -> None:
    """SQLite's own secure_delete leaves them, so the test above would notice."""
    fill(database, dice(1))
    erase(database, [*range(FRIENDS)][::2])
    database.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert dirty_pages(path)
    while database.scrub(pages=7):
        pass
    assert not dirty_pages(path)
    database.close()


def test_what_others_remember_of_a_page_brings_nothing_back(database: Database, path: Path) -> None:
    fill(database, dice(1))
    other = Database.open(path, Clock())
    erase(database, [*range(FRIENDS)][::2])
    pages = other.rows("PRAGMA page_count")[0]["page_count"]
    assert database.scrub(pages=1)
    other.rows("SELECT * FROM grown")
    assert database.scrub(pages=2 * pages - 2)
    assert other.write("UPDATE grown SET mark = 6")
    assert not database.scrub()
    assert not dirty_pages(path)
    other.close()
    database.close()


def test_others_write_on_between_the_steps(database: Database, path: Path) -> None:
    fill(database, dice(7))
    other = Database.open(path, Clock())
    gone = list(range(120))
    other.rows("SELECT * FROM grown")
    erase(database, gone)
    friend = FRIENDS
    while database.scrub(pages=5):
        for each in (database, other):
            friend += 1
            each.write("INSERT INTO grown VALUES (?, ?, NULL, 5)", friend, word(friend) * 100)
            grown = "UPDATE grown SET words = words || words WHERE friend % 9 = 5"
            each.write(f"{grown} AND length(words) < 999")
    assert left_of(gone, path) == []
    assert other.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    other.close()
    database.close()


def test_each_step_is_bounded(database: Database) -> None:
    fill(database, dice(1))
    pages = database.rows("PRAGMA page_count")[0]["page_count"]
    erase(database, [1])
    steps = 1
    while database.scrub(pages=10):
        steps += 1
    assert steps == -(-2 * pages // 10)
    assert not database.scrub()
    database.close()


def test_a_step_in_which_nothing_is_erased_writes_nothing(database: Database, path: Path) -> None:
    fill(database, dice(1))
    pages = database.rows("PRAGMA page_count")[0]["page_count"]
    erase(database, [1])
    wrote = []
    while database.scrub(pages=10):
        wrote.append(path.with_name(f"{path.name}-wal").stat().st_size > 0)
    assert any(wrote)
    assert not any(wrote[-(-pages // 10) :]), "the second pass finds nothing"


def test_an_erasure_in_the_middle_begins_anew(database: Database) -> None:
    fill(database, dice(1))
    pages = database.rows("PRAGMA page_count")[0]["page_count"]
    erase(database, [1])
    for _ in range(3):
        assert database.scrub(pages=10)
    erase(database, [2])
    steps = 1
    while database.scrub(pages=10):
        steps += 1
    assert steps == -(-2 * pages // 10)
    database.close()


def test_nothing_is_done_while_another_program_writes(database: Database, path: Path) -> None:
    fill(database, dice(1))
    erase(database, [1])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM grown WHERE friend = 2")
    assert not database.scrub()
    other.execute("COMMIT")
    other.close()
    while database.scrub():
        pass
    assert left_of([1], path) == []
    database.close()


def test_the_locks_of_this_process_stay_when_one_of_two_closes(
    database: Database, path: Path
) -> None:
    """Closing any handle of a file would drop them, and another program could take the log away."""
    fill(database, dice(1))
    other = Database.open(path, Clock())
    for each in (database, other):
        erase(each, [1])
        each.scrub(pages=1)
    other.close()
    program = (
        "import sqlite3, sys; other = sqlite3.connect(sys.argv[1]);"
        " other.execute('SELECT 1 FROM grown').fetchone(); other.close()"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)
    assert path.with_name(f"{path.name}-wal").exists()
    database.write("DELETE FROM grown WHERE friend = 2")
    database.close()


def test_what_is_not_surely_a_page_of_a_tree_has_no_gap() -> None:
    leaf = bytes([13, 0, 0, 0, 1, 0, 90, 0, 0, 90]).ljust(100, b"\0")
    assert gap(leaf, 100) == range(10, 90)
    for page in (
        bytes(100),
        bytes([0, 0, 0, 13]).ljust(100, b"x"),
        leaf[:8] + bytes([0, 50]) + leaf[10:],
        leaf[:5] + bytes([0, 9]) + leaf[7:],
        leaf[:5] + bytes([0, 200]) + leaf[7:],
    ):
        assert gap(page, 100) is None


def test_the_mark_only_ever_grows() -> None:
    assert (due(0), due(1), due(2)) == (1, 3, 3)


def test_a_database_in_memory_needs_no_scrubbing() -> None:
    database = Database.open(None, Clock())
    database.scrub_after()
    assert not database.scrub()
    database.close()
