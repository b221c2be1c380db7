"""What each kind of update means."""

import json
from typing import Any, Literal

import pytest
from telegram import Update

from bot.commands import COMMANDS
from bot.telegram.updates import (
    GroupTap,
    GroupUpdate,
    MembershipChange,
    PrivateUpdate,
    UnusableUpdateError,
    parsed,
    translate,
)
from flows.dialogue import events as e
from storage.records import NAMELESS
from tests.bot.telegram.raw import (
    ANNA,
    BOT,
    CHAT,
    GROUP,
    Json,
    membership,
    message,
    query,
    update,
)

FILE = {"file_id": "f1", "file_unique_id": "u1"}
STICKER = FILE | {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


def event_of(**content: Any) -> e.Event | None:
    found = translate(update(**content))
    assert found is None or isinstance(found, PrivateUpdate)
    return found.event if found else None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("hello", e.TextReceived(text="hello")),
        ("x" * 5000, e.TextReceived(text="x" * 4096)),
        ("/start", e.Began(name="Anna")),
        ("/start from-a_friend9", e.Began(name="Anna", payload="from-a_friend9")),
        ("/start I'm a data scientist", e.TextReceived(text="I'm a data scientist")),
        ("/start@advisor_bot", e.Began(name="Anna")),
        ("/START", e.Began(name="Anna")),
        ("/help me please", e.AskedHelp()),
        ("/back", e.WentBack()),
        ("/skip", e.Skipped()),
        ("/answers", e.Reviewed()),
        ("/advice", e.Enough()),
        ("/forget", e.Forgotten()),
        ("/why\nindeed", e.AskedWhy()),
        ("/nosuchcommand", e.AskedHelp()),
        ("/", e.AskedHelp()),
    ],
)
def test_text(text: str, event: e.Event) -> None:
    assert event_of(message=message(text=text)) == event


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_menu_means_something_of_its_own(command: str) -> None:
    found = event_of(message=message(text=f"/{command}"))
    assert isinstance(found, e.AskedHelp) is (command == "help")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"voice": FILE | {"duration": 1}}, "voice message"),
        ({"photo": [FILE | {"width": 1, "height": 1}]}, "photo"),
        ({"document": FILE}, "document"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "location"),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "dice"),
        ({"video_note": FILE | {"duration": 1, "length": 1}}, "video message"),
        ({"sticker": STICKER, "effect_id": "1"}, "sticker"),
        ({"something_of_tomorrow": {"a": 1}}, "message"),
    ],
)
def test_what_is_not_text(content: dict[str, Any], what: str) -> None:
    assert event_of(message=message(**content)) == e.AttachmentReceived(what=what)


def test_the_words_below_a_picture_count() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    assert event_of(message=message(photo=photo, caption="hi")) == e.TextReceived(text="hi")


FROM_BO = {"type": "user", "date": 1, "sender_user": ANNA | {"id": 78, "first_name": "Bo"}}
FROM_HER = {"type": "user", "date": 1, "sender_user": ANNA}
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}
CHANNEL = {"type": "channel", "date": 1, "chat": {"id": -7, "type": "channel"}, "message_id": 4}


@pytest.mark.parametrize("origin", [FROM_BO, FROM_HER, HIDDEN, CHANNEL])
@pytest.mark.parametrize("text", ["Data Scientist, 5 years, ₹40,00,000", "/forget"])
def test_forwarded_words_are_not_read(origin: Json, text: str) -> None:
    forwarded = message(text=text, forward_origin=origin)
    source: Literal["own", "forward"] = "own" if origin is FROM_HER else "forward"
    assert event_of(message=forwarded) == e.ForwardReceived(source=source)


def test_a_bots_answer_that_one_forwards_is_not_ones_own() -> None:
    forwarded = message(text="Cash a year: ₹40,00,000", forward_origin=FROM_HER, via_bot=BOT)
    assert event_of(message=forwarded) == e.ForwardReceived(source="forward")


