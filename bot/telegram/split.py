"""Cuts a text in Telegram's HTML into parts within a limit, never inside a tag or a reference."""

import html
import re
from collections.abc import Iterator

LONGEST = 4096
"""UTF-16 units that a message may show."""

LONGEST_CAPTION = 1024
"""UTF-16 units that a caption may show."""

_TOKEN = re.compile(r"(?P<tag></?[a-zA-Z][^>]*>)|(?P<reference>&[#\w]+;)|(?P<text>.)", re.DOTALL)
_BREAKS = ("\n\n", "\n", " ")


def length(source: str) -> int:
    """How long a text shows, in the UTF-16 units that Telegram counts."""
    return _units(plain(source))


def plain(source: str) -> str:
    """The text without its markup."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", source))


def split(source: str, limit: int = LONGEST) -> list[str]:
    """Cut where a paragraph ends, else a line, else a word; tags are closed and opened again."""
    parts = []
    while length(source) > limit:
        end, open_tags = _cut(source, limit)
        closing = "".join(f"</{_name(tag)}>" for tag in reversed(open_tags))
        parts.append(source[:end].rstrip() + closing)
        source = "".join(open_tags) + source[end:].lstrip()
    return [part for part in (*parts, source) if plain(part).strip()]


def _cut(source: str, limit: int) -> tuple[int, list[str]]:
    """Where to cut, and the tags that are open there."""
    places: dict[str, tuple[int, list[str]]] = {}
    shown = 0
    for match, open_tags in _walk(source):
        shown += 0 if match["tag"] else _units(html.unescape(match[0]))
        if shown > limit:
            return _best(places, (match.start(), open_tags))
        for mark in _BREAKS:
            if source.startswith(mark, match.start()) and shown > limit // 4:
                places[mark] = (match.start(), open_tags)
    raise AssertionError("only a text over the limit is cut")


def _best(
    places: dict[str, tuple[int, list[str]]], hard: tuple[int, list[str]]
) -> tuple[int, list[str]]:
    return next((places[mark] for mark in _BREAKS if mark in places), hard)


def _walk(source: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each tag, reference and character, with the tags that are open before it."""
    open_tags: list[str] = []
    for match in _TOKEN.finditer(source):
        yield match, list(open_tags)
        tag = match["tag"] or ""
        if tag.startswith("</"):
            open_tags.pop()
        elif tag:
            open_tags.append(tag)


def _name(tag: str) -> str:
    found = re.match(r"</?([a-zA-Z][\w-]*)", tag)
    return found[1] if found else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
