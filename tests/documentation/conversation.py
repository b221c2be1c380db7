"""The conversation in the README: typed into the terminal front end, with what was typed shown."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from rich.console import Console

from bot.advisor import Advisor
from bot.rendering import Renderer
from bot.terminal.screen import Screen
from bot.terminal.talk import Talk
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.rules import compile_rules
from flows.topics.load import built_in_topics
from storage.store import Store

TYPED = ("1", "3", "2", "top 20-30 %", "3", "/why", "/advice", "/quit")
WIDTH = 88


def conversation() -> str:
    """Play the conversation and show it as a terminal would."""
    seen = io.StringIO()
    console = Console(file=seen, width=WIDTH, highlight=False, markup=False, emoji=False)
    store = Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    advisor = Advisor(Dialogue(compile_rules(built_in()), built_in_topics()), store, Renderer())
    Talk(advisor, Screen(console), "Asha").run(_typing(console))
    lines = "\n".join(line.rstrip() for line in seen.getvalue().splitlines())
    return f"```text\n{lines.strip()}\n```"


def _typing(console: Console) -> Iterator[str]:
    for line in TYPED:
        console.print(f"> {line}")
        yield line
