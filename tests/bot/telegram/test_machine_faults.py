"""Faults of the machine, with the real process: what passes is waited out, and nothing is lost."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.clock import now
from storage.damage import problems_of
from storage.store import Store
from tests.bot.running import ROOT, advisor, is_one_sentence
from tests.botapi import BotApiServer
from tests.botapi.faults import cut
from tests.scenes.aftermath import (
    Replay,
    assert_nothing_is_lost,
    recorded,
    unseen,
    wait_until_done,
)
from tests.scenes.crowd import Crowd
from tests.scenes.process import Running

linux = pytest.mark.skipif(sys.platform != "linux", reason="it takes what Linux alone has")

SHIFTED_CLOCK = """
import datetime, os
import bot.clock
def shifted():
    days = int(os.readlink(os.environ["SHIFT"]))
    return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
bot.clock.now = shifted
"""
"""Started before everything else: the program's clock, as many days off as a link names."""


class Scene:
    """A bot that runs, with some people who write to it."""

    def __init__(self, api: BotApiServer, folder: Path) -> None:
        self.api = api
        self.crowd = Crowd(api, seed=1, friends=6)
        hooks = folder / "hooks"
        hooks.mkdir()
        (hooks / "sitecustomize.py").write_text(SHIFTED_CLOCK)
        self.shift = folder / "shift"
        self.shift_clock(0)
        self.bot = Running(
            api,
            folder,
            ADVISOR_OWNER=str(self.crowd.owner.id),
            PYTHONPATH=f"{hooks}:{ROOT}",
            SHIFT=str(self.shift),
        )

    def shift_clock(self, days: int) -> None:
        new = self.shift.with_name("new")
        new.symlink_to(str(days))
        new.replace(self.shift)

    def everybody_acts(self, times: int = 12) -> None:
        for _ in range(times):
            self.crowd.acts()

    def anna_is_answered(self) -> None:
        """One of the friends says something and hears of it."""
        anna = self.crowd.friends[0]
        before = len(anna.bot_posts)
        anna.says("/help")
        anna.waits_until(lambda: len(anna.bot_posts) > before, timeout=40)

    @contextmanager
    def limited(self, what: int, most: int) -> Iterator[None]:
        """Let the process have no more of something for a while."""
        before = resource.prlimit(self.bot.pid, what)
        resource.prlimit(self.bot.pid, what, (most, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self.bot.pid, what, before)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """What befalls this bot, it survives; in the end nothing of anybody is lost."""
    with BotApiServer() as api:
        scene = Scene(api, tmp_path_factory.mktemp("bot"))
        with scene.bot as bot:
            bot.listening()
            scene.crowd.meet()
            scene.anna_is_answered()
            yield scene
            wait_until_done(bot, patience=60)
            assert bot.stop() == 0
            assert "Traceback" not in bot.printed()
            assert "failed with" not in bot.printed()
            with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
                assert_nothing_is_lost(api, scene.crowd, store)
                assert unseen(scene.crowd, store) == []


@linux
def test_a_disk_that_takes_no_more_is_waited_out(scene: Scene) -> None:
    before = scene.bot.printed().count("the disk")
    with scene.limited(resource.RLIMIT_FSIZE, 100_000):  # there is room for what it prints
        for _ in range(50):
            scene.everybody_acts(3)
            time.sleep(0.1)
            if scene.bot.printed().count("the disk") > before:
                break
    assert scene.bot.printed().count("the disk") > before
    scene.anna_is_answered()


@pytest.mark.parametrize(
    "seconds", [3, 7, pytest.param(30, marks=[pytest.mark.long, pytest.mark.timeout(300)])]
)
def test_a_lock_of_another_program_is_waited_out(scene: Scene, seconds: int) -> None:
    with closing(sqlite3.connect(scene.bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        scene.everybody_acts()
        time.sleep(seconds)
        other.execute("ROLLBACK")
    scene.anna_is_answered()


@linux
def test_descriptors_that_run_out_are_waited_out(scene: Scene) -> None:
    with scene.limited(resource.RLIMIT_NOFILE, 4):
        # A line that is open already could go on.
        scene.api.fail("getUpdates", cut(effect=False), times=2)
        scene.everybody_acts()
        scene.crowd.friends[0].says("/share")
        time.sleep(2)
    assert "too many open files" in scene.bot.printed()
    scene.anna_is_answered()


@pytest.mark.parametrize(
    "seconds", [2, pytest.param(60, marks=[pytest.mark.long, pytest.mark.timeout(300)])]
)
def test_a_pause_is_no_silence_of_telegram(seconds: int, tmp_path: Path) -> None:
    # A poll that nothing comes of takes ten seconds, so patience has to be longer.
    with BotApiServer() as api, Running(api, tmp_path, ADVISOR_TELEGRAM_PATIENCE="15") as bot:
        bot.listening()
        os.kill(bot.pid, signal.SIGSTOP)
        anna = api.user("Anna")
        anna.starts()
        time.sleep(seconds)
        os.kill(bot.pid, signal.SIGCONT)
        anna.waits_for_message(timeout=20)
        assert bot.stop() == 0


@pytest.mark.parametrize("days", [40, -40, 0])
def test_a_clock_that_jumps_stops_nobody(scene: Scene, days: int) -> None:
    scene.shift_clock(days)
    scene.everybody_acts()
    scene.anna_is_answered()


def copied(bot: Running, database: Path, copy: Path) -> Path:
    """Copy the database and its log as they are at one moment."""
    os.kill(bot.pid, signal.SIGSTOP)
    for ending in ("", "-wal"):
        shutil.copy(f"{database}{ending}", f"{copy}{ending}")
    os.kill(bot.pid, signal.SIGCONT)
    return copy


def test_a_copy_of_the_files_at_any_moment_is_whole(scene: Scene, tmp_path: Path) -> None:
    replay = Replay()
    for number in range(4):
        copy = tmp_path / f"{number}" / "advisor.db"
        copy.parent.mkdir()
        scene.everybody_acts()
        time.sleep(number * 0.05)
        assert problems_of(copied(scene.bot, scene.bot.database, copy)) == []
        with Store.open(copy, now, bot_id=scene.bot.bot_id) as store:
            assert all(replay.is_true_of(store, str(each.id)) for each in scene.crowd.friends)
    scene.anna_is_answered()


@pytest.mark.parametrize(
    ("times", "acts"),
    [(2, 15), pytest.param(40, 25, marks=[pytest.mark.long, pytest.mark.timeout(600)])],
)
def test_a_copy_taken_meanwhile_is_of_one_moment(
    scene: Scene, tmp_path: Path, times: int, acts: int
) -> None:
    replay, seen = Replay(), set()
    for number in range(times):
        copy = tmp_path / f"{number}.db"
        scene.everybody_acts(acts)
        ran = advisor(
            tmp_path, "backup", str(copy), settings={"ADVISOR_DATABASE": str(scene.bot.database)}
        )
        assert ran.code == 0
        assert problems_of(copy) == []
        with Store.open(copy, now, bot_id=scene.bot.bot_id) as store:
            assert all(replay.is_true_of(store, str(each.id)) for each in scene.crowd.friends)
            seen.add(store.database.rows("SELECT count(*) AS events FROM events")[0]["events"])
    assert len(seen) > 1


def test_asked_to_end_under_load_it_ends_soon_and_loses_nothing(scene: Scene) -> None:
    scene.everybody_acts(150)
    time.sleep(0.5)
    began = time.monotonic()
    assert scene.bot.stop() == 0
    assert time.monotonic() - began < 10  # five, on a machine with nothing else to do
    with Store.open(scene.bot.database, now, bot_id=scene.bot.bot_id) as store:
        assert store.inbox.waiting() or scene.api.updates.pending
    scene.bot.listening()
    scene.anna_is_answered()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_lock_that_never_ends_is_told(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            api.user("Anna").starts()
            assert bot.ended(within=90) == 1
        assert is_one_sentence(bot.printed(), str(bot.database), "locked by another program")


def flipped(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at : at + 64] = bytes(each ^ 255 for each in content[at : at + 64])
    file.write_bytes(content)


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[tuple[BotApiServer, Running]]:
    """A bot that was killed after a friend had begun, with all of that in its log."""
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        anna = api.user("Anna")
        anna.starts()
        anna.waits_for_message()
        api.wait_idle()
        bot.kill()
        yield api, bot


def test_a_torn_log_is_told_at_the_start(killed: tuple[BotApiServer, Running]) -> None:
    api, bot = killed
    log = bot.database.with_name("advisor.db-wal")
    flipped(log, at=200)
    bot.listening()
    assert "log of" in bot.printed()
    assert "is damaged" in bot.printed()
    boris = api.user("Boris")
    boris.starts()
    assert boris.waits_for_message()
    assert bot.stop() == 0


def test_a_damaged_page_is_told_at_the_start(killed: tuple[BotApiServer, Running]) -> None:
    _, bot = killed
    with closing(sqlite3.connect(bot.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'")
        flipped(bot.database, (page.fetchone()[0] - 1) * 4096)
    bot.start()
    assert bot.ended(within=40) == 1
    assert is_one_sentence(bot.printed(), str(bot.database), "advisor restore")


def _allowed(*words: str) -> bool:
    """Whether a command may be run here."""
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_file_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    # Root may write whatever the file says, but not from a world in which it is nobody.
    within = ["unshare", "--user"] if os.geteuid() == 0 else []
    if within and not _allowed(*within, "true"):
        pytest.skip("root may write everything, and may not become nobody here")
    with BotApiServer() as api, Running(api, tmp_path, within=within) as bot:
        Store.open(bot.database, now).close()
        bot.database.chmod(0o444)
        tmp_path.chmod(0o555)
        try:
            bot.start()
            assert bot.ended(within=40) == 1
        finally:
            tmp_path.chmod(0o700)
        assert is_one_sentence(bot.printed(), "advisor.db", "allow")


@linux
def test_a_full_disk_is_told_and_waited_out(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=3m none {disk}"
    within = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not _allowed(*within, mount):
        pytest.skip("nobody may mount anything here")
    database = disk / "advisor.db"
    within += [f'{mount} && exec "$@"', "sh"]
    with (
        BotApiServer() as api,
        Running(api, tmp_path, within=within, ADVISOR_DATABASE=str(database)) as bot,
    ):
        bot.listening()
        crowd = Crowd(api, seed=1, friends=1)
        (anna,) = crowd.friends
        anna.starts()
        anna.waits_for_message()
        inside = Path(f"/proc/{bot.pid}/root{disk}")
        filler = inside / "filler"
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(b"\0" * 2**22)
        for _ in range(20):
            anna.says("/help")
        api.world.wait(lambda: "disk is full" in bot.printed(), 20, bot.printed)
        filler.unlink()
        # What repeats is told once while it waits, and nothing is left over.
        api.world.wait(lambda: len(anna.bot_posts) > 1, 60, bot.printed)
        api.wait_idle(settle=5, timeout=60)
        # SQLite resolves links, and would open the file of this name outside of the mount.
        look = partial(copied, bot, inside / database.name, tmp_path / "copy.db")
        wait_until_done(bot, 60, look)
        with Store.open(look(), now, bot_id=bot.bot_id) as store:
            assert_nothing_is_lost(api, crowd, store)
            assert unseen(crowd, store) == []
            assert len(recorded(store, anna)) == 1 + 20
        assert bot.stop() == 0
