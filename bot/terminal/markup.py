"""Turns the messages' Telegram HTML into text for a terminal."""

import re
from html.parser import HTMLParser

from rich.text import Text

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "cyan",
    "pre": "cyan",
    "blockquote": "dim",
}
"""How each tag of Telegram's HTML looks; other tags change nothing."""

QUOTE = "│ "
MORE = "+"
"""What is typed to read what is folded."""

_EXPANDABLE = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def fold(html: str) -> tuple[str, list[str]]:
    """A message without what can be expanded in it, and all that."""
    folded = _EXPANDABLE.findall(html)
    if not folded:
        return html, []
    kept = re.sub(r"\n{3,}", "\n\n", _EXPANDABLE.sub("", html)).strip()
    return kept + f"\n\n<i>(Type {MORE} to read more.)</i>", folded


def to_text(html: str) -> Text:
    """Convert a message; its line breaks stay, quotes get a bar, links show their address.

    Control characters, which could steer the terminal, are left out.
    """
    reader = _Reader()
    reader.feed(_CONTROL.sub("", html))
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Collects the text with the styles of the tags that are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag; a quote begins on a line of its own."""
        self._open.append((tag, dict(attrs).get("href") or ""))
        if tag == "blockquote":
            if self.text.plain and not self.text.plain.endswith("\n"):
                self.text.append("\n")
            self.text.append(QUOTE, "dim")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag of this name, and those left open in it."""
        names = [name for name, _ in self._open]
        if tag not in names:
            return
        at = len(names) - 1 - names[::-1].index(tag)
        address = self._open[at][1]
        if address and not self.text.plain.endswith(address):
            self.text.append(f" ({_CONTROL.sub('', address)})")
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Append text in the styles of the open tags."""
        names = [name for name, _ in self._open]
        style = " ".join(dict.fromkeys(STYLES[name] for name in names if name in STYLES))
        text = _CONTROL.sub("", data)
        self.text.append(text.replace("\n", f"\n{QUOTE}") if "blockquote" in names else text, style)
