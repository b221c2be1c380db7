"""Tells on loopback how the bot is: ``/health`` for whoever watches it, ``/metrics`` in figures.

Neither holds a word or a name of anybody.
"""

import time
from http import HTTPStatus

from aiohttp import web

from bot.errors import UserError
from bot.telegram.dispatcher import CHANNEL
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker
from storage.errors import StorageError
from storage.store import Store

HOST = "127.0.0.1"

METRICS = {
    "updates": ("counter", "Updates that were stored."),
    "unreadable_updates": ("counter", "Updates that could not be read."),
    "replies_sent": ("counter", "Messages that Telegram has taken."),
    "retries": ("counter", "Tries after which there was another."),
    "in_doubt": ("counter", "Tries that may have arrived, so that a message may come twice."),
    "given_up": ("counter", "Messages that will never be sent."),
    "replies_waiting": ("gauge", "Messages that were handed to the sender and wait."),
    "oldest_reply_seconds": ("gauge", "How long the oldest message waits that could be sent."),
    "latency_seconds": ("gauge", "Mean from a reply to its delivery, of the last hundred."),
    "silence_seconds": ("gauge", "Since Telegram was last heard."),
}
"""What is told in figures: of which kind each is, and what it means."""


class Status:
    """A web server on loopback. ``patience`` is how many seconds Telegram may be silent."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that it looks at
        self,
        port: int,
        store: Store,
        worker: Worker,
        receiver: UpdateReceiver,
        sender: Sender,
        patience: float,
    ) -> None:
        self._port, self._patience = port, patience
        self._store, self._worker = store, worker
        self._receiver, self._sender = receiver, sender
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; raises UserError where nobody may."""
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError as error:
            raise UserError(
                f"Nobody may listen on port {self._port} ({error.strerror}): set "
                "ADVISOR_STATUS_PORT to a free one, or leave it out."
            ) from None

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        silent = time.monotonic() - self._receiver.last_ok
        try:
            waits = await self._worker(self._database)
        except StorageError:
            database, waits = "out of use", 0.0
        else:
            database = "writable"
        doubtful = self._store.outbox.counts["in doubt"]
        healthy = silent <= self._patience and database == "writable"
        lines = (
            "well" if healthy else "not well",
            f"telegram: heard {silent:.0f} s ago",
            f"database: {database}",
            f"outbox: the oldest message waits for {waits:.0f} s",
            f"outbox: {doubtful} messages may have arrived twice since the start",
        )
        status = HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE
        return web.Response(text="\n".join(lines) + "\n", status=status)

    def _database(self) -> float:
        """How long the oldest message waits; raises StorageError where nothing can be written."""
        self._store.inbox.confirm()
        return self._store.outbox.longest_wait(CHANNEL)

    async def _metrics(self, _: web.Request) -> web.Response:
        outbox = self._store.outbox
        try:
            oldest = await self._worker(outbox.longest_wait, CHANNEL)
            latency = await self._worker(outbox.latency, CHANNEL)
        except StorageError:
            oldest = latency = float("nan")
        found: dict[str, float] = {
            "updates": self._receiver.stored,
            "unreadable_updates": self._receiver.unread,
            "replies_sent": outbox.counts["sent"],
            "retries": outbox.counts["failed"],
            "in_doubt": outbox.counts["in doubt"],
            "given_up": outbox.counts["given up"],
            "replies_waiting": self._sender.waiting,
            "oldest_reply_seconds": oldest,
            "latency_seconds": latency,
            "silence_seconds": time.monotonic() - self._receiver.last_ok,
        }
        lines = [
            line
            for name, (kind, meaning) in METRICS.items()
            for line in (
                f"# HELP advisor_{name} {meaning}",
                f"# TYPE advisor_{name} {kind}",
                f"advisor_{name} {found[name]:g}",
            )
        ]
        return web.Response(text="\n".join(lines) + "\n")
