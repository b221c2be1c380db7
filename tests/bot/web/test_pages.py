"""The owner reads, finds, notes and answers at the desk; whatever friends write is only shown."""

import lzma
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.conversations import Clock as Paces
from benchmarks.conversations import walk
from bot.clock import now
from bot.errors import UserError
from bot.web.actions import ACTIONS
from bot.web.pages import A_PAGE, TODAY_QUESTIONS, TODAY_TALKS
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Began, Chose, Continued, Edited, Restarted, TextReceived
from flows.nlu.interpretation import AskedQuestion, Fact, Interpretation
from storage.finding import Filters
from storage.records import Message
from storage.store import Store
from storage.texts import minute, storable
from tests.bot.company import IN_OTHER_WORDS, Company
from tests.bot.web.browsing import Browser, company
from tests.storage.helpers import ODD_TEXTS, Clock
from tests.test_written_by_older_version import OLDER

PAGES = ("/", "/talks", "/talks/1", "/questions", "/insights")


@pytest.fixture
def friends(tmp_path: Path) -> Iterator[Company]:
    """Ann, whose question waits, and who was advised."""
    found = company(tmp_path / "advisor.db")
    for event in (Continued(), Edited(question="market"), Chose(question="market", option="india")):
        found.does("1", event)
    friend = found.store.users.find("telegram", "1")
    assert friend
    while not found.store.advices.count():  # where little was answered, more is asked first
        conversation = found.store.conversations.latest(friend.id)
        question = found.store.knowledge().question[(conversation and conversation.question) or ""]
        found.does("1", Chose(question=question.id, option=question.options[0].id))
    yield found
    found.close()


@pytest.fixture
def browser(friends: Company) -> Browser:
    return Browser(friends.store).signs_in()


def test_today_tells_who_waits_and_what_is_new(browser: Browser) -> None:
    page = browser.opens("/")
    assert "which laptop should I buy" in page.words
    assert "Questions that wait: 1" in page.words
    assert "New conversations: 1" in page.words
    assert 'href="/talks?state=new"' in page.text
    assert "Worth a look: had a question or words" in page.words


def test_today_shows_no_more_than_an_evening_takes() -> None:
    with Store.open(None, Clock()) as store:
        for n in range(2 * max(TODAY_QUESTIONS, TODAY_TALKS)):
            friend = store.users.get_or_create("telegram", str(n), f"Friend {n}")
            unanswered = AskedQuestion(words="why?", kind="unknown")
            meant = Interpretation(questions=(unanswered,))
            said = TextReceived(text="why?", interpretation=meant)
            store.conversations.record(friend, Conversation(), said, [])
            store.owner_questions.add(friend, 1, "why?", [], "")
        page = Browser(store).signs_in().opens("/")
    assert page.text.count("/answer") == TODAY_QUESTIONS == 5
    assert page.words.count("Worth a look: had a question or words") == TODAY_TALKS == 10
    assert "Questions that wait: 20" in page.words
    assert "New conversations: 20" in page.words


def test_a_card_tells_who_when_and_what_came_of_it(browser: Browser, friends: Company) -> None:
    browser.goes_back("/talks/1/note", text="met at a wedding", back="/talks")
    (listed,) = friends.store.review.list_conversations()
    card = browser.opens("/talks").text.partition("<article")[2].partition("</article>")[0]
    knowledge = friends.store.knowledge()
    picked = [listed.pick, listed.runner_up]
    for part in (
        *("Ann Example", minute(listed.updated), "India", f"answers: {listed.answered}"),
        *(knowledge.path[path].button for path in picked if path),
        *("met at a wedding", 'title="new"', listed.confidence or "nothing singled out"),
    ):
        assert part in card, part
    browser.posts("/talks/1/reviewed", up_to=listed.updated)
    assert 'title="new"' not in browser.opens("/talks").text


