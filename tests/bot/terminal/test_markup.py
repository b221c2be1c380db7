"""Telegram HTML becomes terminal text: nothing lost, nothing that steers the terminal."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.markup import QUOTE, to_text


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<b>firm</b>", "bold"),
        ("<i>soft</i>", "italic"),
        ("<code>/help</code>", "cyan"),
        ("<b><i>both</i></b>", "bold italic"),
    ],
)
def test_tags_become_styles(html: str, style: str) -> None:
    text = to_text(f"before {html} after")
    assert [span.style for span in text.spans] == [style]
    assert "<" not in text.plain


def test_line_breaks_stay() -> None:
    assert to_text("one\n\n• <b>two</b>\n• three").plain == "one\n\n• two\n• three"


def test_quote_has_a_bar_on_each_line() -> None:
    plain = to_text("They said:<blockquote>one\ntwo</blockquote>\nthree").plain
    assert plain == f"They said:\n{QUOTE}one\n{QUOTE}two\nthree"


def test_links_show_their_address() -> None:
    plain = to_text('see <a href="https://example.org/?a=1&amp;b=2">this</a>').plain
    assert plain == "see this (https://example.org/?a=1&b=2)"


@given(st.text())
def test_peoples_words_come_out_as_written(words: str) -> None:
    plain = to_text(f"<b>{escape(words)}</b>").plain
    assert _visible(plain) == _visible(words)


def _visible(text: str) -> str:
    return "".join(each for each in text if each.isprintable() or each in "\n\t")


@given(st.text())
def test_nothing_steers_the_terminal(words: str) -> None:
    plain = to_text(f"{escape(words)}&#27;[2J\x1b]0;title\x07").plain
    assert not {"\x1b", "\x07", "\x08", "\r", "\x9b"} & set(plain)


@given(st.text(alphabet="<>/&;bi code\n"))
def test_broken_markup_is_no_error(html: str) -> None:
    assert isinstance(to_text(html).plain, str)
