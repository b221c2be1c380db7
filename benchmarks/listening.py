"""What listening to free text costs the running bot: ``python -m benchmarks.listening``."""

import json
import time
from pathlib import Path
from statistics import median, quantiles

import click

from benchmarks.machine import machine, resident
from bot.rendering import Renderer
from flows.dialogue.conversation import Conversation
from flows.dialogue.listening import Listener
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.rules import compile_rules
from flows.topics.learning import Learner
from flows.topics.load import built_in_topics

CASES = Path(__file__).parents[1] / "tests" / "cases"
FILES = ("faq.jsonl", "slots.jsonl", "openers.jsonl")
LIBRARIES = ("sklearn.feature_extraction.text", "sklearn.pipeline", "sklearn.svm")


def messages() -> list[tuple[Conversation, str]]:
    """What friends type, each where it is typed: at a question, or at none."""
    lines = [
        json.loads(line)
        for name in FILES
        for line in (CASES / name).read_text(encoding="utf-8").splitlines()
    ]
    at = [row.get("question") for row in lines]
    places = [Conversation(place="goals", question=name) if name else Conversation() for name in at]
    return [(place, row["text"]) for place, row in zip(places, lines, strict=True)]


def row(name: str, seconds: float, megabytes: float) -> None:
    """Print what a part of the warm-up took."""
    click.echo(f"{name:<44}{seconds:>8.2f} s{megabytes:>8.0f} MB")


@click.command()
def main() -> None:
    """Print what warming up takes in time and memory, libraries included, and then a message."""
    click.echo(machine())
    start = time.perf_counter()
    held = (Dialogue(compile_rules(built_in()), built_in_topics()), Renderer())
    listener = Listener(Learner())
    before = resident()
    row("the bot without a listener, ready", time.perf_counter() - start, before)
    start = time.perf_counter()
    for name in LIBRARIES:
        __import__(name)
    loaded = resident()
    row(
        "libraries for learning (scikit-learn, scipy)", time.perf_counter() - start, loaded - before
    )
    start = time.perf_counter()
    listener.warm_up()
    row("models and tables, in the background", time.perf_counter() - start, resident() - loaded)
    row("the bot, listener warm", 0, resident())
    taken = []
    for conversation, text in messages():
        start = time.perf_counter()
        listener.hear(conversation, text)
        taken.append((time.perf_counter() - start) * 1000)
    slow = quantiles(taken, n=100)[98]
    click.echo(
        f"hearing one of {len(taken)} messages: median {median(taken):.2f} ms, p99 {slow:.2f} ms"
    )
    row("the bot after these messages", 0, resident())
    del held  # until here, so that its memory counts


if __name__ == "__main__":
    main()
