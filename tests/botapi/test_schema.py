"""Requests that do not fit the Bot API's models are refused and noted."""

from typing import Any

import pytest

from tests.botapi import BotApiServer, User, registry, schema
from tests.botapi.conftest import Bot

KEY = {"text": "A", "callback_data": "a"}


def keys(**more: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[KEY | more]]}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "text: Field required"),
        ({"text": "x", "colour": "red"}, "unknown field 'colour'"),
        ({"text": "x", "reply_markup": keys(colour="red")}, "colour"),
        ({"text": "x", "reply_markup": keys(copy_text={"text": "a", "b": 1})}, "copy_text.b"),
        ({"text": "x", "disable_notification": "maybe"}, "not JSON"),
        ({"text": "x", "disable_notification": 1}, "valid boolean"),
        ({"text": "x", "reply_markup": "{"}, "not JSON"),
        ({"text": "x", "reply_markup": [KEY]}, "no object"),
        ({"text": "x", "reply_markup": {"selective": True}}, "exactly one of"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": 5}]]}}, "valid string"),
        ({"text": "x", "reply_markup": {"remove_keyboard": "yes"}}, "be True"),
        ({"text": "x", "entities": [{"type": "bold", "offset": "0", "length": 1}]}, "integer"),
        ({"text": "x", "link_preview_options": {"is_disabld": True}}, "is_disabld"),
    ],
)
def test_a_request_that_breaks_the_schema(
    bot: Bot, anna: User, fields: dict[str, Any], problem: str
) -> None:
    assert problem in bot.breaks("sendMessage", chat_id=anna.id, **fields)


def test_refused_requests_leave_no_message(bot: Bot, anna: User) -> None:
    bot.breaks("sendMessage", chat_id=anna.id, text="x", colour="red")
    assert anna.bot_posts == []


def test_an_edit_takes_no_reply_keyboard(bot: Bot, anna: User) -> None:
    where = {"chat_id": anna.id, "message_id": bot.sends(anna).id}
    keyboard = {"keyboard": [[{"text": "A"}]]}
    problem = bot.breaks("editMessageText", text="x", reply_markup=keyboard, **where)
    assert "takes no ReplyKeyboardMarkup" in problem


def test_a_chat_action_takes_no_keyboard_at_all(bot: Bot, anna: User) -> None:
    fields = {"chat_id": anna.id, "action": "typing", "reply_markup": keys()}
    assert "unknown field 'reply_markup'" in bot.breaks("sendChatAction", **fields)


@pytest.mark.parametrize("method", ["sendTelegram", "getme", "sendDice"])
def test_unknown_methods_and_those_not_served(bot: Bot, anna: User, method: str) -> None:
    fields = {"chat_id": anna.id} if method == "sendDice" else {}
    assert method in bot.breaks(method, **fields)


def test_an_upload_that_is_missing(bot: Bot, anna: User) -> None:
    problem = bot.breaks("sendPhoto", chat_id=anna.id, photo="attach://chart")
    assert "no file was uploaded" in problem


def test_a_photo_that_was_never_uploaded(bot: Bot, anna: User) -> None:
    assert "no file" in bot.breaks("sendPhoto", chat_id=anna.id, photo="photo-1")


@pytest.mark.parametrize("files", [{"photo": b"no picture"}, {"photo": b""}])
def test_uploads_that_are_no_picture(
    api: BotApiServer, bot: Bot, anna: User, files: dict[str, bytes]
) -> None:
    assert not bot.uploads("sendPhoto", files, chat_id=anna.id)["ok"]
    assert len(api.take_violations()) == 1


def test_chat_ids_may_be_digits_as_text(api: BotApiServer, bot: Bot, anna: User) -> None:
    assert bot.call("sendMessage", chat_id=str(anna.id), text="x")["ok"]
    assert api.calls[-1].params["chat_id"] == anna.id


@pytest.mark.parametrize(
    ("token", "status"), [("1:" + "x" * 35, 401), ("1:short", 404), ("no token", 404)]
)
def test_another_token_is_not_let_in(api: BotApiServer, bot: Bot, token: str, status: int) -> None:
    assert bot.http.post(f"{api.url}{token}/getMe").status_code == status


def test_the_servers_own_answers_are_checked(
    api: BotApiServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.HANDLERS, "getMe", lambda *_: {"id": "none"})
    bot.call("getMe")
    assert "own answer" in api.take_violations()[0].problem


def test_a_failure_of_the_server_is_a_violation(
    api: BotApiServer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.HANDLERS, "getMe", lambda *_: 1 / 0)
    assert bot.http.post(f"{api.url}{api.token}/getMe").status_code == 500
    assert "itself failed" in api.take_violations()[0].problem


def test_the_servers_own_updates_are_checked(anna: User) -> None:
    with pytest.raises(AssertionError, match="stickr"):
        anna.sends({"stickr": {}})


def test_every_method_served_is_one_of_the_bot_api() -> None:
    assert set(registry.HANDLERS) <= set(schema.methods())


def test_violations_nobody_looked_at_fail_the_test(bot: Bot, anna: User) -> None:
    with pytest.raises(AssertionError, match="colour"), BotApiServer() as strict:
        Bot(strict, bot.http).call("getMe", colour="red")
    assert anna.bot_posts == []
