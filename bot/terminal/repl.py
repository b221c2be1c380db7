"""The conversation in a terminal or a pipe: reads a line, takes it, and shows the replies."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import TextIO

from bot.advisor import Advisor
from bot.commands import understand
from bot.incoming import TERMINAL, Incoming
from bot.terminal.keys import Keys, ranges_of
from bot.terminal.markup import MORE
from bot.terminal.screen import Screen
from flows.dialogue.events import LONGEST_TEXT, Began, Event, Forgotten, TextReceived
from storage.records import Button, Outgoing

PROMPT = "> "
_LONGEST_KEY = 4
"""Characters of a number or letter before a choice, with the mark behind it."""
HINT = "Type a number or letter to choose, or your own words. /help tells more, /quit leaves."
KEPT = "Nothing you said is lost: `advisor` goes on from here next time."
ERASED = "Goodbye."

LEAVING = frozenset({"/quit", "/exit", "quit", "exit"})


class Repl:
    """One friend at one terminal."""

    def __init__(self, advisor: Advisor, screen: Screen, name: str) -> None:
        self._advisor = advisor
        self._screen = screen
        self._name = name
        self._choices: Keys = {}
        self._parting = KEPT

    def run(self, lines: Iterable[str]) -> None:
        """Welcome the friend, answer every line, and part when they end or the friend leaves.

        Every line is stored before it is answered, so an interruption at any time loses nothing.
        """
        try:
            self._show_waiting()
            self._screen.note(HINT)
            self._take(Began())
            for line in lines:
                if leaves(line):
                    break
                self._answer(line)
        except KeyboardInterrupt:
            self._screen.note("")
        self._screen.note(self._parting)

    def _answer(self, line: str) -> None:
        """Take what a line means; a number that is no choice and says nothing is pointed out."""
        if line.strip() == MORE and self._screen.unfold():
            return
        if button := chosen(line, self._choices):
            # A number may have been meant as an answer: 4 years are not the fourth choice.
            self._screen.note(f"You chose: {button.label}")
        event = event_of(line, self._choices)
        if event is None:
            return
        if self._is_no_choice(event):
            self._screen.note(f"There is no {line.strip():.20}: {ranges_of(self._choices)}.")
        else:
            self._take(event)

    def _is_no_choice(self, event: Event) -> bool:
        """Whether a number was typed that stands before no choice, and answers nothing either."""
        number = isinstance(event, TextReceived) and _key(event.text).isdecimal() and self._choices
        return bool(number) and not self._advisor.understands(self._incoming(event))

    def _show_waiting(self) -> None:
        """Show what came from elsewhere or was not shown when the program was stopped."""
        waiting = self._advisor.store.outbox.pending(TERMINAL)
        mine = [each for each in waiting if each.address == self._name]
        if mine:
            self._show(mine)

    def _take(self, event: Event) -> None:
        self._show_waiting()
        self._show(self._advisor.handle(self._incoming(event)))
        erased = isinstance(event, Forgotten) and event.confirmed
        self._parting = ERASED if erased else KEPT

    def _incoming(self, event: Event) -> Incoming:
        return Incoming(TERMINAL, self._name, self._name, event)

    def _show(self, outgoing: list[Outgoing]) -> None:
        """Show what waits in the outbox; choices stay until there are new ones."""
        shown = self._screen.show(each.message for each in outgoing)
        if not shown and self._choices and any(each.message.is_note for each in outgoing):
            self._screen.note(f"Still to choose: {ranges_of(self._choices)}.")
        self._choices = shown or self._choices
        self._advisor.store.outbox.all_sent((each.id, None) for each in outgoing)


def leaves(line: str) -> bool:
    """Whether the friend wants to leave the program; the conversation stays as it is."""
    return line.strip().lower() in LEAVING


def chosen(line: str, choices: Keys) -> Button | None:
    """The choice on the screen whose number or letter a line is, if it is one."""
    return choices.get(_key(line))


def _key(line: str) -> str:
    """A number or letter as it stands before a choice, also as of a list: "3.", "b)"."""
    typed = line.strip().lower()
    return typed.rstrip(".)") if len(typed) <= _LONGEST_KEY else typed


def event_of(line: str, choices: Keys) -> Event | None:
    """Tell what a line means, given the choices on the screen; None for an empty line."""
    text = line.strip()
    if not text:
        return None
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return understand(name, rest.strip())
    button = chosen(text, choices)
    return button.event if button else TextReceived(text=text[:LONGEST_TEXT])


def typed_lines(stream: TextIO | None = None) -> Iterator[str]:
    """Yield the lines typed until the input ends; a prompt is shown on a terminal only.

    Bytes that are no text become replacement characters.
    """
    stream = stream or sys.stdin
    lines = _prompted() if stream.isatty() and sys.stdout.isatty() else iter(stream.readline, "")
    for line in lines:
        yield line.encode("utf-8", "replace").decode("utf-8")


def _prompted() -> Iterator[str]:
    # Line editing comes with this import. Its history is kept in memory only, never in a file.
    with suppress(ImportError):
        import_module("readline")
    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            return
