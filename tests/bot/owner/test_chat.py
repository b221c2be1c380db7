"""In Telegram the owner is the owner: what waits, what is new, and a way to be a friend."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest

from bot.commands import OWNER_COMMANDS
from bot.owner.pages import A_PAGE, LINES, OwnerPages
from flows.dialogue.events import (
    AskedHelp,
    AttachmentReceived,
    Began,
    Chose,
    Commanded,
    Continued,
    Decided,
    Edited,
    Event,
    Forgotten,
    ForwardReceived,
    TextReceived,
)
from flows.dialogue.owner_deeds import OwnerCommand
from storage.finding import Filters
from storage.records import Message
from tests.bot.company import OWNER, UNKNOWN, Company
from tests.flows.dialogue.talk import KNOWLEDGE

ANSWER = "A light one."
OTHER = "do you eat marzipan?"


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company()
    company.does(OWNER, Began())
    company.delivered(OWNER)
    yield company
    company.close()


def newest(company: Company) -> tuple[int, Message]:
    """The last message that the owner was sent, delivered."""
    return company.delivered(OWNER)[-1]


def commanded(company: Company, command: OwnerCommand, text: str = "") -> tuple[int, Message]:
    """What the owner is shown by a command."""
    company.does(OWNER, Commanded(command=command, text=text))
    return newest(company)


def tap(message: Message, label: str) -> Event:
    found = [b.event for row in message.buttons for b in row if b.label.startswith(label)]
    assert found, [b.label for row in message.buttons for b in row]
    return found[0]


def owners_history(company: Company) -> list[Event]:
    owner = company.store.users.find("telegram", OWNER)
    assert owner
    return company.store.conversations.history(owner.id)


def test_the_greeting_tells_who_waits_and_what_can_be_done(company: Company) -> None:
    company.asks("1")
    company.asks("2", OTHER)
    for event in (Began(), AskedHelp()):
        said = company.does(OWNER, event)
        for part in ("2 questions wait", "Ann Example", "Bo Sample", "laptop", "marzipan"):
            assert part in said
        assert all(f"/{name}" in said for name in OWNER_COMMANDS)
    assert owners_history(company) == []


def test_a_question_comes_with_what_can_be_done_about_it(company: Company) -> None:
    question = company.asks("1")
    number, notice = newest(company)
    labels = [button.label for row in notice.buttons for button in row]
    assert labels == ["Answer", "Later", "Let it go", "See the conversation"]
    company.does(OWNER, tap(notice, "Answer"), tapped=number)
    asked, wanted = newest(company)
    assert wanted.asks_reply
    assert UNKNOWN in wanted.text
    company.does(OWNER, tap(notice, "Later"), tapped=number)
    later = newest(company)[1]
    assert later.place == "tapped"
    assert company.owner_service.question(question.id).state == "waiting"
    seen = company.does(OWNER, tap(notice, "See the conversation"), tapped=number)
    assert "Ann Example" in seen
    assert UNKNOWN in seen
    company.does(OWNER, TextReceived(text=ANSWER), replies_to=asked)
    assert company.owner_service.question(question.id).answer == ANSWER
    company.does(OWNER, tap(notice, "Let it go"), tapped=number)
    assert company.owner_service.question(question.id).state == "answered"


def test_loose_words_are_asked_about_where_one_question_waits(company: Company) -> None:
    question = company.asks("1")
    company.delivered("1")
    said = company.does(OWNER, TextReceived(text=ANSWER))
    assert "Ann Example" in said
    assert UNKNOWN in said
    assert company.owner_service.question(question.id).state == "waiting"
    number, message = newest(company)
    company.does(OWNER, tap(message, "No"), tapped=number)
    assert "done already" in company.does(OWNER, tap(message, "Yes"), tapped=number)
    assert company.delivered("1") == []
    company.does(OWNER, TextReceived(text=ANSWER))
    number, message = newest(company)
    company.does(OWNER, tap(message, "Yes"), tapped=number)
    ((_, brought),) = company.delivered("1")
    assert ANSWER in brought.text
    assert "done already" in company.does(OWNER, tap(message, "Yes"), tapped=number)
    assert company.delivered("1") == []
    assert owners_history(company) == []


def test_loose_words_answer_nothing_where_several_or_none_wait(company: Company) -> None:
    for event in (TextReceived(text=ANSWER), AttachmentReceived(what="photo")):
        assert "Nobody's question waits" in unescape(company.does(OWNER, event))
    company.asks("1")
    company.asks("2", OTHER)
    said = company.does(OWNER, TextReceived(text=ANSWER))
    assert "2 questions wait" in said
    assert company.store.owner_questions.count_waiting() == 2
    assert company.does(OWNER, ForwardReceived(source="forward"))
    assert owners_history(company) == []


def test_what_is_no_text_is_not_taken_for_an_answer(company: Company) -> None:
    for count, address in enumerate(("1", "2"), 1):
        company.asks(address, f"{UNKNOWN} and {count}?")
        for event in (AttachmentReceived(what="photo"), ForwardReceived(source="forward")):
            assert "only plain text" in company.does(OWNER, event)


def test_what_waits_no_more_says_what_became_of_it(company: Company) -> None:
    question, other = company.asks("1"), company.asks("2", OTHER)
    notices = company.delivered(OWNER)
    number, message = commanded(company, "waiting")
    company.owner_service.answer(question.id, ANSWER)
    company.owner_service.dismiss(other.id)
    for (notice, said), told in zip(notices, ("Your answer goes", "waits no more"), strict=True):
        assert told in company.does(OWNER, tap(said, "Later"), tapped=notice)
    company.delivered(OWNER)
    for label, told in (("1", "Your answer goes"), ("2", "waits no more")):
        assert told in company.does(OWNER, tap(message, label), tapped=number)
        assert newest(company)[1].place == "new"


def test_who_was_advised_this_week_is_counted_by_the_advice(company: Company) -> None:
    company.does("1", Began())
    company.does("1", Continued())
    friend = company.store.users.find("telegram", "1")
    assert friend
    while (talk := company.store.conversations.latest(friend.id)) and talk.question:
        option = KNOWLEDGE.author.answers[talk.question]
        company.does("1", Chose(question=talk.question, option=option))
    assert "2 friends, 1 advised this week" in company.does(OWNER, Began())
    company.clock.time += timedelta(days=8)
    company.does("1", TextReceived(text="thanks"))
    today = company.clock.time.date().isoformat()
    assert company.store.review.count(Filters(state="advised", since=today)) == 1
    assert "2 friends, 0 advised this week" in company.does(OWNER, Began())


def test_what_was_answered_elsewhere_meanwhile_is_not_sent_twice(company: Company) -> None:
    question = company.asks("1")
    company.delivered("1")
    company.does(OWNER, TextReceived(text=ANSWER))
    number, message = newest(company)
    company.owner_service.answer(question.id, "A heavy one.")
    assert "A heavy one." in company.does(OWNER, tap(message, "Yes"), tapped=number)
    ((_, brought),) = company.delivered("1")
    assert ANSWER not in brought.text


def test_a_reply_to_an_answered_question_is_a_correction_if_that_is_meant(company: Company) -> None:
    question = company.asks("1")
    notice, _ = newest(company)
    company.does(OWNER, TextReceived(text="A heavy one."), replies_to=notice)
    company.delivered("1")
    assert "A heavy one." in company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    number, message = newest(company)
    assert company.delivered("1") == []
    company.does(OWNER, tap(message, "Yes, as a correction"), tapped=number)
    ((_, brought),) = company.delivered("1")
    assert "correction" in brought.text
    assert company.owner_service.question(question.id).answer == ANSWER


def test_keeping_asks_for_other_ways_of_asking(company: Company) -> None:
    company.asks("1")
    notice, _ = newest(company)
    company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    number, receipt = newest(company)
    company.does(OWNER, tap(receipt, "Keep for everyone"), tapped=number)
    asked, wanted = newest(company)
    assert wanted.asks_reply
    words = "What shall I type on at home?\n\nA machine for typing?"
    assert "3 wordings" in company.does(OWNER, TextReceived(text=words), replies_to=asked)
    assert company.store.faq.entries()[0].phrasings == 3
    assert ANSWER in company.does("2", TextReceived(text="What shall I type on at home?"))


def test_the_owner_is_a_friend_for_a_while_and_back(company: Company) -> None:
    company.asks("1")
    company.delivered(OWNER)
    number, message = commanded(company, "interview")
    company.does(OWNER, tap(message, "Let's start"), tapped=number)
    assert "Welcome back, Olga" in company.does(OWNER, Began(name="Olga"))
    company.does(OWNER, TextReceived(text="7 years"))
    assert len(owners_history(company)) == 3
    assert "1 question" in company.does(OWNER, Commanded(command="waiting"))
    company.does(OWNER, tap(message, "Be the owner again"), tapped=number)
    assert "Ann Example" in company.does(OWNER, TextReceived(text=ANSWER))
    company.does(OWNER, Commanded(command="interview"))
    company.does(OWNER, Commanded(command="interview"))
    assert "1 question waits" in company.does(OWNER, Began())
    assert len(owners_history(company)) == 3


def test_a_while_ends_by_itself(company: Company) -> None:
    company.does(OWNER, Commanded(command="interview"))
    assert "no language model" in company.does(OWNER, Began())
    company.clock.time += timedelta(days=1, seconds=1)
    assert "Nobody's question waits" in company.does(OWNER, Began())


def turned(company: Company, first: Commanded) -> Iterator[Message]:
    """Every page of a list, by its button for more."""
    company.does(OWNER, first)
    number, message = newest(company)
    yield message
    while any(button.label == "More ›" for row in message.buttons for button in row):  # noqa: RUF001 - as the button has it
        company.does(OWNER, tap(message, "More"), tapped=number)
        _, message = newest(company)
        assert message.place == "tapped"
        yield message


def test_lists_come_in_pages_of_five(company: Company) -> None:
    for n in range(A_PAGE * 2 + 1):
        company.asks(f"friend-{n}", f"do you eat marzipan from {'abcdefghijk'[n] * 3}?")
        company.delivered(f"friend-{n}")
    company.delivered(OWNER)
    pages = [*turned(company, Commanded(command="waiting"))]
    assert [page.text.count("marzipan") for page in pages] == [A_PAGE, A_PAGE, 1]
    assert all("abcdefghijk"[n] * 3 in pages[n // A_PAGE].text for n in range(A_PAGE * 2 + 1))
    pages = [*turned(company, Commanded(command="find", text="marzipan state=new"))]
    assert [page.text.count("</b>") - 1 for page in pages] == [A_PAGE, A_PAGE, 1]
    assert all(page.text.count("Found for") == 1 for page in pages)
    for n in range(A_PAGE + 1):
        company.store.faq.add(f"wording-{n}x?", "Yes.")
    pages = [*turned(company, Commanded(command="kept"))]
    assert [page.text.count("wording-") for page in pages] == [A_PAGE, 1]


def test_a_question_is_brought_from_the_list(company: Company) -> None:
    company.asks("1")
    company.delivered(OWNER)
    number, message = commanded(company, "waiting")
    company.does(OWNER, tap(message, "1"), tapped=number)
    notice, again = newest(company)
    assert UNKNOWN in again.text
    company.does(OWNER, TextReceived(text=ANSWER), replies_to=notice)
    assert company.store.owner_questions.waiting() == []


def test_a_conversation_is_read_marked_and_left_for_the_list(company: Company) -> None:
    company.does("1", Began())
    for n in range(LINES):
        company.does("1", TextReceived(text=f"line-{n}."))
    for event in (Continued(), Edited(question="market"), Chose(question="market", option="india")):
        company.does("1", event)
    company.delivered(OWNER)
    number, message = commanded(company, "reviews")
    assert "Ann Example" in message.text
    company.does(OWNER, tap(message, "1"), tapped=number)
    _, talk = newest(company)
    assert "line-0." not in talk.text
    shown = talk.text
    for _ in range(4):
        company.does(OWNER, tap(talk, "‹ Earlier"), tapped=number)  # noqa: RUF001 - as the button has it
        _, talk = newest(company)
        shown += talk.text
        if "line-0." in shown:
            break
    assert all(f"line-{n}." in shown for n in range(LINES))
    company.does(OWNER, tap(talk, "Answers and advice"), tapped=number)
    assert "Market: India" in newest(company)[1].text
    company.does(OWNER, tap(talk, "Reviewed"), tapped=number)
    _, marked = newest(company)
    assert not company.store.review.list_conversations()[0].is_new
    company.does(OWNER, tap(marked, "New again"), tapped=number)
    assert company.store.review.list_conversations()[0].is_new
    company.delivered(OWNER)
    company.does(OWNER, tap(talk, "‹ List"), tapped=number)  # noqa: RUF001 - as the button has it
    assert "New since you looked" in newest(company)[1].text


def test_what_went_on_since_it_was_shown_stays_new(company: Company) -> None:
    company.does("1", Began())
    company.delivered(OWNER)
    number, message = commanded(company, "reviews")
    company.does(OWNER, tap(message, "1"), tapped=number)
    _, talk = newest(company)
    company.clock.time += timedelta(seconds=5)
    company.does("1", Continued())
    company.does(OWNER, tap(talk, "Reviewed"), tapped=number)
    assert company.store.review.list_conversations()[0].is_new


def test_a_kept_answer_is_retired_and_given_again(company: Company) -> None:
    company.store.faq.add("Do you eat marzipan?", "On Sundays.")
    number, message = commanded(company, "kept")
    company.does(OWNER, tap(message, "1"), tapped=number)
    _, kept = newest(company)
    company.does(OWNER, tap(kept, "Retire"), tapped=number)
    _, retired = newest(company)
    assert company.store.faq.entries()[0].retired
    company.does(OWNER, tap(retired, "Give it again"), tapped=number)
    assert not company.store.faq.entries()[0].retired


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("state=old", "worth-a-look"),
        ("colour=red", "stopped-at="),
        ("state=", "worth-a-look"),
        ("told=", "laid-off"),
        ("since=yesterday", "2026-11-29"),
        ("", "state="),
        ("nobodysaidthis", "None"),
    ],
)
def test_what_finds_nothing_is_told(company: Company, text: str, said: str) -> None:
    assert said in company.does(OWNER, Commanded(command="find", text=text))


def test_every_filter_can_be_typed(company: Company) -> None:
    typed = {name.replace("-", "_") for name in OwnerPages(company.owner_service).accepted}
    assert typed == {*Filters.__dataclass_fields__} - {"words", "before"}
    said = company.does(OWNER, Commanded(command="find"))
    assert all(f"{name.replace('_', '-')}=" in said for name in typed)


def test_the_numbers_come_with_one_picture(company: Company) -> None:
    company.does("1", Began())
    company.delivered(OWNER)
    said = company.does(OWNER, Commanded(command="stats"))
    assert "2 friends" in said
    _, message = newest(company)
    assert message.attachment
    assert message.attachment.kind == "drawing"
    assert "accepted" in company.does(OWNER, Commanded(command="stats", text="market=mars"))


@pytest.mark.parametrize("deed", ["talk", "answers", "question", "kept-answer", "talk-of", "later"])
def test_what_is_gone_is_told(company: Company, deed: str) -> None:
    event = Decided.model_validate({"deed": deed, "item": 999})
    assert "There is no" in company.does(OWNER, event, tapped=1)


def test_what_a_page_told_goes_with_whoever_it_told_of(company: Company) -> None:
    company.does("1", TextReceived(text="quokkaberry jam is what I sell"))
    company.delivered(OWNER)
    number, message = commanded(company, "find", "quokkaberry")
    company.does(OWNER, tap(message, "1"), tapped=number)
    newest(company)
    company.does(OWNER, Commanded(command="find", text="quokkaberry"))
    company.does("1", Forgotten(confirmed=True))
    company.delivered("1")
    for table in ("outbox", "owner_pages", "events", "notices"):
        rows = str(company.store.database.rows(f"SELECT * FROM {table}"))  # noqa: S608 (names from this file)
        assert "quokkaberry" not in rows, table
        assert "Ann Example" not in rows, table
    assert "/reviews or /find" in company.does(OWNER, Decided(deed="talks"), tapped=number)
