"""A conversation at the terminal, with everything behind it but the screen and the keyboard."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.advisor import Advisor
from bot.bootstrap import open_advisor
from bot.commands import COMMANDS
from bot.incoming import TERMINAL
from bot.rendering import Renderer
from bot.settings import Settings
from bot.terminal.keys import Keys
from bot.terminal.repl import Repl, event_of, leaves
from bot.terminal.screen import Screen
from flows.dialogue.events import (
    AskedHelp,
    Began,
    Chose,
    Event,
    Skipped,
    TextReceived,
    WentBack,
)
from flows.dialogue.step import Dialogue
from flows.knowledge import built_in
from flows.nlu.faq.load import built_in_topics
from flows.rules import compile_rules
from flows.rules.relevance import relevance
from storage.records import Button, Message
from storage.store import Store
from tests.flows.dialogue.talk import headlines

DIALOGUE = Dialogue(compile_rules(built_in()), built_in_topics())
OPTIONS = [Button(f"option {at}", Chose(question="joy", option=f"o{at}")) for at in range(11)]
CHOICES = {**{str(at): each for at, each in enumerate(OPTIONS, 1)}, "s": Button("Skip", Skipped())}


@pytest.fixture
def advisor() -> Iterator[Advisor]:
    store = Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    yield Advisor(DIALOGUE, store, Renderer())
    store.close()


@pytest.fixture
def interpreting(tmp_path: Path) -> Iterator[Advisor]:
    """The advisor as the terminal builds it, models included."""
    with open_advisor(Settings(database=tmp_path / "advisor.db"), channel=TERMINAL) as advisor:
        yield advisor


def talk(advisor: Advisor, *lines: str, name: str = "ada") -> str:
    return heard(advisor, lines, name)


def heard(advisor: Advisor, lines: Iterable[str], name: str = "ada") -> str:
    console = Console(file=io.StringIO(), width=1000, highlight=False, markup=False)
    Repl(advisor, Screen(console), name).run(lines)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def answers(advisor: Advisor, name: str = "ada") -> dict[str, str]:
    friend = advisor.store.users.get_or_create(TERMINAL, name, name)
    conversation = advisor.store.conversations.latest(friend.id)
    return conversation.answers if conversation else {}


def test_whole_interview_by_number_ends_in_advice(advisor: Advisor) -> None:
    said = talk(advisor, *["1"] * 20, "/advice")
    assert relevance(compile_rules(built_in()), answers(advisor)).asked_at_most == 0
    assert any(headline in said for path in built_in().paths for headline in headlines(path))


class Recorder(Screen):
    """A screen that knows which choices stand on it."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.choices: Keys = {}

    def show(self, messages: Iterable[Message]) -> dict[str, Button]:
        shown = super().show(messages)
        self.choices = shown or self.choices
        return shown


