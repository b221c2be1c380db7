"""The doctor finds each of the faults it looks for, says what to do, and changes nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import doctor
from bot.clock import now
from bot.doctor import Finding, findings, is_served
from storage.instance_lock import InstanceLock
from storage.records import Message
from storage.store import Store
from tests.bot.running import advisor
from tests.botapi import BotApiServer


@pytest.fixture(scope="module")
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, api: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound database, and settings for it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATABASE", str(tmp_path / "advisor.db"))
    monkeypatch.setenv("ADVISOR_TELEGRAM_TOKEN", api.token)
    monkeypatch.setenv("ADVISOR_TELEGRAM_API", api.base)
    Store.open(tmp_path / "advisor.db", now).close()
    return tmp_path


def wrong(seconds: float = 0) -> list[Finding]:
    found = [*findings(now() + timedelta(seconds=seconds))]
    assert all(len(each.what.splitlines()) == 1 for each in found)
    return [each for each in found if each.remedy]


def test_where_all_is_well_nothing_is_to_be_done(place: Path) -> None:
    assert place.exists()
    assert wrong() == []


def unknown(place: Path) -> None:
    (place / ".env").write_text("ADVISOR_DATABSE=/data/x.db\n")
    (place / ".env").chmod(0o600)


def open_token(place: Path) -> None:
    (place / ".env").write_text("ADVISOR_TELEGRAM_TOKEN=123:abc\n")
    (place / ".env").chmod(0o644)


def open_database(place: Path) -> None:
    (place / "advisor.db").chmod(0o644)


def damaged(place: Path) -> None:
    (place / "advisor.db").write_bytes(b"no database" * 999)


def another_bots(place: Path) -> None:
    with Store.open(place / "advisor.db", now, bot_id=5) as store:
        store.inbox.bind()


def dead_letter(place: Path) -> None:
    with Store.open(place / "advisor.db", now) as store:
        store.inbox.keep(1, "{}")
        store.inbox.dead_letter(1, "KeyError")


def late(place: Path) -> None:
    with Store.open(place / "advisor.db", lambda: now() - timedelta(hours=1)) as store:
        store.outbox.add(store.users.get_or_create("telegram", "1", "Bo"), [Message("hello")])


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (unknown, "no setting ADVISOR_DATABSE"),
        (open_token, "read .env"),
        (open_database, "confide"),
        (damaged, "damaged"),
        (another_bots, "belongs to the bot 5"),
        (dead_letter, "1 updates"),
        (late, "waited"),
    ],
)
def test_each_fault_is_found(place: Path, fault: Callable[[Path], None], what: str) -> None:
    fault(place)
    (found,) = wrong()
    assert what in found.what


def test_a_clock_that_is_wrong_is_found(place: Path) -> None:
    assert place.exists()
    (found,) = wrong(seconds=-3600)
    assert "clock" in found.what


def test_a_full_disk_is_found(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place.exists()
    monkeypatch.setattr(doctor, "ROOM", 2**62)
    (found,) = wrong()
    assert "MB are free" in found.what


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("ADVISOR_TELEGRAM_TOKEN", "7000000009:AAF-a_token_of_nobody_000000", "@BotFather"),
        ("ADVISOR_TELEGRAM_API", "http://127.0.0.1:9", "reach"),
        ("ADVISOR_OWNER", "me", "correct it"),
        ("http_proxy", "http://127.0.0.1:9", "reach"),
        ("http_proxy", "socks5://127.0.0.1:9", "see there"),
    ],
)
def test_a_setting_that_does_not_work_is_found(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    assert place.exists()
    monkeypatch.setenv(name, value)
    (found,) = wrong()
    assert what in found.remedy
    assert "AAF-" not in found.what + found.remedy


def test_a_bot_that_runs_is_seen(place: Path) -> None:
    assert not is_served(place / "advisor.db")
    with InstanceLock.held(place / "advisor.db"):
        assert is_served(place / "advisor.db")
    assert not is_served(place / "advisor.db")


def test_the_exit_code_tells_whether_something_is_to_be_done(place: Path) -> None:
    settings = {"ADVISOR_DATABASE": str(place / "advisor.db")}
    assert advisor(place, "doctor", settings=settings).code == 0
    damaged(place)
    ran = advisor(place, "doctor", settings=settings)
    assert ran.code == 1
    assert "To do: " in ran.out
    assert advisor(place, "doctor", "--running", settings=settings).code == 1


def test_what_may_have_arrived_twice_is_told_and_needs_no_doing(place: Path) -> None:
    with Store.open(place / "advisor.db", now) as store:
        friend = store.users.get_or_create("telegram", "42", "Zoe")
        (told,) = store.outbox.add(friend, [Message("hello")])
        store.outbox.failed(told.id, "TimedOut", in_doubt=True)
        store.outbox.sent(told.id, 5)
    assert any("1 messages of the last week" in each.what for each in findings(now()))
    assert wrong() == []
