"""How fast the owner finds things, at 5,000 and 100,000 conversations.

Run ``python -m benchmarks.owner_desk``. 500 conversations are walked through the real dialogue and
copied by SQL; the file is removed afterwards.
"""

import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.progress import track

from benchmarks.people import DISTRIBUTIONS, people
from benchmarks.tables import heading, row
from bot.advisor import Advisor
from bot.incoming import Incoming
from bot.rendering import Renderer
from flows.dialogue.events import Began, Cancelled, Chose, Continued, Enough, TextReceived
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules
from storage.finding import ALL, Filters
from storage.store import Store
from storage.words import SKETCHES

WALKED = 500
SIZES = (5_000, 100_000)
REPEATED = 100
WRITES = 0.2
"""How often somebody types beside tapping."""

TYPED = ("I miss building things", "what about my visa?", "quokka", "I was laid off in May", "hm")

COPIED = {
    "friends": ("id", "channel", "name", "username", "active", "created_at"),
    "conversations": (
        *("id", "friend_id", "number", "snapshot", "knowledge", "format"),
        *("created_at", "updated_at"),
    ),
    "conversation_words": ("id", "friend_id", "words", *SKETCHES),
    "events": ("id", "friend_id", "conversation", "sequence", "kind", "payload", "said", "at"),
    "summaries": (
        *("id", "friend_id", "conversation", "outcome", "market", "role", "pick", "runner_up"),
        *("confidence", "answered", "asked", "answers", "text", "written_at"),
    ),
    "outbox": (
        *("id", "friend_id", "conversation", "event_id", "channel", "address", "message"),
        *("created_at", "sent_at"),
    ),
    "advices": (
        *("id", "friend_id", "conversation", "event_id", "outgoing_id", "at", "kind", "answers"),
        *("figures", "pick", "headline", "runner_up", "confidence", "paths", "findings"),
        "knowledge",
    ),
    "questions": (
        *("id", "friend_id", "conversation", "text", "nearest", "standing", "state"),
        "asked_at",
    ),
}
"""The columns that are copied; of ids and of what names a row, each copy has its own."""

ONLY = {"outbox": "AND friend_id <= 20"}
"""What else a row must be to be copied: transcripts of all would fill the disk with messages."""

OF_ITS_OWN = {
    "friends": {"id"},
    "conversations": {"id", "friend_id"},
    "conversation_words": {"id", "friend_id"},
    "events": {"id", "friend_id"},
    "summaries": {"id", "friend_id"},
    "outbox": {"id", "friend_id", "event_id"},
    "advices": {"id", "friend_id", "event_id", "outgoing_id"},
    "questions": {"id", "friend_id"},
}


