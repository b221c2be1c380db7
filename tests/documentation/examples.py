"""Runs the Python examples of a page, and writes anew what they print."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from doctest import DocTestParser, Example
from typing import Any

_BLOCK = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def refreshed(page: str) -> str:
    """The page with the output of its examples as it is today.

    The blocks of ``pycon`` are one session, run from top to bottom; an example that raises stops
    it with that error.
    """
    session: dict[str, Any] = {"__name__": "__main__"}
    return _BLOCK.sub(lambda block: "".join(_lines(block[0], session)), page)


def _lines(block: str, session: dict[str, Any]) -> Iterator[str]:
    for part in DocTestParser().parse(block):
        if isinstance(part, str):
            yield part
            continue
        first, *rest = part.source.splitlines(keepends=True)
        yield f">>> {first}"
        yield from (f"... {line}" for line in rest)
        yield _output(part, session)


def _output(example: Example, session: dict[str, Any]) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(example.source, "<page>", "single"), session)  # noqa: S102 - our own page
    return printed.getvalue()
