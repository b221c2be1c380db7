"""The conversation as a process: in a pipe, at a real terminal, and when something is wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.group import STARTING
from flows.knowledge import built_in
from tests.bot.running import ROOT, Ran, advisor, command, environment, is_one_sentence
from tests.bot.terminal.tty import terminal

FIRST, SECOND, *_ = (question.ask for question in built_in().questions)
ESCAPE = "\x1b["
NOBODY = """
import pwd

def unknown(_):
    raise KeyError("uid not found")

pwd.getpwuid = unknown
from bot.cli import main
main(prog_name="advisor")
"""
"""Runs the command as a user without a name, as in a container run under any number."""

STUCK = """
import threading
from bot.cli import main
from flows.nlu.interpreter import ModelInterpreter
from storage.store import Store

def never(*_):
    threading.Event().wait()

def close(_):
    print("closing", flush=True)
    never()

ModelInterpreter.interpret = never
{more}
main(prog_name="advisor")
"""
"""The command, which understands no text to its end."""


def test_pipe_gets_plain_text_and_no_prompt(tmp_path: Path) -> None:
    ran = advisor(tmp_path, typed="1\n3\n", afresh=True)
    assert (ran.code, ran.err) == (0, "")
    assert SECOND in ran.out
    assert ESCAPE not in ran.out
    assert "\n> " not in ran.out


def test_bare_call_is_chat(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert advisor(tmp_path / "a", typed="1\n") == advisor(tmp_path / "b", "chat", typed="1\n")


def test_next_process_goes_on(tmp_path: Path) -> None:
    advisor(tmp_path, typed="1\n3\n")
    again = advisor(tmp_path)
    assert SECOND in again.out
    assert FIRST not in again.out


def test_input_that_is_no_text_is_answered(tmp_path: Path) -> None:
    ran = advisor(tmp_path, typed=b"1\n\xff\xfe\n\x00\n" + b"x" * 10_000 + b"\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(FIRST) > 1


def test_output_that_is_no_utf8_shows_what_it_can(tmp_path: Path) -> None:
    ran = advisor(tmp_path, typed="1\n", settings={"PYTHONIOENCODING": "ascii"})
    assert (ran.code, ran.err) == (0, "")
    assert FIRST in ran.out


@pytest.mark.parametrize("columns", ["0", "1", "wide"])
def test_width_that_cannot_be_used_is_no_error(tmp_path: Path, columns: str) -> None:
    ran = advisor(tmp_path, typed="1\n", settings={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")


def test_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(),
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process.stdin, process.stdout, process.stderr:
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write("1\n" * 50)
        process.stdin.close()
        told = process.stderr.read()
    process.wait(timeout=30)
    assert told == ""


def test_terminal_shows_prompt_and_colour(tmp_path: Path) -> None:
    with terminal(tmp_path) as friend:
        friend.wait_for(STARTING)
        friend.wait_for("> ")
        friend.type("1\n")
        friend.wait_for(FIRST)
        assert ESCAPE in friend.shown
        friend.type("3\n")
        friend.wait_for(SECOND)
        friend.type("/quit\n")
        assert friend.end() == 0


def test_no_color_is_heeded(tmp_path: Path) -> None:
    with terminal(tmp_path, NO_COLOR="1") as friend:
        friend.wait_for("> ")
        friend.type("1\n")
        friend.wait_for(FIRST)
        assert not [code for code in ("[31m", "[36m", "[2;36m") if code in friend.shown]


def test_advise_says_that_it_waits_for_input(tmp_path: Path) -> None:
    with terminal(tmp_path, "advise", "--json") as friend:
        friend.wait_for("Ctrl-D")
        friend.type('{"answers": {}}\n\x04')
        friend.wait_for('"pick": null')
        assert friend.end() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_by_key_is_clean_and_loses_nothing(tmp_path: Path, key: str) -> None:
    with terminal(tmp_path) as friend:
        friend.wait_for("> ")
        friend.type("1\n")
        friend.wait_for("> ")
        friend.type("3\n")
        friend.wait_for(SECOND)
        friend.wait_for("> ")
        assert friend.press_to_end(key) == 0
        assert "lost" in friend.shown
        assert "Traceback" not in friend.shown
    assert SECOND in advisor(tmp_path).out


def _stuck(more: str = "") -> list[str]:
    return [sys.executable, "-c", STUCK.format(more=more)]


def test_leaving_while_a_text_is_being_understood(tmp_path: Path) -> None:
    with terminal(tmp_path, program=_stuck()) as friend:
        friend.wait_for("> ")
        friend.type("seven years or so\n")
        friend.wait_for("years or so")
        assert friend.press_to_end("\x03") == 0
        assert "lost" in friend.shown


@pytest.mark.parametrize("key", ["\x03", "\x04", "/quit\n"], ids=["Ctrl-C", "Ctrl-D", "quit"])
def test_interrupt_while_the_program_ends_ends_it_at_once(tmp_path: Path, key: str) -> None:
    with terminal(tmp_path, program=_stuck("Store.close = close")) as friend:
        friend.wait_for("> ")
        if key != "\x03":
            friend.type(key)
            friend.wait_for("closing")
        assert friend.press_to_end("\x03") == 0
        assert "lost" in friend.shown
        assert "Traceback" not in friend.shown
        assert "Aborted" not in friend.shown


def test_interrupt_that_a_shell_lets_be_ignored_stays_ignored(tmp_path: Path) -> None:
    script = f"trap '' INT; exec {' '.join(command())}"
    with terminal(tmp_path, program=["/bin/sh", "-c", script]) as friend:
        friend.wait_for("> ")
        os.kill(friend.process.pid, signal.SIGINT)
        friend.type("1\n")
        friend.wait_for(FIRST)
        friend.type("/quit\n")
        assert friend.end() == 0


def test_killed_at_the_prompt_goes_on(tmp_path: Path) -> None:
    with terminal(tmp_path) as friend:
        friend.wait_for("> ")
        friend.type("1\n")
        friend.wait_for(FIRST)
        friend.wait_for("> ")
        friend.type("3\n")
        friend.wait_for(SECOND)
        friend.process.send_signal(signal.SIGKILL)
        friend.end()
    assert SECOND in advisor(tmp_path).out


def test_what_was_typed_is_in_the_database_alone(tmp_path: Path) -> None:
    with terminal(tmp_path) as friend:
        friend.wait_for("> ")
        friend.type("a very secret thought\n")
        friend.wait_for("\n> ")
        friend.type("/quit\n")
        assert friend.end() == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    told = [path.name for path in written if b"very secret thought" in path.read_bytes()]
    assert all(name.startswith("advisor.db") for name in told)


def _as_nobody(folder: Path, *arguments: str, typed: str = "", **settings: str) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-c", NOBODY, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | settings,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_without_a_home_a_database_is_enough(tmp_path: Path) -> None:
    for _ in range(2):
        ran = _as_nobody(tmp_path, typed="1\n3\n", ADVISOR_DATABASE="advisor.db")
        assert (ran.code, ran.err) == (0, "")
    assert SECOND in ran.out


@pytest.mark.parametrize("arguments", [(), ("inbox", "list"), ("review", "list")])
def test_without_a_home_a_missing_database_is_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = _as_nobody(tmp_path, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert is_one_sentence(ran.err, "ADVISOR_DATABASE")


def test_without_a_home_what_stores_nothing_works(tmp_path: Path) -> None:
    ran = _as_nobody(tmp_path, "money", "--now", "4", "--next", "1")
    assert (ran.code, ran.err) == (0, "")
    assert list(tmp_path.iterdir()) == []


def _locked(path: Path) -> Ran:
    advisor(path.parent, settings={"ADVISOR_DATABASE": str(path)})
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        return advisor(path.parent, settings={"ADVISOR_DATABASE": str(path)})


def test_locked_database_is_one_sentence(tmp_path: Path) -> None:
    ran = _locked(tmp_path / "friends.db")
    assert ran.code == 1
    assert is_one_sentence(ran.err, "friends.db", "locked")


def test_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database at all. " * 50, encoding="utf-8")
    ran = advisor(tmp_path, settings={"ADVISOR_DATABASE": "notes.txt"})
    assert ran.code == 1
    assert is_one_sentence(ran.err, "notes.txt")


@pytest.mark.parametrize("place", [".", "/dev/null/advisor.db"])
def test_unusable_place_is_one_sentence(tmp_path: Path, place: str) -> None:
    ran = advisor(tmp_path, settings={"ADVISOR_DATABASE": place})
    assert ran.code == 1
    assert is_one_sentence(ran.err, place)


def test_bad_setting_is_one_sentence(tmp_path: Path) -> None:
    ran = advisor(tmp_path, settings={"ADVISOR_OWNER": "me"})
    assert ran.code == 2
    assert is_one_sentence(ran.err, "ADVISOR_OWNER", "me")


def test_the_first_words_are_understood_without_anything_learned(tmp_path: Path) -> None:
    ran = advisor(tmp_path, typed="will my ML skills get rusty?\n", afresh=True)
    assert (ran.code, ran.err) == (0, "")
    assert "They will fade" in ran.out
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} <= {".db"}


def test_a_warning_is_written_beside_the_database_and_not_on_the_screen(tmp_path: Path) -> None:
    advisor(tmp_path, typed="let's start\n8 years\n", settings={"ADVISOR_DATABASE": "friends.db"})
    with closing(sqlite3.connect(tmp_path / "friends.db")) as db, db:
        other = "json_set(snapshot, '$.answers', json('{}'))"
        db.execute(f"UPDATE conversations SET format = 1, snapshot = {other}")  # noqa: S608 - ours
    ran = advisor(tmp_path, settings={"ADVISOR_DATABASE": "friends.db"})
    assert (ran.code, ran.err) == (0, "")
    assert "replay" not in ran.out
    assert "A replay leads elsewhere" in (tmp_path / "friends.log").read_text(encoding="utf-8")
