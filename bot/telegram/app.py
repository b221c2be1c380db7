"""Builds the bot and runs it: reach Telegram, take up what was left, listen, lose nothing."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler, Updater

from bot.advisor import Advisor
from bot.errors import UserError, WrongUseError
from bot.garbage import look_seldom
from bot.settings import Settings
from bot.telegram.bot_api import BotApi, Profile
from bot.telegram.dispatcher import CHANNEL, Dispatcher, PerChatProcessor
from bot.telegram.groups import Groups
from bot.telegram.inline import AnswerSearch
from bot.telegram.lifecycle import (
    ConflictDetector,
    Shutdown,
    Supervisor,
    connect_with_retry,
    silence,
)
from bot.telegram.logs import LogFormat, set_up_logging
from bot.telegram.outbox_poller import OutboxPoller
from bot.telegram.polling import GuardedPolling
from bot.telegram.rate_limit import RateLimiter
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.request import CarefulRequest, Timeouts
from bot.telegram.sender import Sender
from bot.telegram.uninvited import Uninvited
from bot.telegram.updates import (
    CONTENTS,
    UnusableUpdateError,
    is_empty,
    parsed,
    private_chat_in,
)
from bot.telegram.worker import Worker
from flows.dialogue.replies import Reply
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from storage.errors import StorageError
from storage.records import StoredUpdate
from storage.store import Store

if TYPE_CHECKING:
    from bot.telegram.status import Status
    from bot.telegram.webhook import Webhook, WebhookAddress

FAREWELL = 3.0
"""Seconds for the last poll, and then for messages under way; a container gives ten in all."""

NO_ADDRESS = (
    "There is no address for the webhook: set ADVISOR_WEBHOOK to the one under which Telegram "
    "reaches this machine, such as https://example.org/bot, or start without --webhook."
)
NO_BOT = (
    "There is no token: set ADVISOR_TELEGRAM_TOKEN to the one that @BotFather gave you, "
    "for example in a file .env in this folder."
)
TURN = 0.0001
"""Seconds for which a thread keeps the interpreter while others want it, in place of 0.005.

A tap needs it some thirty times, since each wait for the network or the disk gives it away; while
somebody's long text is read, each time would take those five milliseconds.
"""

PAGE = 100
"""Updates that are read at once when those are taken up that were left."""

_LOG = logging.getLogger(__name__)

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


def run(
    advisor: Advisor,
    store: Store,
    settings: Settings,
    *,
    webhook: bool = False,
    log_format: LogFormat = "text",
) -> None:
    """Serve friends on Telegram until SIGTERM or SIGINT; by polling, unless by a webhook.

    Raises UserError (WrongUseError without a token) for a wrong token, another program that polls
    with it, or a Telegram that stopped answering; StorageError where the database is out of use.
    """
    set_up_logging(log_format)
    # The library then measures time in timedelta, and does not warn that it one day will.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    sys.setswitchinterval(TURN)
    look_seldom()
    with asyncio.Runner(loop_factory=_event_loop) as runner:
        runner.run(_run(advisor, store, settings, _address(settings) if webhook else None))


def _event_loop() -> asyncio.AbstractEventLoop:
    """The loop of libuv, which costs less where much is going on; Python's own without it."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - there is none for Windows
    except ImportError:
        return asyncio.new_event_loop()
    return new_event_loop()


def _address(settings: Settings) -> "WebhookAddress":
    """Where the webhook is; raises WrongUseError without an address."""
    if settings.webhook is None:
        raise WrongUseError(NO_ADDRESS)
    from bot.telegram.webhook import WebhookAddress  # noqa: PLC0415 - servers are seldom wanted

    listen = urlsplit(f"//{settings.webhook_listen}")
    return WebhookAddress(
        settings.webhook,
        listen.hostname or "",
        listen.port or 0,
        settings.webhook_certificate,
        settings.webhook_key,
    )


async def _run(
    advisor: Advisor, store: Store, settings: Settings, address: "WebhookAddress | None"
) -> None:
    worker, shutdown = Worker(store.transaction), Shutdown()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, loop, number, shutdown)
    try:
        app = build(advisor, store, settings, worker, shutdown, address)
        with store.database.apart(patience=0):  # whatever is locked is waited for in a thread
            await app.run(settings.telegram_api, settings.telegram_patience)
    finally:
        worker.close()


