"""The owner's commands in the terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.clock import now
from storage.store import Store
from tests.bot.company import IN_OTHER_WORDS, UNKNOWN


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_DATABASE", str(tmp_path / "advisor.db"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "advisor.db"


@pytest.fixture
def asked(path: Path) -> Path:
    """Two friends asked much the same, and one used a new wording."""
    store = Store.open(path, now)
    ann = store.users.get_or_create("terminal", "ann", "Ann\x1b[31m Example", "ann")
    bo = store.users.get_or_create("telegram", "77", "Bo")
    store.owner_questions.add(ann, 1, UNKNOWN, ["ceiling"], "at goals")
    store.owner_questions.add(bo, 1, IN_OTHER_WORDS, [], "at goals")
    store.faq.suggest(bo.id, "does glorpification wait for Bo?", "ceiling")
    store.close()
    return path


def inbox(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["inbox", *arguments])


def test_an_empty_inbox_says_so(path: Path) -> None:
    ran = inbox("list")
    assert ran.exit_code == 0
    assert ran.output.strip()
    assert json.loads(inbox("list", "--json").output) == []
    assert path.exists()


def test_the_list_tells_all_without_obeying_it(asked: Path) -> None:
    ran = inbox("list")
    assert UNKNOWN in ran.output
    assert "\x1b" not in ran.output
    listed = json.loads(inbox("list", "--json").output)
    assert [each["id"] for each in listed] == [1, 2]
    assert listed[0]["nearest"] == ["ceiling"]
    assert asked.exists()


def test_an_answer_is_kept_and_closes_what_is_similar(asked: Path) -> None:
    ran = inbox("answer", "1", "Not at first, Ann.")
    assert ran.exit_code == 0, ran.output
    assert IN_OTHER_WORDS in ran.output
    ran = inbox("keep", "1", "--similar")
    assert ran.exit_code == 0, ran.output
    assert "kept-1" in ran.output
    (kept,) = json.loads(inbox("kept", "--json").output)
    assert (kept["id"], kept["question"], kept["answer"]) == ("kept-1", UNKNOWN, "Not at first.")
    assert json.loads(inbox("list", "--json").output) == []
    store = Store.open(asked, now)
    for channel in ("terminal", "telegram"):
        assert ["Not at first" in each.message.text for each in store.outbox.pending(channel)] == [
            True
        ]
    store.close()


def test_kept_answers_are_edited_merged_and_retired(asked: Path) -> None:
    store = Store.open(asked, now)
    store.faq.add("why?", "so.")
    store.faq.add("how?", "thus.")
    store.close()
    assert inbox("edit", "1", "--answer", "because.").exit_code == 0
    assert inbox("merge", "kept-2", "1", "--yes").exit_code == 0
    kept = json.loads(inbox("kept", "--json").output)
    assert [(each["answer"], each["merged_into"]) for each in kept] == [
        ("because.", None),
        ("thus.", "kept-1"),
    ]
    assert inbox("retire", "1").exit_code == 0
    assert all(each["retired"] for each in json.loads(inbox("kept", "--json").output))
    assert "because." in inbox("kept").output


def test_merging_shows_both_and_asks_and_restoring_undoes_it(asked: Path) -> None:
    store = Store.open(asked, now)
    for question, answer in (("why?", "so."), ("how?", "thus."), ("when?", "now.")):
        store.faq.add(question, answer)
    before = store.faq.snapshot()
    refused = CliRunner().invoke(main, ["inbox", "merge", "2", "1"], input="n\n")
    assert refused.exit_code == 1
    assert "so." in refused.output
    assert "thus." in refused.output
    assert store.faq.snapshot() == before
    assert inbox("merge", "2", "1", "--yes").exit_code == 0
    assert inbox("merge", "1", "3", "--yes").exit_code == 0
    assert {each.topic for each in store.faq.snapshot().phrasings} == {"kept-3"}
    assert {each.answer for each in store.faq.snapshot().kept} == {"now."}
    for kept in ("1", "2"):
        assert inbox("restore", kept).exit_code == 0
    after = store.faq.snapshot()
    assert (after.kept, after.phrasings) == (before.kept, before.phrasings)
    assert inbox("retire", "1").exit_code == 0
    assert inbox("restore", "1").exit_code == 0
    assert store.faq.snapshot().kept == before.kept
    assert inbox("restore", "1").exit_code == 2
    store.close()


def test_alone_it_lists_what_waits(asked: Path) -> None:
    assert asked.exists()
    assert inbox().output.startswith(inbox("list").output)
    assert "phrasings" in inbox().output


def test_wordings_are_accepted_and_declined(asked: Path) -> None:
    assert [each["topic"] for each in json.loads(inbox("phrasings", "--json").output)] == [
        "ceiling"
    ]
    ran = inbox("accept", "1")
    assert ran.exit_code == 0
    assert "does glorpification wait for" in ran.output
    assert "Bo" not in ran.output
    assert inbox("phrasings").output == ""
    assert inbox("decline", "1").exit_code == 2
    assert asked.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        *(("answer", "9", "so."), ("answer", "1", " "), ("keep", "1"), ("keep", "9")),
        *(("edit", "1"), ("edit", "kept-x", "--answer", "so."), ("merge", "1", "2")),
        *(("retire", "²"), ("accept", "9"), ("decline", "9"), ("dismiss", "9"), ("similar", "1")),
    ],
)
def test_what_cannot_be_done_is_one_sentence(asked: Path, arguments: tuple[str, ...]) -> None:
    ran = inbox(*arguments)
    assert ran.exit_code == 2
    assert ran.output.startswith("Error: ")
    assert asked.exists()


@pytest.mark.parametrize("verb", ["dismiss", "similar", "keep", "accept", "decline"])
def test_a_number_that_no_row_can_have_is_refused(asked: Path, verb: str) -> None:
    ran = inbox(verb, str(2**63))
    assert ran.exit_code == 2
    assert str(2**63) in ran.output
    assert asked.exists()


def test_a_dismissed_question_waits_no_more(asked: Path) -> None:
    assert inbox("dismiss", "1").exit_code == 0
    assert [each["id"] for each in json.loads(inbox("list", "--json").output)] == [2]
    states = [each["state"] for each in json.loads(inbox("list", "--all", "--json").output)]
    assert states == ["closed", "waiting"]
    assert asked.exists()


def test_more_ways_of_asking_find_a_kept_answer(asked: Path) -> None:
    inbox("answer", "1", "A light one.")
    kept = inbox("keep", "1", "--also", "What shall I type on at home?")
    assert "How else" not in kept.output
    assert "3 wordings" in inbox("also", "kept-1", "A machine for typing?").output
    refused = inbox("also", "1", "?!")
    assert (refused.exit_code, "says nothing" in refused.output) == (2, True)
    entries = json.loads(inbox("kept", "--json").output)
    assert [each["phrasings"] for each in entries] == [3]
    assert asked.exists()
