"""Prints tables in plain text."""

from collections import Counter
from collections.abc import Iterable

import click

FIRST, OTHERS = 52, 12
"""How wide the columns are, in characters."""


def row(name: str, *cells: object) -> None:
    """Print a row; fractions with three digits."""
    texts = (f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)
    click.echo(f"{name:<{FIRST}}" + "".join(f"{text:>{OTHERS}}" for text in texts))


def heading(name: str, *columns: str) -> None:
    """Print the head of a table, apart from the one before."""
    click.echo("")
    row(name, *columns)


def counted(name: str, values: Iterable[object]) -> None:
    """Print how often each value is found, the most frequent first."""
    counts = Counter(values)
    heading(name, "people", "share")
    for value, count in counts.most_common():
        row(f"  {value}", count, count / counts.total())
