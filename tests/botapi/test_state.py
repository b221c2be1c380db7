"""What was said before decides what can be done now."""

from typing import Any

import pytest

from tests.botapi import BotApiServer, User
from tests.botapi.conftest import Bot
from tests.botapi.test_limits import picture

OLD = "query is too old"


def description(answer: dict[str, Any]) -> str:
    assert not answer["ok"]
    return str(answer["description"])


def test_an_edit_replaces_words_and_keyboard(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A", "B")
    bot.call("editMessageText", chat_id=anna.id, message_id=post.id, text="You said A")
    assert (anna.now(post).text, anna.now(post).labels) == ("You said A", [])
    assert "edit_date" in anna.now(post).raw


def test_an_edit_of_the_keyboard_leaves_the_words(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Which?", "A", "B")
    assert bot.call("editMessageReplyMarkup", chat_id=anna.id, message_id=post.id)["ok"]
    assert (anna.now(post).text, anna.now(post).labels) == ("Which?", [])


def test_an_edit_that_changes_nothing(bot: Bot, anna: User) -> None:
    post = bot.sends(anna, "Same")
    fields = {
        "chat_id": anna.id,
        "message_id": post.id,
        "text": "<i></i>Same",
        "parse_mode": "HTML",
    }
    assert "not modified" in description(bot.call("editMessageText", **fields))


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
def test_an_edit_of_what_is_not_there(bot: Bot, anna: User, method: str) -> None:
    text = {"text": "x"} if method == "editMessageText" else {}
    answer = bot.call(method, chat_id=anna.id, message_id=999_999, **text)
    assert "message to edit not found" in description(answer)


def test_an_edit_of_a_friends_words(bot: Bot, anna: User) -> None:
    fields = {"chat_id": anna.id, "message_id": anna.posts[0].id, "text": "x"}
    assert "can't be edited" in description(bot.call("editMessageText", **fields))


def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: Bot, anna: User) -> None:
    markup = {"keyboard": [[{"text": "A"}, {"text": "B"}]]}
    sent = bot.call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)["result"]
    fields = {"chat_id": anna.id, "message_id": sent["message_id"], "text": "y"}
    assert "can't be edited" in description(bot.call("editMessageText", **fields))
    assert anna.keyboard == ["A", "B"]


def test_a_reply_keyboard_goes_when_told_so(bot: Bot, anna: User) -> None:
    for markup in ({"keyboard": [[{"text": "A"}]]}, {"remove_keyboard": True}):
        assert bot.call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)["ok"]
    assert anna.keyboard == []


def test_an_edit_needs_to_say_of_which_message(bot: Bot) -> None:
    assert "must be given" in bot.breaks("editMessageText", text="x")


def test_a_photo_keeps_its_picture_and_has_no_text(bot: Bot, anna: User) -> None:
    body = picture()
    bot.uploads("sendPhoto", {"photo": body}, chat_id=anna.id, caption="A <chart>")
    post = anna.waits_for_message()
    assert (post.file, post.text, post.raw["photo"][0]["width"]) == (body, "A <chart>", 40)
    where = {"chat_id": anna.id, "message_id": post.id}
    assert "no text" in description(bot.call("editMessageText", text="x", **where))
    assert bot.call("editMessageCaption", caption="Other", **where)["ok"]
    assert anna.now(post).file == body


def test_a_file_can_be_fetched_and_sent_again(api: BotApiServer, bot: Bot, anna: User) -> None:
    files = {"document": b"all about you"}
    sent = bot.uploads("sendDocument", files, chat_id=anna.id)["result"]
    file_id = sent["document"]["file_id"]
    path = bot.call("getFile", file_id=file_id)["result"]["file_path"]
    fetched = bot.http.get(f"{api.base}/file/bot{api.token}/{path}")
    assert fetched.content == b"all about you"
    assert bot.call("sendDocument", chat_id=anna.id, document=file_id)["ok"]


def test_a_deleted_message_is_gone(bot: Bot, anna: User) -> None:
    where = {"chat_id": anna.id, "message_id": bot.sends(anna).id}
    assert bot.call("deleteMessage", **where)["ok"]
    assert "not found" in description(bot.call("deleteMessage", **where))
    assert anna.bot_posts == []


