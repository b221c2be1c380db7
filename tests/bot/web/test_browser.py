"""The desk in a real browser: signed in, used, and nothing of it to be had from elsewhere."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot.clock import now
from bot.web.app import build_app
from bot.web.desk import Desk
from storage.store import Store
from tests.bot.company import UNKNOWN, Company
from tests.bot.web.browsing import Browser, company
from tests.botapi import BotApiServer, Post, User
from tests.documentation.chromium import chromium, is_there
from tests.scenes.process import Running

HOSTILE = '<script>document.title="owned"</script>'
WIDTHS = (360, 390, 1280)
PAGES = ("/", "/talks", "/talks/1", "/questions", "/insights")

pytestmark = pytest.mark.skipif(
    not (is_there() or "CI" in os.environ),
    reason="needs chromium and chromedriver (.ci/run installs them)",
)


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The desk on a port of loopback, in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    server = uvicorn.Server(uvicorn.Config(build_app(desk), access_log=False, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="module", name="chromium")
def opened() -> Iterator[Any]:
    with chromium() as driver:
        yield driver


@pytest.fixture
def friends(tmp_path: Path) -> Iterator[Company]:
    found = company(tmp_path / "advisor.db")
    friend = found.store.users.get_or_create("telegram", "1", HOSTILE)
    found.store.owner_questions.add(friend, 1, HOSTILE, [], HOSTILE)
    yield found
    found.close()


def write(chromium: Any, name: str, text: str, button: str) -> None:
    """Fill in the first field of this name, and press the button of its form."""
    from selenium.webdriver.common.by import By  # noqa: PLC0415 (likewise)

    field = chromium.find_element(By.NAME, name)
    field.clear()
    field.send_keys(text)
    field.find_element(By.XPATH, f"ancestor::form//button[text()='{button}']").click()


def sees(chromium: Any, text: str) -> None:
    """Wait until the page says this; that of before may go while it is read."""
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415 (likewise)

    # A page that goes is told by various errors: a stale element, a node of no document.
    waiting = WebDriverWait(chromium, 20, ignored_exceptions=[WebDriverException])
    waiting.until(lambda driver: text in driver.find_element("tag name", "body").text, text)


def test_the_owner_works_at_the_desk(chromium: Any, friends: Company) -> None:
    desk = Browser(friends.store).desk
    key = desk.access.key
    with served(desk) as base:
        chromium.get(f"{base}/sign-in?key={key}")
        chromium.find_element("tag name", "button").click()
        sees(chromium, "Questions that wait: 2")
        write(chromium, "text", "A used one.", "Send it")
        sees(chromium, "Your answer goes to")
        chromium.get(f"{base}/talks")
        write(chromium, "words", "laptop", "Find")
        sees(chromium, "All talks")
        assert "words=laptop" in chromium.current_url
        chromium.find_element("css selector", "article a").click()
        sees(chromium, "Transcript")
        chromium.find_element("xpath", "//button[text()='Mark as reviewed']").click()
        sees(chromium, "Reviewed.")
        write(chromium, "text", "met at a wedding", "Keep the note")
        sees(chromium, "The note is kept.")
        chromium.get(f"{base}/questions")
        chromium.find_element("xpath", "//summary[starts-with(., 'Keep it')]").click()
        write(chromium, "question", "Which laptop?", "Keep for everyone")
        sees(chromium, "Kept for everyone as kept-1.")
        for width in WIDTHS:
            chromium.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500},
            )
            for page in PAGES:
                chromium.get(f"{base}{page}")
                wide = chromium.execute_script("return document.documentElement.scrollWidth")
                assert wide <= width, (page, width)
                assert chromium.title != "owned"
        assert chromium.get_log("browser") == []
        chromium.get(f"{base}/sign-in?key={key}")
        sees(chromium, "Start `advisor desk` again")
        with elsewhere(f"{base}/talks/1/note") as page:
            chromium.get(page)
            chromium.find_element("tag name", "button").click()
            sees(chromium, "did not come from this desk")
    listed = friends.store.review.listed(1)
    assert listed
    assert (listed.note, listed.is_new) == ("met at a wedding", False)
    assert any("A used one." in message.text for _, message in friends.delivered("1"))


def test_what_is_answered_at_the_desk_is_brought_by_the_running_bot(
    chromium: Any, tmp_path: Path
) -> None:
    with BotApiServer() as api, Running(api, tmp_path) as bot:
        bot.listening()
        ann, answer = api.user("Ann"), "Try a used one first."
        passes_on(api, ann)
        with Store.open(bot.database, now, bot_id=bot.bot_id) as store:
            desk = Browser(store).desk
            with served(desk) as base:
                chromium.get(f"{base}/sign-in?key={desk.access.key}")
                chromium.find_element("tag name", "button").click()
                sees(chromium, "Questions that wait: 1")
                write(chromium, "text", answer, "Send it")
                sees(chromium, "Your answer goes to Ann")
                brought = hears(api, ann, answer)
                assert UNKNOWN in brought.text
                chromium.get(f"{base}/questions")
                correction = chromium.find_element("css selector", "details")
                correction.find_element("tag name", "summary").click()
                write(correction, "text", "A new one is better.", "Send it as a correction")
                assert "A correction" in hears(api, ann, "A new one is better.").text
        assert bot.stop() == 0, bot.printed()[-2000:]
        assert api.violations == []


def passes_on(api: BotApiServer, friend: User) -> None:
    friend.says("/start")
    hears(api, friend, "no language model")
    friend.says(UNKNOWN)
    friend.taps(hears(api, friend, "no answer"), "Pass it on to the owner")
    hears(api, friend, "Passed on")


def hears(api: BotApiServer, friend: User, words: str) -> Post:
    """Wait for a message of the bot with these words."""
    found: list[Post] = []

    def there() -> bool:
        found[:] = [post for post in friend.posts if post.by_bot and words in post.text]
        return bool(found)

    api.world.wait(there, 20, lambda: f"no {words!r}")
    return found[-1]


@contextmanager
def elsewhere(action: str) -> Iterator[str]:
    """A page on another port of this machine, with a form that is sent to the desk."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            form = f'<form method="post" action="{action}"><input name="text"><button>Go</button>'
            self.wfile.write(form.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
