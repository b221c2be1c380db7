"""Stored conversations as files for other programs: a line, a row or a chapter for each."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Literal

from bot.review_text import whole
from flows.knowledge import Knowledge
from storage.review import Shown

Format = Literal["jsonl", "csv", "markdown"]

COLUMNS = (
    *("id", "name", "username", "channel", "started", "updated", "place", "outcome"),
    *(
        "pick",
        "later",
        "runner_up",
        "confidence",
        "answered",
        "is_new",
        "note",
        "should_be",
        "because",
    ),
)
"""What a row of CSV has before the answers."""

STEERING = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


def exported(found: Iterable[Shown], form: Format, knowledge: Knowledge) -> Iterator[str]:
    """The conversations in a format, in pieces that each end with a line."""
    yield from FORMATS[form](found, knowledge)


def _lines(found: Iterable[Shown], _: Knowledge) -> Iterator[str]:
    for each in found:
        yield f"{json.dumps(asdict(each))}\n"


def _rows(found: Iterable[Shown], knowledge: Knowledge) -> Iterator[str]:
    questions = [question.id for question in knowledge.questions]
    yield _row([*COLUMNS, *questions, "circumstances"])
    for each in found:
        cells = [getattr(each.listed, name) for name in COLUMNS]
        answers = [each.answers.get(question) for question in questions]
        yield _row([*cells, *answers, " ".join(each.circumstances)])


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(map(_cell, cells))
    return line.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STEERING) else text


def _chapters(found: Iterable[Shown], knowledge: Knowledge) -> Iterator[str]:
    """Each conversation as it is shown in a terminal, indented so that nothing in it is markup."""
    for each in found:
        head, *lines = whole(each, knowledge).splitlines()
        title = "".join(f"\\{sign}" if sign in r"\`*_[]<>#&" else sign for sign in head)
        body = "\n".join(f"    {line}".rstrip() for line in lines)
        yield f"# {title}\n\n{body}\n\n"


FORMATS: Mapping[Format, Callable[[Iterable[Shown], Knowledge], Iterator[str]]] = {
    "jsonl": _lines,
    "csv": _rows,
    "markdown": _chapters,
}
