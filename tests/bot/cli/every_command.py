"""An example call of every command, and a way to run all of them in processes of their own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli import main
from flows.dialogue.events import Began, Chose, Continued, Enough
from storage.copies import back_up
from tests.bot.acquaintance import Acquaintance
from tests.bot.company import IN_OTHER_WORDS, UNKNOWN
from tests.bot.running import environment
from tests.storage.helpers import raw_update

ANSWERS = '{"answers": {"role": "ml-lead", "joy": "building"}}'


@dataclass(frozen=True)
class Example:
    """Arguments and input of a command, and the exit code that is expected."""

    arguments: tuple[str, ...] = ()
    typed: str = ""
    code: int = 0


EXAMPLES: Mapping[str, Example] = {
    "chat": Example(typed="1\n3\n₹40,00,000 — “now”\n/advice\n"),
    "advise": Example(typed=ANSWERS),
    "telegram": Example(code=2),
    "backup": Example(("“new”.db",)),
    "restore": Example(("copy.db",)),
    "doctor": Example(code=1),
    "next": Example(typed=ANSWERS),
    "check": Example((".",), code=1),
    "money": Example(("--now", "6000000", "--next", "4000000", "--currency", "INR")),
    "ask": Example(("what's the weather in Oslo?",)),
    "understand": Example(("₹38 LPA in München — 7 years",)),
    "measure": Example(("cases.jsonl",)),
    "desk": Example(("--port", "none"), code=2),
    "invite": Example(),
    "impact": Example(),
    "advice": Example(("1",)),
    "inbox list": Example(),
    "inbox answer": Example(("1", "Not at first — later.")),
    "inbox keep": Example(("3",)),
    "inbox also": Example(("1", "And “₹” — the other way?")),
    "inbox similar": Example(("3",)),
    "inbox dismiss": Example(("1",)),
    "inbox kept": Example(),
    "inbox edit": Example(("1", "--answer", "“because”")),
    "inbox merge": Example(("2", "1"), typed="y\n"),
    "inbox retire": Example(("1",)),
    "inbox restore": Example(("3",)),
    "inbox phrasings": Example(),
    "inbox accept": Example(("1",)),
    "inbox decline": Example(("1",)),
    "review list": Example(),
    "review show": Example(("1",)),
    "review search": Example(("years",)),
    "review mark": Example(("1",)),
    "review note": Example(("1", "“met at a wedding” — Zoë")),
    "review wrong": Example(("1", "platform", "--because", "she “builds”")),
    "review export": Example(),
    "review stats": Example(),
    "review dead-letters list": Example(),
    "review dead-letters replay": Example(("1",)),
    "review dead-letters drop": Example(("1",)),
}
"""By the words of the command."""

FORKED = """
import gc, json, os, sys
from pathlib import Path
from bot.cli import main
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.nlu.interpretation import TextContext
from flows.nlu.interpreter import ModelInterpreter
from tests.bot.cli.every_command import commands
list(commands()), built_in_topics()
ModelInterpreter(built_in()).interpret("why leave? 8 years", TextContext())
gc.freeze()
for folder, output, arguments in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.dup2(os.open("in", os.O_RDONLY), 0)
        if output == "closed pipe":
            read, write = os.pipe()
            os.close(read)
        else:
            write = os.open(output, os.O_WRONLY | os.O_CREAT)
        os.dup2(write, 1)
        os.dup2(os.open("err", os.O_WRONLY | os.O_CREAT), 2)
        main(arguments, prog_name="advisor")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    Path(folder, "code").write_text(str(code), encoding="utf-8")
"""
"""Runs each job in a process that ends as the command does; loading Python once saves most."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: bytes
    err: bytes


def commands(group: click.Group = main, *words: str) -> Iterator[str]:
    """The words of every command that does something."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *words, name)
        else:
            yield " ".join([*words, name])


def run_all(
    folder: Path, output: str = "out", only: Collection[str] = EXAMPLES, **settings: str
) -> dict[str, Ended]:
    """Run examples, each in a folder of its own, their output into ``output`` or a closed pipe."""
    home = folder / "home"
    home.mkdir()
    _fill(home)
    places = {words: folder / words for words in only}
    for words, place in places.items():
        shutil.copytree(home, place)
        (place / "in").write_text(EXAMPLES[words].typed, encoding="utf-8")
    jobs = [
        (str(place), output, [*words.split(), *EXAMPLES[words].arguments])
        for words, place in places.items()
    ]
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", FORKED, str(folder / "jobs.json")],
        # Without threads of numpy's, so that forking is safe.
        env=environment(
            folder, ADVISOR_DATABASE="advisor.db", OPENBLAS_NUM_THREADS="1", **settings
        ),
        timeout=100,
        check=False,
        capture_output=True,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    return {words: _ended(place) for words, place in places.items()}


def _fill(home: Path) -> None:
    """What each of the examples finds: three questions, two kept answers, and advice."""
    (home / "cases.jsonl").write_text('{"text": "why leave?", "topic": "why-move"}\n', "utf-8")
    friend = Acquaintance(home / "advisor.db")
    friend.store.inbox.keep(900, raw_update("₹ — “why”?"))
    friend.store.inbox.dead_letter(900, "KeyError")
    friend.does(Began())
    friend.does(Continued())
    friend.does(Chose(question="years", option="6-9"))
    friend.does(Enough())  # Too little for advice: what would help most is asked next.
    friend.does(Chose(question="joy", option="building"))
    friend.does(Enough())
    assert friend.store.advices.count()
    store, bo = friend.store, friend.store.users.get_or_create("telegram", "7", "Bó")
    store.owner_questions.add(friend.friend, 1, f"{UNKNOWN} — ₹", ["ceiling"], "at goals")
    store.owner_questions.add(bo, 1, IN_OTHER_WORDS, [], "at goals")
    store.owner_questions.add(bo, 1, "is “glorp” — a thing?", [], "at goals")
    store.owner_questions.settle(3, "answered", "Not “yet” — ₹2.")
    store.faq.suggest(bo.id, "does “glorp” wait — for Bo?", "ceiling")
    store.faq.add("why “?”", "so.")
    store.faq.add("how?", "thus — ₹1.")
    store.faq.retire(store.faq.add("when?", "“later”"))
    store.close()
    back_up(home / "advisor.db", home / "copy.db")


def _ended(place: Path) -> Ended:
    out = place / "out"
    return Ended(
        int((place / "code").read_text(encoding="utf-8")),
        out.read_bytes() if out.exists() else b"",
        (place / "err").read_bytes(),
    )
