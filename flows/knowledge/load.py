"""Reads the knowledge from its TOML files and refuses it as a whole when anything is wrong."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.knowledge.models import Knowledge
from flows.knowledge.problems import KnowledgeError, Problem
from flows.knowledge.references import problems_of_references

HERE = Path(__file__).parent

FILES: Mapping[str, Mapping[str, str]] = {
    "claims.toml": {"claim": "claims"},
    "paths.toml": {"path": "paths", "present": "present"},
    "questions.toml": {"section": "sections", "question": "questions", "derived": "derived"},
    "rules/eliminations.toml": {"elimination": "eliminations"},
    "rules/arguments.toml": {"argument": "arguments"},
    "rules/gates.toml": {"gate": "gates", "confidence": "confidence", "note": "notes"},
    "rules/costs.toml": {"cost": "costs"},
    "rules/steps.toml": {"step": "steps"},
    "author.toml": {"author": "author"},
}
"""Which table of which file becomes which field of the knowledge."""


@cache
def built_in() -> Knowledge:
    """Load the knowledge that comes with the program; raises KnowledgeError if it is broken."""
    return load(HERE)


def load(folder: Path) -> Knowledge:
    """Load the knowledge files of a folder.

    Raises KnowledgeError with every mistake of every file: syntax, unknown keys, wrong values,
    and names of claims, paths, questions and options that do not exist.
    """
    problems: list[Problem] = []
    read = ((name, _text_of(folder, name, problems)) for name in FILES)
    return _parsed({name: text for name, text in read if text is not None}, problems)


def parse(files: Mapping[str, str]) -> Knowledge:
    """Make knowledge of the texts of its files, by name; raises KnowledgeError as `load` does."""
    missing = [Problem(name, "file", "is missing") for name in FILES if name not in files]
    return _parsed({name: files[name] for name in FILES if name in files}, missing)


def _text_of(folder: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(name, "file", "is missing"))
    except OSError as error:
        problems.append(Problem(name, "file", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "file", f"is not text in UTF-8: {error}"))
    return None


def _parsed(files: dict[str, str], problems: list[Problem]) -> Knowledge:
    """Make knowledge of the texts that could be read, unless there are problems."""
    raw: dict[str, Any] = {"files": files}
    for name, text in files.items():
        tables = FILES[name]
        content = _toml(name, text, problems)
        known = ", ".join(tables)
        problems += [
            Problem(name, table, f"unknown table; this file has: {known}")
            for table in content
            if table not in tables
        ]
        raw |= {field: content.get(table, []) for table, field in tables.items()}
    if problems:
        raise KnowledgeError(problems)
    return _validated(raw)


def _toml(name: str, text: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "file", f"is not valid TOML: {error}"))
    return {}


def _validated(raw: dict[str, Any]) -> Knowledge:
    try:
        knowledge = Knowledge.model_validate(raw)
    except ValidationError as error:
        raise KnowledgeError(_problems_of_shape(error, raw)) from error
    if problems := problems_of_references(knowledge):
        raise KnowledgeError(problems)
    return knowledge


def _problems_of_shape(error: ValidationError, raw: dict[str, Any]) -> list[Problem]:
    problems = []
    for detail in error.errors():
        field, *rest = detail["loc"]
        file, table = table_of(str(field))
        place = ".".join([table, *(_named(raw, str(field), rest))])
        value = "" if detail["type"] == "missing" else f" (found {detail['input']!r:.80})"
        problems.append(Problem(file, place, f"{detail['msg']}{value}"))
    return problems


def _named(raw: dict[str, Any], field: str, rest: list[Any]) -> list[str]:
    """Replace the position of an item by its id, where it has one."""
    if rest and isinstance(rest[0], int):
        item = raw[field][rest[0]]
        name = item.get("id") if isinstance(item, dict) else None
        return [str(name or f"#{rest[0] + 1}"), *map(str, rest[1:])]
    return [str(part) for part in rest]


def table_of(field: str) -> tuple[str, str]:
    """Tell the file and the table in which a field of the knowledge is written."""
    for file, tables in FILES.items():
        for table, name in tables.items():
            if name == field:
                return file, table
    return "knowledge", field
