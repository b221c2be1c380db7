"""What a tap in the interview costs the bot: the real process, over loopback.

Run ``python -m benchmarks.taps``, or with ``--against FOLDER`` to measure another checkout in turn
with this one. Each round starts a process with an empty database. The processor time is that of
the process alone, without the server on loopback that stands in for Telegram.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.machine import machine
from benchmarks.tables import heading, row
from tests.botapi import BotApiServer, Post, User
from tests.scenes.process import Running

HERE = Path(__file__).parents[1]

FRIENDS = 24
WARM_UP, ALONE, TOGETHER = 2, 5, 5
"""Taps of each friend: unmeasured ones, then one friend after another, then all at once."""


@dataclass(frozen=True)
class Round:
    """What was measured of a process, in ms, taps a second and MB."""

    start: float
    memory_at_start: float
    cpu_alone: float
    time_alone: float
    cpu_together: float
    taps_a_second: float
    memory_in_the_end: float


NAMES = {
    "start": "start to first poll, ms",
    "memory_at_start": "memory after the start, MB",
    "cpu_alone": "a tap alone: CPU, ms",
    "time_alone": "a tap alone: until its edit, ms",
    "cpu_together": f"{FRIENDS} taps at once: CPU of each, ms",
    "taps_a_second": f"{FRIENDS} taps at once: taps a second",
    "memory_in_the_end": "memory in the end, MB",
}


@dataclass
class Friend:
    """Somebody in an interview, and the message that its questions stand in."""

    user: User
    question: Post

    def taps(self) -> None:
        """Give the first answer of the open question."""
        self.question = self.user.now(self.question)
        self.user.taps(self.question, self.question.labels[0])

    def waits(self) -> None:
        """Wait for the next question."""
        self.question = self.user.waits_for_edit(of=self.question, timeout=60)


def round_of(folder: Path) -> Round:
    """Start the bot of a checkout, let friends tap, and stop it."""
    with (
        tempfile.TemporaryDirectory() as place,
        BotApiServer() as api,
        Running(api, Path(place), PYTHONPATH=str(folder)) as bot,
    ):
        began = time.perf_counter()
        bot.listening()
        start = time.perf_counter() - began
        api.wait_idle()
        memory = bot.memory
        friends = [_begin(api.user(f"Friend {number}")) for number in range(FRIENDS)]
        for _ in range(WARM_UP):
            _together(friends)
        api.wait_idle()
        cpu_alone, time_alone = _measured(api, bot, lambda: _alone(friends), ALONE)
        cpu_together, time_together = _measured(api, bot, lambda: _together(friends), TOGETHER)
        measured = Round(
            start * 1000,
            memory,
            cpu_alone,
            time_alone,
            cpu_together,
            1000 / time_together,
            bot.memory,
        )
        bot.stop()
    return measured


def _begin(user: User) -> Friend:
    user.starts()
    welcome = user.waits_for_message(timeout=60)
    user.taps(welcome, welcome.labels[0])
    return Friend(user, user.waits_for_message(timeout=60))


def _alone(friends: list[Friend]) -> None:
    for friend in friends:
        friend.taps()
        friend.waits()


def _together(friends: list[Friend]) -> None:
    for friend in friends:
        friend.taps()
    for friend in friends:
        friend.waits()


def _measured(
    api: BotApiServer, bot: Running, work: Callable[[], None], times: int
) -> tuple[float, float]:
    """The processor time and the time that a tap takes, in ms."""
    before, began = bot.cpu, time.perf_counter()
    for _ in range(times):
        work()
    took = time.perf_counter() - began
    api.wait_idle()  # what follows a tap belongs to it
    taps = times * FRIENDS
    return (bot.cpu - before) / taps * 1000, took / taps * 1000


def _median(rounds: list[Round], name: str) -> str:
    return f"{statistics.median(getattr(each, name) for each in rounds):.1f}"


@click.command()
@click.option("--rounds", default=5, help="How many processes of each checkout.")
@click.option("--against", type=click.Path(exists=True, path_type=Path), help="Another checkout.")
def main(rounds: int, against: Path | None) -> None:
    """Measure, and print the median of all rounds."""
    folders = [HERE, *([against.resolve()] if against else [])]
    measured: dict[Path, list[Round]] = {folder: [] for folder in folders}
    for _ in range(rounds):
        for folder in folders:
            measured[folder].append(round_of(folder))
    click.echo(machine())
    heading(f"median of {rounds}", *("here", "there")[: len(folders)])
    for name, text in NAMES.items():
        row(f"  {text}", *(_median(each, name) for each in measured.values()))


if __name__ == "__main__":
    main()
