"""advisor check says that the knowledge is sound, or lists everything that is not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.knowledge_files import copied_to, spoil


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


@pytest.mark.parametrize("messages", [False, pytest.param(True, marks=pytest.mark.long)])
def test_sound_knowledge_exits_well(messages: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that comes with the program is sound: knowledge, topics and messages.

    In the short form, topics and messages are proved where the recipes are followed, which call
    this command with more of both.
    """
    if not messages:
        monkeypatch.setattr("bot.cli.check.EXTRA", ())
    ran = CliRunner().invoke(main, ["check", "--json"])
    found = json.loads(ran.stdout)
    assert (ran.exit_code, found["sound"], found["problems"]) == (0, True, [])
    assert found["checked"] > 100


def test_all_problems_are_listed_with_file_and_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.check.EXTRA", ())  # what lies outside of the files takes long
    spoil(folder / "paths.toml", 'never_out = "No claim', '# "')
    spoil(
        folder / "rules/gates.toml",
        '  { cut = ["25-50"], runway = ["under-25"] },',
        '  { limit = ["tight"] },',
    )
    ran = CliRunner().invoke(main, ["check", str(folder)])
    assert ran.exit_code == 1
    assert "paths.toml: path.data-engineering:" in ran.output
    assert "rules/gates.toml: note.cut-is-tight:" in ran.output


def test_knowledge_that_cannot_be_loaded_is_listed_alike(folder: Path) -> None:
    spoil(folder / "rules/eliminations.toml", "{cut}", "{cuts}")
    spoil(folder / "rules/costs.toml", '"C23"', '"C99"')
    ran = CliRunner().invoke(main, ["check", "--json", str(folder)])
    files = {problem["file"] for problem in json.loads(ran.stdout)["problems"]}
    assert (ran.exit_code, files) == (1, {"rules/eliminations.toml", "rules/costs.toml"})
