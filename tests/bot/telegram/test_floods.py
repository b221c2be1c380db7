"""One friend who floods the bot takes nothing from the others, nor from what is stored of them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import now
from bot.owner.announcing import APART, GATHERED
from bot.settings import QUESTIONS_A_DAY
from bot.telegram.rate_limit import BURST
from storage.store import Store
from tests.botapi import BotApiServer, User
from tests.scenes.floods import FLOODS, advised, begins, flood
from tests.scenes.process import Running

SHORT, LONG = 24, 1000
"""How often each thing is done."""

LOG, KEPT = 4, 0.03
"""Megabytes in the log that may come into the file now, and that one deed may leave there."""

SLACK = 15
"""Messages beyond those that go out at once, and then one a second."""


class House:
    """A bot with an owner, a friend in an interview, and somebody who floods it."""

    def __init__(self, api: BotApiServer, bot: Running, owner: User) -> None:
        self.api, self.bot, self.owner = api, bot, owner
        self.mallory, self.ann = api.user("Mallory"), api.user("Ann")
        self.shared = advised(self.mallory)
        self.question = begins(self.ann)
        api.wait_idle()

    def is_flooded(self, name: str, times: int) -> None:
        """Have one thing done over and over, and an answer of a friend's behind the first ones."""
        before = self.ann_answers
        with self.api.hold("getUpdates"):  # so that all of it comes at once
            flood(self.mallory, self.shared, name, times)
            self.ann.taps(self.question, self.question.labels[0])
        self.question = self.ann.waits_for_edit(of=self.question, timeout=60)
        self._is_worked_off(self.mallory.last_update)
        assert self.ann_answers == before + 1
        assert self._settled(self.ann.last_update) < self._settled(self.mallory.last_update)

    def _is_worked_off(self, update: int) -> None:
        self.api.world.wait(lambda: self._settled(update), 1800, lambda: "it is not worked off")

    def _settled(self, update: int) -> str:
        with Store.open(self.bot.database, now, bot_id=self.bot.bot_id) as store:
            rows = store.database.rows(
                "SELECT settled_at FROM updates WHERE update_id = ? AND state = 'done'", update
            )
            return rows[0]["settled_at"] if rows else ""

    @property
    def ann_answers(self) -> int:
        """How many answers are stored of the friend who just goes on."""
        with Store.open(self.bot.database, now, bot_id=self.bot.bot_id) as store:
            friend = store.users.find("telegram", str(self.ann.id))
            conversation = friend and store.conversations.latest(friend.id)
            assert conversation
            return len(conversation.answers)

    @property
    def waiting(self) -> int:
        """How many questions wait for the owner."""
        with Store.open(self.bot.database, now, bot_id=self.bot.bot_id) as store:
            return len(store.owner_questions.waiting())

    @property
    def megabytes(self) -> float:
        return self.bot.database.stat().st_size / 1e6


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with BotApiServer() as api:
        owner = api.user("Olga")
        with Running(api, tmp_path, ADVISOR_OWNER=str(owner.id)) as bot:
            bot.listening()
            owner.starts()
            owner.waits_for_message()
            yield House(api, bot, owner)
            assert bot.stop() == 0, bot.printed()[-2000:]
            assert api.violations == []
            assert "Traceback" not in bot.printed()


def floods(house: House, times: int) -> None:
    """Everything in turn; what each does to the owner, and to how much is stored, is bounded.

    What is gathered comes in one more message, where the floods go on for long enough.
    """
    started, first = time.monotonic(), len(house.owner.bot_posts)
    for name in FLOODS:
        passes_on = name == "questions passed on"
        many = max(times, 3 * QUESTIONS_A_DAY) if passes_on else times
        began, heard = time.monotonic(), len(house.mallory.bot_posts)
        told, stored = len(house.owner.bot_posts), house.megabytes
        house.is_flooded(name, many)
        house.api.wait_idle(timeout=1800)
        expected = told + (APART if passes_on else 0)
        house.api.world.wait(
            lambda: len(house.owner.bot_posts) >= expected,  # noqa: B023 - awaited here
            20,
            lambda: "the owner is not told",
        )
        gathered = time.monotonic() - started > GATHERED.total_seconds()
        assert expected <= len(house.owner.bot_posts) <= first + APART + gathered, name
        assert house.waiting == QUESTIONS_A_DAY or not passes_on, name
        sent = len(house.mallory.bot_posts) - heard
        assert sent <= BURST + (time.monotonic() - began) + SLACK, name
        assert house.megabytes - stored <= LOG + times * KEPT, name
        assert house.bot.database.with_name("advisor.db-wal").stat().st_size <= 3e6 * LOG, name
    with Store.open(house.bot.database, now, bot_id=house.bot.bot_id) as store:
        assert store.inbox.dead_letters() == []
        assert store.owner_pages.setting("invitation") == ""


def test_floods(house: House) -> None:
    floods(house, SHORT)


@pytest.mark.long
@pytest.mark.timeout(3 * 3600)  # what one friend sends in a row rests
def test_floods_for_long(house: House) -> None:
    before = house.bot.memory
    floods(house, LONG)
    assert house.bot.memory - before < 120
