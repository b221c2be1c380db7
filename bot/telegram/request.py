"""HTTP to the Bot API: over aiohttp, and trusting nothing that comes back.

python-telegram-bot brings a transport over httpx, which makes up a third of what a tap costs: for
each call it looks through its whole pool, and takes locks all along the way.
"""

import asyncio
import io
import json
import os
import ssl
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import BytesIOPayload, Payload
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput  # the library has no public name for either
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import WrongUseError

SUCCESS = range(200, 300)

SHORT = 2**16
"""Bytes that aiohttp writes without waiting for the other side to read; a message has a third."""

JSON: Final = "application/json"
JSON_HEADERS: Final = {"Content-Type": JSON}

EDITS = ("/editMessageText", "/editMessageReplyMarkup")

DONE = b'{"ok":true,"result":true}'

WHICH_MESSAGE = ("message_id", "date", "chat")
"""The parts of a message that tell which one it is."""

_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class InDoubtError(Exception):
    """The cause of an error after which the call may have been carried out, or not.

    It tells its kind alone: what aiohttp says may repeat the address, and with it the token.
    """


class UnreadableAnswerError(NetworkError):
    """The call was accepted, but the answer is not one: whether it took effect is unknown."""

    def __init__(self) -> None:
        super().__init__("the answer cannot be read")


@dataclass(frozen=True)
class Timeouts:
    """Seconds that parts of a call may take, where it does not say otherwise; None for no limit.

    ``pool`` is the wait for one of the connections, ``media_write`` is for calls with files.
    """

    read: float | None = 5
    write: float | None = 5
    connect: float | None = 5
    pool: float | None = 1
    media_write: float | None = 20


class Answer(NamedTuple):
    """What came back from a call."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class AiohttpRequest(BaseRequest):
    """The transport.

    Each call raises TimedOut or NetworkError, caused by InDoubtError if the call may have been
    carried out. Proxies are those of the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY …); raises
    WrongUseError for one of a kind that cannot be used.
    """

    __slots__ = ("_pool", "_proxies", "_session", "_timeouts")

    def __init__(self, connection_pool_size: int, timeouts: Timeouts = Timeouts()) -> None:
        self._timeouts = timeouts
        # aiohttp counts the wait for its pool as a part of connecting, so this waits before it.
        self._pool = asyncio.Semaphore(connection_pool_size)
        self._proxies = _proxies()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The seconds to wait for an answer, to which a long poll adds its own."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Be ready for calls; connections are made when there are some."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, ssl=_trust()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections; calls that still wait end with NetworkError."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def answer(  # noqa: PLR0913, PLR0917 - as do_request
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> Answer:
        """Make the call and give its answer."""
        if self._session is None:
            raise RuntimeError("This request is not initialized!")
        default = self._timeouts
        uploads = request_data is not None and request_data.contains_files
        write = _or(write_timeout, default.media_write if uploads else default.write)
        timeout = _timeout(_or(connect_timeout, default.connect), _or(read_timeout, default.read))
        body = request_data and _body(request_data, write)
        await self._acquire(_or(pool_timeout, default.pool))
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=JSON_HEADERS if isinstance(body, bytes) else None,
                proxy=_proxy_for(url, self._proxies),
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return Answer(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _mapped(error) from _doubt(error)
        finally:
            self._pool.release()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on untouched
        """Make the call and give the answer's status and body."""
        answer = await self.answer(*args, **kwargs)
        return answer.status, answer.body

    async def _acquire(self, seconds: float | None) -> None:
        """Wait for one of the connections; raises TimedOut if none becomes free in time."""
        try:
            async with asyncio.timeout(seconds) if self._pool.locked() else nullcontext():
                await self._pool.acquire()
        except TimeoutError:
            raise TimedOut("all connections are in use, so the call was not sent") from None


class TimedBody(Payload):
    """A body that has to be written within some seconds, for which aiohttp has no time-out."""

    def __init__(self, body: Payload, seconds: float | None) -> None:
        super().__init__(body, headers=body.headers, content_type=body.content_type)
        self._body, self._seconds = body, seconds
        self._size = body.size

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Give the body as text."""
        return self._body.decode(encoding, errors)

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write it whole; raises TimeoutError where that takes too long."""
        async with asyncio.timeout(self._seconds):
            await self._body.write(writer)
            await writer.drain()


