"""What a message becomes on its way to Telegram."""

from bot.telegram.callback_data import decode
from bot.telegram.messages import OutboundCall, calls_for
from bot.telegram.split import LONGEST, length
from flows.dialogue.events import ChangeDeclined, Chose
from storage.records import Attachment, Button, Message

PHOTO = Attachment("photo", "chart.png", b"png")
KEEP = ((Button("Keep", ChangeDeclined(conversation=1, revision=2), "primary"),),)


def keys_of(call: OutboundCall) -> list[tuple[str, str | None]]:
    rows = call.keyboard.inline_keyboard if call.keyboard else ()
    return [(key.text, key.style) for row in rows for key in row]


def test_a_message_is_one_parcel() -> None:
    (call,) = calls_for(Message("<b>Hi</b>", KEEP), tapped=None)
    assert (call.text, keys_of(call)) == ("<b>Hi</b>", [("Keep", "primary")])


def test_a_button_carries_its_event() -> None:
    chose = Chose(conversation=1, revision=2, question="role", option="analyst")
    (call,) = calls_for(Message("?", ((Button("Analyst", chose),),)), tapped=None)
    assert call.keyboard
    assert decode(str(call.keyboard.inline_keyboard[0][0].callback_data)) == chose


def test_a_reply_in_place_edits_the_tapped_message() -> None:
    (call,) = calls_for(Message("You said 3", place="tapped"), tapped=12)
    assert (call.edits, call.keyboard) == (12, None)


def test_a_reply_in_place_is_left_out_where_nothing_was_tapped() -> None:
    assert calls_for(Message("You said 3", place="tapped"), tapped=None) == []


def test_a_note_without_a_tap_is_a_message() -> None:
    (call,) = calls_for(Message("a < b", place="toast"), tapped=None)
    assert call.text == "a &lt; b"


def test_a_long_text_has_its_buttons_at_the_end() -> None:
    calls = calls_for(Message("word " * 2000, KEEP), tapped=None)
    assert [bool(call.keyboard) for call in calls] == [False, False, True]
    assert all(length(call.text) <= LONGEST for call in calls)


def test_a_short_text_stands_under_its_picture() -> None:
    (call,) = calls_for(Message("A chart", KEEP, attachment=PHOTO), tapped=None)
    assert (call.text, call.attachment) == ("A chart", PHOTO)


def test_a_long_text_follows_its_picture() -> None:
    picture, text = calls_for(Message("word " * 300, KEEP, attachment=PHOTO), tapped=None)
    assert (picture.text, picture.keyboard, picture.attachment) == ("", None, PHOTO)
    assert (text.attachment, keys_of(text)) == (None, [("Keep", "primary")])


def test_edits_and_short_texts_may_be_repeated_and_long_ones_may_not() -> None:
    assert OutboundCall("short").repeatable
    assert OutboundCall("long " * 200, edits=3).repeatable
    assert not OutboundCall("long " * 200).repeatable
    assert not OutboundCall("short", attachment=PHOTO).repeatable


def test_plain_words_have_no_markup() -> None:
    plainly = OutboundCall("<b>a</b> &amp; b", attachment=PHOTO).as_plain_text
    assert (plainly.text, plainly.html, plainly.attachment) == ("a & b", False, None)
