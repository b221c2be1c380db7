"""advisor advise: advice for answers given as JSON, one set of them or one a line."""

import json
import os
from dataclasses import replace
from functools import partial
from typing import Any

import click

from bot.cli.analysis import analysis_json
from bot.cli.json_input import INPUT, answer_lines, read_file
from bot.cli.request import read_answers
from bot.rendering import Renderer
from bot.terminal.screen import Screen, console_for
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.rules import CompiledRules, compile_rules
from flows.rules import advise as advise_by_rules
from flows.topics.load import built_in_topics


@click.command("advise")
@click.argument("file", type=INPUT, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the whole verdict as JSON.")
@click.option(
    "--lines",
    type=INPUT,
    metavar="FILE",
    help="Answer each line of FILE (- for standard input): JSON a line in, JSON a line out.",
)
def advise(file: str | None, as_json: bool, lines: str | None) -> None:
    """Advise on answers given as JSON in FILE (- or nothing: standard input).

    For example {"answers": {"role": "ml-lead", "joy": "building"}, "figures": {"now": 4000000,
    "next": 1000000, "currency": "INR"}}. Any answer may be missing; figures set the cut.
    """
    if file and lines:
        raise click.UsageError("Give either FILE or --lines FILE, not both.")
    rules = compile_rules(built_in())
    if lines:
        answer_lines(lines, partial(_line, rules))
        return
    answers = read_answers(rules.knowledge, read_file(file or "-"))
    if as_json:
        click.echo(json.dumps(_as_json(rules, answers), indent=2))
    else:
        _show(rules, answers)


def _line(rules: CompiledRules, line: bytes) -> str:
    return json.dumps(_as_json(rules, read_answers(rules.knowledge, line)))


def _as_json(rules: CompiledRules, answers: dict[str, str]) -> dict[str, Any]:
    """The verdict, with what would change it and how firm it is."""
    verdict = advise_by_rules(rules, answers)
    return verdict.model_dump(mode="json", by_alias=True) | analysis_json(rules, answers)


def _show(rules: CompiledRules, answers: dict[str, str]) -> None:
    """Print the message that a friend with these answers would read."""
    told = Dialogue(rules, built_in_topics()).step(Conversation(answers=answers), Enough())
    renderer = Renderer()
    screen = Screen(console_for(os.environ.get("COLUMNS")))
    screen.show(replace(renderer.render(reply), buttons=()) for reply in told.replies)
