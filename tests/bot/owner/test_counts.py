"""However many there are, what the owner reads is said in the right number."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.message_checks.extreme_replies import told_elsewhere
from bot.rendering import Renderer
from bot.web.pages import NEWEST
from flows.dialogue.events import Began, TextReceived
from flows.dialogue.replies import Reply
from storage.texts import plain
from tests.bot.company import Company
from tests.bot.web.browsing import Browser

COUNTS = (0, 1, 2, 5)
RENDERER = Renderer()
OWNERS = [reply for reply in told_elsewhere() if reply.template.startswith("owner/")]

COUNTED = (
    *("question", "answer", "wording", "conversation", "friend", "line", "text", "advice"),
    "correction",
)
"""What is counted, in the singular."""

WRONG = re.compile(
    rf"\b1 (new )?({'|'.join(COUNTED)})s\b|\b([02-9]|\d\d+) (new )?({'|'.join(COUNTED)})\b"
    rf"|\b1 ({'|'.join(COUNTED)}) (wait|are|were)\b"
    rf"|\b([02-9]|\d\d+) ({'|'.join(COUNTED)})s (waits|is|was)\b",
)


def with_count(value: Any, count: int) -> Any:
    """A value of a template in which every number is this one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return count
    if isinstance(value, dict):
        return {name: with_count(each, count) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(with_count(each, count) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        numbers = {
            each.name: with_count(getattr(value, each.name), count) for each in fields(value)
        }
        return replace(value, **numbers)
    return value


def test_what_is_wrong_would_be_found() -> None:
    for said in ("1 questions wait", "0 question", "1 question wait", "12 line", "2 answers is"):
        assert WRONG.search(said), said
    for said in ("1 question waits", "0 questions", "21 lines", "2 questions wait", "1 new friend"):
        assert not WRONG.search(said), said


@pytest.mark.parametrize("reply", OWNERS, ids=lambda reply: reply.template)
def test_every_message_counts_in_the_right_number(reply: Reply) -> None:
    for count in COUNTS:
        said = plain(RENDERER.render(Reply(reply.template, with_count(reply.values, count))).text)
        assert not WRONG.search(said), said


def pages(company: Company, count: int) -> Iterator[str]:
    """What the desk's pages say."""
    browser = Browser(company.store).signs_in()
    for address in ("/", "/talks", "/questions", "/insights"):
        yield browser.opens(address).words
    talk = browser.opens("/talks/1").words
    assert f"Show the {count} line" in talk
    yield talk
    yield browser.goes_back("/kept/1/wordings", also="", back="/questions")


@pytest.mark.parametrize("count", COUNTS[1:])
def test_every_page_counts_in_the_right_number(tmp_path: Path, count: int) -> None:
    company = Company(tmp_path / "advisor.db")
    company.does("1", Began())
    friend = company.store.users.find("telegram", "1")
    assert friend
    talk = company.store.conversations.latest(friend.id)
    assert talk
    there = len(company.store.review.transcript(friend.id, talk.number))
    for number in range(there, NEWEST + count):
        said = TextReceived(text=f"line {number}.")
        company.store.conversations.record(friend, talk, said, [])
    for number in range(count):
        company.asks(f"friend-{number}", f"do you eat {'abcde'[number] * 4} marzipan?")
        question = company.asks(f"friend-{number}", f"do you eat {'vwxyz'[number] * 4} marzipan?")
        company.owner_service.answer(question.id, "Yes.")
    for number in range(count):
        company.store.faq.add(f"marzipan {number}?", "Yes.")
    for page in pages(company, count):
        assert not WRONG.search(page), WRONG.search(page)
    company.close()
