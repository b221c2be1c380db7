"""Trouble comes as ordered, as often as ordered, and to whom it was ordered for."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.botapi import BotApiServer, User, faults
from tests.botapi.conftest import Bot


def raw(bot: Bot, method: str = "getMe") -> httpx.Response:
    return bot.http.post(f"{bot.api.url}{bot.api.token}/{method}")


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        (faults.too_many(3), 429, '"parameters": {"retry_after": 3}'),
        (faults.too_many(3, says_when=False), 429, '"Too Many Requests: retry after 3"}'),
        (faults.bad_gateway(), 502, "<html>"),
        (faults.no_result(), 200, '{"ok": false}'),
        (faults.unauthorized(), 401, "Unauthorized"),
        (faults.not_found(), 404, "Not Found"),
        (faults.conflict(), 409, "Conflict"),
        (faults.refused(400, "Bad Request: no"), 400, "Bad Request: no"),
    ],
)
def test_wrong_answers(
    api: BotApiServer, bot: Bot, fault: faults.Fault, status: int, body: str
) -> None:
    api.fail("getMe", fault, times=2)
    answers = [raw(bot) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert body in answers[0].text


def test_broken_json(api: BotApiServer, bot: Bot) -> None:
    api.fail("getMe", faults.broken_json())
    with pytest.raises(json.JSONDecodeError):
        raw(bot).json()


def test_a_fault_has_no_effect_of_its_own(api: BotApiServer, bot: Bot, anna: User) -> None:
    api.fail("sendMessage", faults.too_many())
    assert not bot.call("sendMessage", chat_id=anna.id, text="x")["ok"]
    assert anna.bot_posts == []


@pytest.mark.parametrize("effect", [True, False])
def test_a_cut_line(api: BotApiServer, bot: Bot, anna: User, *, effect: bool) -> None:
    api.fail("sendMessage", faults.cut(effect=effect))
    with pytest.raises(httpx.RemoteProtocolError):
        bot.call("sendMessage", chat_id=anna.id, text="x")
    assert len(anna.bot_posts) == effect
    assert api.waits_for_call("sendMessage").took_effect == effect


@pytest.mark.parametrize("effect", [True, False])
def test_silence(api: BotApiServer, bot: Bot, anna: User, *, effect: bool) -> None:
    api.fail("sendMessage", faults.hang(5, effect=effect))
    bot.patience = 0.2
    with pytest.raises(httpx.ReadTimeout):
        bot.call("sendMessage", chat_id=anna.id, text="x")
    assert len(anna.bot_posts) == effect


def test_a_fault_for_one_chat_and_one_method(api: BotApiServer, bot: Bot, anna: User) -> None:
    ben = api.user("Ben")
    ben.starts()
    api.fail("sendMessage", faults.too_many(), chat=ben)
    assert bot.call("getMe")["ok"]
    assert bot.call("sendMessage", chat_id=anna.id, text="x")["ok"]
    assert not bot.call("sendMessage", chat_id=ben.id, text="x")["ok"]


def test_trouble_with_everything_until_it_heals(api: BotApiServer, bot: Bot) -> None:
    api.fail("*", faults.bad_gateway(), times=1000)
    assert {raw(bot, name).status_code for name in ("getMe", "getUpdates")} == {502}
    api.heal()
    assert raw(bot).status_code == 200


@pytest.mark.parametrize("after", [True, False])
def test_a_held_call_goes_on_when_released(
    api: BotApiServer, bot: Bot, anna: User, *, after: bool
) -> None:
    with api.hold("sendMessage", after=after) as held, ThreadPoolExecutor() as pool:
        answer = pool.submit(bot.call, "sendMessage", chat_id=anna.id, text="x")
        assert held.waits().params["text"] == "x"
        assert (len(anna.bot_posts), answer.done()) == (after, False)
        held.release()
        assert answer.result()["ok"]
    assert len(anna.bot_posts) == 1


def test_a_held_call_of_a_dead_client_never_happens(
    api: BotApiServer, bot: Bot, anna: User
) -> None:
    with api.hold("sendMessage") as held:
        bot.patience = 0.2
        with pytest.raises(httpx.ReadTimeout):
            bot.call("sendMessage", chat_id=anna.id, text="x")
        call = api.waits_for_call("sendMessage")
        held.release()
    time.sleep(0.05)
    assert (call.status, call.description, anna.bot_posts) == (None, "the client went away", [])


def test_a_hold_for_one_chat_lets_others_pass(api: BotApiServer, bot: Bot, anna: User) -> None:
    ben = api.user("Ben")
    with api.hold("sendMessage", chat=ben) as held:
        assert bot.call("sendMessage", chat_id=anna.id, text="x")["ok"]
        with pytest.raises(AssertionError, match="no call of sendMessage to hold"):
            held.waits(timeout=0.05)


def test_broken_requests_are_noted_even_if_the_answer_is_a_fault(
    api: BotApiServer, bot: Bot
) -> None:
    api.fail("getMe", faults.too_many())
    bot.call("getMe", colour="red")
    assert "colour" in api.take_violations()[0].problem


def test_a_far_line_takes_time(api: BotApiServer, bot: Bot) -> None:
    api.slow_down(0.1)
    start = time.monotonic()
    assert bot.call("getMe")["ok"]
    assert time.monotonic() - start >= 0.1


@pytest.mark.parametrize("after", [True, False])
def test_a_bot_can_die_before_and_after_it_confirms(
    api: BotApiServer, bot: Bot, anna: User, *, after: bool
) -> None:
    anna.says("x")
    bot.patience = 0.2
    with api.hold("getUpdates", after=after), pytest.raises(httpx.ReadTimeout):
        bot.call("getUpdates", offset=anna.last_update + 1)
    assert len(bot.gets()) == (not after)


def test_waiting_for_calls(api: BotApiServer, bot: Bot) -> None:
    bot.call("getMe")
    assert api.waits_for_call("getMe").status == 200
    with pytest.raises(AssertionError, match=r"no call 2 of getMe.*getMe:200"):
        api.waits_for_call("getMe", count=2, timeout=0.05)
