"""The owner reads the stored conversations on the command line, and cannot be tricked by them."""

import csv
import json
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.cli.review import review
from bot.clock import now
from bot.errors import UserError, WrongUseError
from bot.review_text import counts, listing, whole
from flows.dialogue.events import Began, Chose, Continued, Edited, TextReceived
from flows.knowledge import built_in
from flows.nlu.interpretation import AskedQuestion, Interpretation
from storage.review import Listed, Shown, TranscriptLine
from storage.store import Store
from storage.texts import BIDI
from tests.bot.acquaintance import Acquaintance
from tests.storage.helpers import ODD_TEXTS, Clock, raw_update

Run = Callable[..., Result]

HEARD = TextReceived(
    text="I was laid off. Am I too old?",
    interpretation=Interpretation(
        circumstances=("laid-off",),
        questions=(AskedQuestion(words="Am I too old?", kind="outside", topic="age"),),
    ),
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ADVISOR_DATABASE", str(tmp_path / "advisor.db"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(review, arguments)

    return run


@pytest.fixture
def talked(run: Run, tmp_path: Path) -> Run:
    """Two friends: one who came to advice, one who only said something."""
    clock = Clock()
    ann = Acquaintance(tmp_path / "advisor.db", clock=clock)
    for deed in (
        Began(),
        Continued(),
        Edited(question="market"),
        Chose(question="market", option="india"),
        HEARD,
        Continued(),
    ):
        ann.does(deed)
    while not ann.store.advices.count():
        question = built_in().question[ann.conversation.question or ""]
        ann.does(Chose(question=question.id, option=question.options[0].id))
    bo = Acquaintance(tmp_path / "advisor.db", "77", clock)
    bo.does(TextReceived(text="platypus \x1b[31mred"), 100)
    ann.store.close()
    bo.store.close()
    return run


def test_the_list_has_a_line_for_each_conversation(talked: Run) -> None:
    result = talked("list")
    assert result.exit_code == 0
    header, bo, ann = result.output.splitlines()
    assert header.startswith("id")
    assert bo.startswith("2")
    assert "india" in ann
    assert "advised" in ann
    assert len(talked("list", "--limit", "1").output.splitlines()) == 2


def test_the_list_as_json_can_be_read_by_a_program(talked: Run) -> None:
    bo, ann = json.loads(talked("list", "--json").output)
    assert (ann["id"], ann["market"], ann["outcome"]) == (1, "india", "advised")
    assert (bo["name"], bo["outcome"]) == ("Ann", None)


def test_a_conversation_is_shown_with_answers_verdict_and_transcript(talked: Run) -> None:
    output = talked("show", "1").output
    market = built_in().question["market"]
    option = market.option("india")
    assert option
    assert f"{market.name}: {option.label}" in output
    for part in ("Answers", "Summary", "Transcript", "advisor", "friend"):
        assert part in output
    shown = json.loads(talked("show", "1", "--json").output)
    assert shown["answers"]["market"] == "india"
    assert [line["who"] for line in shown["transcript"]][:2] == ["friend", "advisor"]


def test_what_was_heard_and_asked_outside_is_shown(talked: Run) -> None:
    assert talked("show", "1").output.count("laid off") == 3  # the answers, and both who said it
    assert json.loads(talked("show", "1", "--json").output)["circumstances"] == ["laid-off"]
    assert json.loads(talked("stats", "--json").output)["outside"] == {"age": 1}
    assert "  age: 1" in talked("stats").output


def test_what_a_friend_typed_cannot_steer_the_terminal(talked: Run) -> None:
    for arguments in (["show", "2"], ["show", "2", "--json"], ["export"]):
        output = talked(*arguments).output
        assert "platypus" in output
        assert "\x1b" not in output


def test_search_finds_words(talked: Run) -> None:
    assert [each["id"] for each in json.loads(talked("search", "platy", "--json").output)] == [2]
    assert [each["id"] for each in json.loads(talked("search", "india", "--json").output)] == [1]
    assert json.loads(talked("search", "india", "platypus", "--json").output) == []


@pytest.mark.parametrize("text", ['"', "AND", "a* OR (", "'; --", "name:x", ""])
def test_search_takes_anything_that_is_typed(talked: Run, text: str) -> None:
    result = talked("search", "--", text)
    assert result.exit_code == 0
    assert result.output


def test_stats_count(talked: Run) -> None:
    stats = json.loads(talked("stats", "--json").output)
    assert (stats["friends"], stats["outcome"]) == (2, {"advised": 1})
    assert "friends: 2" in talked("stats").output


def test_export_writes_every_conversation_on_a_line(talked: Run, tmp_path: Path) -> None:
    exported = tmp_path / "all.jsonl"
    assert talked("export", "--output", str(exported)).exit_code == 0
    lines = exported.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["listed"]["id"] for line in lines] == [1, 2]
    assert talked("export").output.splitlines() == lines
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600


