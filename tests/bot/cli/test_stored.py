"""Whatever opens the file of an older version says so before it brings it up to date."""

import lzma
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage.database import Database
from tests.storage.helpers import Clock
from tests.test_written_by_older_version import OLDER

UPDATED = "is brought up to date with this version, once; conversations in it: 52."


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of an older version, which the settings name."""
    path = tmp_path / "advisor.db"
    path.write_bytes(lzma.decompress((OLDER / "advisor.db.xz").read_bytes()))
    monkeypatch.setenv("ADVISOR_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


def runs(*command: str) -> Result:
    return CliRunner().invoke(main, command)


@pytest.mark.parametrize(
    "command", ["chat", "telegram", "inbox list", "review list --json", "impact --json"]
)
def test_an_update_of_the_file_is_announced_once(command: str, older: Path) -> None:
    first, again = runs(*command.split()), runs(*command.split())
    assert first.stderr.startswith(f"The database {older} {UPDATED}"), first.output
    assert UPDATED not in first.stdout, "what is printed can still be read by programs"
    assert "brought up to date" not in again.output


def test_a_new_file_is_not_announced(tmp_path: Path) -> None:
    said = list[str]()
    for _ in range(2):
        Database.open(tmp_path / "new.db", Clock(), announce=said.append).close()
    assert said == []
