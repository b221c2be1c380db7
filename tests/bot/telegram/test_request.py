"""The transport: over a line that works, and over lines that fail in every way a line can."""

import asyncio
import ssl
import subprocess
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import Conflict, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # RequestData is made of them

from bot.errors import WrongUseError
from bot.telegram import request as module
from bot.telegram.delivery import DeliveryAction, action_for
from bot.telegram.request import CarefulRequest, Timeouts, UnreadableAnswerError
from tests.botapi import BotApiServer, Fault, User, faults
from tests.botapi.server import TOKEN
from tests.botapi.test_limits import picture

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{"ok": true, "result": []}'
PATH = f"/bot{TOKEN}/getMe"
ENDLESS = Timeouts(60, 60, 60, 60, 60)

Peer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.request.getproxies", dict)
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # otherwise RetryAfter warns of what will change


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture
def anna(api: BotApiServer) -> User:
    person = api.user("Anna")
    person.starts()
    return person


@dataclass
class Line:
    """A port whose peer does what a test wants; knows the heads of what it was asked."""

    base: str = ""
    connections: int = 0
    heads: list[bytes] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    @asynccontextmanager
    async def served(self, peer: Peer) -> AsyncIterator["Line"]:
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            try:
                await peer(reader, writer)
            finally:
                writer.close()

        server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=self.tls)
        self.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer each request, for as long as there are some."""
        while not reader.at_eof():
            try:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
            except asyncio.IncompleteReadError:
                return
            writer.write(ANSWER)


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Take everything and say nothing."""
    while await reader.read(2**16):
        pass


