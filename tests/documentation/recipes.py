"""Reads the recipes of a page and carries them out on a copy of the project.

An instruction is a line that names a file and ends with a colon, and the fenced block below it:
"Append to `file`:", "Create `file`:" or "In `file`, above `line`:". A block of ``console`` holds
commands, each after ``$ ``, with what is typed into them after ``> ``; the other lines are what
they print, where ``…`` stands for anything.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from flows.knowledge import built_in
from flows.nlu.slots.mentions import HEADINGS
from tests.documentation.places import ROOT

PARTS = ("bot", "flows", "storage", "templates", "tools", "pyproject.toml", "README.md")
"""What a copy needs of the project to be run, and to be installed."""

_LEARNED = (
    *("answers", "outside", "stated", "topics"),
    *("buttons.txt", "commands.txt", "offtopic.txt"),
)
"""What the model is made from, but for marked messages, of which it is not made anew each time."""

_KEPT = {"any.txt", *(f"{q.id}.txt" for q in built_in().questions if q.reads in HEADINGS)}
"""Of the answers those that networks are learned from beside marked messages."""

_FIRST, _EACH_OTHER = 25, 120
"""The lines of a heading that are left: so many, as a check demands, and which of the others."""

_INSTRUCTION = re.compile(
    r"^(?P<verb>Append to|Create|In) `(?P<file>[^`]+)`(?:, above `(?P<anchor>[^`]+)`)?:$"
)
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Edit:
    """Text that is to be put into a file: at its end, above a line, or as its content."""

    file: str
    text: str
    anchor: str | None = None
    creates: bool = False

    def apply(self, project: Path) -> None:
        """Carry it out; raises LookupError where the page does not fit the project."""
        file = project / self.file
        if file.exists() == self.creates:
            raise LookupError(f"{self.file} is {'there already' if self.creates else 'not there'}")
        before = "" if self.creates else file.read_text(encoding="utf-8")
        file.write_text(self._changed(before), encoding="utf-8")

    def _changed(self, before: str) -> str:
        if self.anchor is None:
            gap = "\n" if before and self.file.endswith(".toml") else ""
            return before + gap + self.text
        lines = before.splitlines(keepends=True)
        places = [at for at, line in enumerate(lines) if line.rstrip("\n") == self.anchor]
        if len(places) != 1:
            raise LookupError(f"{self.file} has {len(places)} lines {self.anchor!r}; one is needed")
        return "".join([*lines[: places[0]], self.text, *lines[places[0] :]])


@dataclass(frozen=True)
class Command:
    """A command, the lines typed into it, and what it is shown to print."""

    words: tuple[str, ...]
    typed: str
    shown: str

    def prints(self, out: str) -> bool:
        """Whether what is shown stands in what was printed, from the beginning of a line on."""
        pattern = re.escape(self.shown.strip("…\n")).replace("…", ".*?")
        ends = r"$" if self.shown.strip() and not self.shown.rstrip().endswith("…") else ""
        return re.search(rf"^{pattern}{ends}", out, re.MULTILINE | re.DOTALL) is not None


def recipes(page: str) -> Iterator[Edit | Command]:
    """The instructions and commands of a page in order.

    Raises ValueError for a block without an instruction, since no reader would know where it goes.
    """
    for block in _BLOCK.finditer(page):
        if block["language"] == "console":
            yield from _commands(block["body"])
            continue
        above = page[: block.start()].rstrip().rpartition("\n")[2]
        found = _INSTRUCTION.match(above)
        if not found:
            raise ValueError(f"a block of {block['language']} follows {above!r}, no instruction")
        yield Edit(found["file"], block["body"], found["anchor"], found["verb"] == "Create")


def _commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines(keepends=True)
        typed = "".join(line.removeprefix("> ") for line in lines if line.startswith("> "))
        shown = "".join(line for line in lines if not line.startswith("> "))
        yield Command(tuple(shlex.split(command)), typed, shown)


def copied(folder: Path) -> Path:
    """A copy of the project without what is made by running it."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def thinned(project: Path) -> None:
    """Leave some of the texts below each heading, so that a model is made of them soon."""
    for name in _LEARNED:
        place = project / "flows/nlu/data" / name
        files = {*place.glob("*.txt")} if place.is_dir() else {place}
        for file in files - {place / kept for kept in _KEPT if name == "answers"}:
            blocks = re.split(r"^(?=\[)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            lists = [block.splitlines(keepends=True) for block in blocks]
            kept = [[*lines[:_FIRST], *lines[_FIRST::_EACH_OTHER]] for lines in lists]
            file.write_text("".join(chain.from_iterable(kept)), encoding="utf-8")
