"""The webhook, and what is told on loopback: the real process, called as Telegram calls it."""

import json
import shutil
import socket
import sqlite3
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.clock import now
from bot.telegram.status import METRICS
from bot.telegram.webhook import SECRET
from storage.store import Store
from tests.bot.running import advisor, is_one_sentence
from tests.botapi import BotApiServer, User
from tests.botapi.faults import cut
from tests.scenes.aftermath import wait_until_done
from tests.scenes.process import Running

PUBLIC = "https://bot.example.org/advisor/hook"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def called(
    url: str, body: bytes | None = None, secret: str = "", trust: ssl.SSLContext | None = None
) -> tuple[int, str]:
    """Call an address; gives the status and what it answers."""
    request = Request(url, body, {SECRET: secret, "Content-Type": "application/json"})  # noqa: S310 - loopback
    try:
        with urlopen(request, timeout=20, context=trust) as answer:  # noqa: S310 - likewise
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


class Hooked(Running):
    """A bot with a webhook, which listens behind a proxy that is not there, and tells how it is."""

    def __init__(self, api: BotApiServer, folder: Path, **settings: str) -> None:
        self.port, self.status_port = free_port(), free_port()
        super().__init__(
            api,
            folder,
            ADVISOR_OWNER="4242",
            ADVISOR_WEBHOOK=PUBLIC,
            ADVISOR_WEBHOOK_LISTEN=f"127.0.0.1:{self.port}",
            ADVISOR_STATUS_PORT=str(self.status_port),
            **settings,
        )

    def words(self) -> list[str]:
        return [*super().words(), "--webhook", "--log-format", "json"]

    def hooked(self) -> "Hooked":
        """Start it, and wait until Telegram knows where it is."""
        before = len(self.api.calls_of("setWebhook"))
        self.start()
        self.api.waits_for_call("setWebhook", count=before + 1, timeout=40)
        return self

    @property
    def secret(self) -> str:
        return str(self.api.world.webhook["secret_token"])

    def sends(self, body: bytes, secret: str | None = None) -> int:
        """Call the webhook as Telegram does; gives the status."""
        url = f"http://127.0.0.1:{self.port}/advisor/hook"
        return called(url, body, self.secret if secret is None else secret)[0]

    def delivers(self) -> list[int]:
        """Send everything that waits at Telegram; gives the statuses."""
        waiting, self.api.updates.pending = self.api.updates.pending, []
        return [self.sends(json.dumps(update).encode()) for update in waiting]

    def tells(self, what: str) -> tuple[int, str]:
        return called(f"http://127.0.0.1:{self.status_port}/{what}")


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApiServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hooked]:
    with Hooked(api, tmp_path_factory.mktemp("bot")) as running:
        yield running.hooked()
        assert running.stop() == 0
        assert not api.calls_of("getUpdates")
        lines = running.printed().splitlines()
        assert all(json.loads(line)["level"] in ("INFO", "WARNING", "ERROR") for line in lines)
        assert running.secret not in running.printed()
        assert api.token not in running.printed()


@pytest.fixture
def anna(api: BotApiServer, bot: Hooked) -> User:
    person = api.user("Anna")
    person.starts()
    assert bot.delivers() == [200]
    person.waits_for_message()
    return person


def test_telegram_is_told_the_address_and_a_secret(api: BotApiServer, bot: Hooked) -> None:
    assert api.world.webhook["url"] == PUBLIC
    assert len(bot.secret) > 30
    assert "callback_query" in api.world.webhook["allowed_updates"]


def test_an_interview_goes_its_way(bot: Hooked, anna: User) -> None:
    welcome = anna.bot_posts[-1]
    anna.taps(welcome, welcome.labels[0])
    assert bot.delivers() == [200]
    question = anna.waits_for_message()
    anna.taps(question, question.labels[0])
    assert bot.delivers() == [200]
    assert question.labels[0] in anna.waits_for_edit(of=question).text


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
def test_whoever_does_not_know_the_secret_is_refused(bot: Hooked, anna: User, secret: str) -> None:
    anna.says("/help")
    (update,) = bot.api.updates.pending
    body = json.dumps(update).encode()
    assert bot.sends(body, secret) == 403
    assert bot.delivers() == [200]
    anna.waits_for_message()


def test_an_update_that_comes_twice_is_taken_once(bot: Hooked, anna: User) -> None:
    anna.says("/help")
    (update,) = bot.api.updates.pending
    before = len(anna.bot_posts)
    assert bot.delivers() == [200]
    assert bot.sends(json.dumps(update).encode()) == 200
    bot.api.wait_idle()
    assert len(anna.bot_posts) == before + 1


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 503), (b"{", 503), (b"[]", 503), (b'{"update_id": "x"}', 503), (b"x" * 2**21, 413)],
)
def test_what_is_no_update_is_refused_and_stops_nobody(
    bot: Hooked, anna: User, body: bytes, status: int
) -> None:
    assert bot.sends(body) == status
    anna.says("/help")
    assert bot.delivers() == [200]
    anna.waits_for_message()


def test_an_update_that_cannot_be_read_is_a_dead_letter(bot: Hooked, anna: User) -> None:
    broken = {"update_id": 77, "message": {"message_id": 1, "chat": {"id": anna.id}, "text": "hm"}}
    assert bot.sends(json.dumps(broken).encode()) == 200
    assert "Sorry" in anna.waits_for_message().text


