"""What listening to free text costs the running bot: ``python -m benchmarks.listening``."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

import click

from benchmarks.machine import machine, resident
from bot.garbage import give_back, look_seldom, made_to_stay
from bot.rendering import Renderer
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import compile_rules

CASES = Path(__file__).parents[1] / "tests" / "cases"
FILES = {
    "a question": ("faq", "faq_others", "offtopic", "offtopic_others"),
    "a typed answer": ("slots", "slots_own", "slots_others"),
    "several facts": ("openers", "openers_own", "openers_others", "faults"),
    "a story": ("voices", "posts_own", "posts_others"),
}
LONGEST = 4096
HOSTILE = {
    "numbers": "1 2 3 4 ",
    "groups of thousands": "120 000 ",
    "one number": "9",
    "money": "$50k ",
    "lakhs": "5 LPA + ",
    "percent": "10% ",
    "stretches": "1-2-",
    "question marks": "?",
    "questions": "why me? ",
    "negations": "not ",
    "suppositions": "only if I ",
    "quotes": '"a ',
    "quoted lines": "> I\n",
    "titles": "ml engineer ",
    "places": "New York ",
    "years": "5 years ",
    "one letter": "a",
    "words": "modelling is fine, ",
}
AGAIN = 3


def messages(*names: str) -> list[tuple[TextContext, str]]:
    """What friends type, each where it is typed: at a question, or at none."""
    rows = [
        json.loads(line)
        for name in names
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [(TextContext(row.get("question")), row["text"]) for row in rows]


def heard(interpreter: ModelInterpreter, said: list[tuple[TextContext, str]]) -> list[float]:
    """How many milliseconds it took to hear each message."""
    taken = []
    for context, text in said:
        start = time.perf_counter()
        interpreter.interpret(text, context)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def row(name: str, seconds: float, megabytes: float) -> None:
    """Print what a part of the start takes."""
    click.echo(f"{name:<44}{seconds:>8.2f} s{megabytes:>8.0f} MB")


def told(taken: list[float]) -> str:
    """The median and the 99th percentile in words."""
    return f"median {median(taken):.2f} ms, p99 {quantiles(taken, n=100)[98]:.2f} ms"


def process(*arguments: str) -> float:
    """How many seconds a fresh Python takes for these arguments; the best of some runs."""
    taken = []
    for _ in range(AGAIN):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603 - itself
        taken.append(time.perf_counter() - start)
    return min(taken)


@click.command()
def main() -> None:
    """Print what the start takes in time and memory, and then hearing a message."""
    click.echo(machine())
    look_seldom()  # as the bot does
    start = time.perf_counter()
    held = (Dialogue(compile_rules(built_in()), built_in_topics()), Renderer())
    row("the bot that has heard nothing, ready", time.perf_counter() - start, resident())
    before, start = resident(), time.perf_counter()
    with made_to_stay():  # as the bot loads them
        interpreter = ModelInterpreter(built_in())
        interpreter.interpret("7 years, data scientist in Pune, 18 LPA. why leave?", TextContext())
    give_back()
    row(
        "its first message: lists and model loaded",
        time.perf_counter() - start,
        resident() - before,
    )
    row("the bot, listening, without charts", 0, resident())
    click.echo(f"a fresh `advisor --help`: {process('-c', HELP):.2f} s")
    click.echo(f"a fresh `advisor understand`: {process('-c', UNDERSTAND):.2f} s")
    every: list[float] = []
    for kind, names in FILES.items():
        taken = heard(interpreter, messages(*names))
        every += taken
        click.echo(f"hearing {kind}: {told(taken)}")
    click.echo(f"hearing any of {len(every)} messages: {told(every)}")
    for kind, piece in HOSTILE.items():
        text = (piece * LONGEST)[:LONGEST]
        slowest = max(
            min(heard(interpreter, [(TextContext(question), text)] * AGAIN))
            for question in (None, "years", "cut", "standing")
        )
        click.echo(f"hearing {LONGEST} characters of {kind}: {slowest:.0f} ms")
    row("the bot after these messages", 0, resident())
    del held  # until here, so that its memory counts


HELP = "from bot.cli import main; main(['--help'])"
UNDERSTAND = "from bot.cli import main; main(['understand', '7 years, data scientist in Pune'])"


if __name__ == "__main__":
    main()
