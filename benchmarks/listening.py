"""What listening to free text costs the running bot: ``python -m benchmarks.listening``."""

import json
import time
from pathlib import Path
from statistics import median, quantiles

import click

from benchmarks.machine import machine, resident
from bot.rendering import Renderer
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules

CASES = Path(__file__).parents[1] / "tests" / "cases"
FILES = {"faq": "question", "slots": "typed answer", "openers": "several facts"}


def messages(name: str) -> list[tuple[TextContext, str]]:
    """What friends type, each where it is typed: at a question, or at none."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    at = [row.get("question") for row in rows]
    return [(TextContext(name), row["text"]) for name, row in zip(at, rows, strict=True)]


def row(name: str, seconds: float, megabytes: float) -> None:
    """Print what a part of the start takes."""
    click.echo(f"{name:<44}{seconds:>8.2f} s{megabytes:>8.0f} MB")


def interpreter(models: ModelInterpreter, said: list[tuple[TextContext, str]]) -> list[float]:
    """Return how many milliseconds it took to hear each message."""
    taken = []
    for context, text in said:
        start = time.perf_counter()
        models.interpret(text, context)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


@click.command()
def main() -> None:
    """Print what loading takes in time and memory, and then hearing a message."""
    click.echo(machine())
    start = time.perf_counter()
    held = (Dialogue(compile_rules(built_in()), built_in_topics()), Renderer())
    before = resident()
    row("the bot without models, ready", time.perf_counter() - start, before)
    before, start = resident(), time.perf_counter()
    listener = ModelInterpreter(built_in())
    listener.load()
    row("loading the model", time.perf_counter() - start, resident() - before)
    row("the bot, listening", 0, resident())
    every = []
    for name, kind in FILES.items():
        taken = interpreter(listener, messages(name))
        every += taken
        click.echo(f"hearing a {kind}: {said(taken)}")
    click.echo(f"hearing any of {len(every)} messages: {said(every)}")
    row("the bot after these messages", 0, resident())
    del held  # until here, so that its memory counts


def said(taken: list[float]) -> str:
    """Return the median and the 99th percentile in words."""
    return f"median {median(taken):.2f} ms, p99 {quantiles(taken, n=100)[98]:.2f} ms"


if __name__ == "__main__":
    main()
