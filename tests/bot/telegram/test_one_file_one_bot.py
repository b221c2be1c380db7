"""One bot serves one file, and notices at once when that is taken away, or is another bot's."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.instance_lock import lock_file
from tests.bot.running import advisor, is_one_sentence
from tests.botapi import BotApiServer
from tests.scenes.process import Running

OTHER = "8000000002:AAF-a_token_of_another_bot_0000000"


def deleted(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    copy = Path(shutil.copy(path, f"{path}.copy"))
    copy.replace(path)


def log_deleted(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


@pytest.mark.parametrize("fault", [deleted, replaced, log_deleted])
def test_a_database_taken_away_ends_the_bot(fault: Callable[[Path], None], tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        anna = api.user("Anna")
        anna.starts()
        anna.waits_for_message()
        fault(bot.database)
        assert bot.ended(within=15) == 1
        assert is_one_sentence(bot.printed(), str(bot.database), "advisor restore")


def test_a_database_that_is_gone_at_the_start_is_missed(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        assert bot.stop() == 0
        bot.database.write_bytes(b"")
        ran = advisor(tmp_path, "telegram", settings=settings(api, bot.database))
        assert (ran.code, bot.database.stat().st_size) == (1, 0)
        assert is_one_sentence(ran.err, "is empty", str(lock_file(bot.database)))
        bot.database.unlink()
        ran = advisor(tmp_path, "telegram", settings=settings(api, bot.database))
        assert is_one_sentence(ran.err, "is gone", str(lock_file(bot.database)))
        lock_file(bot.database).unlink()
        bot.listening()
        assert bot.stop() == 0


@pytest.mark.parametrize("shared", ["file", "token"])
def test_of_two_that_start_at_once_one_serves(shared: str, tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / ("second" if shared == "token" else "first")]
    for folder in folders:
        folder.mkdir(exist_ok=True)
    with (
        BotApiServer() as api,
        Running(api, folders[0]) as first,
        Running(api, folders[1]) as second,
    ):
        first.start()
        second.start()
        api.world.wait(
            lambda: not (first.running and second.running), 40, lambda: "both go on polling"
        )
        anna = api.user("Anna")
        anna.starts()
        anna.waits_for_message(timeout=40)
        assert first.running != second.running
        what = "in use by another bot" if shared == "file" else "same token"
        assert what in first.printed() + second.printed()


def test_a_file_of_another_bot_is_left_alone_unless_it_is_taken_over(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        assert bot.stop() == 0
        other = settings(api, bot.database) | {"ADVISOR_TELEGRAM_TOKEN": OTHER}
        ran = advisor(tmp_path, "telegram", settings=other)
        assert ran.code == 1
        assert is_one_sentence(ran.err, str(bot.bot_id), "8000000002", "--take-over")
        ran = advisor(tmp_path, "telegram", "--take-over", settings=other)
        # Now all that is wrong is that this server knows no such token.
        assert is_one_sentence(ran.err, "ADVISOR_TELEGRAM_TOKEN")


def test_a_file_that_only_its_owner_may_read(tmp_path: Path) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        files = [bot.database, lock_file(bot.database)]
        assert [os.stat(file).st_mode & 0o777 for file in files] == [0o600, 0o600]


def settings(api: BotApiServer, database: Path) -> dict[str, str]:
    return {
        "ADVISOR_TELEGRAM_API": api.base,
        "ADVISOR_TELEGRAM_TOKEN": api.token,
        "ADVISOR_DATABASE": str(database),
    }
