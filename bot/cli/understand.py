"""``advisor understand``: what free text says about the questions."""

import json
from collections.abc import Iterator
from typing import IO, Any

import click

from bot.models import Models
from bot.settings import load_settings
from flows.understanding import Reader
from flows.understanding.measure import comp_of


@click.command()
@click.argument("text", required=False)
@click.option("--question", metavar="ID", help="Read the text as an answer to this question.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option(
    "--lines",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help='Read one JSON object a line, {"text": …, "question": …}; "-" is standard input.',
)
def understand(
    text: str | None, question: str | None, as_json: bool, lines: IO[str] | None
) -> None:
    """Say what TEXT states about the friend, or how it answers a question."""
    if (text is None) == (lines is None):
        raise click.UsageError(
            'Give either a text, as in advisor understand "7 yrs DS", or --lines FILE.'
        )
    reader = Models(load_settings().models).reader()
    if lines is not None:
        for understood in _each(reader, lines, question):
            click.echo(json.dumps(understood, ensure_ascii=False))
        return
    understood = _understood(reader, text or "", _known(reader, question))
    click.echo(json.dumps(understood, ensure_ascii=False) if as_json else _as_text(understood))


def _each(reader: Reader, lines: IO[str], question: str | None) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise click.ClickException(f"Line {number} is not JSON: {problem}.") from problem
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise click.ClickException(f'Line {number} needs a text, as in {{"text": "7 yrs DS"}}.')
        yield _understood(reader, row["text"], _known(reader, row.get("question", question)))


def _known(reader: Reader, question: str | None) -> str | None:
    if question is not None and question not in reader.questions:
        raise click.BadParameter(
            f"There is no question {question!r}. Questions: {', '.join(reader.questions)}.",
            param_hint="--question",
        )
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