async def deaf(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Take nothing."""
    await asyncio.sleep(2)


def over(
    peer: Peer | None,
    work: Callable[[CarefulRequest, Line], Awaitable[Any]],
    timeouts: Timeouts = ENDLESS,
    pool: int = 8,
) -> Line:
    """Work over a line of its own; a peer that nothing is said of answers."""
    line = Line()

    async def main() -> None:
        async with line.served(peer or line.answers), CarefulRequest(pool, timeouts) as request:
            await asyncio.wait_for(work(request, line), 10)

    asyncio.run(main())
    return line


def uploaded(text: str) -> RequestData:
    """The text as the content of a file."""
    file = InputFile(text.encode())
    return RequestData([RequestParameter("document", None, [file])])


def with_bot(api: BotApiServer, use: Callable[[Bot], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        requests = [CarefulRequest(8) for _ in range(2)]
        async with Bot(
            api.token, base_url=api.url, request=requests[0], get_updates_request=requests[1]
        ) as bot:
            return await use(bot)

    return asyncio.run(main())


def said(error: BaseException) -> str:
    """All that a log would show of an error."""
    return "".join(traceback.format_exception(error))


async def get(request: CarefulRequest, line: Line) -> Any:
    return await request.post(line.base + PATH)


def test_calls_one_after_the_other_use_one_connection() -> None:
    async def work(request: CarefulRequest, line: Line) -> None:
        for _ in range(3):
            assert await get(request, line) == []

    assert over(None, work).connections == 1


def test_a_connection_that_was_closed_meanwhile_is_not_used_again() -> None:
    async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)

    async def work(request: CarefulRequest, line: Line) -> None:
        for _ in range(3):
            assert await get(request, line) == []
            await asyncio.sleep(0.05)

    assert over(hangs_up, work).connections == 3


@pytest.mark.parametrize("given", [True, False], ids=["of the call", "by default"])
def test_a_call_waits_for_a_connection_but_not_for_ever(*, given: bool) -> None:
    own: dict[str, Any] = {"pool_timeout": 0.1} if given else {}

    async def work(request: CarefulRequest, line: Line) -> None:
        first = asyncio.create_task(get(request, line))
        await asyncio.sleep(0.05)
        with pytest.raises(TimedOut) as caught:
            await request.post(line.base + PATH, **own)
        assert action_for(caught.value) is DeliveryAction.WAIT
        first.cancel()

    timeouts = replace(ENDLESS, pool=60 if given else 0.1)
    assert over(silent, work, timeouts, pool=1).connections == 1


def test_a_call_that_was_given_up_frees_its_connection() -> None:
    async def work(request: CarefulRequest, line: Line) -> None:
        for _ in range(3):
            with pytest.raises(TimedOut):
                await request.post(line.base + PATH, read_timeout=0.05)

    assert over(silent, work, pool=1).connections == 3


@pytest.mark.parametrize("given", [True, False], ids=["of the call", "by default"])
@pytest.mark.parametrize("kind", ["read", "write", "connect", "media_write"])
def test_each_timeout(kind: str, *, given: bool) -> None:
    """Of a peer that answers nothing, takes nothing, or does not end its TLS handshake."""
    much = "x" * 2**24
    bodies = {
        "write": RequestData([RequestParameter("text", much, None)]),
        "media_write": uploaded(much),
    }
    scheme = "https" if kind == "connect" else "http"
    own: dict[str, Any] = {f"{kind.removeprefix('media_')}_timeout": 0.1} if given else {}

    async def work(request: CarefulRequest, line: Line) -> None:
        url = line.base.replace("http", scheme) + PATH
        with pytest.raises(TimedOut) as caught:
            await request.post(url, bodies.get(kind), **own)
        expected = DeliveryAction.WAIT if kind == "connect" else DeliveryAction.IN_DOUBT
        assert action_for(caught.value) is expected
        assert TOKEN not in said(caught.value)

    timeouts = ENDLESS if given else replace(ENDLESS, **{kind: 0.1})
    over(deaf if kind in bodies else silent, work, timeouts)


def test_an_answer_that_comes_slowly_is_waited_for() -> None:
    async def trickles(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for at in range(0, len(ANSWER), 10):
            writer.write(ANSWER[at : at + 10])
            await asyncio.sleep(0.05)

    async def work(request: CarefulRequest, line: Line) -> None:
        assert await get(request, line) == []

    over(trickles, work, replace(ENDLESS, read=0.3))


def test_nobody_there_is_known_to_have_had_no_effect() -> None:
    async def work(request: CarefulRequest, _: Line) -> None:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://127.0.0.1:1{PATH}")
        assert action_for(caught.value) is DeliveryAction.WAIT
        assert TOKEN not in said(caught.value)

    over(None, work)


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Le", ANSWER[:-5], b"SSH-2.0-OpenSSH_9.2\r\n\r\n"],
    ids=["nothing", "half a head", "half a body", "no HTTP"],
)
def test_an_answer_cut_off_leaves_the_effect_in_doubt(answer: bytes) -> None:
    async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)

    async def work(request: CarefulRequest, line: Line) -> None:
        with pytest.raises(NetworkError) as caught:
            await get(request, line)
        assert action_for(caught.value) is DeliveryAction.IN_DOUBT
        assert TOKEN not in said(caught.value)

    over(hangs_up, work)


@pytest.mark.parametrize("effect", [True, False])
def test_a_dropped_connection(api: BotApiServer, anna: User, *, effect: bool) -> None:
    api.fail("sendMessage", faults.cut(effect=effect))
    with pytest.raises(NetworkError) as caught:
        with_bot(api, lambda bot: bot.send_message(anna.id, "x"))
    assert action_for(caught.value) is DeliveryAction.IN_DOUBT
    assert len(anna.bot_posts) == effect


@pytest.mark.parametrize("fault", [faults.broken_json(), faults.no_result()])
def test_an_answer_that_is_none(api: BotApiServer, anna: User, fault: Fault) -> None:
    api.fail("sendMessage", fault)
    with pytest.raises(UnreadableAnswerError):
        with_bot(api, lambda bot: bot.send_message(anna.id, "x"))


@pytest.mark.parametrize(
    ("fault", "error", "action"),
    [
        (faults.too_many(2), RetryAfter, DeliveryAction.WAIT),
        (faults.bad_gateway(), NetworkError, DeliveryAction.WAIT),
        (faults.refused(500, "Internal Server Error"), NetworkError, DeliveryAction.WAIT),
        (Fault(502, '"Bad Gateway"'), NetworkError, DeliveryAction.WAIT),
        (Fault(503, "null"), NetworkError, DeliveryAction.WAIT),
        (Fault(503, '{"parameters": ["shard"]}'), NetworkError, DeliveryAction.WAIT),
        (faults.refused(403, "Forbidden: bot was blocked"), Forbidden, DeliveryAction.GONE),
        (faults.conflict(), Conflict, DeliveryAction.GIVE_UP),
        (faults.refused(302, "Found"), NetworkError, DeliveryAction.WAIT),
    ],
)
def test_a_refusal_passes_through(
    api: BotApiServer,
    anna: User,
    fault: Fault,
    error: type[TelegramError],
    action: DeliveryAction,
) -> None:
    api.fail("sendMessage", fault)
    with pytest.raises(error) as caught:
        with_bot(api, lambda bot: bot.send_message(anna.id, "x"))
    assert action_for(caught.value) is action


def test_pictures_and_files_arrive_as_they_are(api: BotApiServer, anna: User) -> None:
    large = bytes(range(256)) * 2**13

    async def use(bot: Bot) -> None:
        await bot.send_photo(anna.id, picture(), caption="<i>é &amp; 50%</i>", parse_mode="HTML")
        await bot.send_document(anna.id, large, filename='Zoë "1".json')

    with_bot(api, use)
    photo, document = anna.bot_posts
    assert (photo.text, photo.file) == ("é & 50%", picture())
    assert document.file == large
    assert document.raw["document"]["file_name"] == 'Zoë "1".json'


def test_any_text_arrives_as_it_is(api: BotApiServer, anna: User) -> None:
    text = "a+b = c&d; 50% 👍🏽\n\tü" + "½" * 4000
    with_bot(api, lambda bot: bot.send_message(anna.id, text))
    assert anna.bot_posts[-1].text == text


def test_a_shutdown_ends_a_poll_that_waits() -> None:
    async def work(request: CarefulRequest, line: Line) -> None:
        poll = asyncio.create_task(get(request, line))
        while not line.connections:
            await asyncio.sleep(0.01)
        started = time.monotonic()
        await request.shutdown()
        with pytest.raises(NetworkError):
            await asyncio.wait_for(poll, 5)
        assert time.monotonic() - started < 2

    over(silent, work)


def test_it_can_be_started_again_and_shut_down_twice() -> None:
    async def work(request: CarefulRequest, line: Line) -> None:
        await request.initialize()
        for _ in range(2):
            await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await get(request, line)
        await request.initialize()
        assert await get(request, line) == []

    over(None, work)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that no authority has signed."""
    path = tmp_path / "certificate.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(path), "-out", str(tmp_path / "public.pem")]
    subprocess.run(["openssl", "req", *kind, *names, *files], check=True, capture_output=True)  # noqa: S607 - wherever it is
    path.write_text(path.read_text() + (tmp_path / "public.pem").read_text())
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_only_trusted_certificates_are_taken(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(module, "_trust", module._trust.__wrapped__)
    line = Line(tls=ssl.create_default_context(ssl.Purpose.CLIENT_AUTH))
    assert line.tls
    line.tls.load_cert_chain(certificate)

    async def main() -> None:
        async with line.served(line.answers), CarefulRequest(1) as request:
            url = line.base.replace("http", "https") + PATH
            if trusted:
                assert await request.post(url) == []
                return
            with pytest.raises(NetworkError) as caught:
                await request.post(url)
            assert action_for(caught.value) is DeliveryAction.WAIT

    asyncio.run(main())
    assert len(line.heads) == trusted


def authorities(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> ssl.SSLContext | bool:
    """Whom is trusted on a machine that has its authorities in this file."""
    found = ssl.get_default_verify_paths()._replace(cafile=str(file or ""))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: found)
    for name in (found.openssl_cafile_env, found.openssl_capath_env):
        monkeypatch.delenv(name, raising=False)
    trusted: ssl.SSLContext | bool = module._trust.__wrapped__()
    return trusted


def test_what_aiohttp_has_read_is_trusted_where_the_machine_has_authorities(
    monkeypatch: pytest.MonkeyPatch, certificate: Path
) -> None:
    assert authorities(monkeypatch, certificate) is True


@pytest.mark.parametrize("empty", [True, False])
def test_mozilla_is_trusted_where_the_machine_has_no_authorities(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, empty: bool
) -> None:
    file = tmp_path / "none.pem"
    file.touch()
    monkeypatch.setattr(ssl.SSLContext, "set_default_verify_paths", lambda _: None)
    trusted = authorities(monkeypatch, file if empty else None)
    assert isinstance(trusted, ssl.SSLContext)
    assert trusted.cert_store_stats()["x509_ca"]


def goes_through(monkeypatch: pytest.MonkeyPatch, line: Line) -> None:
    """Let the environment name the line as the proxy for everything."""
    address = line.base.replace("//", "//ada:secret@")
    monkeypatch.setattr("bot.telegram.request.getproxies", lambda: {"all": address})


@pytest.mark.parametrize("skipped", [True, False])
def test_the_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, *, skipped: bool
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1" if skipped else "elsewhere.invalid")
    other = Line()

    async def work(_: CarefulRequest, line: Line) -> None:
        goes_through(monkeypatch, line)
        async with other.served(other.answers), CarefulRequest(1) as request:
            await get(request, other)

    heads = over(None, work).heads
    assert (len(heads), len(other.heads)) == (not skipped, skipped)
    for head in heads:
        assert head.startswith(f"POST {other.base}{PATH} ".encode())
        assert b"Proxy-Authorization: Basic " in head


def test_a_proxy_that_refuses_lets_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    async def work(_: CarefulRequest, line: Line) -> None:
        goes_through(monkeypatch, line)
        async with CarefulRequest(1) as request:
            with pytest.raises(NetworkError) as caught:
                await request.post(f"https://api.invalid{PATH}")
        assert action_for(caught.value) is DeliveryAction.WAIT

    over(refuses, work)


def test_a_proxy_of_another_kind_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxies = {"https": "socks5://ada:secret@127.0.0.1:9", "no": "localhost"}
    monkeypatch.setattr("bot.telegram.request.getproxies", lambda: proxies)
    with pytest.raises(WrongUseError, match=r"HTTPS_PROXY.*'socks5'") as caught:
        CarefulRequest(1)
    assert "secret" not in str(caught.value)
