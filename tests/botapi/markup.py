"""Telegram's HTML: the text it shows, its entities, and everything Telegram would not accept."""

import html
import re
from dataclasses import dataclass, field
from typing import NoReturn

from tests.botapi.errors import BreachError, Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ATTRIBUTES = {
    "a": r"href",
    "span": r"class",
    "code": r"class",
    "blockquote": r"expandable",
    "tg-emoji": r"emoji-id",
}
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?")
_PLAIN = re.compile(r"[^<>&]+")
_REFERENCES = re.compile(r"(?:&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)+")


def utf16(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 units: most emoji are two."""
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Json]]:
    """What the friend reads, and its entities in the order in which they open.

    Raises BreachError on an unknown tag or attribute, wrong nesting, or a bare <, > or &.
    """
    reading = _Reading(source)
    while reading.place < len(source):
        reading.step()
    if reading.open:
        reading.fail(f'Can\'t find end tag corresponding to start tag "{reading.open[-1][0]}"')
    return reading.result()


@dataclass
class _Reading:
    source: str
    place: int = 0
    text: str = ""
    open: list[tuple[str, Json]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def fail(self, why: str) -> NoReturn:
        offset = len(self.source[: self.place].encode())
        raise BreachError(f"can't parse entities: {why} at byte offset {offset}")

    def step(self) -> None:
        char = self.source[self.place]
        if char == "<":
            self._tag()
        elif char == "&":
            self._references()
        elif char == ">":
            self.fail('Unescaped ">"')
        elif match := _PLAIN.match(self.source, self.place):
            self.text += match[0]
            self.place = match.end()

    def result(self) -> tuple[str, list[Json]]:
        """Telegram trims the text, then drops what marks nothing."""
        left = utf16(self.text) - utf16(self.text.lstrip())
        text = self.text.strip()
        kept = []
        for entity in self.entities:
            start = max(entity["offset"] - left, 0)
            end = min(entity["offset"] - left + entity["length"], utf16(text))
            if end > start:
                kept.append(entity | {"offset": start, "length": end - start})
        return text, kept

    def _references(self) -> None:
        match = _REFERENCES.match(self.source, self.place)
        if not match:
            self.fail('Unescaped "&", or a named reference that Telegram does not know')
        self.text += html.unescape(match[0])
        self.place = match.end()

    def _tag(self) -> None:
        match = _TAG.match(self.source, self.place)
        if not match:
            self.fail('Unescaped "<", or an unclosed tag')
        name = match[2].lower()
        if name not in KINDS:
            self.fail(f'Unsupported start tag "{name}"')
        if match[1]:
            self._close(name)
        else:
            self._open(name, self._attributes(name, match[3]))
        self.place = match.end()

    def _attributes(self, name: str, source: str) -> dict[str, str]:
        found = {
            m[1].lower(): html.unescape(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(source)
        }
        for key in found:
            if key != ATTRIBUTES.get(name):
                self.fail(f'Tag "{name}" has no attribute "{key}"')
        return found

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS[name]
        self._check_nesting(kind)
        entity: Json = {"type": kind, "offset": utf16(self.text), "length": 0}
        entity |= self._details(name, attributes)
        self.open.append((name, entity))
        self.entities.append(entity)

    def _check_nesting(self, kind: str) -> None:
        outer = [entity["type"] for _, entity in self.open]
        if kind in outer or (kind == "blockquote" and "expandable_blockquote" in outer):
            self.fail(f"A {kind} within a {kind}")
        language = kind == "code" and outer[-1:] == ["pre"]
        if ("pre" in outer and not language) or "code" in outer:
            self.fail(f"Code holds no other entities, but found {kind}")
        marks = {"bold", "italic", "underline", "strikethrough", "spoiler"}
        if kind in {"code", "pre"} and marks.intersection(outer):
            self.fail("Code cannot be part of another entity")

    def _details(self, name: str, attributes: dict[str, str]) -> Json:
        if name == "a":
            if not re.match(r"(https?|tg|ton|mailto|tel):", attributes.get("href", "")):
                self.fail('Tag "a" needs an href with a scheme')
            return {"url": attributes["href"]}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self.fail('Tag "span" must have class "tg-spoiler"')
        if name == "tg-emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                self.fail("Invalid custom emoji identifier specified")
            return {"custom_emoji_id": attributes["emoji-id"]}
        return {"type": "expandable_blockquote"} if "expandable" in attributes else {}

    def _close(self, name: str) -> None:
        if not self.open:
            self.fail("Unexpected end tag")
        opened, entity = self.open.pop()
        if opened != name:
            self.fail(f'Unmatched end tag, expected "</{opened}>", found "</{name}>"')
        entity["length"] = utf16(self.text) - entity["offset"]