def test_where_today_says_otherwise_is_told_beside_the_advice(
    browser: Browser, friends: Company
) -> None:
    assert "Today's knowledge would say" not in browser.opens("/talks/1").words
    (given,) = friends.store.advices.all()
    friend = friends.store.users.get(given.friend_id)
    verdict, paths = given.record.verdict, friends.store.knowledge().paths
    other = next(path.id for path in paths if path.id != verdict.advised)
    wrong = verdict.model_copy(update={"headline": "go", "pick": other})
    assert friend
    with friends.store.transaction():
        (outgoing,) = friends.store.outbox.add(friend, [Message("Go.")])
        record = given.record.model_copy(update={"verdict": wrong})
        friends.store.advices.add(given.conversation, outgoing, record)
    page = browser.opens("/talks/1").words
    assert verdict.advised
    names = friends.store.knowledge().path
    assert f"Today's knowledge would say: {names[verdict.advised].button}." in page


def test_a_talk_tells_answers_advice_and_what_was_said(browser: Browser, friends: Company) -> None:
    page = browser.opens("/talks/1").words
    for part in ("Ann Example", "India", "which laptop should I buy", "not sent", "as sent"):
        assert part in page, part
    (advice,) = friends.store.advices.all()
    assert all(
        browser.desk.knowledge.path[path].button in page for path in advice.record.verdict.paths
    )


def test_a_reading_is_told_below_the_words_it_was_made_of(
    browser: Browser, friends: Company
) -> None:
    fact = Fact(question="market", option="india")
    meant = Interpretation(facts=(fact,), circumstances=("laid-off",))
    friend = friends.store.users.find("telegram", "1")
    assert friend
    number = friends.store.conversations.latest(friend.id)
    assert number
    event = TextReceived(text="Pune, laid off", interpretation=meant)
    friends.store.conversations.record(friend, number, event, [])
    page = browser.opens("/talks/1").words
    assert "read as: Market: India" in page
    assert "told: laid off" in page


def test_the_newest_lines_of_a_long_talk_come_first(browser: Browser, friends: Company) -> None:
    friend = friends.store.users.find("telegram", "1")
    assert friend
    latest = friends.store.conversations.latest(friend.id)
    assert latest
    for n in range(80):
        said = TextReceived(text=f"line-{n}.")
        friends.store.conversations.record(friend, latest, said, [])
    page = browser.opens("/talks/1")
    assert "line-79." in page.words
    assert "line-1." not in page.words
    every = re.search(r'href="([^"]*all=1)"', page.text)
    assert every
    assert "line-1." in browser.opens(unescape(every[1])).words


def test_talks_are_paged_and_found_and_led_through() -> None:
    with Store.open(None, Clock()) as store:
        for n in range(A_PAGE * 2 + 3):
            friend = store.users.get_or_create("telegram", str(n), f"Friend {n}")
            answers = {"market": "india" if n % 2 else "singapore"}
            store.conversations.record(friend, Conversation(answers=answers), Began(), [])
        browser, address, seen = Browser(store).signs_in(), "/talks?market=india", []
        while address:
            page = browser.opens(address)
            seen += re.findall(r'<a href="/talks/(\d+)\?market=india">', page.text)
            older = re.search(r'href="([^"]*)" rel="next"', page.text)
            address = unescape(older[1]) if older else ""
        found = store.review.list_conversations(Filters(market="india"))
        assert [int(each) for each in seen] == [each.id for each in found]
        address, walked = f"/talks/{seen[0]}?market=india", []
        while address:
            walked.append(address.partition("?")[0].rpartition("/")[2])
            older = re.search(r'href="([^"]*)" rel="next"', browser.opens(address).text)
            back, address = address, unescape(older[1]) if older else ""
        assert walked == seen
        while back:
            assert walked.pop() == back.partition("?")[0].rpartition("/")[2]
            newer = re.search(r'href="([^"]*)" rel="prev"', browser.opens(back).text)
            back = unescape(newer[1]) if newer else ""
        assert not walked


def test_every_number_leads_to_what_it_counts(browser: Browser) -> None:
    for market in ("", "?market=india", "?market=none"):
        page = browser.opens(f"/insights{market}")
        for address, count in re.findall(r'<a href="(/talks[^"]*)">(\d+)</a>', page.text):
            found = browser.opens(unescape(address)).text.count('<article class="card">')
            assert found == int(count), address


