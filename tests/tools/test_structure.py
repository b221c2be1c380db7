"""The figures of the structure are those of the tree, and can be had by a program."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storage.texts import printable
from tools.layout import ROOMS, ROOT, alternatives, room_of
from tools.road import followed


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    command = [sys.executable, "-m", "tools.structure", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=100)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_every_module_is_counted(measured: dict[str, Any]) -> None:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    assert measured["modules"] == len(files)
    for name in measured["short_with_single_importer"]:
        module = ROOT / Path(*name.split("."))
        assert module.with_suffix(".py").exists() or (module / "__init__.py").exists()


def test_a_message_enters_files_and_fills_caches(measured: dict[str, Any]) -> None:
    new, again, tap = measured["roads"].values()
    for road in (new, again, tap):
        assert "bot/advisor.py" in road["files"]
        assert all((ROOT / file).exists() for file in road["files"])
        assert 0 < len(road["changes_of_room"]) < road["calls"]
        assert road["in_next_question"] < road["calls"]
    assert tap["calls"] < again["calls"] <= new["calls"]


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [("plain", 0), ("one|two|three", 3), (r"(?:ab|cd(?=ef|gh))+|ij", 6), (r"(a1|b2){2,}?", 2)],
)
def test_alternatives_are_counted_at_any_depth(pattern: str, branches: int) -> None:
    assert alternatives(re.compile(pattern)) == branches


def test_only_the_rooms_count_as_entered() -> None:
    road = followed(lambda: json.dumps(printable("a b")))
    assert road.files == ["storage/texts.py"]
    assert road.changes_of_room == []
    assert road.calls > 1
    assert not room_of(json.__file__)
