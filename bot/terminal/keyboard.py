"""Reads what a friend types, line by line, from a terminal or from a pipe."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import TextIO

PROMPT = "> "


def typed_lines(stream: TextIO | None = None) -> Iterator[str]:
    """Yield the lines typed until the input ends; a prompt is shown on a terminal only.

    Bytes that are no text become replacement characters.
    """
    stream = stream or sys.stdin
    lines = _prompted() if stream.isatty() and sys.stdout.isatty() else iter(stream.readline, "")
    for line in lines:
        yield line.encode("utf-8", "replace").decode("utf-8")


def _prompted() -> Iterator[str]:
    # Line editing comes with this import. Its history is kept in memory only, never in a file.
    with suppress(ImportError):
        import_module("readline")
    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            return
