"""getUpdates: what is not confirmed comes again, what is confirmed never does."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.botapi import BotApiServer, User
from tests.botapi.conftest import Bot


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def test_unconfirmed_updates_come_again(api: BotApiServer, bot: Bot, anna: User) -> None:
    for text in ("a", "b"):
        anna.says(text)
    first = ids(bot.gets())
    assert ids(bot.gets()) == first
    assert [api.updates.delivered[number] for number in first] == [2, 2]


def test_an_offset_confirms_what_is_below_it(api: BotApiServer, bot: Bot, anna: User) -> None:
    for text in ("a", "b", "c"):
        anna.says(text)
    one, two, three = ids(bot.gets())
    before = time.monotonic()
    assert ids(bot.gets(offset=three)) == [three]
    assert set(api.updates.confirmed) >= {one, two}
    assert three not in api.updates.confirmed
    assert before <= api.waits_until_confirmed(two) <= time.monotonic()


def test_a_negative_offset_keeps_the_last(bot: Bot, anna: User) -> None:
    for text in ("a", "b", "c"):
        anna.says(text)
    assert [u["message"]["text"] for u in bot.gets(offset=-2)] == ["b", "c"]
    assert len(bot.gets()) == 2


def test_a_limit(bot: Bot, anna: User) -> None:
    for text in ("a", "b", "c"):
        anna.says(text)
    assert len(bot.gets(limit=2)) == 2


def test_a_poll_ends_with_the_first_update(api: BotApiServer, bot: Bot, anna: User) -> None:
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(bot.gets, timeout=4)
        api.waits_for_poll()
        start = time.monotonic()
        anna.says("Are you there?")
        assert poll.result()[0]["message"]["text"] == "Are you there?"
    assert time.monotonic() - start < 1


def test_a_poll_without_news_ends_empty(bot: Bot, anna: User) -> None:
    start = time.monotonic()
    assert bot.gets(offset=anna.last_update + 1, timeout=1) == []
    assert 0.9 < time.monotonic() - start < 2


def test_a_second_poll_ends_the_first(api: BotApiServer, bot: Bot, anna: User) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(bot.call, "getUpdates", timeout=4)
        api.waits_for_poll()
        second = pool.submit(bot.call, "getUpdates", timeout=4)
        answer = first.result()
        anna.says("x")
        assert len(second.result()["result"]) == 1
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


def test_kinds_that_nobody_asked_for(api: BotApiServer, bot: Bot, anna: User) -> None:
    bot.gets(allowed_updates=["callback_query"])
    anna.says("x")
    assert (bot.gets(), len(api.updates.refused)) == ([], 1)
    anna.taps(bot.sends(anna, "Which?", "A"), "A")
    assert "callback_query" in bot.gets()[0]
    bot.gets(allowed_updates=[])
    anna.says("y")
    assert len(bot.gets()) == 2


def test_a_poll_of_a_dead_client_swallows_nothing(api: BotApiServer, bot: Bot, anna: User) -> None:
    bot.patience = 0.2
    with pytest.raises(httpx.ReadTimeout):
        bot.call("getUpdates", timeout=30)
    anna.waits_until(lambda: not api.updates.polled)
    anna.says("x")
    assert len(bot.gets()) == 1
    assert api.updates.delivered[anna.last_update] == 1


def test_dropping_what_waits(bot: Bot, anna: User) -> None:
    anna.says("x")
    assert bot.call("getWebhookInfo")["result"]["pending_update_count"] == 1
    assert bot.call("deleteWebhook", drop_pending_updates=True)["ok"]
    assert bot.gets() == []


def test_a_raw_update_goes_out_as_it_is(api: BotApiServer, bot: Bot) -> None:
    number = api.inject({"message": {"text": "no date, no chat"}})
    expected = {"update_id": number, "message": {"text": "no date, no chat"}}
    assert bot.gets() == [expected]


def test_idle_means_confirmed_and_no_call_under_way(
    api: BotApiServer, bot: Bot, anna: User
) -> None:
    anna.says("x")
    with pytest.raises(AssertionError, match=r"not idle.*waiting updates: 1"):
        api.wait_idle(settle=0.05, timeout=0.1)
    bot.gets(offset=anna.last_update + 1)
    api.wait_idle(settle=0.05)
    with api.hold("getMe") as held, ThreadPoolExecutor() as pool:
        pool.submit(bot.call, "getMe")
        held.waits()
        with pytest.raises(AssertionError, match="not idle"):
            api.wait_idle(settle=0.05, timeout=0.1)
        held.release()
        api.wait_idle(settle=0.05)
