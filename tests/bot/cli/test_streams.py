"""Every command on an output that lacks characters, is full, or is read no more."""

import codecs
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.streams import LOOKALIKES, lookalikes
from tests.bot.cli.every_command import EXAMPLES, commands, run_all
from tests.bot.running import advisor, command, environment, is_one_sentence

ANY = {"": 0, "advise": 2, "inbox list": 0}
"""Commands of every kind, and how they end where nothing is typed."""

SILENT = {"desk", "telegram"}
"""Commands whose example writes nothing to standard output."""


def test_every_command_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(commands())


@pytest.mark.parametrize(
    ("encoding", "only"),
    [
        ("ascii", EXAMPLES),
        ("cp1252", ["chat", "money", "understand", "advise", "inbox list"]),
        pytest.param(
            "latin-1",
            ["chat", "money", "understand", "advise", "inbox list"],
            marks=pytest.mark.long,
        ),
    ],
)
def test_every_command_writes_in_any_encoding(
    tmp_path: Path, encoding: str, only: Collection[str]
) -> None:
    for words, ended in run_all(tmp_path, only=only, PYTHONIOENCODING=encoding).items():
        told = ended.err.decode(encoding)
        assert ended.code == EXAMPLES[words].code, (words, told)
        assert "Traceback" not in told, words
        assert "Warning" not in told, words  # of a file or database left open, say
        assert bool(ended.out.decode(encoding)) == (words not in SILENT), words


def test_every_command_tells_that_the_output_is_full(tmp_path: Path) -> None:
    for words, ended in run_all(tmp_path, "/dev/full").items():
        if words not in SILENT:
            assert ended.code == 1, words
            assert is_one_sentence(ended.err.decode(), "No space left on device"), words


def test_every_command_ends_quietly_when_nobody_reads_on(tmp_path: Path) -> None:
    for words, ended in run_all(tmp_path, "closed pipe").items():
        if words not in SILENT:
            assert (ended.code, ended.err) == (1, b""), words


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--version"], ["understand", "--help"]])
def test_help_is_written_in_any_encoding_or_told_to_be_lost(
    tmp_path: Path, arguments: list[str], unbuffered: str
) -> None:
    ran = advisor(tmp_path, *arguments, settings={"PYTHONIOENCODING": "ascii"})
    assert (ran.code, ran.err, ran.out.isascii()) == (0, "", True)
    with Path("/dev/full").open("wb") as full:
        lost = _ran(tmp_path, arguments, full, subprocess.PIPE, PYTHONUNBUFFERED=unbuffered)
    assert lost.returncode == 1
    assert is_one_sentence(lost.stderr.decode(), "No space left on device")


def test_error_that_cannot_be_told_is_in_the_exit_code(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        assert _ran(tmp_path, ["ask"], full, full).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code", "closed"),
    [
        ("", 0, "<&-"),
        ("inbox list", 0, ">&-"),
        ("advise", 2, "2>&-"),
        *((words, code, "<&- >&- 2>&-") for words, code in ANY.items()),
        *(
            pytest.param(words, code, closed, marks=pytest.mark.long)
            for words, code in ANY.items()
            for closed in ("<&-", ">&-", "2>&-")
        ),
    ],
)
def test_closed_streams_are_no_error(
    tmp_path: Path, arguments: str, code: int, closed: str
) -> None:
    shell = f"{' '.join(command())} {arguments} {closed}"
    ran = subprocess.run(
        ["/bin/sh", "-c", shell],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr
    assert b"closed" not in ran.stderr


@given(st.text())
def test_any_text_becomes_ascii_and_what_is_ascii_stays(text: str) -> None:
    codecs.register_error("lookalikes-tested", lookalikes)
    plain = text.encode("ascii", "lookalikes-tested").decode("ascii")
    assert len(plain) >= len(text)
    assert plain == text or not text.isascii()


@pytest.mark.parametrize("character", LOOKALIKES)
def test_lookalikes_are_ascii_themselves(character: str) -> None:
    assert LOOKALIKES[character].isascii()
    assert not character.isascii()


def _ran(
    home: Path,
    arguments: list[str],
    stdout: IO[bytes],
    stderr: IO[bytes] | int,
    **settings: str,
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*command(), *arguments],
        cwd=home,
        env=environment(home, **settings),
        stdout=stdout,
        stderr=stderr,
        check=False,
        timeout=60,
    )
