"""People do what people do, and see what there is to see."""

from typing import Any

import pytest

from tests.botapi import BotApiServer, Group, User
from tests.botapi.conftest import Bot
from tests.botapi.entities import found_in, text_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("👍 /help@some_bot now", [("bot_command", "/help@some_bot")]),
        ("ask @some_bot, a/b, x@y.org", [("mention", "@some_bot"), ("email", "x@y.org")]),
        ("see https://x.org/a?b=@me", [("url", "https://x.org/a?b=@me")]),
        ("50/50, //, @, /", []),
    ],
)
def test_entities_in_what_people_write(text: str, found: list[tuple[str, str]]) -> None:
    assert [(e["type"], text_of(text, e)) for e in found_in(text)] == found


def test_a_deep_link_brings_its_payload(api: BotApiServer, bot: Bot) -> None:
    api.user("Ben").starts("from_anna")
    message = bot.gets()[0]["message"]
    assert message["text"] == "/start from_anna"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_stickers_voices_photos_and_edits(bot: Bot, anna: User) -> None:
    anna.sends_sticker()
    anna.sends_voice()
    anna.sends_photo("My desk")
    anna.edits(anna.says("teh"), "the")
    sticker, voice, photo, said, edited = bot.gets()
    assert sticker["message"]["sticker"]["emoji"] == "👍"
    assert voice["message"]["voice"]["duration"] == 3
    assert photo["message"]["caption"] == "My desk"
    assert (said["message"]["text"], edited["edited_message"]["text"]) == ("teh", "the")


def test_a_double_tap_is_two_queries_at_once(bot: Bot, anna: User) -> None:
    anna.taps(bot.sends(anna, "Which?", "A"), "A", times=2)
    one, two = (update["callback_query"] for update in bot.gets())
    assert (one["data"], two["data"]) == ("a", "a")
    assert one["id"] != two["id"]


def test_only_keys_that_show_can_be_tapped(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A", "B")
    bot.call("editMessageReplyMarkup", chat_id=anna.id, message_id=post.id)
    with pytest.raises(AssertionError, match="no button 'A'"):
        anna.taps(post, "A")
    anna.taps_old(post, "B")
    query = bot.gets()[0]["callback_query"]
    assert query["data"] == "b"
    assert "reply_markup" not in query["message"]


def test_a_tap_on_a_deleted_message_is_inaccessible(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A")
    bot.call("deleteMessage", chat_id=anna.id, message_id=post.id)
    anna.taps_old(post, "A")
    assert bot.gets()[0]["callback_query"]["message"]["date"] == 0


def test_blocking_and_unblocking_is_told(bot: Bot, anna: User) -> None:
    anna.blocks_bot()
    anna.says("I am back")
    blocked, back, said = bot.gets()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["text"] == "I am back"


def test_an_inline_query_gets_results(bot: Bot, anna: User) -> None:
    query = anna.asks_inline("money")
    assert bot.gets()[0]["inline_query"]["query"] == "money"
    content = {"message_text": "<b>Save</b>", "parse_mode": "HTML"}
    article = {"type": "article", "id": "1", "title": "T", "input_message_content": content}
    fields = {"inline_query_id": query.query_id, "results": [article]}
    assert bot.call("answerInlineQuery", **fields)["ok"]
    assert anna.waits_for_results(query) == [article]
    assert not bot.call("answerInlineQuery", **fields)["ok"]


@pytest.fixture
def group(api: BotApiServer, anna: User) -> Group:
    return api.group("Friends", anna)


def test_in_privacy_mode_the_bot_hears_what_is_meant_for_it(
    api: BotApiServer, bot: Bot, anna: User, group: Group
) -> None:
    sent = bot.call("sendMessage", chat_id=group.id, text="Hello all")["result"]
    post = group.room.posts[sent["message_id"]]
    me = f"@{api.username}"
    for text in ("hi all", f"{me} hi", "/help", f"/help{me}", "/help@other_bot", "a@b.org"):
        anna.says(text, where=group)
    anna.says("thanks", where=group, reply_to=post)
    heard = [update["message"]["text"] for update in bot.gets()]
    assert heard == [f"{me} hi", "/help", f"/help{me}", "thanks"]


def test_without_privacy_mode_the_bot_hears_everything(bot: Bot) -> None:
    with BotApiServer(privacy=False) as open_api:
        ben = open_api.user("Ben")
        ben.says("hi all", where=open_api.group("Friends", ben))
        assert len(Bot(open_api, bot.http).gets()) == 1


def test_joining_and_leaving_a_group_is_told(bot: Bot, anna: User, group: Group) -> None:
    group.removes_bot(anna)
    group.adds_bot(anna)
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in bot.gets()]
    assert changes == ["kicked", "member"]


def test_messages_are_read_one_after_the_other(bot: Bot, anna: User) -> None:
    for text in ("one", "two", "three"):
        bot.sends(anna, text)
    assert anna.waits_for_message().text == "one"
    assert anna.waits_for_message("thr").text == "three"
    with pytest.raises(AssertionError, match=r"nothing sent as awaited; seen:(.|\n)*'three'"):
        anna.waits_for_message(timeout=0.05)


def test_edits_are_read_apart_from_messages(bot: Bot, anna: User) -> None:
    one, two = bot.sends(anna, "one"), bot.sends(anna, "two")
    for post in (one, two):
        bot.call("editMessageText", chat_id=anna.id, message_id=post.id, text="new")
    assert anna.waits_for_edit(two).id == two.id
    assert anna.waits_for_message().text == "one"


def test_catching_up_reads_everything(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A")
    anna.taps(post, "A")
    bot.call("editMessageText", chat_id=anna.id, message_id=post.id, text="A it is")
    bot.call("sendChatAction", chat_id=anna.id, action="typing")
    assert [entry.kind for entry in anna.catches_up()] == ["sent", "edited", "action"]
    assert anna.catches_up() == []
    for wait in (anna.waits_for_message, anna.waits_for_edit):
        with pytest.raises(AssertionError, match="as awaited"):
            wait(timeout=0.05)


def test_quiet_is_noticed_and_its_opposite_too(
    api: BotApiServer, bot: Bot, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.quiet_for(0.05)
    wait_for = api.world.changed.wait_for

    def wait_while_something_is_said(*given: Any) -> Any:
        api.world.new_message(anna.room, api.world.sender, {"text": "psst"})
        return wait_for(*given)

    monkeypatch.setattr(api.world.changed, "wait_for", wait_while_something_is_said)
    with pytest.raises(AssertionError, match=r"not quiet.*psst"):
        anna.quiet_for(1)
    assert bot.gets() == []


def test_transcripts(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A", "B")
    anna.taps(post, "B")
    bot.call("editMessageText", chat_id=anna.id, message_id=post.id, text="Which?\nB it is")
    anna.sends_sticker()
    assert anna.transcript() == (
        "Anna:\n    /start\n\nAdvisor:\n    Which?\n    B it is\n\nAnna:\n    (sticker)\n"
    )
    assert anna.history() == (
        "Anna:\n    /start\n\n"
        "Advisor:\n    Which?\n    [ A ]\n    [ B ]\n\n"
        "Anna taps [ B ]\n\n"
        "Advisor (edited):\n    Which?\n    B it is\n\n"
        "Anna:\n    (sticker)\n"
    )