class CarefulRequest(AiohttpRequest):
    """Turns every answer that is not in the shape of the Bot API into an error to be retried.

    Of a message that was sent only which one it is is handed on, and of one that was edited that it
    was: nobody reads the rest, and the library takes longer to build its objects than a call takes.
    """

    __slots__ = ()

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the base class has six more arguments, passed on untouched
        """Make the request; raises UnreadableAnswerError where success comes without a result."""
        code, payload = await super().do_request(url, *args, **kwargs)
        if code in SUCCESS:
            try:
                result = result_of(payload)
            except RecursionError as error:
                raise UnreadableAnswerError from error
            if isinstance(result, dict) and "message_id" in result:
                if url.endswith(EDITS):
                    return code, DONE
                which = {name: result[name] for name in WHICH_MESSAGE if name in result}
                payload = json.dumps({"ok": True, "result": which}).encode()
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 - as in the base class
        """Parse an answer. The base class logs what it cannot parse, and that may be people's.

        Raises TelegramError for what is no answer of the Bot API, as gateways refuse in words of
        their own; the status is what tells of a refusal then.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise TelegramError("the answer is not JSON") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("parameters") or {}, dict):
            raise TelegramError("the answer is not one of the Bot API")
        return answer


def result_of(payload: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Take the result out of a successful answer; raises UnreadableAnswerError without one.

    Raises RecursionError for one that is nested too deeply to be parsed.
    """
    try:
        answer = json.loads(payload)
    except ValueError as error:
        raise UnreadableAnswerError from error
    if not isinstance(answer, dict) or answer.get("ok") is not True or "result" not in answer:
        raise UnreadableAnswerError
    return answer["result"]


def _or(given: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(given, DefaultValue) else given


@lru_cache(maxsize=16)
def _timeout(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=connect, sock_read=read)


def _body(data: RequestData, seconds: float | None) -> bytes | Payload:
    """The parameters as JSON, or as a form of several parts if there are files.

    What is short is handed to the system at once, so only the rest needs a time-out.
    """
    if data.contains_files:
        return TimedBody(_form(data), seconds)
    encoded = json.dumps(data.parameters).encode()
    if len(encoded) <= SHORT:
        return encoded
    return TimedBody(BytesIOPayload(io.BytesIO(encoded), content_type=JSON), seconds)


def _form(data: RequestData) -> Payload:
    form = aiohttp.FormData(data.json_parameters, quote_fields=False, default_to_multipart=True)
    for name, (filename, content, kind) in data.multipart_data.items():
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=kind)
    return form()


def _mapped(error: Exception) -> NetworkError:
    kind = type(error).__name__
    return TimedOut(kind) if isinstance(error, TimeoutError) else NetworkError(kind)


def _doubt(error: Exception) -> InDoubtError | None:
    return None if isinstance(error, _UNSENT) else InDoubtError(type(error).__name__)


@cache
def _trust() -> ssl.SSLContext | Literal[True]:
    """Whom to trust: the machine's authorities, as aiohttp does (True).

    Mozilla's as well where the machine has none, or the environment names others in their place.
    Each time that authorities are read takes as long as a dozen taps, and aiohttp has read those
    of the machine when it was imported.
    """
    machine = ssl.get_default_verify_paths()
    named = {machine.openssl_cafile_env, machine.openssl_capath_env} & os.environ.keys()
    if machine.cafile and os.path.getsize(machine.cafile) and not named:
        return True
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _proxies() -> dict[str, str]:
    """The proxies that the environment names, by scheme or for "all"; HTTP ones alone."""
    found = {scheme: proxy for scheme, proxy in getproxies().items() if scheme != "no"}
    found = {scheme: found[scheme] for scheme in ("http", "https", "all") if scheme in found}
    for scheme, proxy in found.items():
        kind = urlsplit(proxy).scheme
        if kind not in ("http", "https"):
            raise WrongUseError(
                f"{scheme.upper()}_PROXY names a proxy of the kind {kind!r}: set it to an address "
                "that begins with http:// or https://, or leave it out."
            )
    return found


def _proxy_for(url: str, proxies: Mapping[str, str]) -> str | None:
    if not proxies:
        return None
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")
