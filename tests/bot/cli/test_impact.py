"""The owner sees on the command line what a change of mind would have changed."""

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.advice import advice
from bot.cli.check import check
from bot.cli.impact import impact
from bot.clock import now
from bot.errors import UserError, WrongUseError
from flows.dialogue.events import Began, Chose, Continued
from flows.knowledge import KnowledgeError, built_in
from storage.records import Message
from storage.store import Store
from tests.bot.acquaintance import Acquaintance
from tests.knowledge_files import copied_to, spoil

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ADVISOR_DATABASE", str(tmp_path / "advisor.db"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "") -> Result:
        command = advice if arguments[:1] == ("advice",) else impact
        given = arguments[1:] if command is advice else arguments
        return CliRunner().invoke(command, given, input=typed)

    return run


@pytest.fixture
def advised(run: Run, tmp_path: Path) -> Run:
    """Ann, who was advised once."""
    ann = Acquaintance(tmp_path / "advisor.db")
    for event in (Began(), Continued()):
        ann.does(event)
    while not ann.store.advices.count():
        question = built_in().question[ann.conversation.question or ""]
        ann.does(Chose(question=question.id, option=question.options[0].id))
    ann.store.close()
    return run


def without_advices(store: Store) -> None:
    """Take the records away, which the program itself never does."""
    with store.transaction():
        store.database.write("INSERT INTO erasing (friend_id) VALUES (1)")
        store.database.write("DELETE FROM advices")
        store.database.write("DELETE FROM erasing")


def otherwise(path: Path) -> None:
    """Let Ann have been advised what nobody would be by her answers."""
    with Store.open(path, now) as store:
        (given,) = store.advices.all()
        verdict = given.record.verdict.model_copy(update={"pick": "platform"})
        without_advices(store)
        friend = store.users.get(1)
        assert friend
        (outgoing,) = store.outbox.add(friend, [Message("Go.")])
        store.advices.add(
            given.conversation, outgoing, given.record.model_copy(update={"verdict": verdict})
        )


def test_nothing_differs_by_the_same_knowledge(advised: Run) -> None:
    output = advised().output
    assert "1 advices compared." in output
    assert "The same: 1" in output
    assert json.loads(advised("--json").output)["same"] == 1


def test_an_advice_is_shown_as_sent_and_worked_out_again(advised: Run) -> None:
    output = advised("advice", "1").output
    assert output.startswith("Advice 1 to Ann, conversation 1, ")
    assert "worked out today: the same." in output
    then = re.search(r"^Then: (.*)$", output, re.MULTILINE)
    today = re.search(r"^Today: (.*)$", output, re.MULTILINE)
    assert then
    assert today
    assert then[1] == today[1]


def test_an_advice_that_the_engine_of_today_does_not_give_says_so(
    advised: Run, tmp_path: Path
) -> None:
    otherwise(tmp_path / "advisor.db")
    output = advised("advice", "2").output
    assert "The reasoning itself has changed since." in output
    then, again = (
        re.search(rf"^{start}: (.*?)\]", output, re.MULTILINE)
        for start in ("Then", "By the knowledge of then, worked out today")
    )
    assert then
    assert again
    assert then[1] != again[1]


def test_an_advice_by_knowledge_that_cannot_be_read_says_so(advised: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "advisor.db", now) as store, store.transaction():
        store.database.write("DROP TRIGGER knowledge_versions_are_not_changed")
        files = zlib.compress(json.dumps({"claims.toml": "[[claims]"}).encode())
        digest = "of another version"
        store.database.write("INSERT INTO knowledge_versions VALUES (?, ?, '')", digest, files)
        store.database.write("DROP TRIGGER advices_are_not_changed")
        store.database.write("UPDATE advices SET knowledge = ?", digest)
    output = advised("advice", "1").output
    assert "By the knowledge of then: this version cannot read it." in output
    assert "Today: " in output


def test_it_is_told_which_corrections_are_met(advised: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "advisor.db", now) as store:
        (given,) = store.advices.all()
        pick = given.record.verdict.advised
        store.review.correct(given.conversation_id, pick, "so it is")
    assert "Your corrections: 1 of 1 are met." in advised().output
    with Store.open(tmp_path / "advisor.db", now) as store:
        store.review.correct(given.conversation_id, "nowhere", "")
    output = advised().output
    assert "Your corrections: 0 of 1 are met." in output
    assert f"  conversation {given.conversation_id} should be nowhere: {pick}" in output
    (correction,) = json.loads(advised("--json").output)["corrections"]
    assert correction == {
        "conversation": given.conversation_id,
        "should_be": "nowhere",
        "pick": pick,
        "met": False,
    }


def test_who_would_be_advised_what_by_which_rule_is_told(advised: Run, tmp_path: Path) -> None:
    otherwise(tmp_path / "advisor.db")
    with Store.open(tmp_path / "advisor.db", now) as store:
        (given,) = store.advices.all()
    (entry,) = json.loads(advised("--json").output)["differing"]
    assert (entry["advice"], entry["effect"], entry["from"]) == (given.id, "other-pick", "platform")
    line = f"  {given.id} Ann ({given.at[:10]}): platform → {entry['to']}"
    assert line in advised().output


def test_advices_since_a_day(advised: Run) -> None:
    assert "0 advices compared." in advised("--since", "2999-01-01").output
    error = advised("--since", "soon").exception
    assert isinstance(error, WrongUseError)
    assert "soon" in str(error)


def test_what_was_advised_before_records_is_said(advised: Run, tmp_path: Path) -> None:
    with Store.open(tmp_path / "advisor.db", now) as store:
        without_advices(store)
    assert "1 conversations came to advice before" in advised().output


def test_broken_knowledge_gets_the_report_of_the_check(advised: Run, tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    spoil(folder / "rules/gates.toml", "[[gate]]", "[[gate]")
    error = advised("--knowledge", str(folder)).exception
    assert isinstance(error, KnowledgeError)
    assert "not valid TOML" in str(error)
    (tmp_path / "empty").mkdir()
    assert isinstance(advised("--knowledge", str(tmp_path / "empty")).exception, KnowledgeError)


def test_an_unknown_folder_is_told_as_the_check_tells_it(advised: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "nowhere")
    ran, checked = advised("--knowledge", folder), CliRunner().invoke(check, [folder])
    assert ran.exit_code == checked.exit_code == 2
    why = f"Directory '{folder}' does not exist."
    assert why in ran.output
    assert why in checked.output


def test_nobody_is_told_where_nobody_has_another_pick(advised: Run) -> None:
    assert "Nobody is to be told" in advised("--tell").output
    assert isinstance(advised("--tell", "--json").exception, WrongUseError)


@pytest.mark.parametrize(
    ("typed", "said"), [("y\n", "1 messages wait"), ("n\n", "Nobody was told")]
)
def test_friends_are_told_only_once_the_owner_agrees(
    advised: Run, tmp_path: Path, typed: str, said: str
) -> None:
    otherwise(tmp_path / "advisor.db")
    result = advised("--tell", typed=typed)
    assert "To 1 of your friends:" in result.output
    assert said in result.output
    if typed == "y\n":
        assert "Nobody is to be told" in advised("--tell").output


def test_looking_creates_no_database(run: Run, tmp_path: Path) -> None:
    for arguments in ((), ("advice", "1")):
        error = run(*arguments).exception
        assert isinstance(error, UserError)
        assert "advisor.db" in str(error)
    assert list(tmp_path.iterdir()) == []


def test_an_advice_that_is_not_there_is_told(advised: Run) -> None:
    error = advised("advice", "99").exception
    assert isinstance(error, UserError)
    assert "99" in str(error)
