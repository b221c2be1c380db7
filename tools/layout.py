"""How the code is laid out, read off the source.

- A module has a *single importer* where just one other module of the rooms imports it.
- *Alternatives* are the branches of all regular expressions that exist once everything is imported,
  at any depth, as the parser of `re` sees them.
- An *implementation* of a protocol is a class that has all of its public members; a base of another
  implementation is not counted beside it, and a protocol without such members is left out.
"""

import ast
import importlib
import inspect
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "flows", "storage")

SHORT = 60
"""Lines; a shorter module with a single importer may be better off inside of it."""


@cache
def room_of(filename: str) -> str:
    """The room of a file, as in ``flows/rules``, whatever folder in it; empty for all others."""
    file = Path(filename)
    if not any(file.is_relative_to(ROOT / room) for room in ROOMS):
        return ""
    return "/".join(file.parent.relative_to(ROOT).parts[:2])


def module_of(file: Path) -> str:
    """The name of the module in a file."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@dataclass(frozen=True)
class Layout:
    """What the source tells; all but the counts are listed by name."""

    modules: int
    short_with_single_importer: list[str]
    bases_of_store: list[str]
    public_methods_of_store: list[str]
    patterns: int
    alternatives: int
    file_names_used_twice: list[str]
    class_names_used_twice: list[str]
    protocols: dict[str, list[str]]


def layout() -> Layout:
    """Read and import the rooms; patterns of what was imported before are not counted."""
    files = {module_of(file): file for room in ROOMS for file in (ROOT / room).rglob("*.py")}
    texts = {name: files[name].read_text(encoding="utf-8") for name in sorted(files)}
    trees = {name: ast.parse(text) for name, text in texts.items()}
    patterns = _patterns_compiled_by_importing(texts)
    store = importlib.import_module("storage.store").Store
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees.values())
    return Layout(
        modules=len(files),
        short_with_single_importer=[
            name
            for name, by_whom in sorted(_importers(trees).items())
            if len(by_whom) == 1 and len(texts[name].splitlines()) < SHORT
        ],
        bases_of_store=[each.__name__ for each in store.__mro__[1:-1]],
        public_methods_of_store=[
            name for name in dir(store) if name[0] != "_" and callable(getattr(store, name))
        ],
        patterns=len(patterns),
        alternatives=sum(map(alternatives, patterns)),
        file_names_used_twice=_repeated(f.name for f in files.values() if f.stem != "__init__"),
        class_names_used_twice=_repeated(n.name for n in nodes if isinstance(n, ast.ClassDef)),
        protocols=_implementations(files),
    )


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _importers(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Which modules import a module, for each that any does."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in trees.items():
        for target in chain.from_iterable(_imported(node, trees) for node in ast.walk(tree)):
            found[target].add(name)
    return found


def _imported(node: ast.AST, modules: Mapping[str, object]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names if each.name in modules)
    elif isinstance(node, ast.ImportFrom) and node.module and node.module in modules:
        for each in node.names:
            inner = f"{node.module}.{each.name}"
            yield inner if inner in modules else node.module


def _patterns_compiled_by_importing(modules: Iterable[str]) -> list[re.Pattern[str]]:
    patterns, compiled = [], re.compile

    def watched(pattern: Any, flags: Any = 0) -> Any:  # noqa: ANN401 - the signature of re.compile
        made = compiled(pattern, flags)
        if room_of(sys._getframe(1).f_code.co_filename):
            patterns.append(made)
        return made

    re.compile = watched  # only while everything is imported
    try:
        for name in modules:
            importlib.import_module(name)
    finally:
        re.compile = compiled
    return patterns


def alternatives(pattern: re.Pattern[str]) -> int:
    """How many branches a regular expression has, at any depth."""
    parser = importlib.import_module("re._parser")  # there is no public one
    return _branches(parser.parse(pattern.pattern, pattern.flags))


def _branches(parsed: object) -> int:
    """Count branches in whatever the parser nests: sequences, groups, repeats, assertions."""
    match getattr(parsed, "data", parsed):
        case (kind, (_, [*branches])) if str(kind) == "BRANCH":
            return len(branches) + sum(map(_branches, branches))
        case [*parts]:
            return sum(map(_branches, parts))
    return 0


def _implementations(modules: Iterable[str]) -> dict[str, list[str]]:
    """The classes that have all public members of each protocol."""
    kinds = {
        each
        for name in modules
        for each in vars(importlib.import_module(name)).values()
        if inspect.isclass(each) and each.__module__ == name
    }
    protocols = {each for each in kinds if getattr(each, "_is_protocol", False)}
    found = {}
    for protocol in protocols:
        declared = {*vars(protocol), *inspect.get_annotations(protocol)}
        members = [name for name in declared if name[0] != "_"]
        having = {k for k in kinds - protocols if all(hasattr(k, name) for name in members)}
        bases = {base for each in having for base in each.__mro__[1:]}
        if members:
            found[f"{protocol.__module__}.{protocol.__name__}"] = _names(having - bases)
    return dict(sorted(found.items()))


def _names(kinds: Iterable[type]) -> list[str]:
    return sorted(kind.__name__ for kind in kinds)