def test_a_reply_shows_what_it_replies_to(bot: Bot, anna: User) -> None:
    reply = {"message_id": anna.posts[0].id}
    sent = bot.call("sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)["result"]
    assert sent["reply_to_message"]["text"] == "/start"


@pytest.mark.parametrize("anyway", [True, False])
def test_a_reply_to_nothing(bot: Bot, anna: User, *, anyway: bool) -> None:
    reply = {"message_id": 999_999, "allow_sending_without_reply": anyway}
    answer = bot.call("sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)
    assert answer["ok"] == anyway


def test_a_tap_is_answered_once(api: BotApiServer, bot: Bot, anna: User) -> None:
    tap = anna.taps(bot.sends(anna, "Which?", "A"), "A")
    assert api.unanswered() == [tap]
    fields = {"callback_query_id": tap.query_id, "text": "Noted"}
    assert bot.call("answerCallbackQuery", **fields)["ok"]
    assert OLD in description(bot.call("answerCallbackQuery", **fields))
    assert (anna.waits_for_answer(tap).text, api.unanswered()) == ("Noted", [])


def test_a_tap_that_is_unknown_or_too_old(api: BotApiServer, bot: Bot, anna: User) -> None:
    tap = anna.taps(bot.sends(anna, "Which?", "A"), "A")
    api.expire_taps()
    for number in (tap.query_id, "unheard of"):
        assert OLD in description(bot.call("answerCallbackQuery", callback_query_id=number))


def test_who_may_be_written_to(api: BotApiServer, bot: Bot) -> None:
    ben = api.user("Ben")
    attempts = []
    for change in (lambda: None, ben.starts, ben.blocks_bot, ben.starts, ben.deletes_account):
        change()
        answer = bot.call("sendMessage", chat_id=ben.id, text="x")
        attempts.append(answer.get("description"))
    assert attempts == [
        "Forbidden: bot can't initiate conversation with a user",
        None,
        "Forbidden: bot was blocked by the user",
        None,
        "Forbidden: user is deactivated",
    ]


def test_an_unknown_chat(bot: Bot) -> None:
    assert "chat not found" in description(bot.call("sendMessage", chat_id=1, text="x"))


def test_groups_can_shut_the_bot_out(api: BotApiServer, bot: Bot, anna: User) -> None:
    group = api.group("Friends", anna)
    assert bot.call("sendMessage", chat_id=group.id, text="x")["ok"]
    group.removes_bot(anna)
    assert "kicked" in description(bot.call("sendMessage", chat_id=group.id, text="x"))
    group.adds_bot(anna)
    assert bot.call("leaveChat", chat_id=group.id)["ok"]
    assert "not a member" in description(bot.call("sendMessage", chat_id=group.id, text="x"))


def test_menus_by_scope_and_language(api: BotApiServer, bot: Bot, anna: User) -> None:
    scope = {"type": "chat", "chat_id": anna.id}
    desk = [{"command": "desk", "description": "The desk"}]
    assert bot.call("setMyCommands", commands=desk, scope=scope)["ok"]
    assert (api.menu(), api.menu(anna)) == ({}, {"desk": "The desk"})
    assert bot.call("getMyCommands", scope=scope)["result"] == desk
    assert bot.call("deleteMyCommands", scope=scope)["ok"]
    assert api.menu(anna) == {}


@pytest.mark.parametrize("what", ["Name", "Description", "ShortDescription"])
def test_words_in_the_profile(api: BotApiServer, bot: Bot, what: str) -> None:
    key = {"ShortDescription": "short_description"}.get(what, what.lower())
    assert bot.call(f"setMy{what}", **{key: "Warm words"})["ok"]
    assert bot.call(f"getMy{what}")["result"] == {key: "Warm words"}
    assert api.words(what) == "Warm words"


def test_menu_buttons(bot: Bot, anna: User) -> None:
    button = {"type": "commands"}
    assert bot.call("setChatMenuButton", chat_id=anna.id, menu_button=button)["ok"]
    assert bot.call("getChatMenuButton", chat_id=anna.id)["result"] == button
    assert bot.call("getChatMenuButton")["result"] == {"type": "default"}


def test_small_signs_leave_no_message(bot: Bot, anna: User) -> None:
    reaction = [{"type": "emoji", "emoji": "👍"}]
    where = {"chat_id": anna.id, "message_id": anna.posts[0].id}
    assert bot.call("sendChatAction", chat_id=anna.id, action="typing")["ok"]
    assert bot.call("sendMessageDraft", chat_id=anna.id, draft_id=1, text="Thinking")["ok"]
    assert bot.call("setMessageReaction", reaction=reaction, **where)["ok"]
    assert [entry.kind for entry in anna.room.log[1:]] == ["action", "draft", "reaction"]


@pytest.mark.parametrize("method", ["getMe", "getWebhookInfo", "deleteWebhook", "logOut", "close"])
def test_methods_without_parameters(bot: Bot, method: str) -> None:
    assert bot.call(method)["ok"]


def test_a_text_has_no_caption_to_edit(bot: Bot, anna: User) -> None:
    where = {"chat_id": anna.id, "message_id": bot.sends(anna).id}
    assert "no caption" in description(bot.call("editMessageCaption", caption="x", **where))


def test_others_words_in_a_group_stay(api: BotApiServer, bot: Bot, anna: User) -> None:
    group = api.group("Friends", anna)
    where = {"chat_id": group.id, "message_id": anna.says("hi", where=group).id}
    assert "can't be deleted" in description(bot.call("deleteMessage", **where))