def test_each_number_of_a_filled_desk_leads_to_as_many_conversations(friends: Company) -> None:
    walk(friends.store, Paces(), 30)
    kept = friends.store.faq.add("Which laptop?", "A light one.")
    friends.does("3", Began())
    for _ in range(2):
        friends.does("3", TextReceived(text="which laptop?"))
    friends.does("3", Restarted(confirmed=True))
    friends.does("3", TextReceived(text="which laptop? and what about my visa?"))
    browser = Browser(friends.store).signs_in()
    page = browser.opens("/insights").text
    led = re.findall(r'<tr><th scope="row"><a href="([^"]*)">.*?<title>[^<]*: (\d+)', page)
    led += re.findall(r'<a href="(/talks[^"]*)">(\d+)</a>', page)
    led += re.findall(r'<a href="(/talks[^"]*)">[^<]*: (\d+)</a>', page)
    assert {"came", "state", "asked", "stopped_at", "put", "confidence", "why", "pick"} <= {
        name for address, _ in led for name, _ in parse_qsl(urlsplit(unescape(address)).query)
    }
    for address, count in led:
        found = friends.store.review.count(filters_in(browser, unescape(address)))
        assert found == int(count), address
    assert f"asked={kept}" in page
    assert not re.findall(r'<tr><th scope="row"><bdi>', page), "each bar leads somewhere"


def filters_in(browser: Browser, address: str) -> Filters:
    assert browser.opens(address).status == 200
    return browser.desk.reviewing.filters(dict(parse_qsl(urlsplit(address).query)))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/talks?state=old", "worth-a-look"),
        ("/talks?since=yesterday", "2026-11-29"),
        ("/talks?before=7", "from the list"),
        ("/talks?told=rain", "accepted"),
        ("/talks/1?pick=astronaut", "platform"),
        ("/insights?market=mars", "singapore"),
    ],
)
def test_a_broken_filter_is_refused_with_what_is_accepted(
    browser: Browser, address: str, said: str
) -> None:
    answer = browser.opens(address)
    assert answer.status == 400
    assert said in answer.words


def test_no_action_is_done_to_what_is_not_there(browser: Browser) -> None:
    words = {"text": "So.", "question": "Why?", "answer": "So.", "also": "How come?"}
    for address in ACTIONS:
        kept = {"into": "kept-1", "should_be": "platform"}
        for number in ("7", "0", "x", "9" * 30):
            answer = browser.posts(address.replace("{number}", number), **words, **kept)
            assert answer.status == 404, (address, number, answer.words)
            if number == "7" and not address.startswith("/kept"):
                assert "erased" in answer.words, address


def test_a_form_that_is_sent_twice_says_what_is_so(browser: Browser, friends: Company) -> None:
    """Each form that takes the same words again; the others refuse to."""
    friends.store.faq.add("Why?", "So.")
    for action, fields, said in (
        ("/talks/1/note", {"text": "met"}, "The note is kept already."),
        ("/talks/1/note", {"text": ""}, "There is no note."),
        ("/talks/1/wrong", {"should_be": "platform"}, "Noted as wrong already."),
        ("/talks/1/wrong", {"should_be": ""}, "It is not noted as wrong."),
        ("/talks/1/reviewed", {}, "It was reviewed already."),
        ("/talks/1/reviewed", {"again": "1"}, "It is new already."),
        ("/kept/1/wordings", {"also": "How come?"}, "kept-1 is found by 2 wordings."),
    ):
        browser.goes_back(action, **fields, back="/talks/1")
        assert said in browser.goes_back(action, **fields, back="/talks/1"), action
    browser.goes_back("/questions/1/answer", text="A used one.", back="/questions")
    again = browser.goes_back("/questions/1/similar", back="/questions")
    assert "None like it waits." in again


@pytest.mark.parametrize("address", ["/talks/99", "/talks/x", "/talks/" + "9" * 30, "/nowhere"])
def test_what_is_not_there_is_told(browser: Browser, address: str) -> None:
    page = browser.opens(address)
    assert page.status == 404
    assert "perhaps its friend has erased it" in page.words or "is no id" in page.words


