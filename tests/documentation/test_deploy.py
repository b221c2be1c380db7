"""What the owner copies to run the bot names what is there, and asks for no more than it needs."""

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.cli.group import COMMANDS
from tests.documentation.places import DOCS, ROOT

UNITS = sorted((DOCS / "deploy").glob("advisor*"))
STEPS = re.findall(
    r"^([A-Z]+) (.*)$",
    (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " "),
    re.MULTILINE,
)


def lines(instruction: str) -> list[str]:
    return [rest for name, rest in STEPS if name == instruction]


def test_the_container_gets_all_that_is_packed_and_nothing_else() -> None:
    copied = {
        name for line in lines("COPY") if "--from" not in line for name in shlex.split(line)[:-1]
    }
    assert all((ROOT / name).exists() for name in copied)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {*packages, "pyproject.toml", "constraints.txt"} <= copied
    sent = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {name.lstrip("!") for name in sent if name.startswith("!")} == copied
    assert sent[0] == "*"


def test_the_container_is_not_roots_and_runs_commands_that_exist() -> None:
    (user,) = lines("USER")
    assert user.isdecimal()
    assert user != "0"
    (start,), (health,) = lines("CMD"), lines("HEALTHCHECK")
    for words in (json.loads(start), json.loads(health.partition("CMD ")[2])):
        assert words[0] == "advisor"
        assert words[1] in COMMANDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_run_commands_that_exist(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert set(re.findall(r"bin/advisor (\w+)", text)) <= {*COMMANDS}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_nothing_to_object_to(tmp_path: Path) -> None:
    program = tmp_path / "advisor"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/advisor/.venv/bin/advisor", str(program))
        (tmp_path / unit.name).write_text(text)
    names = [str(tmp_path / unit.name) for unit in UNITS]
    ran = subprocess.run(
        ["systemd-analyze", "verify", *names],  # noqa: S607 - found just above
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    # Of units that came with this machine it says what it likes.
    assert not [line for line in ran.stderr.splitlines() if "advisor" in line]
    for name in names:
        if name.endswith(".service"):
            ran = subprocess.run(
                ["systemd-analyze", "security", "--offline=true", "--threshold=20", name],  # noqa: S607 - likewise
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert ran.returncode == 0, ran.stdout[-200:]
