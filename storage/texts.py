"""Text on its way into the database and out of it to people."""

import unicodedata
from html.parser import HTMLParser

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of all the text around them."""


def storable(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding takes, made whole or replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable(text: str) -> str:
    """The text without anything that a terminal would obey rather than show; lines are kept."""
    return "".join(character for character in text if character == "\n" or _shown(character))


def one_line(text: str) -> str:
    """The printable text on one line."""
    return " ".join(printable(text.replace("\r", "\n")).split())


def minute(at: str) -> str:
    """A stored moment as it is read: 2026-11-29 02:47."""
    return at[:16].replace("T", " ")


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in BIDI


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(html: str) -> str:
    """The text of Telegram HTML, without its tags."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def shown_length(html: str) -> int:
    """How long a text in HTML shows, in the UTF-16 units that Telegram counts."""
    return len(plain(html).encode("utf-16-le", "surrogatepass")) // 2


def shows_at_most(html: str, limit: int) -> bool:
    """Whether a text in HTML shows no more than so many UTF-16 units."""
    # A character is two units at most, and most texts are short.
    return 2 * len(html) <= limit or shown_length(html) <= limit
