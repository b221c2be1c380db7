"""The life of the bot: reach Telegram, take up what was left, listen, and end with nothing lost."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, Updater

from bot.errors import UserError
from bot.telegram.bot_api import BotApi, Profile
from bot.telegram.connecting import PollingErrors, insist
from bot.telegram.dispatcher import CHANNEL, Dispatcher
from bot.telegram.ending import Ending
from bot.telegram.polling import GuardedPolling
from bot.telegram.rounds import Rounds
from bot.telegram.sender import Sender
from bot.telegram.watchdog import silence
from bot.telegram.worker import Worker
from storage.store import Store

ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
FAREWELL = 3.0
"""Seconds for the last poll, and then for messages under way; a container gives ten in all."""

_LOG = logging.getLogger(__name__)


@dataclass(eq=False)
class Service:
    """The parts of a running bot, and the order in which they start and stop.

    ``hush`` ends what is being learned, so that nobody waits for it at the end.
    """

    application: "Application[Any, Any, Any, Any, Any, Any]"
    bot_api: BotApi
    polling: GuardedPolling
    dispatcher: Dispatcher
    sender: Sender
    store: Store
    worker: Worker
    ending: Ending
    profile: Profile
    rounds: Rounds
    hush: Callable[[], None]

    @property
    def _bot(self) -> Bot:
        bot: Bot = self.application.bot
        return bot

    @property
    def _updater(self) -> Updater:
        updater = self.application.updater
        assert updater is not None, "the application is built with one"  # noqa: S101
        return updater

    async def run(self, api: str, owner: int | None, patience: float) -> None:
        """Serve until the end begins; raises its reason if it has one, after all is cleaned up."""
        try:
            await insist(self.application.initialize, api, self.ending)
            if not self.ending.begun:
                await self._serve(api, owner, patience)
        finally:
            await self.application.shutdown()
            # The library leaves the lines open where it could not log in.
            await self._bot.shutdown()
        if self.ending.reason:
            raise self.ending.reason

    async def _serve(self, api: str, owner: int | None, patience: float) -> None:
        await self._take_up_what_was_left()
        await self.application.start()
        beside: list[asyncio.Task[None]] = []
        try:
            await insist(lambda: self._listen(api), api, self.ending)
            beside.append(asyncio.create_task(self._watch(api, patience)))
            beside.append(asyncio.create_task(self.rounds(self._bot.username)))
            beside.append(asyncio.create_task(self.bot_api.introduce(self.profile, owner)))
            await self.ending.wait()
        finally:
            for task in beside:
                task.cancel()
            await self._stop()

    async def _take_up_what_was_left(self) -> None:
        """Send what Telegram has not taken, and queue what was not worked off, in their order."""
        for row in await self.worker(self.store.outbox.pending, CHANNEL):
            if row.message.place == "toast":
                await self.worker(self.store.outbox.give_up, row.id, "its tap is long gone")
            else:
                self.sender.submit([row])
        for incoming in await self.worker(self.store.inbox.waiting):
            try:
                update = Update.de_json(json.loads(incoming.raw), self._bot)
            except Exception as error:  # noqa: BLE001 - a strange update can break the parser anywhere
                why = type(error).__name__
                await self.worker(self.store.inbox.dead_letter, incoming.update_id, why)
            else:
                await self.application.update_queue.put(update)

    async def _listen(self, api: str) -> None:
        errors = PollingErrors(self.ending, api)
        self.polling.begin()
        await self._updater.start_polling(allowed_updates=ASKED_FOR, error_callback=errors)
        _LOG.info("@%s listens", self._bot.username)

    async def _watch(self, api: str, patience: float) -> None:
        silent = await silence(lambda: self.polling.last_ok, patience)
        sentence = f"{api} has not answered for {silent:.0f} s, so the bot stops: start it again."
        self.ending.begin(UserError(sentence))

    async def _stop(self) -> None:
        """Stop listening, end what is under way; whatever waits stays in the inbox or outbox."""
        self.dispatcher.closing = True
        self.hush()
        if self._updater.running:
            await _within(FAREWELL, self._updater.stop)
        await self.application.stop()
        await self.sender.close(FAREWELL)


async def _within(seconds: float, stop: Callable[[], Awaitable[None]]) -> None:
    try:
        await asyncio.wait_for(stop(), seconds)
    except TimeoutError:
        _LOG.warning("Telegram was not told in time what has arrived; it will come again")