def test_words_of_a_bot_are_not_read() -> None:
    answer = message(text="Cash a year today: ₹40,00,000", via_bot=BOT)
    assert event_of(message=answer) == e.ForwardReceived(source="inline")


def test_a_forwarded_picture_without_words_is_a_picture() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    found = event_of(message=message(photo=photo, forward_origin=HIDDEN))
    assert found == e.AttachmentReceived(what="photo")


def quoted(text: str, offset: int, length: int, kind: str = "blockquote") -> Json:
    return message(text=text, entities=[{"type": kind, "offset": offset, "length": length}])


@pytest.mark.parametrize("kind", ["blockquote", "expandable_blockquote"])
def test_quotes_within_a_text_are_not_read(kind: str) -> None:
    assert event_of(message=quoted("🎉 5 years\nshould I?", 0, 10, kind)) == e.TextReceived(
        text="should I?"
    )
    assert event_of(message=quoted("🎉 5 years", 0, 10, kind)) == e.ForwardReceived(source="quote")


def test_what_is_replied_to_is_not_read() -> None:
    replied = message(text="10 years", quote={"text": "10 years", "position": 0})
    found = message(text="not me", reply_to_message=replied) | {"quote": replied["quote"]}
    assert event_of(message=found) == e.TextReceived(text="not me")


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({"first_name": ""}, "anna_of_tests"),
        ({"first_name": "", "username": ""}, NAMELESS),
        ({"first_name": "", "last_name": "Karenina"}, "Karenina"),
        ({"first_name": "Anna", "last_name": "Karenina"}, "Anna Karenina"),
    ],
)
def test_everybody_is_called_something(names: Json, name: str) -> None:
    sender = {"from": ANNA | names}
    for each in (
        update(message=message(text="hi") | sender),
        update(callback_query=query(message(text="a")) | sender),
    ):
        found = translate(each)
        assert isinstance(found, PrivateUpdate)
        assert found.name == name


def test_a_message_without_a_sender_is_of_whoever_the_chat_is_with() -> None:
    raw = message(text="hi")
    del raw["from"]
    found = translate(update(message=raw))
    assert isinstance(found, PrivateUpdate)
    assert (found.address, found.name) == ("77", "Anna")


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 1.0, "longitude": 2.0, "live_period": 60}},
        {"photo": [FILE | {"width": 1, "height": 1}]},
        {"dice": {"emoji": "🎲", "value": 1}},
    ],
)
def test_an_edit_without_words_needs_no_reply(content: Json) -> None:
    assert event_of(edited_message=message(**content, edit_date=1_790_000_001)) is None


def test_what_a_bot_edits_of_its_own_needs_no_reply() -> None:
    edited = message(text="Score: 3", via_bot=BOT, edit_date=1_790_000_001)
    assert event_of(edited_message=edited) is None


def test_an_edited_caption_is_an_edit() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    edited = message(photo=photo, caption="5 years", edit_date=1_790_000_001)
    assert event_of(edited_message=edited) == e.AttachmentReceived(what="edit")


def test_an_edit_is_no_answer() -> None:
    edited = message(text="10 years", edit_date=1_790_000_001)
    found = translate(update(edited_message=edited))
    assert isinstance(found, PrivateUpdate)
    assert (found.event, found.edited) == (e.AttachmentReceived(what="edit"), 9)


