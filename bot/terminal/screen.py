"""Shows messages in a terminal: text wrapped to its width, and what to type for each choice."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, zip_longest
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.terminal.keys import keys_of
from bot.terminal.markup import QUOTE, fold, to_text
from storage.records import Attachment, Button, Message
from storage.texts import one_line, printable

EMPHASIS = {"primary": "bold", "danger": "red"}
GAP = 2
"""The space between two columns of choices."""

ABOVE = "↑ "
"""What a headline begins with that is repeated from above."""

BELOW = 4
"""Rows below the last text beside its choices: blank ones, a repeated headline, the prompt."""

UNBROKEN = 10_000
"""The width of a pipe, unless ``COLUMNS`` says otherwise: a program breaks lines as it likes."""

NARROWEST = 20
"""The least width that text is laid out for; a narrower terminal breaks the lines itself."""


def open_console(environ: Mapping[str, str] = os.environ, *, stderr: bool = False) -> Console:
    """The console on standard output or error, in colour on a terminal unless NO_COLOR is set.

    ``COLUMNS`` in ``environ`` sets the width; anything but a number above 0 counts as not set.
    """
    # Rich would take COLUMNS=0 as it is, and fail on digits that are none to Python ("²").
    told = {name: value for name, value in environ.items() if name not in ("COLUMNS", "LINES")}
    console = Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False, _environ=told
    )
    if columns := _columns(environ.get("COLUMNS", "")):
        console.width = columns
    elif not console.is_terminal:
        console.width = UNBROKEN
    return console


def _columns(value: str) -> int | None:
    """The width that a value of ``COLUMNS`` asks for; None for one that says nothing."""
    try:
        columns = int(value[: len(str(UNBROKEN)) + 1])
    except ValueError:
        return None
    return min(columns, UNBROKEN) if columns > 0 else None


class Screen:
    """Prints what the advisor says, with what to type for each choice of a turn.

    With ``folds``, what a message folds is shown at a terminal only when it is asked for. Files
    that come with messages are written into ``folder``.
    """

    def __init__(self, console: Console, folder: Path = Path(), *, folds: bool = False) -> None:
        self._console = console
        self._folds = folds and console.is_terminal
        self._folder = folder
        self._rows = 0
        self._folded: list[str] = []

    @property
    def _width(self) -> int:
        return max(self._console.width, NARROWEST)

    def show(self, messages: Iterable[Message]) -> dict[str, Button]:
        """Print the messages of one turn; gives the choices by what is typed for each.

        What only edits a message is left out: what was said here stays. Where the beginning of the
        last one has left the terminal, its headline is repeated.
        """
        turn = [each for each in messages if each.place not in ("tapped", "interview-over")]
        lasting = [each for each in turn if not each.is_note]
        keys = keys_of(lasting)
        names, self._rows, self._folded = iter(keys), 0, []
        for message in turn:
            if message.is_note:
                self.note(message.text)
                continue
            self._print()
            text, begun = self._text(message), self._rows
            self._lines(text)
            if message.attachment:
                self._attachment(message.attachment)
            choices = self._laid_out(message, names)
            if message is lasting[-1]:
                self._repeat(text, begun, len(choices) + BELOW)
            if choices:
                self._print()
            for line in choices:
                self._lines(line)
        self._print()
        return keys

    def unfold(self) -> bool:
        """Print what the last turn folded; whether there was anything."""
        folded, self._folded = self._folded, []
        for each in folded:
            self._print()
            self._lines(to_text(each))
        if folded:
            self._print()
        return bool(folded)

    def note(self, text: str) -> None:
        """Print a passing note, in plain text."""
        self._lines(Text(printable(text), "dim"))

    def _text(self, message: Message) -> Text:
        """The text of a message, what it folds put by."""
        if not self._folds:
            return to_text(message.text.strip())
        shown, folded = fold(message.text.strip())
        self._folded += folded
        return to_text(shown)

    def _repeat(self, text: Text, begun: int, below: int) -> None:
        """Repeat the headline of a message, where it has left the terminal."""
        headline = _headline(text)
        left = self._rows - begun + below > self._console.height
        if self._console.is_terminal and left and not headline.endswith(":"):
            self._print()
            self._lines(Text(f"{ABOVE}{headline}"[: self._width], "bold"))

    def _laid_out(self, message: Message, names: Iterator[str]) -> list[Text]:
        """Rows of choices in columns; a row that is too wide takes a line for each."""
        rows = [[_label(button, next(names)) for button in row] for row in message.buttons]
        widths = _widths(rows)
        lines = []
        for row in rows:
            line = Text()
            for label, width in zip(row, widths, strict=False):
                line.append_text(label).pad_right(width - label.cell_len + GAP)
            line.rstrip()
            lines += [line] if line.cell_len <= self._width else row
        return lines

    def _attachment(self, attachment: Attachment) -> None:
        self._print()
        if attachment.kind == "document":
            self.note(_written(self._folder, attachment))
        else:
            self.note(f"[{attachment.filename}: a picture, which a terminal cannot show]")

    def _lines(self, text: Text) -> None:
        """Print text, the lines that continue a list item or a quote set in below it."""
        for line in text.split("\n", allow_blank=True):
            lead = _lead(line.plain)
            first, *rest = line.wrap(self._console, self._width - len(lead)) or [line]
            first.rstrip()
            self._print(first)
            for more in rest:
                more.rstrip()
                self._print(Text.assemble((lead, "dim"), more))

    def _print(self, row: Text | str = "") -> None:
        self._console.print(row, soft_wrap=True)
        self._rows += 1


def _written(folder: Path, attachment: Attachment) -> str:
    """Write a file for its friend alone, over no other one; what to say of it."""
    name = Path(attachment.filename)
    numbered = (f"{name.stem}-{number}{name.suffix}" for number in count(2))
    for path in (folder.resolve() / each for each in chain([name.name], numbered)):
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(attachment.content)
        except FileExistsError:
            continue
        except OSError as error:
            return (
                f"{path} cannot be written ({error.strerror}): start the program in a folder that "
                "may be written to, and ask again."
            )
        return f"Written to {path}, for your eyes alone. The file is yours: nothing here erases it."
    raise AssertionError("there is always one more number")


def _headline(text: Text) -> str:
    """The first line of a message that says something."""
    return next((line for line in text.plain.splitlines() if line.strip()), "")


def _lead(line: str) -> str:
    if line.startswith(QUOTE):
        return QUOTE
    number, dot, _ = line.partition(" ")
    bullet = number in ("•", "–", "-") or (number[:-1].isdecimal() and number[-1:] in (".", ")"))
    return " " * (len(number) + 1) if dot and bullet else ""


def _label(button: Button, key: str) -> Text:
    label = Text(one_line(button.label), EMPHASIS.get(button.emphasis, ""))
    return Text.assemble((f"{key:>3}", "cyan"), " ", label)


def _widths(rows: Sequence[Sequence[Text]]) -> list[int]:
    """The width of each column; what ends a row does not widen it."""
    inner = zip_longest(*(row[:-1] for row in rows))
    return [*(max(label.cell_len for label in column if label) for column in inner), 0]