def test_marks_notes_and_corrections_are_kept(browser: Browser, friends: Company) -> None:
    listed = friends.store.review.listed(1)
    assert listed
    marking = {"up_to": listed.updated, "back": "/talks/1"}
    assert "Reviewed." in browser.goes_back("/talks/1/reviewed", **marking)
    assert "It was reviewed already." in browser.goes_back("/talks/1/reviewed", **marking)
    assert "The note is kept." in browser.goes_back("/talks/1/note", text="met", back="/talks/1")
    page = browser.goes_back("/talks/1/wrong", should_be="platform", because="so", back="/talks/1")
    assert "Wrong: should be Platform engineering." in page
    after = friends.store.review.listed(1)
    assert after
    assert (after.is_new, after.note, after.should_be, after.because) == (
        False,
        "met",
        "platform",
        "so",
    )
    assert browser.posts("/talks/1/wrong", should_be="astronaut").status == 400
    friends.does("1", TextReceived(text="one more thing"))
    assert "went on meanwhile" in browser.goes_back("/talks/1/reviewed", **marking)


def test_an_answer_goes_out_once(browser: Browser, friends: Company) -> None:
    page = browser.goes_back("/questions/1/answer", text="A used one.", back="/questions")
    assert "Your answer goes to Ann Example." in page
    again = browser.posts("/questions/1/answer", text="A new one.", back="/questions")
    assert again.status == 400
    assert "answered already with “A used one.”" in again.words
    assert "A new one." in again.words, "what was typed is still there"
    sent = [message.text for _, message in friends.delivered("1")]
    assert sum("A used one." in text for text in sent) == 1
    assert not any("A new one." in text for text in sent)


def test_an_answer_is_kept_as_it_was_worded(browser: Browser, friends: Company) -> None:
    browser.posts("/questions/1/answer", text="A used one.", back="/questions")
    fields = {"question": "Which laptop?", "answer": "Any.", "back": "/questions"}
    assert "Kept for everyone as kept-1." in browser.goes_back("/questions/1/keep", **fields)
    assert browser.posts("/questions/1/keep", **fields).status == 400
    page = browser.goes_back(
        "/kept/1/edit", question="What laptop?", answer="A used one.", back="/questions"
    )
    assert "kept-1 is reworded." in page
    assert "given no more" in browser.goes_back("/kept/1/retire", back="/questions")
    assert browser.posts("/kept/1/retire").status == 400
    assert "kept-1 is given again." in browser.goes_back("/kept/1/restore", back="/questions")
    (kept,) = friends.store.faq.entries()
    assert (kept.question, kept.answer, kept.retired) == ("What laptop?", "A used one.", False)


def test_an_answer_is_given_to_similar_ones_and_takes_the_place_of_another(
    browser: Browser, friends: Company
) -> None:
    friends.asks("2", IN_OTHER_WORDS)
    browser.posts("/questions/1/answer", text="A used one.", back="/questions")
    page = browser.goes_back("/questions/1/similar", back="/questions")
    assert "1 question answered with it." in page
    assert sum("A used one." in each.text for _, each in friends.delivered("2")) == 1
    first = friends.store.faq.add("Which laptop?", "A light one.")
    second = friends.store.faq.add("What laptop?", "A used one.")
    page = browser.goes_back("/kept/1/merge", into=second, back="/questions")
    assert f"{second} takes its place." in page
    merged = {each.id: each.merged_into for each in friends.store.faq.entries()}
    assert merged == {first: second, second: None}


def test_a_question_stands_with_what_is_known_of_it(browser: Browser, friends: Company) -> None:
    (asked,) = friends.store.owner_questions.waiting()
    page = browser.opens("/questions").words
    nearest = browser.desk.service.announcer.titles(asked.nearest)
    for part in (asked.friend.name, asked.text, asked.progress, *nearest):
        assert part, "it is known"
        assert part in page, part