@pytest.mark.parametrize(
    "content",
    [
        {"message": message(pinned_message=message(text="a"))},
        {"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 1})},
        {
            "poll_answer": {
                "poll_id": "1",
                "option_ids": [],
                "option_persistent_ids": [],
                "user": BOT,
            }
        },
        {},
    ],
)
def test_what_needs_no_reply(content: dict[str, Any]) -> None:
    assert translate(update(**content)) is None


def test_a_tap() -> None:
    found = translate(update(callback_query=query(message(text="a"), "chose:1:2:role:analyst")))
    assert found == PrivateUpdate(
        address="77",
        name="Anna",
        username="anna_of_tests",
        event=e.Chose(conversation=1, revision=2, question="role", option="analyst"),
        tapped=9,
        query="q1",
    )


def test_a_tap_under_a_message_that_is_gone() -> None:
    gone = {"message_id": 4, "chat": CHAT, "date": 0}
    found = translate(update(callback_query=query(gone)))
    assert isinstance(found, PrivateUpdate)
    assert (found.tapped, found.event) == (4, e.ChangeDeclined(conversation=1, revision=2))


def test_a_tap_without_its_message() -> None:
    found = translate(update(callback_query=query(None)))
    assert isinstance(found, PrivateUpdate)
    assert (found.address, found.tapped) == ("77", None)


def test_a_tap_without_data_is_a_misfire() -> None:
    assert event_of(callback_query=query(message(text="a"), None)) == e.Misfired()


@pytest.mark.parametrize(("status", "active"), [("kicked", False), ("member", True)])
def test_blocking_and_unblocking(status: str, active: bool) -> None:
    found = translate(update(my_chat_member=membership(status)))
    assert found == MembershipChange("77", active)


def test_what_is_said_in_a_group_is_told_apart() -> None:
    found = translate(update(message=message(GROUP, text="/start@advisor_bot")))
    assert isinstance(found, GroupUpdate)


@pytest.mark.parametrize("sender", [GROUP, {"id": -9, "type": "channel", "title": "Hers"}])
def test_who_writes_as_the_group_or_a_channel_is_a_person(sender: Json) -> None:
    raw = message(GROUP, text="a", sender_chat=sender) | {"from": BOT}
    assert isinstance(translate(update(message=raw)), GroupUpdate)


@pytest.mark.parametrize(
    "tap",
    [
        query(message(text="above")),
        query({"message_id": 5, "date": 0, "chat": CHAT}),
        query(message(GROUP), "chose:1:2:role:analyst"),
        query(None),
        query(message(), None),
        query(message()) | {"new_field": {"of": "Telegram"}},
    ],
)
def test_a_tap_is_parsed_to_what_the_library_makes_of_it(tap: Json) -> None:
    whole = {"update_id": 1, "callback_query": tap}
    assert translate(parsed(json.dumps(whole))) == translate(Update.de_json(whole))


def test_a_tap_beside_something_else_is_parsed_as_the_library_does() -> None:
    whole = {"update_id": 1, "callback_query": query(message()), "message": message(text="hi")}
    assert parsed(json.dumps(whole)).message is not None


@pytest.mark.parametrize("missing", ["id", "from", "chat_instance"])
def test_a_tap_that_lacks_something_cannot_be_used(missing: str) -> None:
    tap = {name: value for name, value in query(message()).items() if name != missing}
    with pytest.raises(UnusableUpdateError):
        parsed(json.dumps({"update_id": 1, "callback_query": tap}))


def test_a_tap_in_a_group() -> None:
    found = translate(update(callback_query=query(message(GROUP, text="a"), "asked:::ceiling")))
    assert found == GroupTap(-5, 9, "q1", e.Asked(topic="ceiling"))


@pytest.mark.parametrize(
    "content",
    [
        {"edited_message": message(GROUP, text="a")},
        {"message": message(GROUP, text="a") | {"from": BOT}},
        {"message": message(GROUP, text="a", via_bot=BOT)},
        {"message": message(GROUP, text="a", forward_origin=HIDDEN)},
        {"message": message(GROUP, text="a", sender_chat=GROUP, is_automatic_forward=True)},
        {"my_chat_member": membership("member", GROUP)},
        {"my_chat_member": membership("left", GROUP)},
    ],
)
def test_what_needs_no_reply_in_a_group(content: dict[str, Any]) -> None:
    assert translate(update(**content)) is None
