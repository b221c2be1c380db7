"""Verbs for tests of the desk: requests as a browser, or somebody else, sends them."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.routing import Route

from bot.settings import Settings
from bot.web.app import build_app
from bot.web.desk import Desk
from bot.web.serving import desk_over
from storage.store import Store
from tests.bot.company import Company

HOST = "127.0.0.1:8321"
OWN = {"sec-fetch-site": "same-origin", "origin": "null"}
"""What a browser sends with a form of the desk, which has no referrer."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def words(self) -> str:
        """The text of the page, without markup."""
        return unescape(re.sub(r"<[^>]*>", " ", self.text))


def ask(
    app: Starlette,
    method: str,
    address: str,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answer:
    """Send one request, with these headers and no others."""
    parts = urlsplit(address)
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8321),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    start = sent[0]
    text = b"".join(each.get("body", b"") for each in sent[1:]).decode()
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, text)


class Browser:
    """The owner's browser at a desk over a company's store."""

    def __init__(self, store: Store) -> None:
        self.desk: Desk = desk_over(store, Settings(telegram_token=None, owner=None))
        self.app = build_app(self.desk)
        self.cookie = ""

    def signs_in(self) -> "Browser":
        key = self.desk.access.key
        assert key
        answer = self.posts("/sign-in", key=key)
        assert answer.status == 303
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    @property
    def headers(self) -> dict[str, str]:
        return {"host": HOST} | ({"cookie": self.cookie} if self.cookie else {})

    def opens(self, address: str) -> Answer:
        return ask(self.app, "GET", address, self.headers)

    def posts(self, address: str, **fields: str) -> Answer:
        return ask(self.app, "POST", address, self.headers | OWN, urlencode(fields).encode())

    def goes_back(self, address: str, **fields: str) -> str:
        """Send a form and follow where it leads; the words of that page."""
        answer = self.posts(address, **fields)
        assert answer.status == 303, answer.words
        return self.opens(answer.headers["location"]).words


def routes(app: Starlette) -> Iterable[tuple[str, str]]:
    """Every method and address that the app knows, with an id where one belongs."""
    for route in app.routes:
        assert isinstance(route, Route), "a new kind of route is to be tried here"
        for method in sorted(route.methods or ()):
            yield method, route.path.replace("{number}", "1")


def company(path: Path | None = None) -> Company:
    """An advisor, with a friend's question that waits."""
    found = Company(path)
    found.asks("1")
    return found
