"""advisor advise: advice for answers given as JSON, one set of them or one a line."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import click

from bot.cli.json_input import INPUT, answer_lines, read_file, read_request
from bot.incoming import TERMINAL
from bot.rendering import Renderer
from bot.terminal.screen import Screen, open_console
from flows.affordability import with_limit
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.dialogue.step import Dialogue
from flows.figures import Figures
from flows.knowledge import built_in
from flows.money.assumptions import Assumptions, within_chapter
from flows.nlu.faq.load import built_in_topics
from flows.rules import CompiledRules, compile_rules
from flows.rules import advise as advise_by_rules
from flows.rules.author import author_difference
from flows.rules.changes import flips
from flows.rules.findings import Answers
from flows.rules.relevance import asked_at_most
from flows.rules.robustness import robustness, without_least_sure


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
    "next": 1000000, "runway": 0.3, "currency": "INR"}}. Any answer may be missing. Figures set the
    cut and, by "runway" (the largest cut that could be lived with, as a fraction) or "floor" (the
    least yearly cash), the limit.
    """
    if file and lines:
        raise click.UsageError("Give either FILE or --lines FILE, not both.")
    rules = compile_rules(built_in())
    if lines:
        answer_lines(lines, partial(_line, rules))
        return
    answers, figures = read_request(rules.knowledge, read_file(file or "-"))
    if as_json:
        click.echo(json.dumps(_as_json(rules, answers, figures), indent=2))
    else:
        _show(rules, answers, figures)


def _line(rules: CompiledRules, line: bytes) -> str:
    return json.dumps(_as_json(rules, *read_request(rules.knowledge, line)))


def _as_json(
    rules: CompiledRules, answers: dict[str, str], figures: Figures | None
) -> dict[str, Any]:
    """The verdict, with what would change it and how firm it is."""
    verdict = advise_by_rules(rules, answers, figures)
    analysis = analysis_json(rules, with_limit(answers, figures))
    return verdict.model_dump(mode="json", by_alias=True) | analysis


def analysis_json(rules: CompiledRules, answers: Answers) -> dict[str, Any]:
    """The analysis of some answers, ready to be merged into the advice.

    ``flips``: all smallest sets of changes that turn the pick, what a friend cannot change held
    fixed. ``robustness``: the share of single-answer changes that leave the pick alone (null with
    nothing answered), and ``hangs_on`` the questions of the others. ``without_least_sure``: the
    advice without the least sure claims. ``author_difference``: where friend and author differ.
    ``asked_at_most``: a bound on the questions still to come.
    """
    found = robustness(rules, answers)
    author = author_difference(rules, answers)
    return {
        "flips": [{"changes": each.changes, "pick": each.pick} for each in flips(rules, answers)],
        "robustness": found.share,
        "hangs_on": list(found.hangs_on),
        "without_least_sure": without_least_sure(rules, answers).model_dump(mode="json"),
        "author_difference": {
            "pick": author.pick,
            "same": list(author.same),
            "differences": [each.model_dump(mode="json") for each in author.differences],
        },
        "asked_at_most": asked_at_most(rules, answers),
    }


def _show(rules: CompiledRules, answers: dict[str, str], figures: Figures | None) -> None:
    """Print the message that a friend with these answers would read."""
    assumed = within_chapter(Assumptions(), None, answers.get("horizon"))
    # Begun already: whoever runs a command needs no welcome.
    conversation = Conversation(answers=answers, figures=figures, assumptions=assumed, revision=1)
    told = Dialogue(rules, built_in_topics()).step(conversation, Enough())
    renderer = Renderer(channel=TERMINAL)
    screen = Screen(open_console())
    screen.show(replace(renderer.render(reply), buttons=()) for reply in told.replies)
