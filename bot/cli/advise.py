"""advisor advise: advice for answers given as JSON, one set of them or one a line."""

import os
from dataclasses import replace
from functools import partial

import click

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
        click.echo(advise_by_rules(rules, answers).model_dump_json(by_alias=True, indent=2))
    else:
        _show(rules, answers)


def _line(rules: CompiledRules, line: bytes) -> str:
    verdict = advise_by_rules(rules, read_answers(rules.knowledge, line))
    return verdict.model_dump_json(by_alias=True)


def _show(rules: CompiledRules, answers: dict[str, str]) -> None:
    """Print the message that a friend with these answers would read."""
    told = Dialogue(rules).step(Conversation(answers=answers), Enough())
    renderer = Renderer()
    screen = Screen(console_for(os.environ.get("COLUMNS")))
    screen.show(replace(renderer.render(reply), buttons=()) for reply in told.replies)
