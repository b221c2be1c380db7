"""A running server, and a bot that is nothing but HTTP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.botapi import BotApiServer, Post, User
from tests.botapi.errors import Json


@dataclass
class Bot:
    """Calls methods as python-telegram-bot does: form fields, objects as JSON."""

    api: BotApiServer
    http: httpx.Client
    patience: float = 5

    def call(self, method: str, /, **fields: Any) -> Json:
        return self.uploads(method, None, **fields)

    def uploads(self, method: str, files: Any, /, **fields: Any) -> Json:
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
        url = f"{self.api.url}{self.api.token}/{method}"
        answer: Json = self.http.post(url, data=form, files=files, timeout=self.patience).json()
        return answer

    def gets(self, **fields: Any) -> list[Json]:
        found: list[Json] = self.call("getUpdates", **fields)["result"]
        return found

    def sends(self, to: User, text: str = "Hello", *labels: str) -> Post:
        keys = [[{"text": label, "callback_data": label.lower()}] for label in labels]
        markup = {"inline_keyboard": keys}
        message = self.call("sendMessage", chat_id=to.id, text=text, reply_markup=markup)["result"]
        return to.room.posts[message["message_id"]]

    def breaks(self, method: str, **fields: Any) -> str:
        """The problem noted about a call that has to be refused and be the only violation."""
        answer = self.call(method, **fields)
        assert (answer["ok"], answer["error_code"]) == (False, 400)
        (violation,) = self.api.take_violations()
        return violation.problem


@pytest.fixture
def api() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """One client for all tests: each loads certificates that loopback has no use for."""
    with httpx.Client() as client:
        yield client


@pytest.fixture
def bot(api: BotApiServer, http: httpx.Client) -> Bot:
    return Bot(api, http)


@pytest.fixture
def anna(api: BotApiServer, bot: Bot) -> User:
    """A friend who has opened the chat, which the bot has seen."""
    person = api.user("Anna", username="anna_of_tests")
    person.starts()
    bot.gets(offset=person.last_update + 1, timeout=0)
    return person
