"""Tells what a typed line means: a numbered choice, a command, or a friend's own words."""

from collections.abc import Sequence

from bot.commands import understand
from flows.dialogue.events import Event, TextReceived
from storage.records import Button

LONGEST_TEXT = 4096
LEAVING = frozenset({"/quit", "/exit", "quit", "exit"})


def leaves(line: str) -> bool:
    """Whether the friend wants to leave the program; the conversation stays as it is."""
    return line.strip().lower() in LEAVING


def event_of(line: str, choices: Sequence[Button]) -> Event | None:
    """Tell what a line means, given the choices on the screen; None for an empty line."""
    text = line.strip()
    if not text:
        return None
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return understand(name, rest.strip())
    numbered = {str(number): button for number, button in enumerate(choices, 1)}
    return numbered[text].event if text in numbered else TextReceived(text=text[:LONGEST_TEXT])
