"""The command that proves the knowledge: every problem at once, with file and place."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.progress import Progress

from bot.cli.progress import PATIENCE
from bot.message_checks.template_checks import cited_by_topics, messages_render, topics_fit
from bot.terminal.screen import open_console
from flows.checks.run import check as check_knowledge
from flows.checks.run import steps
from flows.checks.subject import Check, CheckStep
from flows.knowledge import Knowledge, KnowledgeError, Problem, built_in, load

EXTRA: tuple[Check, ...] = (topics_fit(), messages_render())
"""Checks of what lies outside of the knowledge: that topics, phrasings and messages fit it."""


@click.command("check")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(folder: Path | None, as_json: bool) -> None:
    """Prove over all combinations of answers that the knowledge is sound.

    FOLDER holds the knowledge files; by default, those that come with the program.
    """
    try:
        knowledge = load(folder) if folder else built_in()
    except KnowledgeError as error:
        problems, proven = error.problems, 0
    else:
        problems, proven = _checked(knowledge)
    click.echo(_as_json(problems, proven) if as_json else _as_text(problems, proven))
    if problems:
        raise click.exceptions.Exit(1)


def _checked(knowledge: Knowledge) -> tuple[tuple[Problem, ...], int]:
    """The problems and the number of statements; a bar shows on the error stream if it is late."""
    started, cited = time.monotonic(), cited_by_topics()
    total = len(steps(knowledge, cited, EXTRA))
    with Progress(console=open_console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Proving", total=total, visible=False)

        def done(step: CheckStep) -> None:
            late = time.monotonic() - started > PATIENCE
            bar.update(task, advance=1, visible=late, description=step.proves[:40], refresh=late)

        return check_knowledge(knowledge, cited, EXTRA, done), total


def _as_text(problems: Sequence[Problem], proven: int) -> str:
    if not problems:
        return f"Sound: {proven} statements hold for every combination of answers."
    return "\n".join([*map(str, problems), f"Problems found: {len(problems)}."])


def _as_json(problems: Sequence[Problem], proven: int) -> str:
    found = [{"file": each.file, "place": each.place, "what": each.what} for each in problems]
    return json.dumps({"sound": not problems, "checked": proven, "problems": found}, indent=2)
