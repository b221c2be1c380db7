"""Latency, memory and training time of understanding free text; run with ``python -m``."""

import json
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.machine import machine
from flows.understanding import facts, option_for
from flows.understanding.classifier import trained
from flows.understanding.phrasebook import questions

CASES = Path(__file__).parents[1] / "tests" / "cases"


def _memory() -> float:
    """Return the largest resident size so far in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(calls: list[Callable[[], object]]) -> str:
    taken = []
    for call in calls:
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    worst = statistics.quantiles(taken, n=100)[-1]
    return f"median {statistics.median(taken):.2f} ms, p99 {worst:.2f} ms"


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def report() -> str:
    """Return the measured numbers, one line each."""
    before, start = _memory(), time.perf_counter()
    for question in questions():
        trained(question)
    training, models = time.perf_counter() - start, _memory() - before
    before, start = _memory(), time.perf_counter()
    facts("data scientist in Pune, 42 LPA")
    first, tables = time.perf_counter() - start, _memory() - before
    typed: list[Callable[[], object]] = [
        partial(option_for, row["question"], row["text"]) for row in _rows("slots.jsonl")
    ]
    openers: list[Callable[[], object]] = [
        partial(facts, row["text"]) for row in _rows("openers.jsonl") * 5
    ]
    return "\n".join(
        (
            machine(),
            f"training all {len(questions())} classifiers: {training:.2f} s, {models:.0f} MB",
            f"first message (reads the gazetteer): {first:.2f} s, {tables:.0f} MB",
            f"typed answer: {_timed(typed)}",
            f"opener: {_timed(openers)}",
        )
    )


if __name__ == "__main__":
    print(report())  # noqa: T201 - a benchmark's only output
