"""``advisor understand``: what free text says about the questions."""

import json
from functools import partial
from typing import Any

import click
from pydantic import BaseModel, ConfigDict

from bot.cli.json_input import INPUT, answer_lines, parse_json, validated
from bot.errors import WrongUseError
from flows.nlu.model import load_model
from flows.understanding import Reader
from flows.understanding.measure import comp_of


class UnderstandRequest(BaseModel):
    """One line of many: a text, and the question that it answers; unknown keys are ignored."""

    model_config = ConfigDict(strict=True, frozen=True)

    text: str
    question: str | None = None


@click.command("understand")
@click.argument("text", required=False)
@click.option("--question", metavar="ID", help="Read the text as an answer to this question.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--lines",
    type=INPUT,
    metavar="FILE",
    help='Read one JSON object a line, {"text": …, "question": …}; "-" is standard input.',
)
def understand(text: str | None, question: str | None, as_json: bool, lines: str | None) -> None:
    """Say what TEXT states about the friend, or how it answers a question."""
    if (text is None) == (lines is None):
        raise click.UsageError(
            'Give either a text, as in advisor understand "7 yrs DS", or --lines FILE.'
        )
    reader = Reader(load_model())
    known = _known(reader, question)
    if lines is not None:
        answer_lines(lines, partial(_line, reader, known), skip_blank=True)
        return
    understood = _understood(reader, text or "", known)
    click.echo(json.dumps(understood) if as_json else _as_text(understood))


def _line(reader: Reader, question: str | None, line: bytes) -> str:
    """What a line states; where it names no question, ``question`` was asked."""
    request = validated(UnderstandRequest, parse_json(line))
    asked = question if request.question is None else _known(reader, request.question)
    return json.dumps(_understood(reader, request.text, asked))


def _known(reader: Reader, question: str | None) -> str | None:
    if question is not None and question not in reader.questions:
        accepted = ", ".join(reader.questions)
        raise WrongUseError(f"There is no question {question!r:.60}; the questions: {accepted}.")
    return question


def _understood(reader: Reader, text: str, question: str | None) -> dict[str, Any]:
    if question is not None:
        answer = reader.option_for(question, text)
        return {
            "option": answer.option,
            "confidence": answer.confidence,
            "verdict": answer.verdict,
        }
    stated = reader.facts(text)
    return {"answers": stated.answers, "comp": comp_of(stated), "phrases": stated.phrases}


def _as_text(understood: dict[str, Any]) -> str:
    if "option" in understood:
        return f"{understood['option'] or 'no answer'} ({understood['verdict']})"
    said = [
        f"{question}: {option}  ({understood['phrases'][question]})"
        for question, option in understood["answers"].items()
    ]
    comp = understood["comp"]
    if comp:
        said.append(
            f"pay: {comp['current']} now, {comp['next']} next, "
            f"{comp['currency'] or 'currency unknown'}"
        )
    return "\n".join(said) or "It states nothing about the questions."
