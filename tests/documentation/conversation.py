"""The conversation in the README: typed into the terminal front end, with what was typed shown."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.bootstrap import open_advisor
from bot.incoming import TERMINAL
from bot.settings import Settings
from bot.terminal.repl import Repl
from bot.terminal.screen import Screen

TYPED = (
    "7 yrs MLE in pune, mtech, tired of the same pipelines, 38 LPA vs 22 for a backend role",
    "building things is what i enjoy most, goal is to become CTO",
    "/advice",
    "/quit",
)
WIDTH = 88


def conversation() -> str:
    """Play the conversation and show it as a terminal would."""
    seen = io.StringIO()
    console = Console(file=seen, width=WIDTH, highlight=False, markup=False, emoji=False)
    with TemporaryDirectory() as folder:
        settings = Settings(database=Path(folder) / "conversation.db")
        with open_advisor(settings, _new_year, TERMINAL) as advisor:
            Repl(advisor, Screen(console), "Asha").run(_typing(console))
    lines = "\n".join(line.rstrip() for line in seen.getvalue().splitlines())
    return f"```text\n{lines.strip()}\n```"


def _new_year() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def _typing(console: Console) -> Iterator[str]:
    for line in TYPED:
        console.print(f"> {line}")
        yield line
