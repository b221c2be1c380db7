"""What a tap in the interview costs the bot: the real process, over loopback, beside other bots.

Run ``python -m benchmarks.taps``, or with ``--against FOLDER`` to measure another checkout in turn
with this one; ``--aiogram PYTHON`` names a Python that has aiogram-dialog. Each round starts each
bot as a process with nothing stored, unless its name says otherwise. The processor time is that of
the process alone, without the server on loopback that stands in for Telegram. Taps are edits,
which the bot does not hold back, so no pacing is in the way.
"""

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.machine import machine
from benchmarks.rivals import fill
from benchmarks.tables import heading, row
from tests.botapi import BotApiServer, Post, User
from tests.scenes.process import Running

HERE = Path(__file__).parents[1]
STORED = 10_000
"""Conversations in the file of the bot that has some."""

WITH_STORED = f"CH {STORED:,}"

FAR = 0.05
"""Seconds that a call takes to arrive, as over a line to Telegram."""

FRIENDS, MANY, FEW = 24, 200, 4
"""How many friends tap at once; many, so that waiting for the last answer is little of it; and few
where a tap takes a third of a second.
"""

WARM_UP, ALONE, TOGETHER, OF_MANY = 2, 5, 5, 2
"""Taps of each friend: unmeasured ones, one friend after another, all at once, of many at once."""

PRINTED = 2000
"""The last characters of what a bot printed, that are shown where it does not serve."""

RATE, TAPS = 30, 150
"""Taps a second that come whether or not those before are answered, and how many of them."""


@dataclass(frozen=True)
class Round:
    """What was measured of a process: in ms, taps a second, MB, and a hundredth of a core."""

    first_start: float
    start: float
    memory_at_start: float
    cpu_alone: float
    time_alone: float
    cpu_together: float
    taps_a_second: float
    cpu_of_many: float
    taps_a_second_of_many: float
    half_within: float
    most_within: float
    core: float
    taps_a_second_far: float
    memory_in_the_end: float


NAMES = {
    "first_start": "first start to first poll, ms",
    "start": "each later start to first poll, ms",
    "memory_at_start": "memory after the start, MB",
    "cpu_alone": "a tap alone: CPU, ms",
    "time_alone": "a tap alone: until its edit, ms",
    "cpu_together": f"{FRIENDS} taps at once: CPU of each, ms",
    "taps_a_second": f"{FRIENDS} taps at once: taps a second",
    "cpu_of_many": f"{MANY} taps at once: CPU of each, ms",
    "taps_a_second_of_many": f"{MANY} taps at once: taps a second",
    "half_within": f"{RATE} taps a second: half are edited within, ms",
    "most_within": f"{RATE} taps a second: 99 of 100 are, ms",
    "core": f"{RATE} taps a second: hundredths of a core",
    "taps_a_second_far": f"{MANY} taps at once, {FAR * 1000:.0f} ms from Telegram: taps a second",
    "memory_in_the_end": "memory in the end, MB",
}


class NoButtonsError(Exception):
    """A message to be tapped has no buttons; it tells the chat up to there."""

    def __init__(self, user: User, post: Post) -> None:
        super().__init__(f"the message {post.id} has no buttons: {post.text!r}\n{user.history()}")


def taps_first(user: User, post: Post) -> None:
    """Tap the first button; raises NoButtonsError where there is none."""
    if not post.labels:
        raise NoButtonsError(user, post)
    user.taps(post, post.labels[0])


@dataclass
class Friend:
    """Somebody in an interview, and the message that its questions stand in."""

    user: User
    question: Post

    def taps(self) -> None:
        """Give the first answer of the open question."""
        self.question = self.user.now(self.question)
        taps_first(self.user, self.question)

    def waits(self) -> None:
        """Wait for the next question."""
        self.question = self.user.waits_for_edit(of=self.question, timeout=60)


class Rival(Running):
    """A bot made with a library as its examples show it, by a command of its own."""

    def __init__(
        self, api: BotApiServer, folder: Path, *command: str, file: Path | None = None
    ) -> None:
        super().__init__(api, folder, PYTHONWARNINGS="ignore")
        self._command, self._file = command, file

    def words(self) -> list[str]:
        stored = [str(self._file)] if self._file else []
        return [*self._command, self.api.base, self.api.token, *stored]


Starts = Callable[[BotApiServer, Path], Running]


def contenders(against: Path | None, aiogram: str | None) -> dict[str, Starts]:
    """How each bot is started, by its name."""

    def ours(folder: Path) -> Starts:
        return lambda api, place: Running(api, place, PYTHONPATH=str(folder))

    def bare(name: str) -> Starts:
        command = (sys.executable, "-m", "benchmarks.bare_calls")
        return lambda api, place: Rival(api, place, *command, file=place / name if name else None)

    def rival(stored: int | None) -> Starts:
        def starts(api: BotApiServer, place: Path) -> Running:
            file = None if stored is None else place / "conversations.pickle"
            if file and stored:
                fill(file, stored)
            return Rival(api, place, sys.executable, "-m", "benchmarks.rivals", file=file)

        return starts

    found = {"here": ours(HERE)} | ({"there": ours(against)} if against else {})
    found |= {"CH": rival(None), "CH pickled": rival(0), WITH_STORED: rival(STORED)}
    found |= {"calls alone": bare(""), "and stored": bare("updates.db")}
    if aiogram is not None:
        script = str(HERE / "benchmarks" / "rival_aiogram.py")
        found["aiogram"] = lambda api, place: Rival(api, place, aiogram, script)
    return found


