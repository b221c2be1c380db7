"""Lengths, counts and bytes: the last that fits, and the first that does not."""

import io
from typing import Any

import pytest
from PIL import Image

from tests.botapi import BotApiServer, User, sending
from tests.botapi.conftest import Bot


def picture(width: int = 40, height: int = 30) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("text", ["x" * 4096, "👍" * 2048, "<b>" + "&lt;" * 4096 + "</b>"])
def test_longest_texts(bot: Bot, anna: User, text: str) -> None:
    assert bot.call("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")["ok"]


@pytest.mark.parametrize("text", ["x" * 4097, "👍" * 2048 + "x"])
def test_texts_that_are_too_long(bot: Bot, anna: User, text: str) -> None:
    assert "too long" in bot.breaks("sendMessage", chat_id=anna.id, text=text)


@pytest.mark.parametrize("text", ["", "  \n ", "<b> </b>"])
def test_texts_with_nothing_in_them(bot: Bot, anna: User, text: str) -> None:
    assert "empty" in bot.breaks("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")


@pytest.mark.parametrize("size", [1024, 1025])
def test_captions(api: BotApiServer, bot: Bot, anna: User, size: int) -> None:
    files = {"photo": picture()}
    answer = bot.uploads("sendPhoto", files, chat_id=anna.id, caption="x" * size)
    assert answer["ok"] == (size == 1024)
    assert len(api.take_violations()) == (size != 1024)


def test_photos_of_impossible_shape(api: BotApiServer, bot: Bot, anna: User) -> None:
    assert not bot.uploads("sendPhoto", {"photo": picture(1, 21)}, chat_id=anna.id)["ok"]
    assert "1 x 21" in api.take_violations()[0].problem


def test_more_entities_than_telegram_keeps(bot: Bot, anna: User) -> None:
    text = "<b>x</b> " * 101
    problem = bot.breaks("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert "dropped" in problem


def test_entities_beyond_the_text(bot: Bot, anna: User) -> None:
    bold = [{"type": "bold", "offset": 1, "length": 1}]
    assert "outside" in bot.breaks("sendMessage", chat_id=anna.id, text="x", entities=bold)


KEY = {"text": "A", "callback_data": "a"}
GOOD_ROWS = [
    [],
    [[KEY] * 8] * 12,
    [[KEY] * 4] * 25,
    [[KEY | {"callback_data": "é" * 32}]],
    [[KEY | {"style": "danger"}]],
    [[{"text": "A", "url": "https://x.org"}], [{"text": "A", "copy_text": {"text": "x" * 256}}]],
    [[{"text": "A", "switch_inline_query": ""}]],
]
BAD_ROWS = [
    ([[KEY] * 9], "more than 8"),
    ([[KEY] * 8] * 13, "more than 100"),
    ([[KEY], []], "empty row"),
    ([[KEY | {"callback_data": "é" * 33}]], "66 bytes"),
    ([[KEY | {"callback_data": ""}]], "0 bytes"),
    ([[KEY | {"text": " "}]], "no text"),
    ([[{"text": "A"}]], "exactly one action"),
    ([[KEY | {"url": "https://x.org"}]], "exactly one action"),
    ([[KEY | {"style": "pink"}]], "pink"),
    ([[{"text": "A", "url": "x.org"}]], "URL"),
    ([[{"text": "A", "copy_text": {"text": "x" * 257}}]], "copy_text"),
    ([[{"text": "A", "switch_inline_query": "x" * 257}]], "switch_inline_query"),
]


@pytest.mark.parametrize("rows", GOOD_ROWS)
def test_keyboards_that_fit(bot: Bot, anna: User, rows: list[Any]) -> None:
    markup = {"inline_keyboard": rows}
    assert bot.call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)["ok"]


@pytest.mark.parametrize(("rows", "problem"), BAD_ROWS)
def test_keyboards_that_do_not(bot: Bot, anna: User, rows: list[Any], problem: str) -> None:
    markup = {"inline_keyboard": rows}
    fields = {"chat_id": anna.id, "text": "x", "reply_markup": markup}
    assert problem in bot.breaks("sendMessage", **fields)


def test_a_placeholder_that_is_too_long(bot: Bot, anna: User) -> None:
    markup = {"force_reply": True, "input_field_placeholder": "x" * 65}
    fields = {"chat_id": anna.id, "text": "x", "reply_markup": markup}
    assert "65 characters" in bot.breaks("sendMessage", **fields)


COMMAND = {"command": "help", "description": "Help"}


@pytest.mark.parametrize(
    ("method", "fields", "problem"),
    [
        ("setMyCommands", {"commands": [COMMAND | {"command": "Help"}]}, "Help"),
        ("setMyCommands", {"commands": [COMMAND | {"command": "x" * 33}]}, "invalid"),
        ("setMyCommands", {"commands": [COMMAND | {"description": ""}]}, "description"),
        ("setMyCommands", {"commands": [COMMAND | {"description": "x" * 257}]}, "description"),
        ("setMyCommands", {"commands": [COMMAND] * 2}, "twice"),
        ("setMyCommands", {"commands": [COMMAND] * 101}, "101"),
        ("setMyCommands", {"commands": [COMMAND], "language_code": "deu"}, "deu"),
        ("setMyCommands", {"commands": [COMMAND], "scope": {"type": "chats"}}, "scope"),
        ("setMyName", {"name": "x" * 65}, "65"),
        ("setMyDescription", {"description": "x" * 513}, "513"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "121"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "201"),
    ],
)
def test_words_about_the_bot(bot: Bot, method: str, fields: dict[str, Any], problem: str) -> None:
    assert problem in bot.breaks(method, **fields)


ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "T",
    "input_message_content": {"message_text": "x"},
}


@pytest.mark.parametrize(
    ("results", "more", "problem"),
    [
        ([ARTICLE | {"id": str(n)} for n in range(51)], {}, "51"),
        ([ARTICLE] * 2, {}, "one id"),
        ([ARTICLE | {"id": "é" * 33}], {}, "64 bytes"),
        (
            [ARTICLE | {"input_message_content": {"message_text": "<", "parse_mode": "HTML"}}],
            {},
            "<",
        ),
        ([ARTICLE], {"button": {"text": "x", "start_parameter": "a b"}}, "start_parameter"),
        ([{"type": "article", "id": "1"}], {}, "title"),
    ],
)
def test_inline_results(bot: Bot, results: list[Any], more: dict[str, Any], problem: str) -> None:
    fields = {"inline_query_id": "1", "results": results, **more}
    assert problem in bot.breaks("answerInlineQuery", **fields)


def test_drafts_need_a_number_and_a_private_chat(api: BotApiServer, bot: Bot, anna: User) -> None:
    group = api.group("Friends", anna)
    assert "non-zero" in bot.breaks("sendMessageDraft", chat_id=anna.id, draft_id=0, text="x")
    assert "private" in bot.breaks("sendMessageDraft", chat_id=group.id, draft_id=1, text="x")


def test_unknown_chat_actions(bot: Bot, anna: User) -> None:
    assert "dancing" in bot.breaks("sendChatAction", chat_id=anna.id, action="dancing")


@pytest.mark.parametrize("size", [0, 51])
def test_files_that_are_empty_or_too_big(
    api: BotApiServer, bot: Bot, anna: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(sending, "MEGABYTE", 1)
    assert not bot.uploads("sendDocument", {"document": b"x" * size}, chat_id=anna.id)["ok"]
    assert len(api.take_violations()) == 1