def test_export_writes_rows_and_chapters(talked: Run) -> None:
    talked("note", "1", '=cmd, "quoted"')
    ann, bo = csv.DictReader(talked("export", "--format", "csv").output.splitlines())
    assert (ann["id"], ann["market"], ann["circumstances"]) == ("1", "india", "laid-off")
    assert ann["note"] == '\'=cmd, "quoted"', "a spreadsheet would run it"
    assert bo["market"] == ""
    chapters = talked("export", "--format", "markdown", "--market", "india").output
    assert chapters.startswith("# Conversation 1: Ann, telegram\n")
    assert "# Conversation 2" not in chapters
    assert "    Transcript" in chapters


def test_the_same_filters_serve_list_search_export_and_stats(talked: Run) -> None:
    for chosen in (["--market", "india"], ["--told", "laid-off"], ["--state", "advised"]):
        assert [each["id"] for each in json.loads(talked("list", "--json", *chosen).output)] == [1]
        found = json.loads(talked("search", "ann", "--json", *chosen).output)
        assert [each["id"] for each in found] == [1]
        assert len(talked("export", *chosen).output.splitlines()) == 1
        assert json.loads(talked("stats", "--json", *chosen).output)["conversations"] == 1
    assert talked("list", "--words", "nobody").output == "No conversation is like that.\n"


def test_a_filter_that_means_nothing_is_told_with_what_is_accepted(talked: Run) -> None:
    error = talked("list", "--state", "old").exception
    assert isinstance(error, WrongUseError)
    assert "'old'" in str(error)
    assert "worth-a-look" in str(error)


def test_the_owner_marks_notes_and_corrects(talked: Run) -> None:
    assert "reviewed" in talked("mark", "1").output
    talked("note", "1", "met at a wedding")
    talked("wrong", "1", "platform", "--because", "she builds")
    assert [
        each["id"] for each in json.loads(talked("list", "--state", "new", "--json").output)
    ] == [2]
    shown = talked("show", "1").output
    for part in ("reviewed 2", "note: met at a wedding", "should be platform, because she builds"):
        assert part in shown
    talked("wrong", "1", "")
    talked("note", "1", "")
    talked("mark", "1", "--again")
    assert not {"reviewed", "note", "wrong"} & set(
        talked("show", "1").output.replace(":", "").split()
    )


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("mark", "99"), "99"),
        (("note", "99", "x"), "99"),
        (("note", "1", "x" * 2001), "2001"),
        (("wrong", "1", "astronaut"), "platform"),
    ],
)
def test_what_cannot_be_noted_is_told(talked: Run, arguments: list[str], part: str) -> None:
    error = talked(*arguments).exception
    assert isinstance(error, WrongUseError)
    assert part in str(error)


def test_export_never_writes_over_a_file(talked: Run, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    assert isinstance(talked("export", "--output", str(kept)).exception, UserError)
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_conversation_that_does_not_exist_is_told(talked: Run) -> None:
    error = talked("show", "99").exception
    assert isinstance(error, UserError)
    assert "99" in str(error)


@pytest.mark.parametrize("reference", ["Ann", "0", "9" * 30])
def test_what_is_no_id_is_wrong_use(talked: Run, reference: str) -> None:
    assert talked("show", reference).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        *(["list"], ["show", "1"], ["search", "x"], ["export"], ["stats"]),
        *(["mark", "1"], ["note", "1", "x"], ["wrong", "1", "platform"]),
        *(["dead-letters", "list"], ["dead-letters", "replay", "1"], ["dead-letters", "drop", "1"]),
    ],
)
def test_looking_creates_no_database(run: Run, arguments: list[str], tmp_path: Path) -> None:
    error = run(*arguments).exception
    assert isinstance(error, UserError)
    assert "advisor.db" in str(error)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def letters(run: Run, tmp_path: Path) -> Run:
    """Two dead letters, one with its words, one from a group."""
    with Store.open(tmp_path / "advisor.db", now, bot_id=7) as store:
        for update_id, chat in ((5, "private"), (6, "group")):
            store.inbox.keep(update_id, raw_update("platypus \x1b[31mred", chat=chat))
            store.inbox.dead_letter(update_id, "KeyError")
    return run


