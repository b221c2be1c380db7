"""What a message becomes on its way to Telegram."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.telegram.callback_data import decode
from bot.telegram.messages import (
    TOO_LONG,
    OutboundCall,
    call_for,
)
from flows.dialogue.events import ChangeDeclined, Chose
from flows.dialogue.replies import LONGEST_CAPTION, LONGEST_MESSAGE
from storage.records import Attachment, Button, Message
from storage.texts import shown_length
from tests.botapi.markup import parse, utf16

PHOTO = Attachment("photo", "chart.png", b"png")
KEEP = ((Button("Keep", ChangeDeclined(conversation=1, revision=2), "primary"),),)


def keys_of(call: OutboundCall) -> list[tuple[str, str | None]]:
    rows = call.keyboard["inline_keyboard"] if call.keyboard else ()
    return [(key["text"], key.get("style")) for row in rows for key in row]


def test_a_message_is_one_call() -> None:
    call = call_for(Message("<b>Hi</b>", KEEP), tapped=None)
    assert call
    assert (call.text, keys_of(call)) == ("<b>Hi</b>", [("Keep", "primary")])


def test_a_button_carries_its_event() -> None:
    chose = Chose(conversation=1, revision=2, question="role", option="analyst")
    call = call_for(Message("?", ((Button("Analyst", chose),),)), tapped=None)
    assert call
    assert call.keyboard
    assert decode(str(call.keyboard["inline_keyboard"][0][0]["callback_data"])) == chose


def test_a_keyboard_is_sent_as_the_library_would_send_it() -> None:
    chose = Chose(conversation=1, revision=2, question="role", option="analyst")
    call = call_for(Message("?", (*KEEP, (Button("Analyst", chose),))), tapped=None)
    assert call
    assert call.keyboard
    assert InlineKeyboardMarkup.de_json(call.keyboard).to_dict() == call.keyboard


def test_a_reply_in_place_edits_the_tapped_message() -> None:
    call = call_for(Message("You said 3", place="tapped"), tapped=12)
    assert call
    assert (call.edits, call.keyboard) == (12, None)


def test_a_reply_in_place_is_left_out_where_nothing_was_tapped() -> None:
    assert call_for(Message("You said 3", place="tapped"), tapped=None) is None


def test_a_note_without_a_tap_is_a_message() -> None:
    call = call_for(Message("a < b", place="toast"), tapped=None)
    assert call
    assert call.text == "a &lt; b"


@pytest.mark.parametrize(
    ("attachment", "limit"), [(None, LONGEST_MESSAGE), (PHOTO, LONGEST_CAPTION)]
)
def test_what_is_too_long_is_logged_without_its_words_and_apologised_for(
    caplog: pytest.LogCaptureFixture, attachment: Attachment | None, limit: int
) -> None:
    fits = call_for(Message("🙂" * (limit // 2), KEEP, attachment=attachment), tapped=None)
    with caplog.at_level(logging.ERROR):
        call = call_for(
            Message("🙂" * (limit // 2) + "x", KEEP, attachment=attachment), tapped=None
        )
    assert fits
    assert fits.text != TOO_LONG
    assert call
    assert (call.text, keys_of(call)) == (TOO_LONG, [("Keep", "primary")])
    assert str(limit + 1) in caplog.text
    assert "🙂" not in caplog.text


WORDS = st.text(st.sampled_from("abc é🎉\n"), max_size=12)
LEAVES = WORDS | st.sampled_from(["\n\n", "&amp;", "&lt;b&gt;", " ", "<b>a</b>", "<i>🎉</i>"])


@given(st.lists(LEAVES, max_size=30).map("".join))
def test_length_is_counted_as_telegram_does(text: str) -> None:
    assert shown_length(text) >= utf16(parse(text)[0])


def test_a_short_text_stands_under_its_picture() -> None:
    call = call_for(Message("A chart", KEEP, attachment=PHOTO), tapped=None)
    assert call
    assert (call.text, call.attachment) == ("A chart", PHOTO)


def test_plain_words_have_no_markup() -> None:
    plainly = OutboundCall("<b>a</b> &amp; b", attachment=PHOTO).as_plain_text
    assert (plainly.text, plainly.html, plainly.attachment) == ("a & b", False, None)
