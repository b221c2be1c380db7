"""Where many would be advised otherwise, few are held at a time, and a kill tells nobody twice."""

import gc
import json
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.impact import impact
from bot.clock import now
from bot.owner.impact import Impact
from storage.advices import StoredAdvice
from storage.store import Store
from tests.bot.owner.test_impact import give, record, somebody
from tests.bot.running import Started, advisor, start
from tests.flows.dialogue.talk import KNOWLEDGE, RULES

FRIENDS = 25
COMMAND = ("impact", "--tell")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with friends who were all advised what nobody would be today."""
    path, chance = tmp_path / "advisor.db", random.Random(3)  # noqa: S311
    with Store.open(path, now) as store, store.transaction():
        for number in range(FRIENDS):
            friend = store.users.get_or_create("telegram", str(number), f"Friend {number}")
            today = record(RULES, somebody(chance))
            other = next(each.id for each in KNOWLEDGE.paths if each.id != today.verdict.advised)
            verdict = today.verdict.model_copy(update={"headline": "go", "pick": other})
            give(store, friend, today.model_copy(update={"verdict": verdict}))
    return path


def changes(path: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(path, isolation_level=None))


def told(path: Path) -> Counter[int]:
    """How many messages about another pick wait for each friend."""
    with changes(path) as db:
        rows = db.execute(
            "SELECT friend_id FROM outbox WHERE json_extract(message, '$.text') != 'Go.'"
        )
        return Counter(friend for (friend,) in rows)


@contextmanager
def telling(path: Path) -> Iterator[tuple[Started, int, Path]]:
    """`advisor impact --tell` as a process that waits for a yes, which goes to a descriptor."""
    reading, writing = os.pipe()
    printed = path.with_suffix(".txt")
    with printed.open("wb") as out:
        settings = {"ADVISOR_DATABASE": str(path)}
        streams = (reading, out.fileno(), out.fileno())
        process = start(path.parent, COMMAND, settings, streams)
    os.close(reading)
    try:
        yield process, writing, printed
    finally:
        os.close(writing)
        process.kill()
        process.wait(20)


def until(process: Started, happens: Callable[[], bool]) -> None:
    ends = time.monotonic() + 40
    while not happens():
        assert process.poll() is None, "it ended before it was killed"
        assert time.monotonic() < ends
        time.sleep(0.001)


def is_held(path: Path) -> bool:
    """Whether somebody is in the middle of writing."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        db.execute("ROLLBACK")
        return False


NEVER_ENDS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.mark.parametrize(("table", "told_before"), [("outbox", "<="), ("advices", "<")])
@pytest.mark.parametrize("many", [0, 1, FRIENDS - 1])
def test_a_kill_after_the_yes_tells_the_rest_at_the_next_call(
    path: Path, many: int, table: str, told_before: str
) -> None:
    """It is held up by the file once so many are told, and killed in the middle of the next."""
    told_of = "(SELECT count(*) FROM advices WHERE kind = 'revision')"
    with changes(path) as db:
        db.execute(
            f"CREATE TRIGGER hangs AFTER INSERT ON {table} WHEN {many} {told_before} {told_of}"
            f" BEGIN {NEVER_ENDS}; END"
        )
    with telling(path) as (process, writing, printed):
        until(process, lambda: "Tell them" in printed.read_text(encoding="utf-8"))
        os.write(writing, b"y\n")
        until(process, lambda: told(path).total() == many and is_held(path))
        process.send_signal(signal.SIGKILL)
        assert process.wait(20) == -signal.SIGKILL
    assert told(path).total() == many
    with changes(path) as db:
        db.execute("DROP TRIGGER hangs")
    settings = {"ADVISOR_DATABASE": str(path)}
    again = advisor(path.parent, *COMMAND, typed="y\n", settings=settings)
    assert f"{FRIENDS - many} messages wait" in again.out
    assert told(path) == dict.fromkeys(range(1, FRIENDS + 1), 1)
    assert "Nobody is to be told" in advisor(path.parent, *COMMAND, settings=settings).out


def test_a_kill_at_any_moment_tells_nobody_twice(path: Path) -> None:
    """Killed again and again, some milliseconds after the yes, until a call gets through."""
    settings, kills, pause = {"ADVISOR_DATABASE": str(path)}, 0, 0.0
    while told(path).total() < FRIENDS:
        with telling(path) as (process, writing, printed):
            until(process, lambda: "Tell them" in printed.read_text(encoding="utf-8"))
            os.write(writing, b"y\n")
            time.sleep(pause)
            process.kill()
            kills += process.wait(20) == -signal.SIGKILL
        assert set(told(path).values()) <= {1}
        pause += 0.01
    assert kills
    assert told(path) == dict.fromkeys(range(1, FRIENDS + 1), 1)
    assert "Nobody is to be told" in advisor(path.parent, *COMMAND, settings=settings).out


@pytest.mark.parametrize("more", [["--json"], ["--tell"]])
def test_no_more_is_held_than_a_page_however_many_differ(
    path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    held: list[int] = []

    def corrections(_: Impact) -> Iterator[tuple[int, str, str | None]]:
        gc.collect()
        held.append(sum(isinstance(each, StoredAdvice) for each in gc.get_objects()))
        yield from ()

    monkeypatch.setenv("ADVISOR_DATABASE", str(path))
    monkeypatch.setattr("storage.advices.PAGE", 5)
    monkeypatch.setattr(Impact, "corrections", corrections)
    printed = CliRunner().invoke(impact, more, input="n\n").output
    if more == ["--json"]:
        assert len(json.loads(printed)["differing"]) == FRIENDS
    else:
        assert printed.count(" → ") == FRIENDS
    assert held[0] <= 5
