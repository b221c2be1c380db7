"""What one friend's flood takes from the others, and how many new friends get their welcome.

Run ``python -m benchmarks.floods``. For each kind of flood the same friends tap on in their
interviews, one after the other: before it, and while it comes and is worked off, in one run and
with one process of the bot. The ratio of the 95th percentiles counts, not the milliseconds; and
what share of a core the flood takes once nobody taps, which other work disturbs least.
"""

import statistics
import tempfile
import time
from pathlib import Path

import click

from benchmarks.machine import machine
from benchmarks.tables import heading, row
from benchmarks.taps import Friend
from tests.botapi import BotApiServer
from tests.scenes.floods import FLOODS, advised, begins, flood
from tests.scenes.process import Running

FRIENDS = 8
"""Others who tap on meanwhile."""

TAPS = 12
"""Taps of each that are measured, before and meanwhile; then they begin anew."""

TIMES = 2000
"""How often the same is done in a flood; that takes longer than the taps which are measured."""

SECONDS = 3.0
"""For how long the flood goes on after the taps, and the share of a core is taken."""

AT_ONCE = (300, 500)
"""New friends who send /start at the same time."""


def interviews(api: BotApiServer) -> list[Friend]:
    """Friends in the middle of an interview."""
    return [Friend(user, begins(user)) for user in (api.user(f"F{n}") for n in range(FRIENDS))]


def taps(friends: list[Friend]) -> list[float]:
    """How many ms each tap takes until its edit, one friend after the other."""
    took = []
    for _ in range(TAPS):
        for friend in friends:
            began = time.perf_counter()
            friend.taps()
            friend.waits()
            took.append((time.perf_counter() - began) * 1000)
    return took


def percentile(took: list[float], of: int) -> float:
    """Such a percentile."""
    return statistics.quantiles(took, n=100)[of - 1]


def measure(name: str) -> tuple[list[float], list[float], float]:
    """The taps before a flood, and during it; the share of a core that it takes."""
    with (
        tempfile.TemporaryDirectory() as place,
        BotApiServer() as api,
        Running(api, Path(place)) as bot,
    ):
        bot.listening()
        mallory = api.user("Mallory")
        post = advised(mallory)
        before = taps(interviews(api))
        others = interviews(api)
        flood(mallory, post, name, TIMES)
        meanwhile = taps(others)
        taken, began = bot.cpu, time.monotonic()
        time.sleep(SECONDS)
        core = (bot.cpu - taken) / (time.monotonic() - began)
        bot.kill()
    return before, meanwhile, core


def welcomes(count: int) -> tuple[list[float], int]:
    """How many seconds each of so many new friends waits, and the most messages in a second."""
    with (
        tempfile.TemporaryDirectory() as place,
        BotApiServer() as api,
        Running(api, Path(place)) as bot,
    ):
        bot.listening()
        users = [api.user(f"New {number}") for number in range(count)]
        began = time.monotonic()
        for user in users:
            user.starts()
        for user in users:
            user.waits_for_message(timeout=120)
        calls = api.calls_of("sendMessage")
        ended = sorted(call.ended or call.started for call in calls)
        waited = [each - began for each in ended]
        most = max(sum(at <= each < at + 1 for each in ended) for at in ended)
        bot.kill()
    return waited, most


@click.command()
@click.option("--only", type=click.Choice([*FLOODS]), help="One kind of flood alone.")
def main(only: str | None) -> None:
    """Measure each flood, and then new friends at once."""
    click.echo(machine())
    heading("taps of others, ms", "p50", "p95", "meanwhile", "p95", "ratio", "core")
    for name in [only] if only else FLOODS:
        before, meanwhile, core = measure(name)
        figures = [percentile(took, of) for took in (before, meanwhile) for of in (50, 95)]
        ratio = f"{figures[3] / figures[1]:.1f}x"
        row(f"  {name}", *(f"{each:.0f}" for each in figures), ratio, f"{core:.2f}")
    heading("new friends at once, s", "p50", "p95", "last", "most in 1 s")
    for count in () if only else AT_ONCE:
        waited, most = welcomes(count)
        seconds = [percentile(waited, 50), percentile(waited, 95), max(waited)]
        row(f"  {count}", *(f"{each:.1f}" for each in seconds), str(most))


if __name__ == "__main__":
    main()
