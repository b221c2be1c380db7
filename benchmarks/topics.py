"""What finding topics costs and how good it is, beside SQLite's full-text search.

`python -m benchmarks.topics [FILE]` where FILE has questions, one {"text", "topic", "also"} a line.
"""

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median, quantiles

import click

from benchmarks.machine import machine
from flows.nlu.examples import phrasings
from flows.nlu.faq.matcher import built_in_matcher

CASES = Path(__file__).parents[1] / "tests" / "cases" / "faq.jsonl"
ROUNDS = 5


def milliseconds(find: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return how long each call took, every text several times."""
    taken = []
    for text in texts * ROUNDS:
        start = time.perf_counter()
        find(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


class FullText:
    """BM25 over the same phrasings, any word of the message counting."""

    def __init__(self, phrasings: list[tuple[str, str]]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "create virtual table phrasing using fts5(text, topic unindexed, "
            "tokenize = 'porter unicode61')"
        )
        self._database.executemany("insert into phrasing values (?, ?)", phrasings)

    def best(self, text: str) -> str | None:
        """Return the topic of the best phrasing."""
        words = "".join(char if char.isalnum() else " " for char in text).split()
        query = " OR ".join(f'"{word}"' for word in words)
        row = self._database.execute(
            "select topic from phrasing where phrasing match ? order by bm25(phrasing) limit 1",
            (query,),
        ).fetchone()
        return row[0] if row else None


def line(name: str, taken: list[float], hit: float) -> str:
    """Return one line of the table."""
    return f"{name:24}{median(taken):10.2f}{quantiles(taken, n=100)[98]:10.2f}{hit:10.3f}"


@click.command()
@click.argument("file", default=CASES, type=click.Path(exists=True, path_type=Path))
def main(file: Path) -> None:
    """Print latency and hit@1 of the matcher and of full-text search."""
    start = time.perf_counter()
    matcher = built_in_matcher()
    loading = time.perf_counter() - start
    fulltext = FullText([(text, topic) for topic, texts in phrasings().items() for text in texts])
    questions = [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()]
    texts = [question["text"] for question in questions]
    accepted = [{question["topic"], *question.get("also", [])} for question in questions]
    ranked = mean(
        matcher.rank(text)[0].topic in right for text, right in zip(texts, accepted, strict=True)
    )
    searched = mean(
        fulltext.best(text) in right for text, right in zip(texts, accepted, strict=True)
    )
    click.echo(machine())
    click.echo(f"{'':24}{'median ms':>10}{'p99 ms':>10}{'hit@1':>10}")
    click.echo(line("topic matcher", milliseconds(matcher.match, texts), ranked))
    click.echo(line("SQLite FTS5, BM25", milliseconds(fulltext.best, texts), searched))
    click.echo(f"loading the model: {loading:.2f} s")


if __name__ == "__main__":
    main()
