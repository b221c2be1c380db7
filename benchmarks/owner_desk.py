"""How fast the owner's desk is at 5,000 and 100,000 conversations, while the bot has work to do.

Run ``python -m benchmarks.owner_desk``. 500 conversations are walked through the real dialogue and
copied by SQL; the file is removed afterwards. The bot and ``advisor desk`` run as processes of
their own over that file. Friends tap at a steady rate, first with the desk left alone and then
while each of its pages is opened a hundred times. ``CPU`` is what the desk takes for a page, which
other work on the machine changes least.

With ``--impact N`` it measures `advisor impact` over N advices. They are copies, too, but equal
ones stand so far apart that each is worked out.
"""

import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import click
from rich.progress import track

from benchmarks.conversations import (
    DAYS_APART,
    WALKED,
    Clock,
    advise_many,
    answer,
    ids,
    multiply,
    walk,
)
from benchmarks.machine import cpu_of, machine, most_resident
from benchmarks.tables import heading, row
from benchmarks.taps import Friend
from storage.store import Store
from tests.bot.running import command, environment
from tests.botapi import BotApiServer
from tests.knowledge_files import copied_to
from tests.scenes.floods import begins
from tests.scenes.process import Running

SIZES = (5_000, 100_000)
FILE = "advisor.db"
REPEATED = 100
RATE, FRIENDS = 20, 24
"""Taps a second, and by how many friends."""

ALONE = 20.0
"""Seconds for which the bot is measured with the desk left alone, before and after."""

DIFFERENT = 5000
"""Advices of different people, more than are remembered."""

WEAKER = 12
"""Arguments that count for less in another knowledge."""

BACK = "‹ Back"  # noqa: RUF001 - the sign for back

PAGES = {
    "Today": "/",
    "Talks": "/talks",
    "new": "/talks?state=new",
    "reviewed, which none is": "/talks?state=reviewed",
    "worth a look": "/talks?state=worth-a-look",
    "market": "/talks?market=singapore",
    "pick": "/talks?pick=platform",
    "stopped at a question": "/talks?stopped_at=joy",
    "told a circumstance": "/talks?told=laid-off",
    "told what nobody did": "/talks?told=loan",
    "how sure it was": "/talks?confidence=low",
    "a reading corrected": "/talks?why=corrected",
    "asked about a topic": "/talks?asked=ceiling",
    "was put a question": "/talks?put=joy",
    "came in a week": "/talks?came={monday}",
    "one talk": f"/talks/{WALKED // 2}",
    "Questions": "/questions",
    "a word in half of all": "/talks?words=building",
    "a name": "/talks?words=anna+castro+77",
    "a word that is nowhere": "/talks?words=xylo",
    "Insights": "/insights",
}


class Writing:
    """Friends who go to and fro in their interviews at a steady rate, in a thread of its own."""

    def __init__(self, friends: list[Friend]) -> None:
        self.taps = 0
        self._friends = cycle(friends)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._tap)

    def __enter__(self) -> "Writing":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _tap(self) -> None:
        began = time.monotonic()
        while not self._ends.wait(max(0.0, began + self.taps / RATE - time.monotonic())):
            friend = next(self._friends)
            friend.question = friend.user.now(friend.question)
            labels = friend.question.labels
            friend.user.taps(friend.question, BACK if BACK in labels else labels[0])
            self.taps += 1


class Reader:
    """The owner's browser at a desk that runs as a process; ``start`` is how long it took, in s."""

    def __init__(self, database: Path) -> None:
        began = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 (our own command)
            [*command(), "desk", "--no-open"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=database.parent,
            env=environment(database.parent, ADVISOR_DATABASE=str(database), PYTHONUNBUFFERED="1"),
        )
        assert self._process.stdout  # noqa: S101 (it was asked for)
        link = re.search(r"//([\d.:]+)/sign-in\?key=(\S+)", self._process.stdout.readline())
        assert link, "it prints its link"  # noqa: S101 (or there is nothing to measure)
        self._connection = HTTPConnection(link[1], timeout=60)
        self.cookie = ""
        self.opens(f"/sign-in?key={link[2]}")
        self.start = time.perf_counter() - began
        headers = {"origin": f"http://{link[1]}"}
        self._connection.request("POST", "/sign-in", urlencode({"key": link[2]}), headers)
        answered = self._connection.getresponse()
        answered.read()
        self.cookie = str(answered.headers["set-cookie"]).partition(";")[0]

    def opens(self, address: str) -> float:
        """Open a page; how many ms that took."""
        self._connection.close()  # the desk would close it by itself while it is left alone
        began = time.perf_counter()
        self._connection.request("GET", address, headers={"cookie": self.cookie})
        answered = self._connection.getresponse()
        answered.read()
        if answered.status != 200:  # noqa: PLR2004 (all is well)
            raise click.ClickException(f"{address}: {answered.status}")
        return (time.perf_counter() - began) * 1000

    @property
    def cpu(self) -> float:
        """The processor time that the desk has taken so far, in s."""
        return cpu_of(self._process.pid)

    @property
    def memory(self) -> float:
        """The most memory that it has held, in MB."""
        return most_resident(self._process.pid)

    def close(self) -> None:
        """End the desk."""
        self._connection.close()
        self._process.terminate()
        self._process.wait(15)


