"""Runs the command as its users do: as a process of its own, in a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


def command() -> list[str]:
    """The console script of this environment, or what it does where it is not installed."""
    script = Path(sys.executable).with_name("advisor")
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from bot.cli import main; main(prog_name='advisor')"]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with these settings only, whose user data is in a folder of its own."""
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    place = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    return inherited | place | {"LOGNAME": "ada", "PYTHONWARNINGS": "error"} | settings


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


def advisor(
    home: Path, *arguments: str, typed: bytes | str = b"", settings: Mapping[str, str] | None = None
) -> Ran:
    """Run `advisor` with these arguments and this input, in the folder ``home``."""
    ran = subprocess.run(
        [*command(), *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=home,
        env=environment(home, **(settings or {})),
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def is_one_sentence(text: str, *names: str) -> bool:
    """Whether an error is told in a clear line that holds these names, and no traceback."""
    lines: Sequence[str] = [line for line in text.splitlines() if line.startswith("Error: ")]
    return len(lines) == 1 and "Traceback" not in text and all(name in lines[0] for name in names)