def test_a_text_that_is_too_long_gets_the_sentence_of_the_inbox(
    browser: Browser, friends: Company
) -> None:
    text = "x" * 5000
    with pytest.raises(UserError) as refused:
        friends.owner_service.answer(1, text)
    answer = browser.posts("/questions/1/answer", text=text)
    assert answer.status == 400
    assert str(refused.value) in answer.words


def test_questions_and_wordings_can_be_let_go(browser: Browser, friends: Company) -> None:
    friend = friends.store.users.find("telegram", "1")
    assert friend
    for text in ("how high up?", "how far?"):
        friends.store.faq.suggest(friend.id, text, "ceiling")
    assert "Left out." in browser.goes_back("/phrasings/1/decline", back="/questions")
    assert "Taken in: “how far up?”" in browser.goes_back(
        "/phrasings/2/accept", text="how far up?", back="/questions"
    )
    assert "waits no more" in browser.goes_back("/questions/1/dismiss", back="/")
    assert browser.posts("/questions/1/dismiss").status == 400
    assert browser.posts("/questions/9/dismiss").status == 404


@pytest.mark.parametrize("address", ACTIONS)
def test_a_busy_database_keeps_what_was_typed(
    browser: Browser, friends: Company, address: str
) -> None:
    friend = friends.store.users.find("telegram", "1")
    assert friend
    friends.store.faq.suggest(friend.id, "how high up?", "ceiling")
    kept = [friends.store.faq.add(f"{word} laptop?", "A light one.") for word in ("Which", "What")]
    if address.endswith(("/correct", "/keep", "/similar")):
        browser.posts("/questions/1/answer", text="A used one.")
    if address.endswith("/restore"):
        browser.posts("/kept/1/retire")
    fields = {"text": "my words", "question": "my words?", "answer": "my words", "because": "so"}
    fields |= {"also": "in my own words?", "should_be": "platform", "into": kept[1]}
    friends.store.database.sqlite.execute("PRAGMA busy_timeout = 1")
    action = address.replace("{number}", "1")
    with closing(sqlite3.connect(friends.store.database.path or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = browser.posts(action, **fields)
    assert answer.status == 503
    assert "try again in a moment" in answer.words
    assert "my words" in answer.words
    assert f'action="{action}"' in answer.text
    assert browser.posts(action, **fields).status == 303


def test_what_is_refused_keeps_the_words_alone_and_leads_back(browser: Browser) -> None:
    fields = {"text": "x" * 5000, "back": "/talks?state=new"}
    page = browser.posts("/questions/1/answer", **fields)
    assert "Your words" in page.words
    assert page.text.count("<textarea") == 1
    assert 'type="hidden" name="back"' in page.text
    assert '<a href="/talks?state=new">Back' in page.text
    assert 'href="/insights"' in page.text, "the menu leads on"
    browser.posts("/questions/1/dismiss", back="/questions")
    page = browser.posts("/questions/1/dismiss", back="/questions")
    assert "closed already" in page.words
    assert "<form" not in page.text, "the same again would be refused again"
    assert "javascript" not in browser.posts("/questions/1/dismiss", back="javascript:x").text


def test_the_file_of_an_older_version_gives_the_same_desk(tmp_path: Path) -> None:
    path = tmp_path / "advisor.db"
    path.write_bytes(lzma.decompress((OLDER / "advisor.db.xz").read_bytes()))
    with Store.open(path, now) as store:
        browser = Browser(store).signs_in()
        listed = store.review.list_conversations()
        for address in (*PAGES, *(f"/talks/{each.id}?all=1" for each in listed)):
            assert browser.opens(address).status == 200, address
        page = browser.opens("/insights").text
        for address, count in re.findall(r'<a href="(/talks[^"]*)">(\d+)</a>', page):
            found = store.review.count(filters_in(browser, unescape(address)))
            assert found == int(count), address
        (advised, *_) = (each.id for each in listed if each.outcome == "advised")
        assert "before advices were recorded" in browser.opens(f"/talks/{advised}").words


def test_no_page_is_promised_before_the_sign_in(friends: Company) -> None:
    browser = Browser(friends.store)
    for address in ("/", f"/sign-in?key={browser.desk.access.key}"):
        assert "/insights" not in browser.opens(address).text


def test_no_read_transaction_stays_open(browser: Browser, friends: Company) -> None:
    path = friends.store.database.path
    assert path
    with closing(sqlite3.connect(path, timeout=0)) as other:
        for address in (*PAGES, "/talks?words=laptop", "/talks/99"):
            browser.opens(address)
            friends.does("1", TextReceived(text="hello"))
            # The log can be emptied only while nobody reads what is in it.
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, address


def test_a_forgotten_friend_is_on_no_page(browser: Browser, friends: Company) -> None:
    friend = friends.store.users.find("telegram", "1")
    assert friend
    friends.store.privacy.forget(friend.id)
    for address in PAGES:
        assert "Ann" not in browser.opens(address).words
    assert browser.opens("/talks/1").status == 404


def test_forgetting_while_pages_are_read_leaves_no_byte(friends: Company) -> None:
    """The desk is a program of its own: it reads by another connection than the bot's."""
    path = friends.store.database.path
    assert path
    bo = friends.store.users.get_or_create("telegram", "2", "Quokkaberry")
    friends.store.conversations.record(bo, Conversation(), TextReceived(text="quokkaberry"), [])
    with Store.open(path, Clock()) as read_by:
        browser = Browser(read_by).signs_in()
        assert "Quokkaberry" in browser.opens("/talks").words
        loads, opened = [address for _ in range(20) for address in PAGES], list[int]()
        reading = Thread(target=lambda: opened.extend(browser.opens(a).status for a in loads))
        reading.start()
        while len(opened) < len(loads) // 5:
            sleep(0.001)
        friends.store.privacy.forget(bo.id)
        assert len(opened) < len(loads), "pages are still read"
        reading.join()
        assert set(opened) == {200}
        while friends.store.database.scrub():
            pass
        assert "Quokkaberry" not in browser.opens("/talks").words
        files = [Path(f"{path}{end}") for end in ("", "-wal")]
        assert not any(b"quokkaberry" in each.read_bytes().lower() for each in files)
        assert {each.stat().st_mode & 0o777 for each in files} == {0o600}


@settings(max_examples=25)
@given(ODD_TEXTS | st.sampled_from(["<script>alert(1)</script>", "x" * 4096, "</textarea>"]))
def test_whatever_is_written_is_only_shown(text: str) -> None:
    text = storable(text)
    with Store.open(None, Clock()) as store:
        friend = store.users.get_or_create("telegram", "1", text, text)
        store.conversations.record(
            friend,
            Conversation(answers={"market": text}),
            TextReceived(text=text[:4000]),
            [Message(text)],
        )
        store.owner_questions.settle(
            store.owner_questions.add(friend, 1, text, ["ceiling"], text).id, "answered", text
        )
        store.faq.add(text, text)
        store.faq.suggest(friend.id, text, "ceiling")
        store.review.write_note(1, text)
        browser = Browser(store).signs_in()
        for address in PAGES:
            page = browser.opens(address)
            assert page.status == 200
            assert "<script" not in page.text
            assert page.text.count("</textarea>") == page.text.count("<textarea")
            assert not re.search(
                r"""\son\w+=|\sstyle=|javascript:""", re.sub(r">[^<]*<", "><", page.text)
            )


def test_more_ways_of_asking_find_a_kept_answer(browser: Browser, friends: Company) -> None:
    browser.posts("/questions/1/answer", text="A used one.", back="/questions")
    also = "What shall I type on?\n\n  A machine for typing?  "
    fields = {"question": "Which laptop?", "answer": "A used one.", "also": also}
    assert "Kept for everyone" in browser.goes_back(
        "/questions/1/keep", **fields, back="/questions"
    )
    page = browser.goes_back("/kept/1/wordings", also="Which notebook?", back="/questions")
    assert "found by 4 wordings" in page
    assert browser.posts("/kept/1/wordings", also="?!", back="/questions").status == 400
    assert friends.store.faq.entries()[0].phrasings == 4