@contextmanager
def reading(database: Path) -> Iterator[Reader]:
    """A desk that is signed in to."""
    reader = Reader(database)
    try:
        yield reader
    finally:
        reader.close()


def p95(took: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]


def per_update(bot: Running, writing: Writing, work: "list[str] | float", reader: Reader) -> float:
    """The processor time of the bot per update in ms, while pages are opened or time goes by."""
    cpu, taps = bot.cpu, writing.taps
    if isinstance(work, float):
        time.sleep(work)
    else:
        monday = datetime.now(UTC).date() - timedelta(weeks=4)
        monday -= timedelta(days=monday.weekday())
        for name in track(work, "Opening pages", transient=True):
            address = PAGES[name].format(monday=monday)
            before = reader.cpu
            took = [reader.opens(address) for _ in range(REPEATED)]
            each = (reader.cpu - before) / REPEATED * 1000
            row(f"  {name}", statistics.median(took), p95(took), each)
    return (bot.cpu - cpu) / (writing.taps - taps) * 1000


def measure(api: BotApiServer, folder: Path, only: list[str]) -> None:
    """Print what each page takes, and what it takes from the bot."""
    with Running(api, folder) as bot:
        bot.listening()
        users = [api.user(f"Friend {len(api.world.rooms)}-{n}") for n in range(FRIENDS)]
        friends = [Friend(user, begins(user)) for user in users]
        with reading(bot.database) as reader, Writing(friends) as writing:
            before = per_update(bot, writing, ALONE, reader)
            read = per_update(bot, writing, only, reader)
            after = per_update(bot, writing, ALONE, reader)
            row("  desk: start to the first page, s", reader.start)
            row("  desk: most memory, MB", reader.memory)
            row("  bot: CPU of an update, ms", (before + after) / 2)
            row("  bot: likewise while the desk is read", read)
            row("  bot: ratio", 2 * read / (before + after))
        row("  bot: updates, and errors", writing.taps, str(len(api.take_violations())))
        bot.stop()


def other_knowledge(folder: Path) -> Path:
    """A copy of the knowledge in which some moderate arguments are weak ones."""
    arguments = copied_to(folder) / "rules" / "arguments.toml"
    text = arguments.read_text(encoding="utf-8")
    arguments.write_text(text.replace('"moderate"', '"weak"', WEAKER), encoding="utf-8")
    return folder


def measure_impact(many: int, folder: Path) -> None:
    """Print what `advisor impact` takes where the knowledge is the same, and where another."""
    path = folder / FILE
    with Store.open(path, Clock()) as store:
        advise_many(store, min(many, DIFFERENT))
        multiply(store, many, ids(store), DIFFERENT)
    (folder / "other").mkdir()
    other = ["--knowledge", str(other_knowledge(folder / "other"))]
    heading(f"advisor impact over {many:,} advices", "CPU, s", "of each, ms", "clock, s", "MB")
    for name, words in (
        ("  the same knowledge", []),
        ("  another one", other),
        ("  another one, as JSON", [*other, "--json"]),
    ):
        began, before, most = time.perf_counter(), os.times(), 0.0
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [*command(), "impact", *words],
            stdout=subprocess.DEVNULL,
            env=environment(folder, ADVISOR_DATABASE=str(path)),
        )
        while process.poll() is None:
            # What the system tells of an ended process includes the one that it was forked from.
            with suppress(OSError, StopIteration):
                most = most_resident(process.pid)
            time.sleep(0.1)
        if process.returncode:
            raise click.ClickException(f"{name}: it failed")
        took, after = time.perf_counter() - began, os.times()
        cpu = after.children_user + after.children_system
        cpu -= before.children_user + before.children_system
        row(name, cpu, cpu / many * 1000, took, round(most))


@click.command()
@click.option("--impact", type=int, metavar="N", help="Compare N advices instead.")
@click.option("--sizes", default=",".join(map(str, SIZES)), help="How many conversations.")
@click.option("--only", multiple=True, type=click.Choice([*PAGES]), help="These pages alone.")
def main(impact: int | None, sizes: str, only: tuple[str, ...]) -> None:
    """Measure at each size, in a file of its own."""
    click.echo(machine())
    with tempfile.TemporaryDirectory() as place:
        if impact:
            measure_impact(impact, Path(place))
            return
        many = [*map(int, sizes.split(","))]
        clock = Clock(datetime.now(UTC) - timedelta(days=DAYS_APART * max(many) / WALKED + 30))
        walked, began = Path(place), time.perf_counter()
        with Store.open(walked / FILE, clock) as store:
            walk(store, clock)
            answer(store, clock)
            steps = ids(store)
        for size in many:
            # The bot writes into the file, so each size begins with what was walked.
            folder = walked / str(size)
            folder.mkdir()
            shutil.copy(walked / FILE, folder)
            with Store.open(folder / FILE, clock) as store:
                multiply(store, size, steps)
            megabytes = (folder / FILE).stat().st_size / 1e6
            took = time.perf_counter() - began
            name = f"{size:,} conversations ({megabytes:,.0f} MB after {took:.0f} s), ms"
            heading(name, "median", "p95", "CPU")
            with BotApiServer() as api:
                measure(api, folder, [*only] or [*PAGES])
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