def _stop(loop: asyncio.AbstractEventLoop, number: int, shutdown: Shutdown) -> None:
    """End in order; somebody who asks a second time does not want to wait for that."""
    loop.remove_signal_handler(number)
    shutdown.begin()


@dataclass(eq=False)
class TelegramApp:
    """The parts of a running bot, and the order in which they start and stop.

    Without a ``webhook`` it polls; without ``status`` nobody is told how it is.
    """

    application: TelegramApplication
    bot_api: BotApi
    receiver: UpdateReceiver
    polling: GuardedPolling
    dispatcher: Dispatcher
    sender: Sender
    store: Store
    worker: Worker
    shutdown: Shutdown
    supervisor: Supervisor
    profile: Profile
    outbox_poller: OutboxPoller
    webhook: "Webhook | None" = None
    status: "Status | None" = None

    @property
    def _bot(self) -> Bot:
        bot: Bot = self.application.bot
        return bot

    @property
    def _updater(self) -> Updater:
        updater = self.application.updater
        assert updater is not None, "the application is built with one"  # noqa: S101
        return updater

    async def run(self, api: str, patience: float) -> None:
        """Serve until the end begins; raises its reason if it has one, after all is cleaned up."""
        try:
            await connect_with_retry(self.application.initialize, api, self.shutdown)
            if not self.shutdown.begun:
                await self._serve(api, patience)
        finally:
            await self.application.shutdown()
            # The library leaves the lines open where it could not log in.
            await self._bot.shutdown()
        if self.shutdown.reason:
            raise self.shutdown.reason

    async def _serve(self, api: str, patience: float) -> None:
        self.dispatcher.advisor.renderer.bot = self._bot.username
        await self._take_up_what_was_left()
        await self.application.start()
        try:
            if self.status:
                await self.status.start()
            await connect_with_retry(lambda: self._listen(api), api, self.shutdown)
            start = self.supervisor.start
            if self.webhook:
                start("The watch over the webhook", self.webhook.watch())
            start("The watchdog", self._watch(api, patience))
            start("The outbox poller", self.outbox_poller(self._bot.username, self._queue))
            start("Maintenance", self.outbox_poller.maintain())
            start("Setting the bot's profile", self.bot_api.introduce(self.profile))
            await self.shutdown.wait()
        finally:
            await self.supervisor.stop()
            await self._stop()

    async def _take_up_what_was_left(self) -> None:
        """Queue what was not worked off, in its order; the outbox poller sends what is to be sent.

        It does so in the order of each chat, and so does whoever answers in a chat meanwhile.
        """
        await self.worker(self.store.outbox.give_up_notes, CHANNEL, "its tap is long gone")
        after = -1
        while page := await self.worker(self.store.inbox.waiting, after, PAGE):
            for stored in page:
                await self._queue(stored)
            after = page[-1].update_id

    async def _queue(self, stored: StoredUpdate) -> None:
        """Queue an update to be worked off; one that cannot be read becomes a dead letter."""
        raw = _loaded(stored.raw)
        try:
            update = parsed(stored.raw)
        except UnusableUpdateError as error:
            await self.worker(self.store.inbox.dead_letter, stored.update_id, str(error))
            self._apologise_for(raw)
            return
        if is_empty(raw):
            await self.worker(self.store.inbox.done, stored.update_id)
        else:
            self.receiver.in_flight.add(stored.update_id)
            await self.application.update_queue.put(update)

    async def take_up(self, number: int) -> None:
        """Work off an update of which only the number was kept, unless the end has begun."""
        if self.dispatcher.closing:
            return
        try:
            for stored in await self.worker.patiently(self.store.inbox.waiting, number - 1, 1):
                if stored.update_id == number:
                    await self.application.process_update(parsed(stored.raw))
        except StorageError as error:
            self.dispatcher.fail(error)
        finally:
            self.receiver.in_flight.discard(number)

    async def _listen(self, api: str) -> None:
        self.receiver.begin()
        self.receiver.unreadable = self._apologise_for
        if self.webhook:
            await self.webhook.start()
        else:
            errors = ConflictDetector(self.shutdown, api)
            await self._updater.start_polling(allowed_updates=CONTENTS, error_callback=errors)
        _LOG.info("@%s listens", self._bot.username)

    def _apologise_for(self, raw: Mapping[str, Any]) -> None:
        """Say sorry for an update that cannot be parsed, if it comes from a private chat."""
        chat = private_chat_in(raw)
        if chat is not None:
            self.supervisor.start("An apology", self.dispatcher.apologise(chat))

    async def _watch(self, api: str, patience: float) -> None:
        silent = await silence(
            lambda: self.receiver.last_ok, patience, lambda: self.receiver.check(patience)
        )
        sentence = f"{api} has not answered for {silent:.0f} s, so the bot stops: start it again."
        self.shutdown.begin(UserError(sentence))

    async def _stop(self) -> None:
        """Stop listening, end what is under way; whatever waits stays in the inbox or outbox."""
        self.dispatcher.closing = True
        # Who ends for a reason does not take the line from another one with a last poll.
        self.polling.closed = self.shutdown.reason is not None
        if self.webhook:
            await self.webhook.stop()
        if self.status:
            await self.status.stop()
        if self._updater.running:
            await _within(FAREWELL, self._updater.stop)
        await self.application.stop()
        await self.sender.close(FAREWELL)


