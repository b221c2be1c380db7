"""The screen: wrapped text, numbered choices, and colour on a terminal only."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.terminal.screen import UNBROKEN, Screen, open_console
from flows.dialogue.events import AskedHelp, Chose, Skipped
from storage.records import Attachment, Button, Message

OPTIONS = tuple(Button(name, Chose(question="joy", option=name)) for name in ("building", "mix"))
SKIP = Button("Skip", Skipped())


def shown(*messages: Message, width: int = 60) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    Screen(console).show(messages)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def choices(*messages: Message) -> dict[str, Button]:
    return Screen(Console(file=io.StringIO())).show(messages)


HELP = Message("Or ask for help.", ((Button("Help", AskedHelp()),),))


def test_answers_have_numbers_and_what_stands_beside_them_letters() -> None:
    question = Message("What gives you energy?", ((OPTIONS[0],), (OPTIONS[1], SKIP)))
    found = {key: each.label for key, each in choices(HELP, question).items()}
    assert found == {"h": "Help", "1": "building", "2": "mix", "s": "Skip"}
    assert "2 mix    s Skip" in shown(HELP, question)


def test_without_a_question_everything_is_numbered_across_messages() -> None:
    assert [*choices(HELP, Message("Or", ((SKIP,),)))] == ["1", "2"]


LABELS = st.text(alphabet="abny 50%", max_size=9) | st.sampled_from(["Yes: all", "No", "None"])


@given(st.lists(LABELS, max_size=60), st.integers(0, 9))
def test_every_choice_has_a_key_of_its_own(labels: list[str], options: int) -> None:
    beside = [Button(label, AskedHelp()) for label in labels]
    answers = [Button(f"o{at}", Chose(question="joy", option=f"o{at}")) for at in range(options)]
    keys = choices(Message("?", ((*beside,), (*answers, SKIP))))
    assert [*keys.values()] == [*beside, *answers, SKIP]
    if options:
        assert [key for key in keys if key.isdecimal()] == [str(at + 1) for at in range(options)]
        assert keys["s"] == SKIP
        assert all(keys[key].label.lower().startswith(key) for key in "yn" if key in keys)


def test_a_letter_that_is_a_word_stands_for_none_of_several_choices_with_it() -> None:
    doubts = tuple(Button(label, AskedHelp()) for label in ("Yes: mix", "Yes: London", "None"))
    keys = choices(Message("?", (doubts, (OPTIONS[0], SKIP))))
    assert "y" not in keys
    assert choices(Message("?", (doubts[1:], (OPTIONS[0], SKIP))))["y"] == doubts[1]


def at_terminal(*messages: Message, height: int = 24) -> tuple[Screen, io.StringIO]:
    file = io.StringIO()
    console = Console(file=file, width=80, height=height, force_terminal=True, color_system=None)
    screen = Screen(console, folds=True)
    screen.show(messages)
    return screen, file


@given(st.integers(1, 60), st.integers(1, 12))
def test_the_headline_of_a_long_message_is_on_the_screen_at_its_end(rows: int, ways: int) -> None:
    buttons = tuple((Button(f"way {at}", AskedHelp()),) for at in range(ways))
    message = Message("<b>Move on.</b>\n" + "\n".join(["reason"] * rows), buttons)
    _, file = at_terminal(message)
    assert any("Move on." in line for line in [*file.getvalue().splitlines(), "> "][-24:])


def test_what_is_folded_is_shown_when_asked_for() -> None:
    folding = Message("Short.<blockquote expandable>The long of it.</blockquote>", ((SKIP,),))
    screen, file = at_terminal(folding)
    assert "The long of it." not in file.getvalue()
    assert [screen.unfold(), screen.unfold()] == [True, False]
    assert "The long of it." in file.getvalue()
    assert "The long of it." in shown(folding)


def test_row_that_is_too_wide_takes_a_line_each() -> None:
    rows = ((Button("a" * 20, Skipped()), Button("b" * 20, Skipped())),)
    lines = shown(Message("?", rows), width=30).splitlines()
    assert sum("aaaa" in line or "bbbb" in line for line in lines) == 2


def test_what_replaces_a_tapped_message_is_not_shown() -> None:
    replaced = Message("You chose.", ((SKIP,),), place="tapped")
    assert shown(replaced).strip() == ""
    assert choices(replaced) == {}


def test_toast_is_shown_as_it_is() -> None:
    assert shown(Message("1 < 2 & so on", place="toast")).strip() == "1 < 2 & so on"


def test_picture_is_named() -> None:
    text = shown(Message("There", attachment=Attachment("photo", "pay.png", b"\x89PNG")))
    assert "pay.png" in text
    assert "PNG\n" not in text


def test_document_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    file = io.StringIO()
    screen = Screen(Console(file=file, width=300), tmp_path / "gone")
    screen.show([Message("Here", attachment=Attachment("document", "my-data.json", b"{}"))])
    assert "cannot be written" in file.getvalue()


def test_list_items_and_quotes_are_set_in() -> None:
    text = shown(Message("• " + "word " * 30 + "<blockquote>" + "more " * 30 + "</blockquote>"))
    lines = text.strip().splitlines()
    quotes = [line for line in lines if line.startswith("│ ")]
    further = [line for line in lines[1:] if line not in quotes]
    assert len(quotes) > 1
    assert further
    assert all(line.startswith("  word") for line in further)


def test_lines_that_go_on_keep_their_style() -> None:
    console = Console(file=io.StringIO(), width=40, force_terminal=True, color_system="standard")
    Screen(console).show([Message("plain " * 20 + "<b>" + "bold " * 20 + "</b>")])
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "\x1b[2m" not in shown
    assert shown.count("\x1b[1mbold") > 1


@given(st.text(), st.integers(min_value=20, max_value=120))
def test_no_line_is_wider_than_the_terminal(words: str, width: int) -> None:
    message = Message(words.replace("<", "").replace("&", ""), ((SKIP, *OPTIONS),))
    assert all(cell_len(line) <= width for line in shown(message, width=width).split("\n"))


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=1))
def test_no_word_is_lost_by_wrapping(words: list[str]) -> None:
    assert shown(Message(" ".join(words)), width=20).split() == words


def test_pipe_gets_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(open_console({})).show([Message("word " * 100)])
    assert len(capsys.readouterr().out.strip().splitlines()) == 1


def test_pipe_is_wrapped_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(open_console({"COLUMNS": "40"})).show([Message("word " * 100)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


WIDTHS = st.sampled_from(["0", "1", "2", "-1", "", " ", "wide", "²", "٣", "1e3", "9" * 5000])


@pytest.mark.parametrize("stderr", [False, True])
@given(columns=WIDTHS | st.integers().map(str) | st.text(), lines=WIDTHS)
def test_any_width_the_environment_states_is_usable(columns: str, lines: str, stderr: bool) -> None:
    console = open_console({"COLUMNS": columns, "LINES": lines}, stderr=stderr)
    assert 1 <= console.width <= UNBROKEN


@given(st.text(), st.integers(min_value=1, max_value=40) | st.just(UNBROKEN))
def test_everything_is_shown_at_any_width(words: str, width: int) -> None:
    text = words.replace("<", "").replace("&", "")
    rows = ((Button(text, Skipped()), SKIP),)
    message = Message(f"• {text}\n<blockquote>山{text}</blockquote>", rows)
    letters = [char for char in text if char.isalnum()]
    assert _held_in(shown(message, width=width), [*letters, "山", *letters, *"Skip"])


def _held_in(text: str, letters: list[str]) -> bool:
    left = iter(text)
    return all(letter in left for letter in letters)


def test_label_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in shown(Message("?", ((Button("a\x1b[2J\nb", Skipped()),),)))