def test_dead_letters_are_listed_with_their_words(letters: Run) -> None:
    result = letters("dead-letters", "list")
    assert result.output.count("KeyError") == 2
    assert result.output.count("platypus") == 1
    assert "nothing is kept" in result.output
    found = json.loads(letters("dead-letters", "list", "--json").output)
    assert [(each["bot_id"], each["update_id"]) for each in found] == [(7, 5), (7, 6)]


def test_a_dead_letter_is_replayed_by_its_id(letters: Run, tmp_path: Path) -> None:
    assert letters("dead-letters", "replay", "1").exit_code == 0
    with Store.open(tmp_path / "advisor.db", now, bot_id=7) as store:
        assert [each.update_id for each in store.inbox.waiting()] == [5]


def test_a_dead_letter_is_dropped_by_its_id(letters: Run, tmp_path: Path) -> None:
    assert letters("dead-letters", "drop", "1").exit_code == 0
    assert "platypus" not in letters("dead-letters", "list").output
    assert not any(b"platypus" in each.read_bytes() for each in tmp_path.iterdir())


@pytest.mark.parametrize("command", [["replay", "2"], ["replay", "99"], ["drop", "99"]])
def test_what_is_no_such_dead_letter_is_told(letters: Run, command: list[str]) -> None:
    error = letters("dead-letters", *command).exception
    assert isinstance(error, UserError)
    assert f" {command[1]} " in str(error).replace(":", " ")


def test_no_dead_letters_are_told(talked: Run) -> None:
    assert talked("dead-letters", "list").output == "There are no dead letters.\n"


LISTED = st.builds(
    Listed,
    **dict.fromkeys(("channel", "name", "username", "started", "updated", "place"), ODD_TEXTS),
    id=st.integers(1, 2**40),
    friend_id=st.just(1),
    number=st.just(1),
    answered=st.integers(0, 19),
    **{
        name: st.none() | ODD_TEXTS
        for name in ("market", "role", "outcome", "pick", "runner_up", "confidence")
    },
)
SHOWN = st.builds(
    Shown,
    listed=LISTED,
    answers=st.dictionaries(ODD_TEXTS, ODD_TEXTS),
    skipped=st.lists(ODD_TEXTS).map(tuple),
    figures=st.none() | st.dictionaries(ODD_TEXTS, ODD_TEXTS),
    circumstances=st.lists(ODD_TEXTS | st.just("visa")).map(tuple),
    summary=st.none() | ODD_TEXTS,
    transcript=st.lists(
        st.builds(TranscriptLine, at=ODD_TEXTS, who=st.just("friend"), text=ODD_TEXTS)
    ).map(tuple),
)


def harmless(text: str) -> bool:
    text.encode()
    return not BIDI & set(text) and all(
        character == "\n" or unicodedata.category(character) != "Cc" for character in text
    )


@settings(max_examples=50)
@given(st.lists(LISTED, max_size=3))
def test_a_list_of_anything_is_harmless_and_has_a_line_for_each(listed: list[Listed]) -> None:
    text = listing(listed)
    assert harmless(text)
    assert text.count("\n") == len(listed)


@settings(max_examples=50)
@given(SHOWN)
def test_a_conversation_about_anything_is_harmless(shown: Shown) -> None:
    assert harmless(whole(shown, built_in()))


@given(st.dictionaries(ODD_TEXTS, st.integers() | st.dictionaries(ODD_TEXTS, st.integers())))
def test_counts_of_anything_are_harmless(stats: dict[str, object]) -> None:
    assert harmless(counts(stats))


def test_names_of_wide_characters_keep_the_columns_straight() -> None:
    usual = {
        "id": 1, "friend_id": 1, "number": 1, "channel": "telegram", "username": "",
        "started": "2030-01-02T03:04", "updated": "2030-01-02T03:04", "place": "welcome",
        "answered": 0, "market": "india", "role": None, "outcome": None, "pick": None,
        "runner_up": None, "confidence": None,
    }  # fmt: skip
    names = ["Ann", "山田太郎", "x" * 256]
    _, *lines = listing(Listed(name=name, **usual) for name in names).splitlines()  # type: ignore[arg-type]
    assert len({cell_len(line.split("india")[0]) for line in lines}) == 1
