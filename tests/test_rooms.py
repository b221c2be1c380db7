"""The rooms of the house: imports go one way, and each room keeps to its own business."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "flows", "storage")
MAY_IMPORT = {
    "flows": {"flows"},
    "storage": {"flows", "storage"},
    "bot": {"flows", "storage", "bot"},
}
NOT_FOR_FLOWS = {"telegram", "sqlite3", "sqlite_utils", "jinja2", "httpx", "click", "rich"}
LONGEST = 400


def imported(file: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_room_imports_only_what_it_may(room: str) -> None:
    for file in files(room):
        assert set(imported(file)) & {*ROOMS, "tests", "tools"} <= MAY_IMPORT[room], file


def test_flows_know_no_channel_and_no_database() -> None:
    for file in files("flows"):
        assert not set(imported(file)) & NOT_FOR_FLOWS, file


def test_only_storage_knows_the_database() -> None:
    for file in files("bot"):
        assert not set(imported(file)) & {"sqlite3", "sqlite_utils"}, file


@pytest.mark.parametrize("room", ROOMS)
def test_modules_say_what_they_are_for_and_stay_short(room: str) -> None:
    for file in files(room):
        text = file.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), file
        assert len(text.splitlines()) <= LONGEST, file