class Clock:
    """A clock that goes on by some minutes whenever a friend comes."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


NAMES = ("Anna", "Bo", "Chidi", "Divya", "Emil", "Farah", "Goran", "Hui", "Inés", "Jun", "Kofi")
SURNAMES = ("Amin", "Berg", "Castro", "Das", "Eze", "Fischer", "Goh", "Horvat", "Iyer")


def walk(store: Store, clock: Clock, friends: int = WALKED, first: int = 0) -> None:
    """Let people talk to the advisor: half of them come to advice, the others stop somewhere.

    Their addresses count from the ``first``.
    """
    rules = compile_rules(built_in())
    advisor = Advisor(Dialogue(rules, built_in_topics()), store, Renderer())
    chance = random.Random(1)  # noqa: S311 (no secret)
    every = people(rules, next(iter(DISTRIBUTIONS)), 1, friends)
    for number, person in enumerate(every, first):

        def does(event: object, number: int = number) -> None:
            clock.time += timedelta(seconds=7)
            name = f"{NAMES[number % len(NAMES)]} {SURNAMES[number % len(SURNAMES)]} {number}"
            for each in advisor.handle(Incoming("telegram", str(number), name, event)):  # type: ignore[arg-type]
                store.outbox.sent(each.id, each.id)

        does(Began())
        does(Continued())
        left = chance.choice([3, 6, 99, 99])
        while left and (question := _open(store, number)):
            if chance.random() < WRITES:
                does(TextReceived(text=chance.choice(TYPED)))
            does(Chose(question=question, option=person.answers[question]))
            left -= 1
        does(Enough() if not _open(store, number) else Cancelled())
        clock.time += timedelta(minutes=20)


def _open(store: Store, number: int) -> str | None:
    friend = store.users.find("telegram", str(number))
    conversation = store.conversations.latest(friend.id) if friend else None
    return conversation.question if conversation else None


def ids(store: Store) -> dict[str, int]:
    """By how much the ids of a copy are shifted: more than any id that there is, by table."""
    highest = "SELECT max(id) + 1 AS next FROM {}"
    return {table: store.database.rows(highest.format(table))[0]["next"] or 1 for table in COPIED}


def multiply(store: Store, size: int, steps: dict[str, int]) -> None:
    """Copy the conversations that were walked until there are as many as asked for."""
    db = store.database.sqlite
    there = db.table("conversations").count // WALKED
    for copy in track(range(there, size // WALKED), f"Copying to {size:,}", transient=True):
        with store.transaction():
            for table, columns in COPIED.items():
                shifted = ", ".join(_shifted(table, column, copy, steps) for column in columns)
                address = f", '{copy}-' || id" if table == "friends" else ""
                names = ", ".join((*columns, *(("address",) if address else ())))
                db.execute(
                    f"INSERT INTO {table} ({names}) SELECT {shifted}{address} FROM {table}"  # noqa: S608 (likewise)
                    f" WHERE id < {steps[table]} {ONLY.get(table, '')}"
                )
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _shifted(table: str, column: str, copy: int, steps: dict[str, int]) -> str:
    """A column of a copy: ids are shifted, and moments are some minutes later."""
    of = {"friend_id": "friends", "event_id": "events", "outgoing_id": "outbox"}
    if column in OF_ITS_OWN[table]:
        counted = "conversations" if table == "conversation_words" else table
        return f"{column} + {copy * steps[of.get(column, counted)]}"
    if column.endswith("_at") or column == "at":
        return f"strftime('%Y-%m-%dT%H:%M:%f+00:00', {column}, '{copy * 7} seconds')"
    return column


def p95(work: Callable[[], object], times: int = REPEATED) -> float:
    """The 95th percentile of what something takes, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[int(0.95 * times) - 1]


def measure(store: Store) -> None:
    """Print what each look takes."""
    review = store.review
    looks: dict[str, Callable[[], object]] = {
        "list, 30": lambda: review.list_conversations(ALL, 30),
        "new": lambda: review.list_conversations(Filters(state="new"), 30),
        "count of new": lambda: review.count(Filters(state="new")),
        "worth a look, 10": lambda: review.list_conversations(Filters(state="worth-a-look"), 10),
        "market": lambda: review.list_conversations(Filters(market="singapore"), 30),
        "pick": lambda: review.list_conversations(Filters(pick="platform"), 30),
        "pick none": lambda: review.list_conversations(Filters(pick="none"), 30),
        "stopped at": lambda: review.list_conversations(Filters(stopped_at="joy"), 30),
        "one talk": lambda: review.show(WALKED // 2),
        "a word in half of all": lambda: review.list_conversations(Filters(words="building"), 30),
        "a name": lambda: review.list_conversations(Filters(words="anna castro 77"), 30),
        "a word that is nowhere": lambda: review.list_conversations(Filters(words="xylo"), 30),
    }
    for name, look in looks.items():
        row(f"  {name}", p95(look))
    row("  stats (once)", p95(store.insights.stats, 2))


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="How many conversations.")
def main(sizes: str) -> None:
    """Measure at growing sizes of one file."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        path = Path(folder) / "advisor.db"
        with Store.open(path, clock) as store:
            walk(store, clock)
            steps = ids(store)
            for size in map(int, sizes.split(",")):
                multiply(store, size, steps)
                heading(f"{size:,} conversations, {path.stat().st_size / 1e6:,.0f} MB", "p95 in ms")
                measure(store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row("peak memory in MB", peak)


if __name__ == "__main__":
    main()
