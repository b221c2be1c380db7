"""Hostile text is stored as it is, and shown without doing anything to a terminal."""

import unicodedata
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from storage.texts import BIDI, one_line, plain, printable, shown_length, shows_at_most, storable

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_storable_text_can_be_written_as_utf8_and_keeps_good_text(text: str) -> None:
    stored = storable(text)
    stored.encode()
    assert storable(stored) == stored
    if not any(unicodedata.category(character) == "Cs" for character in text):
        assert stored == text


def test_two_halves_of_a_character_become_one() -> None:
    assert storable("\ud83d\ude00") == "😀"


@given(st.text(st.sampled_from("ab<>/b&;😀\n"), max_size=40), st.integers(0, 90))
def test_what_shows_at_most_so_much_is_told_without_counting(html: str, limit: int) -> None:
    assert shows_at_most(html, limit) == (shown_length(html) <= limit)


@given(ANY)
def test_printable_text_obeys_nobody(text: str) -> None:
    shown = printable(text)
    assert not BIDI & set(shown)
    assert all(unicodedata.category(each) != "Cc" for each in shown.replace("\n", ""))
    assert "\n" not in one_line(text)


def test_what_harms_nobody_is_shown() -> None:
    harmless = "Zoë 🧑‍🚀 日本\n한국어[31m"
    assert printable(f"\x1b{harmless}\x9b\u202e") == harmless


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30))
def test_plain_text_comes_back_from_html(text: str) -> None:
    assert plain(f"<b>{escape(text)}</b> <a href='x'>&amp;</a>") == f"{text} &"
