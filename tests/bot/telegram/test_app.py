"""The running bot: whatever fails in the background ends it, and it says what that was."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.advisor import Advisor
from bot.clock import now
from bot.errors import UserError
from bot.settings import Settings
from bot.telegram import app as module
from bot.telegram import dispatcher
from bot.telegram.app import TelegramApp, build
from bot.telegram.bot_api import BotApi
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.lifecycle import Shutdown
from bot.telegram.outbox_poller import OutboxPoller
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.store import Store
from tests.bot.acquaintance import RENDERER
from tests.botapi import BotApiServer
from tests.flows.dialogue.talk import DIALOGUE


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


async def broken(*_: object) -> None:
    raise RuntimeError("secret words")


def runs(api: BotApiServer, folder: Path, seconds: float = 20) -> None:
    """Run the bot until it ends by itself; raises what it ends with."""

    async def main() -> None:
        worker, shutdown = Worker(), Shutdown()
        app: TelegramApp = build(advisor, store, settings, worker, shutdown)
        try:
            await asyncio.wait_for(app.run(api.base, 90), seconds)
        finally:
            worker.close()

    settings = Settings(
        database=folder / "advisor.db", telegram_token=SecretStr(api.token), telegram_api=api.base
    )
    with Store.open(settings.database, now) as store:
        advisor = Advisor(DIALOGUE, store, RENDERER)
        asyncio.run(main())


@pytest.mark.parametrize(
    ("owner", "name", "what"),
    [
        (OutboxPoller, "_look", "The outbox poller"),
        (OutboxPoller, "_invite_owner", "The outbox poller"),
        (BotApi, "introduce", "Setting the bot's profile"),
        (module, "silence", "The watchdog"),
    ],
)
def test_a_task_that_fails_ends_the_bot(
    api: BotApiServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    what: str,
) -> None:
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(UserError, match=what):
        runs(api, tmp_path)


def test_a_sender_that_fails_ends_the_bot(
    api: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sender, "_send", broken)
    api.user("Anna").starts()
    with pytest.raises(UserError, match="Sending"):
        runs(api, tmp_path)


def test_of_a_flood_what_waits_in_the_inbox_is_worked_off_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many, heard, taken_up = 12, list[str](), list[int]()
    take_up = TelegramApp.take_up

    async def handle(self: Dispatcher, update: Update) -> None:
        assert update.message
        heard.append(f"{update.message.text}")
        await self.worker.persist(self.store.inbox.done, update.update_id)
        if len(heard) == many:
            self.fail(UserError("That is all."))

    async def counted(self: TelegramApp, number: int) -> None:
        taken_up.append(number)
        await take_up(self, number)

    monkeypatch.setattr(dispatcher, "HELD", 2)
    monkeypatch.setattr(Dispatcher, "_handle", handle)
    monkeypatch.setattr(TelegramApp, "take_up", counted)
    with BotApiServer() as api:
        anna = api.user("Anna")
        for number in range(many):
            anna.says(f"{number}")
        with pytest.raises(UserError, match="That is all"):
            runs(api, tmp_path)
    assert heard == [f"{number}" for number in range(many)]
    assert len(taken_up) >= many - 4
