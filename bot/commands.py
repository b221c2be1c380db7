"""The commands a friend can type: what each means, and what a menu says of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.dialogue import events
from flows.dialogue.events import LONGEST_TEXT, Event, TextReceived
from flows.dialogue.owner_deeds import OwnerCommand
from flows.nlu.questions import asks

ASKS_FROM = 3
"""Words behind a command from which on they may be a question of their own."""

_PAYLOAD = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Command:
    """What a command means, given what was typed behind it, and its line in the menu."""

    description: str
    event: Callable[[str], Event]


def _began(rest: str) -> Event:
    """Begin; what no deep link can carry was typed, and is read as any other text."""
    if rest and not _PAYLOAD.fullmatch(rest):
        return TextReceived(text=rest)
    return events.Began(payload=rest)


def _asked_why(rest: str) -> Event:
    """Ask why, unless the words behind it are what is asked: "/why should I leave?"."""
    return TextReceived(text=f"why {rest}"[:LONGEST_TEXT]) if _asks(rest) else events.AskedWhy()


def _asks(rest: str) -> bool:
    return len(rest.split()) >= ASKS_FROM and asks(rest)


COMMANDS: Mapping[str, Command] = {
    "start": Command("Begin, or go on where you stopped", _began),
    "back": Command("Go back one question", lambda _: events.WentBack()),
    "skip": Command("Skip this question", lambda _: events.Skipped()),
    "why": Command("Why am I asking this?", _asked_why),
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
"""Every command of friends; a menu has room for those that are wanted most."""

OWNER_COMMANDS: Mapping[OwnerCommand, str] = {
    "waiting": "Questions that wait for you",
    "reviews": "Conversations that are new since you looked",
    "find": "Conversations by words and more, as in /find visa market=india",
    "kept": "The answers kept for everyone",
    "stats": "How it goes, with a picture",
    "invite": "The link for friends, or a new one",
    "interview": "Be a friend for a day, and back",
}
"""The owner's commands with their lines in the menu; from anybody else they are unknown ones."""

MENU = ("start", "advice", "answers", "whatif", "money", "privacy", "help")
"""The menu of friends; /help names the others."""

OWNER_MENU = (*OWNER_COMMANDS, "help")
"""The menu of the owner."""

GROUP_MENU: Mapping[str, str] = {
    "ask": "Ask me something, as in /ask how big was the pay cut?",
    "help": "Who I am, and how to talk to me",
}
"""The menu in groups with its lines: whatever is said to the bot there is a question."""


DONE_AS_TYPED = frozenset({"restart", "cancel", "privacy", "mydata", "forget"})
"""Commands that are done whatever stands behind them."""


def understand(name: str, rest: str) -> Event:
    """Tell what a command means, given what was typed behind it.

    No words are lost: those behind an unknown command, and a question behind a known one that
    takes no words, are read as any other text. A bare unknown command shows what there is.
    """
    rest = rest.strip()[:LONGEST_TEXT]
    owners = next((each for each in OWNER_COMMANDS if each == name.lower()), None)
    if owners:
        return events.Commanded(command=owners, text=rest)
    command = COMMANDS.get(name.lower())
    if command is None:
        return _unknown(name, rest)
    event = command.event(rest)
    takes_words = event != command.event("")
    if takes_words or name.lower() in DONE_AS_TYPED or not _asks(rest):
        return event
    return TextReceived(text=rest)


def of_anybody(event: Event) -> Event:
    """What an event means that is not the owner's: only theirs are an unknown command then."""
    if isinstance(event, events.Commanded):
        return _unknown(event.command, event.text)
    return _unknown("", "") if isinstance(event, events.Decided) else event


def described(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Commands with their lines in a menu."""
    lines: dict[str, str] = {name: command.description for name, command in COMMANDS.items()}
    lines.update(OWNER_COMMANDS.items())
    yield from ((name, lines[name]) for name in names)


def _unknown(name: str, rest: str) -> Event:
    if name and not name[0].isalpha():  # it is no command, as in "/10 years"
        return TextReceived(text=f"/{name} {rest}".strip()[:LONGEST_TEXT])
    return TextReceived(text=rest) if rest else events.AskedHelp()
