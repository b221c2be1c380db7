"""Only the owner's browser sees the desk, and only its own forms change anything."""

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.settings import Settings
from bot.web.access import COOKIE, HEADERS, MOST_BYTES, PUBLIC
from bot.web.app import build_app
from bot.web.serving import desk_over
from tests.bot.company import Company
from tests.bot.web.browsing import HOST, OWN, Browser, ask, company, routes

HOSTS = [
    *("evil.example", "127.0.0.1.evil.example:80", "", "[::1", None),
    *("evil@127.0.0.1", "127.0.0.1/evil.example", "127.0.0.1?x", "127.0.0.1:evil", "127.0.0.1 x"),
]
FORM = {
    "text": "An answer.",
    "question": "Why?",
    "answer": "So.",
    "should_be": "platform",
    "into": "kept-1",
}
BODY = urlencode(FORM).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "advisor.db"


@pytest.fixture
def friends(path: Path) -> Iterator[Company]:
    found = company(path)
    yield found
    found.close()


@pytest.fixture
def browser(friends: Company) -> Browser:
    return Browser(friends.store).signs_in()


def stored(path: Path) -> list[bytes]:
    """The bytes of the database and its write-ahead log."""
    return [Path(f"{path}{end}").read_bytes() for end in ("", "-wal")]


def test_nobody_without_the_session_gets_a_page_or_an_action(browser: Browser, path: Path) -> None:
    other = Browser(browser.desk.store).signs_in()
    assert other.cookie != browser.cookie
    before = stored(path)
    for method, address in routes(browser.app):
        if address in PUBLIC:
            continue
        for cookie in ({}, {"cookie": f"{COOKIE}=guess"}, {"cookie": other.cookie}):
            answer = ask(browser.app, method, address, {"host": HOST, **OWN, **cookie}, BODY)
            assert answer.status == 403, (method, address)
            if method != "HEAD":
                assert "Start `advisor desk` again" in answer.words
    assert stored(path) == before


@pytest.mark.parametrize("host", HOSTS)
def test_only_by_its_own_names(browser: Browser, host: str | None) -> None:
    headers = {"cookie": browser.cookie, **OWN} | ({} if host is None else {"host": host})
    browser.desk.store.close()  # so nothing can be read
    for method, address in routes(browser.app):
        assert ask(browser.app, method, address, headers, BODY).status == 400


def test_one_more_name_can_be_given(friends: Company) -> None:
    desk = desk_over(friends.store, Settings(telegram_token=None), ("Desk.Tail.Net",))
    app = build_app(desk)
    for host, status in (("desk.tail.net", 200), ("desk.tail.net:443", 200), ("other.net", 400)):
        address = f"/sign-in?key={desk.access.key}"
        assert ask(app, "GET", address, {"host": host}).status == status


@pytest.mark.parametrize(
    "elsewhere",
    [
        {},
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9000"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": f"http://{HOST}"},
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:9000"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
        {"origin": f"file://{HOST}"},
        {"sec-fetch-site": "same-origin", "origin": "http://["},
    ],
)
def test_no_form_of_another_page_changes_anything(
    browser: Browser, path: Path, elsewhere: dict[str, str]
) -> None:
    before = stored(path)
    for method, address in routes(browser.app):
        if method == "POST":
            headers = {"host": HOST, "cookie": browser.cookie} | elsewhere
            assert ask(browser.app, method, address, headers, BODY).status == 403
    assert stored(path) == before


@pytest.mark.parametrize(
    "own", [OWN, {"origin": f"http://{HOST}"}, {"sec-fetch-site": "same-origin"}]
)
def test_a_form_of_the_desk_is_taken(browser: Browser, own: dict[str, str]) -> None:
    headers = browser.headers | own
    answer = ask(browser.app, "POST", "/talks/1/note", headers, b"text=met&back=/talks/1")
    assert (answer.status, answer.headers["location"]) == (303, "/talks/1")


def test_every_answer_is_dressed(browser: Browser) -> None:
    for method, address in [*routes(browser.app), ("GET", "/nowhere"), ("PUT", "/")]:
        for headers in (browser.headers | OWN, {"host": HOST}, {}):
            found = ask(browser.app, method, address, headers).headers
            assert {name: found[name] for name in HEADERS} == HEADERS, (method, address)


def test_the_link_shows_a_button_and_the_key_works_once(friends: Company) -> None:
    browser = Browser(friends.store)
    key = browser.desk.access.key
    assert key
    for _ in range(2):  # a link preview looks, and uses nothing up
        assert "Open it in this browser" in browser.opens(f"/sign-in?key={key}").words
    answer = browser.posts("/sign-in", key=key)
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= {each.strip() for each in cookie.split(";")}
    assert browser.posts("/sign-in", key=key).status == 403
    assert browser.opens(f"/sign-in?key={key}").status == 403
    another_start = Browser(friends.store).desk.access.key
    for wrong in ("", "guess", "ключ", str(another_start)):
        for refused in (
            browser.posts("/sign-in", key=wrong),
            browser.opens(f"/sign-in?{urlencode({'key': wrong})}"),
        ):
            assert refused.status == 403
            assert "Start `advisor desk` again" in refused.words


def test_key_and_session_are_in_no_log(friends: Company, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        browser = Browser(friends.store)
        key = browser.desk.access.key
        browser.opens(f"/sign-in?key={key}")
        browser.signs_in().opens("/")
        friends.store.database.write("ALTER TABLE questions RENAME TO gone")
        assert browser.opens("/questions").status >= 500
    assert str(key) not in caplog.text
    assert browser.cookie.partition("=")[2] not in caplog.text


def test_a_fault_of_the_program_gets_a_page_and_keeps_what_was_typed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise OverflowError("met Ann at a wedding")

    monkeypatch.setattr(browser.desk.reviewing, "note", fails)
    answer = browser.posts("/talks/1/note", text="met Ann at a wedding")
    assert answer.status == 500
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "met Ann at a wedding" in answer.words
    assert "OverflowError at" in caplog.text
    assert "wedding" not in caplog.text


def test_too_long_a_form_is_refused(browser: Browser) -> None:
    body = b"text=" + b"x" * MOST_BYTES
    answer = ask(browser.app, "POST", "/talks/1/note", browser.headers | OWN, body)
    assert answer.status == 413
    for bad in (b"\xff\xfe", b"&".join([b"a=1"] * 99)):
        assert ask(browser.app, "POST", "/talks/1/note", browser.headers | OWN, bad).status == 400


def test_a_form_leads_nowhere_else(browser: Browser) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
        answer = browser.posts("/talks/1/note", text="met", back=back)
        assert answer.headers["location"] == "/"
