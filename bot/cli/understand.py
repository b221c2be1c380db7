"""``advisor understand``: what free text says about the questions, and what it asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import click
from pydantic import BaseModel, ConfigDict

from bot.cli.json_input import INPUT, answer_lines, parse_json, validated
from bot.errors import WrongUseError
from flows.figures import Figures
from flows.knowledge import built_in
from flows.nlu.interpretation import Interpretation, TextContext
from flows.nlu.interpreter import ModelInterpreter, built_in_interpreter
from flows.nlu.measure import comp_of


class UnderstandRequest(BaseModel):
    """One line of many: a text, and the question that it answers; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    text: str
    question: str | None = None


@dataclass(frozen=True)
class _Reader:
    """Understands texts as if they were said on one day, at one open question or at none."""

    interpreter: ModelInterpreter
    question: str | None
    today: date | None

    def read(self, text: str, question: str | None = None) -> Interpretation:
        context = TextContext(question=_known(question) or self.question, today=self.today)
        return self.interpreter.interpret(text, context)


@click.command("understand")
@click.argument("text", required=False)
@click.option("--question", metavar="ID", help="Read the text as if this question were open.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help='The day that "since 2019" counts from, such as 2026-11-28; else the day it is.',
)
@click.option(
    "--lines",
    type=INPUT,
    metavar="FILE",
    help='Read one JSON object a line, {"text": …, "question": …}; "-" is standard input.',
)
def understand(
    text: str | None,
    question: str | None,
    as_json: bool,
    today: datetime | None,
    lines: str | None,
) -> None:
    """Say what TEXT states about the friend, and what it asks."""
    if (text is None) == (lines is None):
        raise click.UsageError(
            'Give either a text, as in advisor understand "7 yrs DS", or --lines FILE.'
        )
    reader = _Reader(built_in_interpreter(), _known(question), today.date() if today else None)
    if lines is not None:
        answer_lines(lines, partial(_line, reader), skip_blank=True)
        return
    said = reader.read(text or "")
    click.echo(json.dumps(as_record(said)) if as_json else "\n".join(_told(said)))


def _line(reader: _Reader, line: bytes) -> str:
    """What a line states; where it names no question, that of the command was asked."""
    request = validated(UnderstandRequest, parse_json(line))
    return json.dumps(as_record(reader.read(request.text, request.question)))


def _known(question: str | None) -> str | None:
    if question is not None and question not in built_in().question:
        accepted = ", ".join(built_in().question)
        raise WrongUseError(f"There is no question {question!r:.60}; the questions: {accepted}.")
    return question


def as_record(said: Interpretation) -> dict[str, Any]:
    """What a text was understood to mean, as programs read it."""
    figures = said.figures or Figures()
    amounts = {
        "now": figures.now,
        "next": figures.next,
        "currency": figures.currency,
        "runway": figures.runway,
        "floor": said.floor,
    }
    return {
        "answers": {fact.question: fact.option for fact in said.facts if not said.what_if},
        "ask_back": {fact.question: fact.option for fact in said.ask_back},
        "what_if": {fact.question: fact.option for fact in said.facts if said.what_if},
        "option": said.option,
        "sure": said.sure,
        "figures": {name: _number(amount) for name, amount in amounts.items()},
        "questions": [
            {
                "words": each.words,
                "kind": each.kind,
                "topic": each.topic,
                "alternatives": list(each.alternatives),
            }
            for each in said.questions
        ],
        "circumstances": list(said.circumstances),
        "unread": said.unread or None,
        "corrects": said.corrects,
        "command": said.command or None,
        "comp": None if said.what_if else comp_of(said),
        "phrases": {fact.question: fact.words for fact in (*said.facts, *said.ask_back)},
    }


def _number(amount: Decimal | str | None) -> int | float | str | None:
    if not isinstance(amount, Decimal):
        return amount
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _told(said: Interpretation) -> Iterator[str]:
    record = as_record(said)
    for name in ("answers", "ask_back", "what_if"):
        for question, option in record[name].items():
            mark = {"answers": "", "ask_back": "?", "what_if": " (what if)"}[name]
            yield f"{question}: {option}{mark}  ({record['phrases'].get(question, '')})"
    stated = [f"{k} {v}" for k, v in record["figures"].items() if v is not None]
    if stated:
        yield f"figures: {', '.join(stated)}"
    for each in said.questions:
        yield f"question: {each.words}  ({each.kind} {each.topic or ''})".replace(" )", ")")
    if said.circumstances:
        yield f"circumstances: {', '.join(said.circumstances)}"
    if said.unread:
        yield f"not read: {said.unread}"
    if said.command:
        yield f"command: {said.command}"
    if said == Interpretation():
        yield "It states nothing about the questions, and asks nothing."
