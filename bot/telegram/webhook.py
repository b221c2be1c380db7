"""Takes updates that Telegram sends by itself, each stored before it counts as taken."""

import asyncio
import hmac
import logging
import secrets
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bot.errors import UserError, WrongUseError
from bot.telegram.receiving import UpdateReceiver
from bot.telegram.updates import CONTENTS
from storage.errors import StorageError

LARGEST = 2**20
"""Bytes of an update that are read; Telegram's are some ten thousand at most."""

AT_ONCE = 40
"""Connections that Telegram may open."""

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LOOK = 20.0
"""Seconds between two looks whether Telegram still has our address."""

TAKEN_OVER = (
    "Telegram sends the updates of this bot elsewhere now: another program has taken the token. "
    "Stop that one, or give this one the token of another bot."
)

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class WebhookAddress:
    """Where Telegram sends updates to, and where they come in.

    ``public`` is the https address that Telegram is told. ``host`` and ``port`` are listened on,
    in plain HTTP for a proxy in front, or with TLS of our own where there is a certificate.
    """

    public: str
    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def path(self) -> str:
        """The path of the public address, which is the one that is answered."""
        return urlsplit(self.public).path or "/"

    def tls(self) -> ssl.SSLContext | None:
        """What our own TLS takes; raises WrongUseError where the files do not fit."""
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            raise WrongUseError(
                f"The certificate {self.certificate} cannot be used ({error.strerror or error}): "
                "set ADVISOR_WEBHOOK_CERTIFICATE and ADVISOR_WEBHOOK_KEY to files in PEM."
            ) from None
        return context


@dataclass(eq=False)
class Webhook:
    """The web server that Telegram calls. Each start has a secret of its own."""

    address: WebhookAddress
    receiver: UpdateReceiver
    bot: Bot
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    closing: bool = False
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, then tell Telegram; raises TelegramError, or UserError where nobody may listen.

        A second time, after a failure, it goes on where it stopped.
        """
        if self._runner is None:
            self._runner = await self._listen()
        own = self.address.certificate
        await self.bot.set_webhook(
            self.address.public,
            certificate=await asyncio.to_thread(own.read_bytes) if own else None,
            max_connections=AT_ONCE,
            allowed_updates=CONTENTS,
            secret_token=self.secret,
        )

    async def _listen(self) -> web.AppRunner:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(self.address.path, self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        host, port = self.address.host, self.address.port
        try:
            await web.TCPSite(runner, host, port, ssl_context=self.address.tls()).start()
        except OSError as error:
            await runner.cleanup()
            raise UserError(
                f"Nobody may listen on {host}:{port} ({error.strerror}): set "
                "ADVISOR_WEBHOOK_LISTEN to an address of this machine and a free port."
            ) from None
        return runner

    async def stop(self) -> None:
        """Take no more. Telegram keeps what comes meanwhile, and sends it at the next start."""
        self.closing = True
        if self._runner:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        return web.Response(status=await self._taken(request))

    async def _taken(self, request: web.Request) -> HTTPStatus:
        """Take an update; with any status but 200 Telegram sends it again."""
        given = request.headers.get(SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.secret.encode()):
            return HTTPStatus.FORBIDDEN
        if self.closing:
            return HTTPStatus.SERVICE_UNAVAILABLE
        try:
            await self.receiver.receive(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        except (NetworkError, StorageError) as error:
            _LOG.warning("An update stays with Telegram: %s", type(error).__name__)
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.OK

    async def watch(self) -> None:
        """Look now and then whether Telegram answers, and still has our address; never returns.

        Raises UserError once it has another one: two programs with one token.
        """
        while True:
            with suppress(TelegramError):
                told: Any = await self.bot.get_webhook_info()
                if told.url != self.address.public:
                    raise UserError(TAKEN_OVER)
                self.receiver.begin()
            await asyncio.sleep(LOOK)
