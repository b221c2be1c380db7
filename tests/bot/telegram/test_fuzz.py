"""Odd updates by the thousand: no error of ours, nobody left without a reply, nothing made up."""

import asyncio
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

import pytest
from telegram import User

from bot.advisor import Advisor
from bot.telegram.bot_api import BotApi
from bot.telegram.callback_data import encode
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.groups import Groups
from bot.telegram.inline import AnswerSearch
from bot.telegram.messages import OutboundCall
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.sender import Sender
from bot.telegram.updates import PrivateUpdate, translate
from bot.telegram.worker import Worker
from flows.dialogue.events import AskedHelp, Decided, Event
from flows.nlu.faq.load import built_in_topics
from storage.records import Outgoing
from storage.store import Store
from tests.bot.company import RENDERER, Company
from tests.bot.telegram.odd_updates import OF_OTHERS, Odd, OddUpdates
from tests.bot.telegram.raw import arrives
from tests.flows.dialogue.talk import KNOWLEDGE
from tests.scenes.aftermath import Replay, as_said

OWNER = 4242


@dataclass
class Line:
    """Takes what is sent, as the Bot API and the sender do, and notes who heard something."""

    store: Store
    heard: set[str] = field(default_factory=set)
    buttons: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    me: User = field(
        default_factory=lambda: User(1, "Advisor", is_bot=True, username="advisor_bot")
    )

    async def answer_callback_query(self, query: str, *_: object, **__: object) -> None:
        self.heard.add(query.removeprefix("q"))

    async def answer_inline_query(self, query: str, _: Sequence[object], *, for_all: bool) -> None:
        assert query is not None
        assert for_all

    async def show_action(self, address: str, action: str) -> bool:
        return bool(address and action)

    async def deliver(self, address: str, call: OutboundCall, _: int | None = None) -> None:
        assert call.text
        self.heard.add(address)

    def submit(self, rows: Sequence[Outgoing]) -> None:
        for row in rows:
            keys = [encode(key.event) for line in row.message.buttons for key in line]
            self.buttons[int(row.address)] = [*self.buttons[int(row.address)], *keys][-40:]
            self.heard.add(row.address)
            self.store.outbox.sent(row.id, row.id)

    def last(self, _: str) -> int:
        return 0


@dataclass
class Fuzz:
    """A bot without a line, and what it is found to have done wrong."""

    seed: int
    events: dict[int, tuple[str, Event] | None] = field(default_factory=dict)
    of_others: list[str] = field(default_factory=list)
    silent: list[Odd] = field(default_factory=list)
    moved: list[Odd] = field(default_factory=list)

    def run(self, updates: int) -> str:
        """Send it so many odd updates; a line of figures."""
        with closing(Company(owner=OWNER)) as company:
            store = company.store
            asyncio.run(self._all(company, updates))
            assert self.silent == []
            assert self.moved == []
            assert store.inbox.waiting() == []
            self._nothing_made_up(store)
            dead = store.inbox.dead_letters()
            assert {each.update_id for each in dead} <= {
                number for number, event in self.events.items() if event is None
            }
            events = store.database.rows("SELECT count(*) AS events FROM events")[0]["events"]
        return f"{updates} updates, {events} events, {len(dead)} dead letters"

    async def _all(self, company: Company, updates: int) -> None:
        store, advisor, interpreter = company.store, company.advisor, company.interpreter
        worker, line, failures = Worker(), Line(store), list[Exception]()
        search = AnswerSearch(KNOWLEDGE, built_in_topics(), RENDERER, interpreter)
        bot_api, sender = cast("BotApi", line), cast("Sender", line)
        groups = Groups(bot_api, worker, RENDERER, search, interpreter)
        receiver = UpdateReceiver(store, worker)
        dispatcher = Dispatcher(
            advisor, store, bot_api, sender, worker, failures.append, search, groups
        )
        odd_updates = OddUpdates(self.seed, lambda person: line.buttons[person])
        for odd in islice(odd_updates, updates):
            line.heard.clear()
            if not odd.spoiled:
                # Where somebody else is named no more, the words are the friend's.
                self.of_others += re.findall(rf"{OF_OTHERS}\d+s", str(odd.raw))
            before = _answers(advisor, odd)
            await self._arrives(receiver, dispatcher, odd)
            if odd.from_friend and str(odd.from_friend) not in line.heard:
                self.silent.append(odd)
            if odd.foreign and _answers(advisor, odd) != before:
                self.moved.append(odd)
        worker.close()
        assert failures == []

    async def _arrives(self, receiver: UpdateReceiver, dispatcher: Dispatcher, odd: Odd) -> None:
        """Take an update, and note what its friend did with it."""
        taken = await arrives(receiver, dispatcher, odd.raw)
        meant = translate(taken) if taken else None
        said = (meant.address, _granted(meant.event)) if isinstance(meant, PrivateUpdate) else None
        self.events[odd.raw["update_id"]] = said

    def _nothing_made_up(self, store: Store) -> None:
        """Each event is what its update says; the owner did nothing; of others nothing is kept."""
        rows = store.database.rows("SELECT id, address FROM friends")
        replay = Replay()
        for row in rows:
            numbers = store.database.rows(
                "SELECT update_id FROM events WHERE friend_id = ? ORDER BY id", row["id"]
            )
            history = store.conversations.history(row["id"])
            for number, event in zip(numbers, history, strict=True):
                assert self.events[number["update_id"]] == (row["address"], as_said(event))
            assert replay.is_true_of(store, row["address"])
        assert {each.state for each in store.owner_questions.all()} <= {"waiting"}
        assert store.faq.snapshot().kept == ()
        everything = _everything(store)
        assert [each for each in self.of_others if each in everything] == []


def _granted(event: Event) -> Event:
    """What becomes of it: a deed that is the owner's is an unknown command from anybody else."""
    return AskedHelp() if isinstance(event, Decided) else event


def _answers(advisor: Advisor, odd: Odd) -> Any:
    friend = advisor.store.users.find("telegram", str(odd.from_friend))
    return advisor.conversation_of(friend).answers if odd.foreign else None


def _everything(store: Store) -> str:
    """All that is stored, but for dead letters, whose words the owner may look at."""
    return "\n".join(
        line for line in store.database.sqlite.iterdump() if 'INTO "updates"' not in line
    )


def mistakes(caplog: pytest.LogCaptureFixture) -> Counter[str]:
    """What the program says of itself that went wrong."""
    return Counter(each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR)


def test_a_thousand_odd_updates(caplog: pytest.LogCaptureFixture) -> None:
    Fuzz(seed=1).run(1500)
    assert mistakes(caplog) == {}


@pytest.mark.long
@pytest.mark.timeout(3 * 3600)
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_odd_updates(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    print(Fuzz(seed).run(10_000))  # noqa: T201 - its figures
    assert mistakes(caplog) == {}