def round_of(name: str, starts: Starts) -> Round:
    """Start a bot, let friends tap, and stop it; raises ClickException where it does not serve."""
    count = FEW if name == WITH_STORED else FRIENDS
    with (
        tempfile.TemporaryDirectory() as place,
        BotApiServer() as api,
        starts(api, Path(place)) as bot,
        naming(name, bot),
    ):
        first_start = _started(bot)
        bot.kill()
        start = _started(bot)
        api.wait_idle()
        memory = bot.memory
        friends = _begun(api, count)
        cpu_alone, time_alone = _measured(api, bot, lambda: _alone(friends), ALONE, ALONE * count)
        cpu_together, time_together = _measured(
            api, bot, lambda: _together(friends), TOGETHER, TOGETHER * count
        )
        within, core = _open_loop(api, bot, _begun(api, count)) if count > FEW else ([], math.nan)
        many = _begun(api, MANY if count > FEW else FEW)
        cpu_many, time_many = _measured(
            api, bot, lambda: _together(many), OF_MANY, OF_MANY * len(many)
        )
        api.slow_down(FAR)
        _, time_far = _measured(api, bot, lambda: _together(many), OF_MANY, OF_MANY * len(many))
        api.slow_down(0)
        measured = Round(
            first_start,
            start,
            memory,
            cpu_alone,
            time_alone,
            cpu_together,
            1000 / time_together,
            cpu_many,
            1000 / time_many,
            _percentile(within, 50),
            _percentile(within, 99),
            100 * core,
            1000 / time_far,
            bot.memory,
        )
        bot.kill()
    return measured


@contextmanager
def naming(name: str, bot: Running) -> Iterator[None]:
    """Have an error say which bot it is about, and what that has printed."""
    try:
        yield
    except (NoButtonsError, AssertionError) as error:
        told = f"{name}: {error}\nIt printed:\n{bot.printed()[-PRINTED:]}"
        raise click.ClickException(told) from error


def _started(bot: Running) -> float:
    """Start a bot; the ms until its first poll."""
    began = time.perf_counter()
    bot.listening()
    return (time.perf_counter() - began) * 1000


def _begun(api: BotApiServer, count: int) -> list[Friend]:
    """So many new friends, some questions into their interview."""
    met = len(api.world.rooms)
    friends = [_begin(api.user(f"Friend {met + number}")) for number in range(count)]
    for _ in range(WARM_UP):
        _together(friends)
    api.wait_idle()
    return friends


def _begin(user: User) -> Friend:
    user.starts()
    welcome = user.waits_for_message(timeout=60)
    taps_first(user, welcome)
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


def _open_loop(api: BotApiServer, bot: Running, friends: list[Friend]) -> tuple[list[float], float]:
    """The ms from each tap until its edit where taps come at a steady rate; the share of a core."""
    tapped: list[tuple[int, float]] = []
    known, before, began = len(api.world.calls), bot.cpu, time.monotonic()
    for number in range(TAPS):
        time.sleep(max(0.0, began + number / RATE - time.monotonic()))
        friend = friends[number % len(friends)]
        tapped.append((friend.user.id, time.monotonic()))
        friend.taps()
    api.wait_idle()
    core = (bot.cpu - before) / (time.monotonic() - began)
    edited: dict[int, list[float]] = {friend.user.id: [] for friend in friends}
    for call in api.world.calls[known:]:
        if call.method == "editMessageText":
            assert call.ended is not None  # noqa: S101 - the server is idle
            edited[call.params["chat_id"]].append(call.ended)
    edits = {friend: iter(times) for friend, times in edited.items()}
    ended = [(next(edits[friend], math.inf) - at) * 1000 for friend, at in tapped]
    return ended, core


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if values else math.nan


def _measured(
    api: BotApiServer, bot: Running, work: Callable[[], None], times: int, taps: int
) -> tuple[float, float]:
    """The processor time and the time that each of so many taps takes, in ms."""
    before, began = bot.cpu, time.perf_counter()
    for _ in range(times):
        work()
    took = time.perf_counter() - began
    api.wait_idle()  # what follows a tap belongs to it
    return (bot.cpu - before) / taps * 1000, took / taps * 1000


def _median(rounds: list[Round], name: str) -> str:
    median = statistics.median(getattr(each, name) for each in rounds)
    return "" if math.isnan(median) else f"{median:.1f}"


@click.command()
@click.option("--rounds", default=5, help="How many processes of each bot.")
@click.option("--against", type=click.Path(exists=True, path_type=Path), help="Another checkout.")
@click.option("--aiogram", type=click.Path(exists=True), help="A Python that has aiogram-dialog.")
def main(rounds: int, against: Path | None, aiogram: str | None) -> None:
    """Measure all in turn, and print the median of all rounds."""
    bots = contenders(against and against.resolve(), aiogram)
    measured: dict[str, list[Round]] = {name: [] for name in bots}
    for _ in range(rounds):
        for name, starts in bots.items():
            measured[name].append(round_of(name, starts))
    click.echo(machine())
    click.echo(
        "CH is python-telegram-bot's ConversationHandler: nothing stored, pickled at each update, "
        f"and that with {STORED:,} conversations stored (by {FEW} friends at once). 'calls alone' "
        "makes the calls of each tap and nothing else, 'and stored' has each update on the disk."
    )
    if aiogram is None:
        click.echo("aiogram_dialog is left out: name a Python that has it with --aiogram.")
    heading(f"median of {rounds}", *bots)
    for name, text in NAMES.items():
        row(f"  {text}", *(_median(each, name) for each in measured.values()))


if __name__ == "__main__":
    main()
