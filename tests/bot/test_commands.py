"""What a command means, and that no words behind one are lost."""

import pytest

from bot.commands import COMMANDS, DONE_AS_TYPED, understand
from flows.dialogue import events as e

QUESTION = "should I really leave?"
TAKE_WORDS = {"money", "intersection"}


@pytest.mark.parametrize(
    ("name", "rest", "event"),
    [
        ("start", "", e.Began()),
        ("start", "from-a_friend9", e.Began(payload="from-a_friend9")),
        ("start", "I'm a data scientist", e.TextReceived(text="I'm a data scientist")),
        ("start", "x" * 65, e.TextReceived(text="x" * 65)),
        ("START", "", e.Began()),
        ("why", "", e.AskedWhy()),
        ("why", "indeed", e.AskedWhy()),
        ("why", "do you ask", e.TextReceived(text="why do you ask")),
        ("why", "should I leave?", e.TextReceived(text="why should I leave?")),
        ("help", "me please", e.AskedHelp()),
        ("help", QUESTION, e.TextReceived(text=QUESTION)),
        ("advice", "please", e.Enough()),
        ("skip", "this one", e.Skipped()),
        ("forget", "what I said just now?", e.Forgotten()),
        ("nosuchcommand", "", e.AskedHelp()),
        ("ask", QUESTION, e.TextReceived(text=QUESTION)),
        ("10", "years", e.TextReceived(text="/10 years")),
        ("", "", e.AskedHelp()),
        ("money", "40 LPA", e.AskedMoney(text="40 LPA")),
    ],
)
def test_a_command(name: str, rest: str, event: e.Event) -> None:
    assert understand(name, rest) == event


@pytest.mark.parametrize("name", [*COMMANDS, "nosuchcommand"])
def test_a_question_behind_a_command_is_read_or_the_command_takes_it(name: str) -> None:
    event = understand(name, QUESTION)
    words = getattr(event, "text", "")
    assert QUESTION in words or name in DONE_AS_TYPED


@pytest.mark.parametrize("name", [*COMMANDS, "nosuchcommand"])
def test_whatever_stands_behind_a_command_is_taken(name: str) -> None:
    for rest in ("x" * 5000, "a? " * 2000, "\n", "<b>&", "🙂 " * 3000):
        assert understand(name, rest)
