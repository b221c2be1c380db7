"""Reads files of records, such as one TOML table an item, and tells every mistake at once."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from flows.knowledge.problems import KnowledgeError, Problem

_Record = TypeVar("_Record", bound=BaseModel)


def load_table(path: Path, table: str, kind: type[_Record]) -> list[_Record]:
    """Read the items of the one table of a TOML file; raises KnowledgeError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError([Problem(path.name, "file", f"is not valid TOML: {error}")]) from error
    problems = [
        Problem(path.name, other, f"unknown table; this file has: {table}")
        for other in content
        if other != table
    ]
    records = [
        (record, f"{table} {_name(record, number)}")
        for number, record in enumerate(content.get(table, []), start=1)
    ]
    return validated(path.name, kind, records, problems)


def validated(
    file: str,
    kind: type[_Record],
    records: Iterable[tuple[Any, str]],
    problems: Iterable[Problem] = (),
) -> list[_Record]:
    """Return each record, given with its place, as ``kind``; a string is taken as JSON.

    Raises KnowledgeError with ``problems`` and those of all records.
    """
    found, mistakes = list[_Record](), list(problems)
    for record, place in records:
        try:
            is_json = isinstance(record, str)
            found.append((kind.model_validate_json if is_json else kind.model_validate)(record))
        except ValidationError as error:
            mistakes += _problems_of_shape(error, file, place)
    if mistakes:
        raise KnowledgeError(mistakes)
    return found


def problems_of_repeats(file: str, table: str, ids: Iterable[str]) -> list[Problem]:
    return [
        Problem(file, f"{table} {name}", f"is there {count} times; each id only once")
        for name, count in Counter(ids).items()
        if count > 1
    ]


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
