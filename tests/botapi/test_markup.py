"""Telegram's HTML is read as Telegram reads it."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi import User
from tests.botapi.conftest import Bot
from tests.botapi.entities import text_of
from tests.botapi.errors import BreachError
from tests.botapi.markup import KINDS, parse, utf16

PLAIN = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &#39;&#x41;", 'a <b> & "c" \'A', []),
        ("<b>x</b>", "x", [("bold", "x", {})]),
        ("<STRONG>x</STRONG>", "x", [("bold", "x", {})]),
        ("👍<i>👍 b</i>c", "👍👍 bc", [("italic", "👍 b", {})]),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab", {}), ("italic", "b", {})]),
        ("  \n<b> x</b>\n", "x", [("bold", "x", {})]),
        ("a<b></b>", "a", []),
        (
            '<a href="https://x.org/?a=1&amp;b">y</a>',
            "y",
            [("text_link", "y", {"url": "https://x.org/?a=1&b"})],
        ),
        ("<a href='tg://user?id=1'>y</a>", "y", [("text_link", "y", {"url": "tg://user?id=1"})]),
        ("<tg-spoiler>s</tg-spoiler>", "s", [("spoiler", "s", {})]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", "s", {})]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", "q", {})]),
        (
            "<blockquote expandable>q<b>r</b></blockquote>",
            "qr",
            [("expandable_blockquote", "qr", {}), ("bold", "r", {})],
        ),
        (
            '<pre><code class="language-py">p</code></pre>',
            "p",
            [("pre", "p", {}), ("code", "p", {})],
        ),
        (
            '<tg-emoji emoji-id="5">x</tg-emoji>',
            "x",
            [("custom_emoji", "x", {"custom_emoji_id": "5"})],
        ),
    ],
)
def test_what_is_shown(source: str, text: str, entities: list[Any]) -> None:
    shown, found = parse(source)
    place = {"type", "offset", "length"}
    details = [{k: v for k, v in e.items() if k not in place} for e in found]
    assert shown == text
    assert [(e["type"], text_of(shown, e)) for e in found] == [(k, t) for k, t, _ in entities]
    assert details == [more for *_, more in entities]


@pytest.mark.parametrize(
    "source",
    [
        "<div>x</div>",
        "a<br>b",
        "<p>x</p>",
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "1 < 2",
        "2 > 1",
        "you & me",
        "&nbsp;",
        "&apos;",
        "<b",
        "<b class='x'>y</b>",
        "<a>x</a>",
        '<a href="no scheme">x</a>',
        "<a href=https://x.org>x</a>",
        '<a onclick="x" href="https://x.org">x</a>',
        "<span>x</span>",
        "<b>x<b>y</b></b>",
        "<code>a<b>c</b></code>",
        "<b><code>c</code></b>",
        "<pre><b>x</b></pre>",
        "<blockquote><blockquote>x</blockquote></blockquote>",
        "<blockquote expandable><blockquote>x</blockquote></blockquote>",
        "<tg-emoji>x</tg-emoji>",
        "<!-- x -->",
    ],
)
def test_what_telegram_does_not_take(source: str) -> None:
    with pytest.raises(BreachError, match="can't parse entities"):
        parse(source)


@given(PLAIN)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    assert parse(html.escape(text)) == (text.strip(), [])


@given(PLAIN, st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote"]), PLAIN, PLAIN)
def test_an_entity_marks_what_the_tag_encloses(a: str, tag: str, b: str, c: str) -> None:
    source = f"x{html.escape(a)}<{tag}>{html.escape(b)}</{tag}>{html.escape(c)}x"
    text, entities = parse(source)
    assert text == f"x{a}{b}{c}x"
    assert [(e["type"], text_of(text, e)) for e in entities] == ([(KINDS[tag], b)] if b else [])


@given(PLAIN)
def test_length_counts_emoji_twice(text: str) -> None:
    assert utf16(text) == sum(1 + (ord(char) > 0xFFFF) for char in text)


def test_a_bad_message_is_refused_and_noted(bot: Bot, anna: User) -> None:
    problem = bot.breaks("sendMessage", chat_id=anna.id, text="1 < 2", parse_mode="HTML")
    assert "byte offset 2" in problem


def test_without_parse_mode_signs_are_signs(bot: Bot, anna: User) -> None:
    assert bot.sends(anna, "1 < 2 & <b>").text == "1 < 2 & <b>"


def test_only_html_is_spoken(bot: Bot, anna: User) -> None:
    fields = {"chat_id": anna.id, "text": "x", "parse_mode": "MarkdownV2"}
    assert "not HTML" in bot.breaks("sendMessage", **fields)