def test_an_update_counts_as_taken_only_once_it_is_stored(bot: Hooked, anna: User) -> None:
    anna.says("/help")
    (update,) = bot.api.updates.pending
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert bot.sends(json.dumps(update).encode()) == 503
        assert bot.tells("health")[0] == 503
        other.execute("ROLLBACK")
    assert bot.delivers() == [200]
    anna.waits_for_message()


def test_killed_after_it_took_an_update_it_answers_at_the_next_start(tmp_path: Path) -> None:
    with BotApiServer() as api, Hooked(api, tmp_path) as bot:
        bot.hooked()
        anna = api.user("Anna")
        anna.starts()
        with api.hold("sendMessage") as hold:
            assert bot.delivers() == [200]
            hold.waits()
            bot.kill()
        bot.hooked()
        assert anna.waits_for_message(timeout=20).buttons
        wait_until_done(bot)
        with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
            friend = store.users.find("telegram", str(anna.id))
            assert friend
            assert len(store.conversations.history(friend.id)) == 1


def test_it_is_told_how_the_bot_is(bot: Hooked, anna: User) -> None:
    assert anna.bot_posts
    status, text = bot.tells("health")
    assert (status, text.splitlines()[0]) == (200, "well")
    assert "database: writable" in text
    metrics = figures(bot)
    assert {*metrics} == {f"advisor_{name}" for name in METRICS}
    assert metrics["advisor_updates"] >= 1
    assert metrics["advisor_replies_sent"] >= 1
    assert metrics["advisor_silence_seconds"] < 90
    assert metrics["advisor_in_doubt"] == 0
    bot.api.fail("sendMessage", cut(effect=True), chat=anna)
    anna.says("/help")
    assert bot.delivers() == [200]
    bot.api.world.wait(lambda: figures(bot)["advisor_in_doubt"] == 1, 10, lambda: "not counted")
    assert "1 messages may have arrived twice" in bot.tells("health")[1]


def figures(bot: Hooked) -> dict[str, float]:
    lines = [line for line in bot.tells("metrics")[1].splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in map(str.split, lines)}


def test_another_program_that_takes_the_token_ends_it(tmp_path: Path) -> None:
    with BotApiServer() as api, Hooked(api, tmp_path) as bot:
        with api.hold("getWebhookInfo") as hold:
            bot.hooked()
            hold.waits()
            api.world.webhook = {"url": "https://elsewhere.example.org/"}
        assert bot.ended(within=20) == 1
        assert is_one_sentence(bot.printed(), "another program")


def test_it_polls_and_tells_how_it_is_all_the_same(tmp_path: Path) -> None:
    port = free_port()
    with BotApiServer() as api, Running(api, tmp_path, ADVISOR_STATUS_PORT=str(port)) as bot:
        bot.listening()
        assert called(f"http://127.0.0.1:{port}/health")[0] == 200
        assert api.world.webhook == {}
        assert bot.stop() == 0


def run(folder: Path, api: BotApiServer, *words: str, **settings: str) -> Any:
    base = {"ADVISOR_TELEGRAM_API": api.base, "ADVISOR_TELEGRAM_TOKEN": api.token}
    return advisor(folder, "telegram", *words, settings=base | settings)


def test_without_an_address_it_says_what_to_set(api: BotApiServer, tmp_path: Path) -> None:
    ran = run(tmp_path, api, "--webhook")
    assert ran.code == 2
    assert is_one_sentence(ran.err, "ADVISOR_WEBHOOK")


@pytest.mark.parametrize("setting", ["ADVISOR_WEBHOOK_LISTEN", "ADVISOR_STATUS_PORT"])
def test_a_port_that_is_taken_is_told(api: BotApiServer, tmp_path: Path, setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        value = f"127.0.0.1:{port}" if setting.endswith("LISTEN") else port
        ran = run(tmp_path, api, "--webhook", ADVISOR_WEBHOOK=PUBLIC, **{setting: value})
    assert ran.code == 1
    assert is_one_sentence(ran.err, setting, port)


def test_a_certificate_that_is_none_is_told(api: BotApiServer, tmp_path: Path) -> None:
    file = tmp_path / "cert.pem"
    file.write_text("no certificate")
    ran = run(
        tmp_path, api, "--webhook", ADVISOR_WEBHOOK=PUBLIC, ADVISOR_WEBHOOK_CERTIFICATE=str(file)
    )
    assert is_one_sentence(ran.err, str(file), "ADVISOR_WEBHOOK_KEY")


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here")
def test_it_takes_a_certificate_of_its_own(tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    made += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*made, "-keyout", key, "-out", cert], capture_output=True, check=True)
    settings = {"ADVISOR_WEBHOOK_CERTIFICATE": str(cert), "ADVISOR_WEBHOOK_KEY": str(key)}
    with BotApiServer() as api, Hooked(api, tmp_path, **settings) as bot:
        bot.hooked()
        assert api.violations == []
        anna = api.user("Anna")
        anna.starts()
        (update,) = api.updates.pending
        url, trust = f"https://localhost:{bot.port}/advisor/hook", ssl.create_default_context()
        trust.load_verify_locations(cert)
        assert called(url, json.dumps(update).encode(), bot.secret, trust)[0] == 200
        anna.waits_for_message()
        (call,) = api.calls_of("setWebhook")
        assert [upload.body for upload in call.files.values()] == [cert.read_bytes()]
