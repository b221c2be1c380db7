"""Reads the topics that the author answers, and those that he says nothing of."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from flows.knowledge.problems import KnowledgeError, Problem
from flows.nlu.faq.models import OutsideTopic, Topic

FOLDER = Path(__file__).parent
TOPICS = FOLDER / "topics.toml"
OUTSIDE = FOLDER / "outside.toml"

_Record = TypeVar("_Record", bound=BaseModel)


@cache
def built_in_topics() -> dict[str, Topic]:
    """The topics that come with the program, by id, in the order of their file."""
    return {topic.id: topic for topic in load_topics()}


@cache
def built_in_outside() -> dict[str, OutsideTopic]:
    """What the author says nothing of, by id, in the order of its file."""
    return {topic.id: topic for topic in load_outside()}


def load_topics(path: Path = TOPICS) -> list[Topic]:
    """Read topics from a TOML file; raises KnowledgeError with every mistake at once."""
    return _load(path, "topic", Topic)


def load_outside(path: Path = OUTSIDE) -> list[OutsideTopic]:
    """Read outside topics from a TOML file; raises KnowledgeError with every mistake at once."""
    return _load(path, "outside", OutsideTopic)


def _load(path: Path, table: str, kind: type[_Record]) -> list[_Record]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError([Problem(path.name, "file", f"is not valid TOML: {error}")]) from error
    problems = [
        Problem(path.name, name, f"unknown table; this file has: {table}")
        for name in content
        if name != table
    ]
    found: list[_Record] = []
    for number, record in enumerate(content.get(table, []), start=1):
        try:
            found.append(kind.model_validate(record))
        except ValidationError as error:
            place = f"{table} {_name(record, number)}"
            problems += _problems_of_shape(error, path.name, place)
    if problems:
        raise KnowledgeError(problems)
    return found


def _problems_of_shape(error: ValidationError, file: str, place: str) -> Iterable[Problem]:
    return [
        Problem(
            file,
            " ".join([place, *map(str, detail["loc"])]),
            f"{detail['input']!r} is not accepted: {detail['msg']}",
        )
        for detail in error.errors()
    ]


def _name(record: object, number: int) -> str:
    named = record.get("id", number) if isinstance(record, dict) else number
    return str(named)
