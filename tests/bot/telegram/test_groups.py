"""Which messages of a group are meant for the bot, and what they then ask."""

import pytest
from telegram import Message, User

from bot.telegram.groups import addressed
from tests.bot.telegram.raw import GROUP, Json, message
from tests.botapi.entities import found_in

ME = User(1, "Advisor", is_bot=True, username="advisor_bot")
MINE: Json = message(GROUP, text="a") | {"from": ME.to_dict()}
THEIRS: Json = message(GROUP, text="a")


def heard(text: str, **more: object) -> str | None:
    raw = message(GROUP, text=text, entities=found_in(text), **more)
    return addressed(Message.de_json(raw), ME)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@advisor_bot why leave?", "why leave?"),
        ("why leave, @Advisor_Bot?", "why leave, ?"),
        ("🎉🎉 @advisor_bot why?", "🎉🎉 why?"),
        ("/ask@advisor_bot why?", "why?"),
        ("/start@advisor_bot", ""),
        ("@advisor_bot", ""),
        ("why leave?", None),
        ("/start", None),
        ("/start@advisor_bot2", None),
        ("@advisor_bots why?", None),
        ("me@advisor_bot.com why?", None),
        ("", None),
    ],
)
def test_a_name_addresses_the_bot(text: str, asked: str | None) -> None:
    assert heard(text) == asked


def test_a_reply_addresses_whom_it_replies_to() -> None:
    assert heard("why?", reply_to_message=MINE) == "why?"
    assert heard("why?", reply_to_message=THEIRS) is None


def test_a_person_picked_from_a_list_is_named_too() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 7, "user": ME.to_dict()}
    raw = message(GROUP, text="Advisor why?", entities=[entity])
    assert addressed(Message.de_json(raw), ME) == "why?"


def test_the_words_below_a_picture_count() -> None:
    caption = "@advisor_bot why?"
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    raw = message(GROUP, photo=photo, caption=caption, caption_entities=found_in(caption))
    assert addressed(Message.de_json(raw), ME) == "why?"
