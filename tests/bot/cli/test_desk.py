"""The desk as a process: one link, loopback only, and a sentence where it cannot start."""

import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.desk import FIRST_PORT, TRIED, _listening, desk
from flows.dialogue.events import Began
from tests.bot.acquaintance import Acquaintance
from tests.bot.running import advisor, command, environment, is_one_sentence


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a database in which somebody said hello."""
    ann = Acquaintance(tmp_path / "advisor.db")
    ann.does(Began())
    ann.store.close()
    return tmp_path


@pytest.fixture
def running(home: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*command(), "desk", "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        env=environment(home, ADVISOR_DATABASE=str(home / "advisor.db"), PYTHONUNBUFFERED="1"),
    ) as process:
        yield process
        process.kill()


def test_one_link_is_printed_and_ctrl_c_ends_it(running: subprocess.Popen[str]) -> None:
    assert running.stdout
    link = re.search(r"http://127\.0\.0\.1:(\d+)/sign-in\?key=\S+", running.stdout.readline())
    assert link
    with urllib.request.urlopen(link[0], timeout=20) as page:  # noqa: S310 (loopback)
        assert b"Open it in this browser" in page.read()
    base = link[0].partition("/sign-in")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(base, timeout=20)  # noqa: S310 (likewise)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=20) in (0, 1, -signal.SIGINT)
    assert running.stderr
    told = running.stderr.read()
    assert "Traceback" not in told
    assert link[0].partition("key=")[2] not in told


@pytest.mark.parametrize(("words", "opens"), [([], 1), (["--no-open"], 0)])
def test_it_opens_the_link_that_it_prints_and_listens_on_loopback(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], opens: int
) -> None:
    opened, served = list[str](), list[str]()

    def serves(_: object, listening: socket.socket) -> None:
        served.append(listening.getsockname()[0])
        listening.close()

    monkeypatch.setenv("ADVISOR_DATABASE", str(home / "advisor.db"))
    monkeypatch.chdir(home)
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("bot.web.serving.serve", serves)
    ran = CliRunner().invoke(desk, words)
    links = re.findall(r"http://\S+", ran.output)
    assert len(links) == 1
    assert opened == links * opens
    assert served == ["127.0.0.1"]


def test_a_port_that_is_taken_is_told(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = advisor(
            home, "desk", "--no-open", "--port", port,
            settings={"ADVISOR_DATABASE": str(home / "advisor.db")},
        )  # fmt: skip
    assert ran.code == 1
    assert f"Port {port} is in use: choose another with --port" in ran.err
    assert is_one_sentence(ran.err)


def test_by_default_it_takes_the_next_port_that_is_free() -> None:
    taken = _listening(None)
    another = _listening(None)
    first, second = (each.getsockname()[1] for each in (taken, another))
    taken.close()
    another.close()
    assert FIRST_PORT <= first < second < FIRST_PORT + TRIED


def test_without_a_database_nothing_is_created(tmp_path: Path) -> None:
    ran = advisor(tmp_path, "desk", "--no-open", settings={"ADVISOR_DATABASE": "none.db"})
    assert ran.code == 1
    assert is_one_sentence(ran.err, "none.db")
    assert not (tmp_path / "none.db").exists()