@settings(max_examples=20)
@given(st.lists(st.integers(0, 9) | st.sampled_from(["/answers", "/advice", "/whatif", "hello"])))
def test_what_a_number_chose_is_told_before_the_reply(steps: list[int | str]) -> None:
    console = Console(file=io.StringIO(), width=1000, highlight=False, markup=False)
    assert isinstance(console.file, io.StringIO)
    screen, file = Recorder(console), console.file

    def lines() -> Iterator[str]:
        for step in steps:
            if isinstance(step, str):
                yield step
                continue
            key = [*screen.choices][step % len(screen.choices)]
            before, label = len(file.getvalue()), screen.choices[key].label
            yield key
            assert file.getvalue()[before:].startswith(f"You chose: {label}\n")

    store = Store.open(None, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    Repl(Advisor(DIALOGUE, store, Renderer()), screen, "ada").run(lines())
    store.close()


def test_what_was_typed_in_words_is_not_repeated(advisor: Advisor) -> None:
    assert "You chose" not in talk(advisor, "hello", "/help", "no. 1")


def test_next_time_goes_on_at_the_same_question(advisor: Advisor) -> None:
    talk(advisor, "1", "1")
    again = talk(advisor)
    assert built_in().questions[1].ask in again
    assert built_in().questions[0].ask not in again


def test_resumed_choices_can_be_chosen_at_once(advisor: Advisor) -> None:
    talk(advisor, "1", "1")
    talk(advisor, "2")
    assert list(answers(advisor)) == ["years", "role"]


def test_everything_shown_is_noted_as_sent(advisor: Advisor) -> None:
    talk(advisor, "1", "1", "hello", "/help", "/answers")
    assert advisor.store.outbox.pending(TERMINAL) == []


def test_what_was_not_shown_last_time_is_shown_now(advisor: Advisor) -> None:
    friend = advisor.store.users.get_or_create(TERMINAL, "ada", "ada")
    advisor.store.outbox.add(friend, [Message("This was left over.")])
    assert "This was left over." in talk(advisor)
    assert "This was left over." not in talk(advisor)


def test_what_comes_from_elsewhere_meanwhile_is_shown_at_the_next_line(advisor: Advisor) -> None:
    def lines() -> Iterator[str]:
        yield "1"
        friend = advisor.store.users.get_or_create(TERMINAL, "ada", "ada")
        advisor.store.outbox.add(friend, [Message("from the owner")])
        yield "1"

    assert heard(advisor, lines()).count("from the owner") == 1


def test_somebody_elses_messages_are_not_shown(advisor: Advisor) -> None:
    friend = advisor.store.users.get_or_create(TERMINAL, "bob", "bob")
    advisor.store.outbox.add(friend, [Message("For Bob alone.")])
    assert "For Bob alone." not in talk(advisor)


def test_quitting_leaves_the_rest_unread(advisor: Advisor) -> None:
    talk(advisor, "1", "1", "/quit", "1")
    assert list(answers(advisor)) == ["years"]


def test_interruption_parts_cleanly(advisor: Advisor) -> None:
    def interrupted() -> Iterator[str]:
        yield "1"
        yield "1"
        raise KeyboardInterrupt

    console = Console(file=io.StringIO())
    Repl(advisor, Screen(console), "ada").run(interrupted())
    assert list(answers(advisor)) == ["years"]


def test_choices_stay_when_a_reply_has_none(advisor: Advisor) -> None:
    talk(advisor, "1", "hello there", "/privacy", "2")
    assert answers(advisor) == {"years": built_in().questions[0].options[1].id}


def test_parting_after_erasing_claims_nothing(advisor: Advisor) -> None:
    parting = talk(advisor, "1").splitlines()[-1]
    erased = talk(advisor, "/forget", "1").splitlines()[-1]
    assert parting != erased
    assert answers(advisor) == {}


def test_two_friends_do_not_share_a_conversation(advisor: Advisor) -> None:
    talk(advisor, "1", "1")
    talk(advisor, "1", name="bob")
    assert (len(answers(advisor)), answers(advisor, "bob")) == (1, {})


@pytest.mark.parametrize("number", range(1, 12))
def test_number_is_the_choice(number: int) -> None:
    assert event_of(f" {number} \n", CHOICES) == OPTIONS[number - 1].event


@pytest.mark.parametrize("line", ["3.", "3)", " 3. \n"])
def test_number_may_be_written_as_in_a_list(line: str) -> None:
    assert event_of(line, CHOICES) == OPTIONS[2].event


@pytest.mark.parametrize("line", ["s", " S\n"])
def test_letter_is_the_choice(line: str) -> None:
    assert event_of(line, CHOICES) == Skipped()


def test_number_that_stands_nowhere_is_pointed_out_and_nothing_is_lost(advisor: Advisor) -> None:
    said = talk(advisor, "1", "99", "1")
    options = len(built_in().questions[0].options)
    assert f"There is no 99: 1 to {options}, or " in said
    assert list(answers(advisor)) == ["years"]


def test_number_that_stands_nowhere_changes_no_years(interpreting: Advisor) -> None:
    said = talk(interpreting, "1", "4", "1", "9.")
    assert "There is no 9." in said
    assert answers(interpreting)["years"] == built_in().questions[0].options[3].id


def test_number_that_answers_is_no_choice_that_is_missing(interpreting: Advisor) -> None:
    assert "There is no" not in talk(interpreting, "1", "12")
    assert answers(interpreting) == {"years": "10+"}


def test_number_is_the_same_answer_after_a_digression(interpreting: Advisor) -> None:
    talk(interpreting, "1", "data engineer in pune. will my skills fade?", "1")
    assert answers(interpreting)["years"] == built_in().questions[0].options[0].id


def test_yes_to_several_doubts_is_yes_to_all(interpreting: Advisor) -> None:
    doubtful = (
        "now some days are good and some I'm just turning the crank, and I'd go for best in the "
        "world at one thing over being ok at several I suppose"
    )
    said = talk(interpreting, "1", "1", doubtful, "y")
    doubts = re.findall(r" Yes: ", said)
    assert len(doubts) > 1
    assert "You chose: Yes" not in said
    assert len(answers(interpreting)) == 1 + len(doubts)


def test_after_a_note_alone_it_is_said_what_can_still_be_chosen(interpreting: Advisor) -> None:
    said = talk(
        interpreting, "1", "5", "I'm an analyst, my job is at a bank in Zurich with PhDs", "y"
    )
    assert "Still to choose: 1 to " in said.rpartition("✓")[2]


def test_stored_data_becomes_a_file(
    advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = talk(advisor, "1", "1", "/mydata", "/mydata")
    first, second = tmp_path / "my-data.json", tmp_path / "my-data-2.json"
    assert str(first) in said
    assert str(second) in said
    assert json.loads(first.read_text())
    assert first.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "lines",
    [
        ("hello", "hola qué tal estás"),
        ("/help",),
        ("/topics",),
        ("/answers",),
        ("maybe MLE, tired",),
        ("60 LPA now, 24 LPA then", "/money", "c", "1"),
    ],
)
def test_a_terminal_speaks_of_no_taps(interpreting: Advisor, lines: tuple[str, ...]) -> None:
    said = talk(interpreting, "1", *lines, "1", "/advice")
    assert not re.search(r"\btap|button", said, re.IGNORECASE)


@pytest.mark.parametrize("line", ["0", "12", "-1", "1.5", "²", "1 2", "building", "<b>", "99999"])
def test_anything_else_is_said(line: str) -> None:
    assert event_of(line, CHOICES) == TextReceived(text=line)


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("/back", WentBack()),
        ("/BACK", WentBack()),
        ("/start friend-7", Began(payload="friend-7")),
        ("/start not a payload", TextReceived(text="not a payload")),
        ("/nonsense", AskedHelp()),
        ("/", AskedHelp()),
    ],
)
def test_commands_mean_the_same_as_elsewhere(line: str, event: Event) -> None:
    assert event_of(line, CHOICES) == event


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_understood(name: str) -> None:
    assert event_of(f"/{name}", {}) == COMMANDS[name].event("")


@pytest.mark.parametrize("line", ["", " ", "\n", "\t\n"])
def test_empty_line_is_nothing(line: str) -> None:
    assert event_of(line, CHOICES) is None


@pytest.mark.parametrize(
    ("line", "whether"), [("/quit", True), ("exit\n", True), ("/cancel", False), ("I quit", False)]
)
def test_leaving_is_no_event(line: str, whether: bool) -> None:
    assert leaves(line) is whether


@given(st.text(max_size=6000))
def test_any_line_is_an_event_or_nothing(line: str) -> None:
    assert (event_of(line, CHOICES) is None) == (not line.strip())
