"""Read files of JSON lines for commands that take many cases at once."""

import json
from typing import Any, TextIO

import click


def read_lines(file: TextIO) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines; blank lines are left out.

    Raises click.ClickException naming file and line when one is not a JSON object.
    """
    return [
        _object(text, f"{file.name}, line {number}")
        for number, text in enumerate(file, start=1)
        if text.strip()
    ]


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.ClickException(f"{place} is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise click.ClickException(
            f'{place} is no JSON object: {text.strip()}. An example: {{"text": "why leave?"}}'
        )
    return found
