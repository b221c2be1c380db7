"""Read the topics, the ways of asking for them, and the messages that none of them answers."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from flows.knowledge.problems import KnowledgeError, Problem
from flows.topics.models import OffTopic, Phrasing, Topic

FOLDER = Path(__file__).parent
TOPICS = FOLDER / "topics.toml"
PHRASINGS = FOLDER / "phrasings.jsonl"
OFFTOPIC = FOLDER / "offtopic.jsonl"

_Record = TypeVar("_Record", bound=BaseModel)


@cache
def built_in_topics() -> dict[str, Topic]:
    """Return the topics that come with the program, by id, in the order of their file."""
    return {topic.id: topic for topic in load_topics()}


def load_topics(path: Path = TOPICS) -> list[Topic]:
    """Read topics from a TOML file; raises KnowledgeError with every mistake at once."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError([Problem(path.name, "file", f"is not valid TOML: {error}")]) from error
    problems = [
        Problem(path.name, table, "unknown table; this file has: topic")
        for table in content
        if table != "topic"
    ]
    records = [
        (record, f"topic {_name(record, number)}")
        for number, record in enumerate(content.get("topic", []), start=1)
    ]
    return _validated(path.name, Topic, records, problems)


def load_phrasings(path: Path = PHRASINGS) -> list[Phrasing]:
    """Read phrasings, one JSON object a line; raises KnowledgeError with every mistake at once."""
    return _load_lines(path, Phrasing)


def load_offtopic(path: Path = OFFTOPIC) -> list[OffTopic]:
    """Read off-topic messages, one a line; raises KnowledgeError with every mistake at once."""
    return _load_lines(path, OffTopic)


def _load_lines(path: Path, kind: type[_Record]) -> list[_Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [(line, f"line {number}") for number, line in enumerate(lines, start=1)]
    return _validated(path.name, kind, records, [])


def _validated(
    file: str, kind: type[_Record], records: list[tuple[Any, str]], problems: list[Problem]
) -> list[_Record]:
    """Return each record as ``kind``; a string is taken as JSON."""
    found: list[_Record] = []
    for record, place in records:
        try:
            is_json = isinstance(record, str)
            found.append((kind.model_validate_json if is_json else kind.model_validate)(record))
        except ValidationError as error:
            problems += _problems_of_shape(error, file, place)
    if problems:
        raise KnowledgeError(problems)
    return found


def _problems_of_shape(error: ValidationError, file: str, place: str) -> list[Problem]:
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
