"""Long texts are cut so that every part is valid and nothing is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.split import length, plain, split
from tests.botapi.markup import parse, utf16

WORDS = st.text(st.sampled_from("abc é🎉\n"), max_size=12)
LEAVES = WORDS | st.sampled_from(["\n\n", "&amp;", "&lt;b&gt;", " "])


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from([("<b>", "</b>"), ("<i>", "</i>"), ('<a href="https://a.b/">', "</a>")])
    return st.builds(lambda tag, text: f"{tag[0]}{text}{tag[1]}", tags, inner)


INLINE = LEAVES | wrapped(LEAVES)
TEXTS = st.lists(INLINE, max_size=30).map("".join)


@given(TEXTS, st.integers(16, 60))
def test_every_part_is_valid_and_within_the_limit(text: str, limit: int) -> None:
    for part in split(text, limit):
        shown, _ = parse(part)
        assert 0 < utf16(shown) <= limit


@given(TEXTS, st.integers(16, 60))
def test_nothing_but_space_is_lost(text: str, limit: int) -> None:
    together = "".join(plain(part) for part in split(text, limit))
    assert re.sub(r"\s", "", together) == re.sub(r"\s", "", plain(text))


@given(TEXTS)
def test_a_text_within_the_limit_stays_as_it_is(text: str) -> None:
    assert split(text) == ([text] if plain(text).strip() else [])


@given(TEXTS)
def test_length_is_counted_as_telegram_does(text: str) -> None:
    assert length(text) >= utf16(parse(text)[0])


def test_a_paragraph_ends_before_a_line_and_a_line_before_a_word() -> None:
    assert split("aaaa aa\n\nbbb b\nccc", 14) == ["aaaa aa", "bbb b\nccc"]


def test_an_open_tag_is_closed_and_opened_again() -> None:
    assert split("<b>aaaaaaaa bbbbbbbb</b>", 10) == ["<b>aaaaaaaa</b>", "<b>bbbbbbbb</b>"]
