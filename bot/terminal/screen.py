"""Shows messages in a terminal: text wrapped to its width, and numbered choices."""

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, zip_longest

from rich.console import Console
from rich.text import Text

from bot.terminal.markup import QUOTE, to_text
from storage.records import Attachment, Button, Message
from storage.texts import one_line, printable

EMPHASIS = {"primary": "bold", "danger": "red"}
GAP = 2
"""The space between two columns of choices."""

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
    """Prints what the advisor says and numbers the choices across all messages of a turn."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @property
    def _width(self) -> int:
        return max(self._console.width, NARROWEST)

    def show(self, messages: Iterable[Message]) -> tuple[Button, ...]:
        """Print the messages of one turn; gives the choices in the order of their numbers.

        Messages that take the place of a tapped one are left out: what was said here stays.
        """
        choices: list[Button] = []
        for message in messages:
            if message.place == "toast":
                self.note(message.text)
            elif message.place == "new":
                self._message(message, first=len(choices) + 1)
                choices += [button for row in message.buttons for button in row]
        self._console.print()
        return tuple(choices)

    def note(self, text: str) -> None:
        """Print a passing note, in plain text."""
        self._lines(Text(printable(text), "dim"))

    def _message(self, message: Message, first: int) -> None:
        self._console.print()
        self._lines(to_text(message.text.strip()))
        if message.attachment:
            self._attachment(message.attachment)
        if message.buttons:
            self._console.print()
        self._choices(_labels(message, first))

    def _choices(self, rows: Sequence[Sequence[Text]]) -> None:
        """Print rows of choices in columns; a row that is too wide takes a line for each."""
        widths = _widths(rows)
        for row in rows:
            line = Text()
            for label, width in zip(row, widths, strict=False):
                line.append_text(label).pad_right(width - label.cell_len + GAP)
            line.rstrip()
            for each in [line] if line.cell_len <= self._width else row:
                self._lines(each)

    def _attachment(self, attachment: Attachment) -> None:
        self._console.print()
        if attachment.kind == "document":
            self.note(f"{attachment.filename}:")
            self._console.print(attachment.content.decode("utf-8", "replace"), soft_wrap=True)
        else:
            self.note(f"[{attachment.filename}: a picture, which a terminal cannot show]")

    def _lines(self, text: Text) -> None:
        """Print text, the lines that continue a list item or a quote set in below it."""
        for line in text.split("\n", allow_blank=True):
            lead = _lead(line.plain)
            first, *rest = line.wrap(self._console, self._width - len(lead)) or [line]
            first.rstrip()
            self._console.print(first, soft_wrap=True)
            for more in rest:
                more.rstrip()
                self._console.print(Text.assemble((lead, "dim"), more), soft_wrap=True)


def _lead(line: str) -> str:
    if line.startswith(QUOTE):
        return QUOTE
    number, dot, _ = line.partition(" ")
    bullet = number in ("•", "–", "-") or (number[:-1].isdecimal() and number[-1:] in (".", ")"))
    return " " * (len(number) + 1) if dot and bullet else ""


def _labels(message: Message, first: int) -> list[list[Text]]:
    numbers = count(first)
    return [[_label(button, next(numbers)) for button in row] for row in message.buttons]


def _label(button: Button, number: int) -> Text:
    label = Text(one_line(button.label), EMPHASIS.get(button.emphasis, ""))
    return Text.assemble((f"{number:>3}", "cyan"), " ", label)


def _widths(rows: Sequence[Sequence[Text]]) -> list[int]:
    """The width of each column; what ends a row does not widen it."""
    inner = zip_longest(*(row[:-1] for row in rows))
    return [*(max(label.cell_len for label in column if label) for column in inner), 0]