def _loaded(raw: str) -> Mapping[str, Any]:
    """A raw update; empty where it is none, of which parsing tells the reason."""
    try:
        loaded = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


async def _within(seconds: float, stop: Callable[[], Awaitable[None]]) -> None:
    try:
        await asyncio.wait_for(stop(), seconds)
    except TimeoutError:
        _LOG.warning("Telegram was not told in time what has arrived; it will come again")


def build(  # noqa: PLR0913, PLR0917 - all that comes from outside
    advisor: Advisor,
    store: Store,
    settings: Settings,
    worker: Worker,
    shutdown: Shutdown,
    address: "WebhookAddress | None" = None,
) -> TelegramApp:
    """Wire the front end up, with a webhook at an address; raises WrongUseError without a token."""
    in_flight: set[int] = set()
    receiver = UpdateReceiver(store, worker, in_flight)
    polling = GuardedPolling(receiver)
    processor = PerChatProcessor()
    application = _application(settings, polling, processor)
    receiver.hand_on = application.update_queue.put_nowait
    bot_api = BotApi(application.bot, RateLimiter())
    render, interpreter = advisor.renderer.render, advisor.interpreter
    sender = Sender(bot_api, advisor.owner_service, worker, Supervisor(shutdown))
    answer_search = AnswerSearch(built_in(), built_in_topics(), advisor.renderer, interpreter)
    invitations = advisor.owner_service.invitations
    uninvited = Uninvited(invitations, bot_api, worker, advisor.renderer)
    groups = Groups(bot_api, worker, advisor.renderer, answer_search, interpreter, uninvited)
    dispatcher = Dispatcher(
        advisor,
        store,
        bot_api,
        sender,
        worker,
        shutdown.begin,
        answer_search,
        groups,
        uninvited,
        in_flight,
    )
    application.add_handler(TypeHandler(Update, dispatcher))
    app = TelegramApp(
        application,
        bot_api,
        receiver,
        polling,
        dispatcher,
        sender,
        store,
        worker,
        shutdown,
        Supervisor(shutdown),
        Profile(
            render(Reply("telegram/description", place="toast")).text,
            render(Reply("telegram/short_description", place="toast")).text,
        ),
        OutboxPoller(advisor, sender, worker, bot_api.show_owner_menu, in_flight),
    )
    processor.take_up = app.take_up
    if address:
        from bot.telegram.webhook import Webhook  # noqa: PLC0415 - as above

        app.webhook = Webhook(address, receiver, application.bot)
    if port := settings.status_port:
        from bot.telegram.status import Status  # noqa: PLC0415 - as above

        app.status = Status(port, store, worker, receiver, sender, settings.telegram_patience)
    return app


def _application(
    settings: Settings, polling: GuardedPolling, processor: PerChatProcessor
) -> TelegramApplication:
    """The library's part, without anything of it that would keep state of its own."""
    if settings.telegram_token is None:
        raise WrongUseError(NO_BOT)
    api = settings.telegram_api
    request = CarefulRequest(256, Timeouts(read=20, write=20, connect=10, pool=10))
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .concurrent_updates(processor)
        .job_queue(None)
    )
    return builder.build()
