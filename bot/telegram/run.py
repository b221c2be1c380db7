"""Builds the front end for Telegram and runs it until it is stopped."""

import asyncio
import os
import signal
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.advisor import Advisor
from bot.errors import WrongUseError
from bot.settings import Settings
from bot.telegram.bot_api import BotApi, CarefulRequest, Profile
from bot.telegram.dispatcher import Dispatcher, PerChatProcessor
from bot.telegram.ending import Ending
from bot.telegram.groups import Groups
from bot.telegram.inline import Offer
from bot.telegram.logs import set_up_logging
from bot.telegram.polling import GuardedPolling
from bot.telegram.rate_limit import RateLimiter
from bot.telegram.rounds import Rounds
from bot.telegram.sender import Sender
from bot.telegram.service import Service
from bot.telegram.worker import Worker
from flows.dialogue.replies import Reply
from flows.knowledge import built_in
from flows.topics.load import built_in_topics
from storage.store import Store

TELEGRAM = "https://api.telegram.org"

NO_BOT = (
    "There is no token: set ADVISOR_TELEGRAM_TOKEN to the one that @BotFather gave you, "
    "for example in a file .env in this folder."
)


def run(advisor: Advisor, store: Store, settings: Settings) -> None:
    """Serve friends on Telegram until SIGTERM or SIGINT.

    Raises UserError (WrongUseError without a token) for a wrong token, another program that polls
    with it, or a Telegram that stopped answering; StorageError where the database is out of use.
    """
    set_up_logging()
    # The library then measures time in timedelta, and does not warn that it one day will.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    asyncio.run(_run(advisor, store, settings))


async def _run(advisor: Advisor, store: Store, settings: Settings) -> None:
    worker, ending = Worker(), Ending()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, loop, number, ending)
    try:
        service = _build(advisor, store, settings, worker, ending)
        await service.run(
            settings.telegram_api or TELEGRAM, settings.owner, settings.telegram_patience
        )
    finally:
        worker.close()


def _stop(loop: asyncio.AbstractEventLoop, number: int, ending: Ending) -> None:
    """End in order; somebody who asks a second time does not want to wait for that."""
    loop.remove_signal_handler(number)
    ending.begin()


def _build(
    advisor: Advisor, store: Store, settings: Settings, worker: Worker, ending: Ending
) -> Service:
    polling = GuardedPolling(store, worker)
    application = _application(settings, polling)
    bot_api = BotApi(application.bot, RateLimiter())
    say = advisor.renderer.render
    sender = Sender(bot_api, store, worker, say(Reply("telegram/maybe_lost")), ending.begin)
    offer = Offer(built_in(), built_in_topics(), advisor.renderer, advisor.interpreter)
    groups = Groups(bot_api, worker, advisor.renderer, offer, advisor.interpreter)
    handling = Dispatcher(
        advisor, store, bot_api, sender, worker, ending.begin, offer, groups, advisor.interpreter
    )
    application.add_handler(TypeHandler(Update, handling))
    rounds = Rounds(advisor, sender, worker)
    profile = Profile(
        say(Reply("telegram/description", place="toast")).text,
        say(Reply("telegram/short_description", place="toast")).text,
    )
    hush = advisor.interpreter.close if advisor.interpreter else lambda: None
    return Service(
        application,
        bot_api,
        polling,
        handling,
        sender,
        store,
        worker,
        ending,
        profile,
        rounds,
        hush,
    )


def _application(
    settings: Settings, polling: GuardedPolling
) -> "Application[Any, Any, Any, Any, Any, Any]":
    """The library's part, without anything of it that would keep state of its own."""
    if settings.telegram_token is None:
        raise WrongUseError(NO_BOT)
    api = settings.telegram_api or TELEGRAM
    request = CarefulRequest(
        connection_pool_size=256,
        read_timeout=20,
        write_timeout=20,
        connect_timeout=10,
        pool_timeout=10,
    )
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .concurrent_updates(PerChatProcessor())
        .job_queue(None)
    )
    return builder.build()
