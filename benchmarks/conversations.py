"""Fills a database: people walked through the real dialogue, copied by SQL to as many as wanted."""

import random
from datetime import UTC, datetime, timedelta

from rich.progress import track

from benchmarks.people import DISTRIBUTIONS, people
from bot.advisor import Advisor
from bot.incoming import TELEGRAM, Incoming
from bot.interpreter import Interpreter
from bot.rendering import Renderer
from flows.dialogue.advice_record import record_of
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import (
    Began,
    Cancelled,
    Chose,
    Continued,
    Enough,
    Event,
    PassedOn,
    TextReceived,
)
from flows.dialogue.replies import AdviceGiven
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpreter import ModelInterpreter
from flows.rules import advise, compile_rules
from storage.records import Message
from storage.store import Store
from storage.words import SKETCHES

WALKED = 500
WRITES = 0.2
"""How often somebody types beside tapping."""

PASSES_ON = 0.3
"""How often a text that has no answer is passed on to the owner, who answers nine of ten."""

UNKNOWN = ("quokka", "which laptop should I buy for coding at home?")
TYPED = (
    *("I miss building things", "what about my visa?", "I was laid off in May", "hm"),
    *("am I too old to move?", "sorry, I meant Singapore", "is there a ceiling in ML?"),
    *UNKNOWN,
)

AT_ONCE = 1000
"""Advices that are stored in one transaction."""

DAYS_APART = 2
"""How many days later each copy of those who walked came."""

COPIED = {
    "friends": ("id", "channel", "name", "username", "active", "created_at"),
    "conversations": (
        *("id", "friend_id", "number", "snapshot", "knowledge", "format", "asked", "unanswered"),
        *("corrected", "confidence", "close_call", "created_at", "updated_at"),
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
        *("id", "friend_id", "conversation", "text", "nearest", "standing", "state", "answer"),
        *("asked_at", "settled_at"),
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

    def __init__(self, time: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


NAMES = ("Anna", "Bo", "Chidi", "Divya", "Emil", "Farah", "Goran", "Hui", "Inés", "Jun", "Kofi")
SURNAMES = ("Amin", "Berg", "Castro", "Das", "Eze", "Fischer", "Goh", "Horvat", "Iyer")


def walk(store: Store, clock: Clock, friends: int = WALKED, first: int = 0) -> None:
    """Let people talk to the advisor: half of them come to advice, the others stop somewhere.

    Their addresses count from the ``first``.
    """
    rules = compile_rules(built_in())
    models = ModelInterpreter(built_in())
    interpreter = Interpreter(models, store.faq, built_in_topics())
    advisor = Advisor(Dialogue(rules, built_in_topics()), store, Renderer(), interpreter)
    chance = random.Random(1)  # noqa: S311 (no secret)
    every = people(rules, next(iter(DISTRIBUTIONS)), 1, friends)
    for number, person in enumerate(every, first):

        def does(event: Event, number: int = number) -> None:
            clock.time += timedelta(seconds=7)
            name = f"{NAMES[number % len(NAMES)]} {SURNAMES[number % len(SURNAMES)]} {number}"
            for each in advisor.handle(Incoming(TELEGRAM, str(number), name, event)):
                store.outbox.sent(each.id, each.id)

        does(Began())
        does(Continued())
        left = chance.choice([3, 6, 99, 99])
        while left and (question := _open(store, number)):
            if chance.random() < WRITES:
                text = chance.choice(TYPED)
                does(TextReceived(text=text))
                if text in UNKNOWN and chance.random() < PASSES_ON:
                    does(PassedOn())
            does(Chose(question=question, option=person.answers[question]))
            left -= 1
        does(Enough() if not _open(store, number) else Cancelled())
        clock.time += timedelta(minutes=20)


def advise_many(store: Store, many: int) -> None:
    """Let people be advised who answer everything, each something else."""
    rules = compile_rules(built_in())
    every = people(rules, next(iter(DISTRIBUTIONS)), 1, many)
    for first in track(range(0, many, AT_ONCE), f"Advising {many:,}", transient=True):
        with store.transaction():
            for number, person in enumerate(every[first : first + AT_ONCE], first):
                friend = store.users.get_or_create(TELEGRAM, f"advised-{number}", f"F {number}")
                verdict = advise(rules, person.answers, person.figures)
                given = AdviceGiven("advice", person.answers, person.figures, verdict)
                talk = Conversation(answers=person.answers, advised=True)
                (outgoing,) = store.conversations.record(friend, talk, Enough(), [Message("Go.")])
                store.advices.add(1, outgoing, record_of(given, ""))


def answer(store: Store, clock: Clock) -> None:
    """Let the owner answer nine of ten questions that wait, some hours later."""
    for number, question in enumerate(store.owner_questions.waiting()):
        if number % 10:
            clock.time += timedelta(hours=1)
            store.owner_questions.settle(question.id, "answered", "A used one, with much memory.")


def _open(store: Store, number: int) -> str | None:
    friend = store.users.find(TELEGRAM, str(number))
    conversation = store.conversations.latest(friend.id) if friend else None
    return conversation.question if conversation else None


def ids(store: Store) -> dict[str, int]:
    """By how much the ids of a copy are shifted: more than any id that there is, by table."""
    highest = "SELECT max(id) + 1 AS next FROM {}"
    return {table: store.database.rows(highest.format(table))[0]["next"] or 1 for table in COPIED}


def multiply(store: Store, size: int, steps: dict[str, int], walked: int = WALKED) -> None:
    """Copy the conversations that were walked until there are as many as asked for."""
    db = store.database.sqlite
    there = store.database.count("conversations") // walked
    for copy in track(range(there, size // walked), f"Copying to {size:,}", transient=True):
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
    """A column of a copy: ids are shifted, and moments are some days later."""
    of = {"friend_id": "friends", "event_id": "events", "outgoing_id": "outbox"}
    if column in OF_ITS_OWN[table]:
        counted = "conversations" if table == "conversation_words" else table
        return f"{column} + {copy * steps[of.get(column, counted)]}"
    if column.endswith("_at") or column == "at":
        return f"strftime('%Y-%m-%dT%H:%M:%f+00:00', {column}, '{copy * DAYS_APART} days')"
    return column
