"""The first answer counts, wherever it was given; another one goes only as a correction."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.errors import WrongUseError
from flows.dialogue.events import Began, Enough, TextReceived
from tests.bot.company import OWNER, Company
from tests.bot.web.browsing import Browser

FIRST, SECOND = "A light one.", "A heavy one."


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    monkeypatch.setenv("ADVISOR_DATABASE", str(tmp_path / "advisor.db"))
    monkeypatch.chdir(tmp_path)
    company = Company(tmp_path / "advisor.db")
    company.does(OWNER, Began())
    yield company
    company.close()


def in_telegram(company: Company, number: int, words: str) -> str:
    notices = [each for each in company.delivered(OWNER) if "Ann Example" in each[1].text]
    assert number
    return company.does(OWNER, TextReceived(text=words), replies_to=notices[0][0])


def in_browser(company: Company, number: int, words: str) -> str:
    browser = Browser(company.store).signs_in()
    answer = browser.posts(f"/questions/{number}/answer", text=words, back="/questions")
    return answer.words + browser.opens("/questions").words


def in_terminal(_: Company, number: int, words: str) -> str:
    return CliRunner().invoke(main, ["inbox", "answer", str(number), words]).output


WAYS: dict[str, Callable[[Company, int, str], str]] = {
    "telegram": in_telegram,
    "browser": in_browser,
    "terminal": in_terminal,
}


def came(company: Company) -> list[str]:
    """What Ann was brought."""
    return [message.text for _, message in company.delivered("1") if "one." in message.text]


@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_a_second_answer_is_not_sent_and_the_first_is_told(
    company: Company, first: str, second: str
) -> None:
    question = company.asks("1")
    WAYS[first](company, question.id, FIRST)
    said = WAYS[second](company, question.id, SECOND)
    assert FIRST in said
    (brought,) = came(company)
    assert FIRST in brought
    assert company.owner_service.question(question.id).answer == FIRST


def test_of_two_answers_at_once_one_counts_and_the_other_is_told(company: Company) -> None:
    question, told = company.asks("1"), []
    other = Company(company.store.database.path)
    start = threading.Barrier(2)

    def answers(words: str) -> None:
        mine = company if words == FIRST else other
        start.wait()
        try:
            mine.owner_service.answer(question.id, words)
        except WrongUseError as error:
            told.append(str(error))

    threads = [threading.Thread(target=answers, args=(words,)) for words in (FIRST, SECOND)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = company.owner_service.question(question.id).answer
    (said,) = told
    assert kept in said
    (brought,) = came(company)
    assert kept in brought
    other.close()


def test_a_correction_goes_on_purpose_and_says_that_it_is_one(company: Company) -> None:
    question = company.asks("1")
    with pytest.raises(WrongUseError, match="no answer yet"):
        company.owner_service.answer(question.id, FIRST, corrects=True)
    company.owner_service.answer(question.id, FIRST)
    (first,) = came(company)
    ran = CliRunner().invoke(main, ["inbox", "answer", "1", SECOND, "--correction"])
    assert ran.exit_code == 0, ran.output
    (second,) = came(company)
    browser = Browser(company.store).signs_in()
    browser.posts(f"/questions/{question.id}/correct", text="The old one.", back="/questions")
    (third,) = came(company)
    assert "correction" not in first
    assert "A correction" in second
    assert SECOND in second
    assert "A correction" in third


def test_a_correction_that_is_sent_twice_goes_once(company: Company) -> None:
    question, browser = company.asks("1"), Browser(company.store).signs_in()
    company.owner_service.answer(question.id, FIRST)
    for status, said in ((303, ""), (400, "just that already")):
        answer = browser.posts(f"/questions/{question.id}/correct", text=SECOND, back="/questions")
        assert answer.status == status
        assert said in answer.words
    ran = CliRunner().invoke(main, ["inbox", "answer", "1", SECOND, "--correction"])
    assert (ran.exit_code, "already" in ran.output) == (2, True)
    _, corrected = came(company)
    assert SECOND in corrected


def test_below_an_answer_there_is_a_way_on(company: Company) -> None:
    question = company.asks("1")
    company.delivered("1")
    company.owner_service.answer(question.id, FIRST)
    ((_, message),) = company.delivered("1")
    ways = [button.event for row in message.buttons for button in row]
    assert ways
    for way in ways:
        assert company.does("1", way)
    company.does("1", Enough())
