"""The commands a friend can type: what each means, and what a menu says of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.dialogue import events
from flows.dialogue.events import Event

_PAYLOAD = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Command:
    """What a command means, given what was typed behind it, and its line in the menu."""

    description: str
    event: Callable[[str], Event]


def _began(rest: str) -> Event:
    """Begin; what no deep link can carry is no payload."""
    return events.Began(payload=rest if _PAYLOAD.fullmatch(rest) else "")


COMMANDS: Mapping[str, Command] = {
    "start": Command("Begin, or go on where you stopped", _began),
    "back": Command("Go back one question", lambda _: events.WentBack()),
    "skip": Command("Skip this question", lambda _: events.Skipped()),
    "why": Command("Why am I asking this?", lambda _: events.AskedWhy()),
    "answers": Command("See and change your answers", lambda _: events.Reviewed()),
    "advice": Command("Hear the advice with what I know now", lambda _: events.Enough()),
    "whatif": Command(
        "Try other answers without changing yours", lambda _: events.WhatIfRequested()
    ),
    "money": Command("The price of the move in figures", lambda rest: events.AskedMoney(text=rest)),
    "share": Command("A picture of the advice to pass on", lambda _: events.Shared()),
    "intersection": Command(
        "How rare several skills together are, as in /intersection 25 25 30",
        lambda rest: events.AskedIntersection(text=rest),
    ),
    "topics": Command("What you can ask me", lambda _: events.AskedForTopics()),
    "restart": Command("Start over", lambda _: events.Restarted()),
    "cancel": Command("Stop here", lambda _: events.Cancelled()),
    "privacy": Command("What is stored, and who can read it", lambda _: events.AskedPrivacy()),
    "mydata": Command("Get everything stored about you", lambda _: events.AskedForData()),
    "forget": Command("Erase everything stored about you", lambda _: events.Forgotten()),
    "help": Command("What you can do here", lambda _: events.AskedHelp()),
}
"""Every command in the order of the menu."""


def understand(name: str, rest: str) -> Event:
    """Tell what a command means; somebody who types an unknown one is shown what there is."""
    command = COMMANDS.get(name.lower())
    return command.event(rest) if command else events.AskedHelp()
